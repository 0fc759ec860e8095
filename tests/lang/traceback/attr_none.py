# exit: 1
def find(x):
    if x:
        return "found"


print(find(1).upper())
print(find(0).upper())
