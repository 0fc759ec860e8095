x, s, n, l, d, t, f, o, st = 5, "s", None, [1], {"a": 1}, (1,), 1.5, object(), {1}
exprs = """x + s
s + x
l + t
t + l
d + d
n + 1
1 + n
s * s
l * l
s - s
-s
~f
+l
x[0]
x["a"]
f[0]
n[0]
o[0]
st[0]
d[l]
l["a"]
l[1.5]
l[n]
s["a"]
s[1.0]
t["a"]
x()
s()
n()
l()
d()
len(x)
len(n)
len(f)
iter(x)
list(n)
for_ = [i for i in x]
x in x
1 in n
1 in f
x < s
s < x
l < t
n < n
d < d
o < o
1j < 1j
x @ x
s % 5
s % (1, 2)
"%d" % s
"%d" % n
"%(a)s" % 1
x.foo
s.foo
n.foo
l.foo
len.foo
int.foo
int("a")
int(n)
int(l)
int("1", 99)
int(1, 10)
float("a")
float(n)
float(l)
ord("ab")
ord(5)
chr("a")
abs(s)
round(s)
sum(s)
sum([s])
max(x)
max([])
sorted(x)
sorted([1, s])
"".join([1])
"".join(x)
s.split(1)
s.replace(1, 2)
s.startswith(1)
s.encode(1)
b"a" + "a"
"a" + b"a"
b"a" % 5
{l: 1}
{d}
{st}
hash(l)
hash((l,))
isinstance(x, x)
issubclass(x, int)
range("a")
range(1.5)
range(1, 2, 0)
slice()
enumerate(x)
zip(x)
map(x)
map(int, x)
filter(int, x)
reversed(x)
next(l)
open(l)
getattr(x, 1)
setattr(x, "a", 1)
object(1)
super()
type(1, 2)
l.append()
l.append(1, 2)
l.index(9)
l.remove(9)
[].pop()
l.pop("a")
l.insert("a", 1)
d["zz"]
d.pop("zz")
{}.popitem()
set().pop()
st.remove(9)
d.update(5)
d.update([1])
dict([1])
dict([(1, 2, 3)])
dict(1)
(1).bit_length(2)
1 << -1
1 / 0
1 // 0
1 % 0
1.0 / 0
1.0 // 0
1.0 % 0
0 ** -1
0.0 ** -1
divmod(1, 0)
pow(1, 2, 0)
pow(2, -1, 4)
2.0 ** 10000
10 ** 400 * 1.5
int(float("inf"))
int(float("nan"))
1 .to_bytes(0, "big")
bytes([256])
bytes(-1)
bytes("a")
x.real.foo
(lambda a: a)()
(lambda: 0)(1)
(lambda *, k: k)()
print(end=1)
format(x, "q")
format(s, "d")
"{}".format()
"{a}".format()
"{0.x}".format(1)
f"{x:s}"
eval("1 +")
exec(5)
compile("a b", "f", "exec")
__import__("nope_mod")
globals(1)
[*x]
{**x}
{**l}
print(*x)
print(**x)
(lambda **k: k)(**l)
(lambda **k: k)(**{1: 2})
x.__class__.__name__.foo
not_defined
not_defined.x
d.not_defined""".split("\n")
for src in exprs:
    try:
        if src.startswith("for_"):
            exec(src)
        else:
            print(src, "=>", eval(src))
    except BaseException as e:
        print(src, "=>", type(e).__name__ + ":", e)
