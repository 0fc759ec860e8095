# exit: 1
class A:
    def __eq__(self, other):
        return self == other


for f in (lambda: A() in [A()], lambda: A() == 1, lambda: [A()] == [A()]):
    try:
        f()
    except RecursionError as e:
        print("RecursionError")
print("after")
a = []
a.append(a)
b = []
b.append(b)
a == b
