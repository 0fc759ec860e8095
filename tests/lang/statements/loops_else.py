for i in []:
    pass
else:
    print("empty else")
for i in range(3):
    if i == 1:
        break
else:
    print("never")
print(i)
while False:
    pass
else:
    print("while else")
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    print(n, end=" ")
else:
    print("done")
for i in range(2):
    for j in range(3):
        if j == 1:
            break
        print(i, j, end="; ")
    else:
        print("inner else")
else:
    print("outer else")


def f():
    for i in range(3):
        try:
            if i == 1:
                return "r"
        finally:
            print("f", i, end=" ")
    else:
        print("no")


print(f())
for i in range(3):
    for i in "ab":
        pass
    print(i, end=" ")
x = [1, 2, 3]
for x[0] in range(5):
    pass
print(x)
d = {}
for d["k"], (d["a"], *d["r"]) in [(1, (2, 3, 4))]:
    print(d)
for c in "añ", b"ab", {1: 2}, {3}, range(1), (i for i in "z"), iter([5]), map(str, [1]), zip([1], [2]), enumerate("q"), reversed([1]), frozenset([4]), bytearray(b"x"), memoryview(b"m"), {}.items(), open("/dev/null"):
    for item in c:
        print(item, end=" ")
print()
for (i) in (1, 2): print(i, end=" ")
while 1:
    while 1:
        break
    else:
        print("no")
    break
print("end")
for bad in (5, None, 1.5, object, len):
    try:
        for q in bad: pass
    except TypeError as e:
        print(e)
if 0: pass
elif 0.0: pass
elif "": pass
elif []: print("no")
else: print("falsy chain")
for i in range(3): print(i) if i else None; continue
i = 0
while True:
    i += 1
    if i > 3: break
    elif i == 2: continue
    else: print("i", i)
k = 0
for k in range(10**10):
    if k > 3: break
print(k, [q for q in range(3)], k)
