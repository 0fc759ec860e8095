l = [1, 2, 3, 4, 5, 6]
for x in l:
    if x % 2 == 0:
        l.remove(x)
print(l)
l = [1]
for x in l:
    if len(l) < 10:
        l.append(x + 1)
print(l)
l = list(range(10))
out = []
for x in l:
    out.append(x)
    del l[0]
print(out, l)
l = [1, 2, 3]
it = iter(l)
next(it)
l.clear()
print(list(it))
l.extend([7, 8, 9])
print(list(it), next(it, "done"))
l = [1, 2, 3, 4]
it = reversed(l)
print(next(it))
l.pop()
l.pop()
print(list(it), it.__length_hint__())
l = [1, 2, 3]
it = iter(l)
print(it.__length_hint__(), next(it), it.__length_hint__())
l.insert(0, 0)
print(list(it))
l = [1, 2, 3]
for i, x in enumerate(l):
    if i == 0:
        l[1] = "changed"
        l += [4]
    print(i, x, end=" ")
print()


class Evil:
    def __eq__(self, o):
        del lst[:]
        return False


lst = [Evil(), Evil(), Evil()]
print(5 in lst, lst)
lst = [Evil(), 2, 3]
try:
    lst.index(99)
except ValueError as x:
    print(x)
lst = [Evil(), Evil()]
print(lst.count(1), lst)
lst = [1, Evil(), 3]
try:
    lst.remove(77)
except ValueError as x:
    print(x, lst)
lst = [1, Evil(), 3]
other = [1, 5, 3]
print(lst == other, lst)
l = [3, 2, 1]
for x in sorted(l):
    l.remove(x)
print(l)
l = [1, 2, 3]
l2 = [l.pop() for _ in l]
print(l2, l)
l = list(range(5))
for x in l[:]:
    l.remove(x)
print(l)
l = [0]
for v in l:
    l[0] += 1
    if v > 5 or len(l) > 5:
        break
    l.append(v)
print(l)
