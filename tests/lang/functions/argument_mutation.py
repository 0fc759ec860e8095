def f(l, d, n, s, t):
    l.append(1)
    d["k"] = 1
    n += 1
    s += "x"
    t += (1,)
    return n, s, t


l, d, n, s, t = [], {}, 0, "", ()
print(f(l, d, n, s, t), l, d, n, s, t)
def rebind(l):
    l = [9]
    return l
def slice_assign(l): l[:] = [7, 8]
def aug(l): l += [5]
x = [1]
print(rebind(x), x)
slice_assign(x)
aug(x)
print(x)
def default(acc=[]):
    acc.append(len(acc))
    return acc
print(default(), default(), default([]), default(), default.__defaults__)
def kw(**k):
    k["a"] = 99
    return k
orig = {"a": 1}
print(kw(**orig), orig)
def star(*a):
    return a, type(a)
lst = [1, 2]
print(star(*lst), star(lst)[0][0] is lst)
def swap(a, b): return b, a
p, q = swap([1], [2])
print(p, q)
def outer():
    data = []
    def add(v):
        data.append(v)
        return data
    return add
g = outer()
print(g(1), g(2), g(1) is g(3))
def cond(flag):
    if flag:
        val = "set"
    try:
        return val
    except UnboundLocalError as e:
        return str(e)
print(cond(1), cond(0))
def params(a, b=[], *c, d=None, **e): return sorted(locals().items(), key=str)
print(params(1, 2, 3, d=4, e5=5), params(0))
