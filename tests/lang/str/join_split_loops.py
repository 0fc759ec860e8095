parts = []
for i in range(50):
    parts.append(str(i * i))
s = ",".join(parts)
back = [int(p) for p in s.split(",")]
print(back == [i * i for i in range(50)], len(s), s[:30], s.count("1"), s.rindex(","), s.split(",")[-1], s.rsplit(",", 2)[1:], s.partition(",")[0] == "0")
csv = "name,age\nann,30\nbob,25\n\"quoted\",1\n"
rows = [l.split(",") for l in csv.splitlines()]
print(rows, dict(rows[1:]), [dict(zip(rows[0], r)) for r in rows[1:]], "\n".join("\t".join(r) for r in rows).expandtabs(8))
t = "a1b22c333"
num, word, out = "", "", []
for c in t + " ":
    if c.isdigit():
        num += c
    elif num:
        out.append((word, int(num)))
        num, word = "", c
    else:
        word += c
print(out, "".join(c for c in t if not c.isdigit()), "".join(filter(str.isdigit, t)), [t[i:j] for i in range(3) for j in range(i + 1, 4)])
print(" ".join("spaces   between\twords \n".split()), "a-b_c".replace("-", "_").split("_"), "x=1&y=2".split("&"), dict(p.split("=") for p in "x=1&y=2".split("&")), "".join(reversed("abc")), "abc"[::-1] == "".join(reversed("abc")), "CamelCaseString"[0].lower() + "".join("_" + c.lower() if c.isupper() else c for c in "CamelCaseString"[1:]), "snake_case_here".title().replace("_", ""))
print("|".join(f"{i:>3}" for i in range(5)), "".join(["é", "日", "😀"]) * 2, "é".join("abc"), "日".join(["x"]), ", ".join(sorted({"b", "a"})), " and ".join(map(repr, ["q", 1.5])))
