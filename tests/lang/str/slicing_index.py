s = "0123456789"
for a in (None, 0, 3, -3, 20, -20):
    for b in (None, 7, -2, 15, -15):
        print([s[a:b:c] for c in (None, 1, 2, -1, -3, 100)])
for f in (lambda: s[10], lambda: s[-11], lambda: s[::0], lambda: s["1"], lambda: s[1.0], lambda: s[None], lambda: s[1, 2], lambda: s[2**64], lambda: ""[0], lambda: s[:"a"], lambda: setitem(), lambda: delitem(), lambda: s.foo, lambda: iter(5), lambda: s + 1, lambda: 1 + s, lambda: s * "a", lambda: s * 1.5, lambda: -s, lambda: s - s, lambda: s < 1, lambda: len(1), lambda: s(), lambda: s @ s):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)


def setitem():
    s[0] = "x"


def delitem():
    del s[0]


for f in (setitem, delitem):
    try:
        f()
    except TypeError as x:
        print(x)
print("ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "" * 5, "é" * 3, "ab" + "cd", "a" "b" 'c')
print("a" < "b", "a" < "B", "" < "a", "abc" < "abd", "é" > "z", "Z" < "a", "a" == "a", "𝒳" > "日", "\uffff" < "\U00010000", "a" != "A", "abc" > "ab", "10" < "9")
print(sorted(["b", "A", "a", "é", "", "aa", "日", "Z", "𝒳", "1"]), max("hello"), min("hello"), list("añ"), tuple("xy"), set("a"), sorted("hello world"))
a = "abc"
b = a
a += "d"
print(a, b, a is b, "x" in a, "bc" in a, "cb" in a, "" in a, "d" not in a)
print("é"[0], "aé"[1], "日本語"[-1], "日本語"[1:], [ord(c) for c in "aé日𝒳"], chr(0x1F600), len("😀é"), "😀é"[::-1], ascii("aé日𝒳\x00\n"), repr("aé日𝒳\x00\n\x7f\xad\u200b\ud800'"))
