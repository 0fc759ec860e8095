text = """It was the best of times, it was the worst of times,
it was the age of wisdom... it was the age of foolishness!
    (Indented) line -- with "quotes" & symbols; 42 numbers: 3.14
"""
words = [w.strip(".,!?;:()\"-&").lower() for w in text.split()]
words = [w for w in words if w]
freq = {}
for w in words:
    freq[w] = freq.get(w, 0) + 1
print(sorted(freq.items(), key=lambda t: (-t[1], t[0]))[:6], len(words), len(set(words)))


def wrap(s, width):
    lines, cur = [], ""
    for w in s.split():
        if cur and len(cur) + 1 + len(w) > width:
            lines.append(cur)
            cur = w
        else:
            cur = f"{cur} {w}" if cur else w
    return lines + [cur] if cur else lines


for l in wrap(text, 30):
    print(f"|{l:<30}|{l:^30}|{len(l):>3}")
print([l.strip() for l in text.splitlines()], text.title().count("It"), text.swapcase()[:20])
rot = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
print(text[:30].translate(rot), text[:30].translate(rot).translate(rot) == text[:30])


def roman(n):
    out = ""
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += s * (n // v)
        n %= v
    return out


print([roman(n) for n in (1, 4, 9, 14, 1994, 2024, 3999)], [w for w in words if w == w[::-1]], "".join(sorted(set("".join(words)))))


def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append(f"{j - i}{s[i]}" if j - i > 1 else s[i])
        i = j
    return "".join(out)


print(rle("aaabccddddd"), rle(""), rle("abc"), "-".join(f"{ord(c):02x}" for c in "héllo"), " ".join(f"{b:08b}" for b in "añ".encode()))
table = [("name", "qty", "price"), ("apple", 3, 1.5), ("banana", 12, 0.25), ("日本", 7, 100.0)]
for r in table:
    print("{:<8}|{:>5}|{:>8}".format(*r), "%-8s|%5s|%8s" % r)
print(sum(q * p for _, q, p in table[1:]), max(table[1:], key=lambda r: r[2])[0], [*zip(*table)][0])
