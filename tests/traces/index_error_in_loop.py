# jit: traces>=1
# exit: 1
def sum_to(data, n):
    s = 0
    i = 0
    while i < n:
        s += data[i] * \
            (i + 1)
        i += 1
    return s


data = list(range(500))
print(sum_to(data, 500))
try:
    sum_to(data, 501)
except IndexError as e:
    t = e.__traceback__.tb_next
    print(e, t.tb_lineno, t.tb_frame.f_locals["i"], t.tb_frame.f_locals["s"])
d = {i: i for i in range(400)}
try:
    for k in range(1000):
        d[k] += 1
except KeyError as e:
    print(repr(e), k, sum(d.values()))
sum_to(data, 2000)
