x = 5
if x is 5:
    print("is")
if x is not ():
    print("not")
print("\d", b"\q")
assert (x, "always true")
try:
    print("a"(1))
except TypeError as e:
    print(e)
