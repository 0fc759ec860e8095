# jit: traces>=8
"""Operations on plain values and containers of them: in traces they are calls that run no Python code."""


def texts(count):
    words = ["alpha", "Beta", "gämma", "δelta", ""]
    seen = {}
    out = []
    for k in range(count):
        w = words[k % 5]
        key = w.upper() + str(k % 7)
        seen[key] = seen.get(key, 0) + len(w)
        if w and w[0] in "aB" and not w.isdigit():
            out.append(f"{w!r:>9}|{k % 3:03d}|{w[1:3]}|{w[::-1]}")
        if key.startswith("ALP") and "PHA" in key and key < "BETA0":
            out.append(key.replace("P", "p").rjust(10, ".") + ("%s-%d" % (w, k)))
    return len(out), out[-3:], sorted(seen.items())[:4]


print(texts(2000))


def keys(count):
    d = {}
    tuples = {}
    hits = 0
    for k in range(count):
        d[k % 50] = d.get(k % 50, 0) + k
        d[float(k % 3) + 0.5] = k
        tuples[k % 4, "x"] = tuples.get((k % 4, "x"), "") + chr(97 + k % 26) if k % 9 else "!"
        if (k % 5, "x") in tuples and k % 50 in d:
            hits += 1
        if 1.0 in d and True in d and not d == {}:
            hits += d[1.0] & 1
    return hits, len(d), len(tuples), len(tuples[0, "x"]), sum(d.values())


print(keys(3000))


class Key:
    """Equal to ints, in Python."""

    asked = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, o):
        Key.asked += 1
        return self.n == (o.n if isinstance(o, Key) else o)


def foreign(count):
    d = {k: k for k in range(10)}
    s = {1, 2, 3}
    total = 0
    for k in range(count):
        if k == count // 2:
            del d[5]
            d[Key(5)] = 1000
            s.discard(2)
            s.add(Key(2))
        x = k % 10 if k % 100 else Key(k % 10)
        total += d[x] + (x in d) + (k % 4 in s) + d.get(x, 7)
        d[x] = total % 10
    return total, Key.asked


print(foreign(3000))


class Text(str):
    def __getitem__(self, k):
        return "text"

    def __len__(self):
        return 77

    def __contains__(self, x):
        return True

    def upper(self):
        return "UP"

    def __add__(self, o):
        return "added"

    def __lt__(self, o):
        return True


class Table(dict):
    def __missing__(self, k):
        return -1

    def __contains__(self, k):
        return True

    def get(self, k, default=None):
        return "got"


def subclasses(count):
    out = {}
    for k in range(count):
        t = "plain" if k % 200 else Text("special")
        d = {1: 2} if k % 150 else Table({1: 3})
        try:
            item = d[k % 3]
        except KeyError as e:
            item = e.args
        r = (t[0], len(t), "z" in t, t.upper(), t + "!", t < "a", item, 9 in d, d.get(9), f"{t}", bool(t))
        out[r] = out.get(r, 0) + 1
    return out


for item in sorted(subclasses(2000).items(), key=str):
    print(item)


def errors(count):
    out = {}
    values = ["12", "x", 3, None, "7"]
    for k in range(count):
        v = values[k % 5] if k % 3 else "40"
        try:
            n = int(v) + len("abc"[k % 3 :]) + ord("abc"[k % 4])
            n += {"a": 1}["a" if k % 7 else "b"]
            r = v + "s"
            r = r.index("2") if k % 11 else r.split("")
        except (TypeError, ValueError, IndexError, KeyError) as e:
            r = type(e).__name__, str(e)
        out[r] = out.get(r, 0) + 1
    return out


for item in sorted(errors(3000).items(), key=str):
    print(item)


def walk(count):
    d = {"a": 1, "b": 2, "c": 3}
    total = 0
    text = ""
    for k in range(count):
        for key in d:
            total += d[key]
        for key, v in d.items():
            text += key if v & 1 else ""
        for ch in "xyz":
            text += ch
        for x in {k & 1, 5}:
            total += x
        text = text[-10:]
    try:
        for key in d:
            d[key + "+"] = 0
    except RuntimeError as e:
        print(e)
    return total, text


print(walk(1500))

counter = 0


def globals_by_dict(count):
    """Stores into a dict that traces rely on."""
    space = globals()
    total = 0
    for k in range(count):
        total += counter
        if k % 10 == 0:
            space["counter"] = k
    return total


print(globals_by_dict(2000))


def numbers(count):
    big = 10**30
    total = 0
    z = 1 + 2j
    for k in range(count):
        total += big % (k + 7) + (big >> 90) + divmod(big, k + 1)[1]
        z = z * (0.5 + 0.5j) + k
        total += round(k / 7) + len(hex(k)) + len(repr(k * 0.1)) + hash(k) + (k.bit_length() if k else 0)
        total += int("%d" % k) + int(float(str(k))) + (b"ab" + b"c")[k % 3]
    return total, z


print(numbers(2000))


def tails(count):
    """Natives that hand over to other natives."""
    total = 0
    for k in range(count):
        total += round(k, -1) + round(k * 0.37, 1) + round(75, 2) + divmod(k, 7)[1]
        total += pow(k, 3, 11) + pow(2, k % 5) + len(ascii("\xe4")) + "{:>{}}".format(k, 6).count(" ")
    return total


print(tails(2000))
