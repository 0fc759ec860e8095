# exit: 1
def bad(a, b):
    return (a + 1) * (b
                      - "x") + 3


x = [1, 2, 3]
total = sum(x) + bad(1,
                     2)
