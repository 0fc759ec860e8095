"""Exceptions: try blocks that do not raise, raising and catching near and far, finally, with, custom classes."""

from harness import run


class Rejected(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Fatal(Rejected):
    pass


class Scope:
    depth = 0
    left = 0

    def __enter__(self):
        Scope.depth += 1
        return self

    def __exit__(self, kind, value, trace):
        Scope.depth -= 1
        Scope.left += 1
        return kind is Fatal


def check(v):
    if v % 11 == 0:
        raise Rejected(v)
    if v % 101 == 0:
        raise Fatal(v)
    return v


def nested(v, depth):
    if depth == 0:
        return check(v)
    try:
        return nested(v, depth - 1)
    finally:
        Scope.left ^= depth


def lookup(table, key):
    try:
        return table[key]
    except KeyError:
        return -1


def convert(text):
    try:
        return int(text)
    except ValueError as e:
        return len(e.args[0])


def main(n):
    Scope.left = 0
    table = {i: i * 2 for i in range(0, 1000, 3)}
    texts = ["12", "x1", "999", ""]
    acc = 0
    for i in range(n):
        try:
            acc += check(i)
        except Fatal as e:
            acc -= e.code
        except Rejected as e:
            acc ^= e.code
        else:
            acc += 1
        acc += lookup(table, i % 1000)
        if i % 4 == 0:
            acc += convert(texts[(i >> 2) & 3])
        with Scope():
            if i % 50 == 7:
                raise Fatal(i)
            acc += 1
        if i % 8 == 0:
            try:
                acc += nested(i, 5)
            except Rejected as e:
                acc += len(str(e))
        acc &= 0xFFFFFFFF
    return acc, Scope.depth, Scope.left


if __name__ == "__main__":
    run(main, 400000)
