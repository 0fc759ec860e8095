def e(f, *a):
    try:
        print(repr(f(*a)), end=" ")
    except Exception as x:
        print(type(x).__name__, x, end=" ")


s = "the cat sat on the mat"
for sub in ("the", "at", "", "zzz", "t", "mat", s, s + "x"):
    for a in ((), (1,), (4, 10), (-5,), (-3, -1), (100,), (5, 2), (None, 9), (22,), (23,)):
        e(s.find, sub, *a)
        e(s.rfind, sub, *a)
        e(s.count, sub, *a)
        e(s.startswith, sub, *a)
        e(s.endswith, sub, *a)
    print()
e(s.index, "q")
e(s.rindex, "q")
e(s.index, "cat", 2)
e(s.find, 3)
e(s.count, None)
e(s.startswith, ("x", "the"))
e(s.endswith, ("mat", 3))
e(s.startswith, ("x", 3))
e(s.startswith, ["the"])
e(s.endswith, ())
e(lambda: 3 in s)
e(lambda: "cat" in s)
e(lambda: "" in "")
e(lambda: None in s)
print()
u = "añb日c𝒳d日e" * 3
for sub in ("日", "𝒳d", "e", "ña", "日ea", "x"):
    print(u.find(sub), u.rfind(sub), u.count(sub), u.find(sub, 9), u.rfind(sub, 0, 20), u.index(sub) if sub in u else None, u.partition(sub), u.rpartition(sub))
print(u[3], u[-1], u[5:12], u[::-1], u[::2], u[20:2:-3], len(u), [c for c in u[:9]], u[100:], u[5:2])
print("aaaa".count("aa"), "aaa".replace("", "-"), "aaa".replace("a", "b", 2), "aaa".replace("aa", "b"), "".replace("", "x"), "abc".replace("", "-", 2), "aaa".replace("a", "", -1), "abab".replace("ab", "日"))
