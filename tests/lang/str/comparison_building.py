out = []
for i in range(5):
    out.append("x" * i + str(i))
s = ", ".join(out)
print(s, len(s), s.split(", ") == out, s > out[0], min(out), max(out, key=len))
acc = ""
for c in "hello":
    acc = c + acc
    acc += "|"
print(acc, acc == "o|l|l|e|h|" , acc.replace("|", "", 2), acc.rstrip("|"), acc * 2)
print("abc" == "ab" + "c", "a" * 3 == "aaa", "apple" < "banana" < "cherry", "Zebra" < "apple", "" < "a", "10" < "9", "é" > "e", "a\0b" > "a", sorted("bBaA"), "ss" < "ß")
words = "one two three two one two".split()
seen, uniq = set(), []
for w in words:
    if w not in seen:
        seen.add(w)
        uniq.append(w)
print(uniq, {w: words.count(w) for w in uniq}, " ".join(w.capitalize() for w in uniq), "".join(w[0] for w in words), [w[::-1] for w in uniq])
t = "The Quick Brown"
print([t[i:i + 3] for i in range(0, len(t), 3)], t[::2], t[1::3], t[-5:], t[:-5], t[100:], t[5:2], "".join(c.lower() if c.isupper() else c.upper() for c in t), t.index("Q"), [i for i, c in enumerate(t) if c == " "])
print("%s|%5s|%-5s|%05d" % ("a", "b", "c", 7), "{:>5}|{:^5}|{:<5}".format(1, 2, 3), f"{'x':*^7}", "a,b;c".replace(";", ",").split(","), "k=v;k2=v2".split(";")[1].partition("=")[2])
n = 0
for i in range(1000):
    if str(i) == str(i)[::-1]:
        n += 1
print(n, "".join(chr(ord("a") + (i * 7) % 26) for i in range(26)), "abc".join("XYZ"), "-".join("abc"), ("ab" "cd"), "ab\
cd")
