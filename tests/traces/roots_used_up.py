# jit: traces>=4
# A loop that has as many roots as it may have meets classes for which none of them was made, and
# whose iterations cannot be recorded: the interpreter has to go on with the loop. Entering a root
# that leaves again with nothing done would be for ever.


class Plain:
    def get(self, i):
        return i


class Raising:
    def get(self, i):
        try:
            raise ValueError(i)
        except ValueError as e:
            return e.args[0] * 2


class Importing:
    def get(self, i):
        from math import floor
        return floor(i + 0.5)


KINDS = [type(f"K{n}", (Plain,), {"get": eval(f"lambda self, i: i + {n}")}) for n in range(12)]


def total(o, n):
    t = 0
    for i in range(n):
        t += o.get(i)
    return t


def at(row, k, n):
    t = 0
    i = 0
    while i < n:
        t += row[k].get(i)
        i += 1
    return t


for f in (lambda o: total(o, 400), lambda o: at([None, o], 1, 400)):
    print([f(c()) for c in KINDS[:8]])
    print(f(Raising()), f(Importing()))
    print([f(c()) for c in reversed(KINDS)], f(Raising()))
    print(f(Importing()), f(Plain()), f(KINDS[3]()))


def mixed(rows):
    t = 0
    for o in rows:
        t = t * 3 % 1000003 + o.get(7)
    return t


print(mixed([(KINDS + [Raising, Importing, Plain])[i * 7 % 15]() for i in range(600)]))
