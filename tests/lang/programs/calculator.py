def tokens(s):
    i = 0
    while i < len(s):
        c = s[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(s) and (s[j].isdigit() or s[j] == "."):
                j += 1
            yield ("num", float(s[i:j]) if "." in s[i:j] else int(s[i:j]))
            i = j
        elif c.isalpha():
            j = i
            while j < len(s) and s[j].isalnum():
                j += 1
            yield ("name", s[i:j])
            i = j
        else:
            if s[i:i + 2] in ("**", "//"):
                c = s[i:i + 2]
            if c not in "+-*/%()=**//,":
                raise SyntaxError(f"bad character {c!r}")
            yield ("op", c)
            i += len(c)
    yield ("end", None)


class Parser:
    def __init__(self, s, env):
        self.toks, self.pos, self.env = list(tokens(s)), 0, env

    def peek(self): return self.toks[self.pos]

    def next(self):
        self.pos += 1
        return self.toks[self.pos - 1]

    def accept(self, *ops):
        k, v = self.peek()
        if k == "op" and v in ops:
            self.pos += 1
            return v

    def stmt(self):
        if self.peek()[0] == "name" and self.toks[self.pos + 1] == ("op", "="):
            name = self.next()[1]
            self.next()
            v = self.env[name] = self.expr()
        else:
            v = self.expr()
        if self.peek()[0] != "end":
            raise SyntaxError(f"unexpected {self.peek()[1]!r}")
        return v

    def expr(self):
        v = self.term()
        while op := self.accept("+", "-"):
            r = self.term()
            v = v + r if op == "+" else v - r
        return v

    def term(self):
        v = self.unary()
        while op := self.accept("*", "/", "//", "%"):
            r = self.unary()
            v = {"*": lambda: v * r, "/": lambda: v / r, "//": lambda: v // r, "%": lambda: v % r}[op]()
        return v

    def unary(self):
        if self.accept("-"):
            return -self.unary()
        v = self.atom()
        return v ** self.unary() if self.accept("**") else v

    def atom(self):
        k, v = self.next()
        if k == "num":
            return v
        if k == "name":
            if self.accept("("):
                args = [self.expr()]
                while self.accept(","):
                    args.append(self.expr())
                self.accept(")")
                return {"max": max, "min": min, "abs": abs, "round": round}[v](*args)
            return self.env[v]
        if v == "(":
            r = self.expr()
            if not self.accept(")"):
                raise SyntaxError("missing )")
            return r
        raise SyntaxError(f"unexpected {v!r}")


env = {}
for line in ("1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "x = 7 // 2", "y = x * 1.5 - 10 % 4", "max(x, y, 3) + abs(-2)", "1 / 0", "1 +", "(1", "z + 1", "2 $ 3", "10 ** 30 % 7", "1 2", "round(2.567, 1)"):
    try:
        print(line, "=", Parser(line, env).stmt())
    except Exception as e:
        print(line, "->", type(e).__name__, e)
print(env)
