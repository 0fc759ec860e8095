# jit: traces>=2
"""Natives called as leaves use the stack where the windows of inlined frames are: what lay there is written again."""


def parts(i1):
    i2 = 140737488355328
    s4 = str(-14)
    return [i1, i2, s4]


for call in range(400):
    out = parts([9])
    if out[1] != 140737488355328:
        print(call, out)
        break


def lists(k):
    b = [5, 2.5, float("1.5"), 1 << 50]
    a = [1, 2.5, round(2.567, 1), 7]
    return [9, 2.5, str(k), None]


for call in range(400):
    out = lists(3)
    if out[0] != 9 or out[1] != 2.5 or out[3] is not None:
        print(call, out)
        break
print(parts(1), lists(2))
