# exit: 1
def loop(n):
    for i in n:
        print(i)


loop("a")
loop(3)
