"""A JSON reader and writer by hand: a tokenizer over characters, recursive descent into dicts and lists, text out again."""

from harness import run

SPACE = " \t\n\r"
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "r": "\r"}


class ParseError(ValueError):
    pass


class Parser:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        text = self.text
        at = self.at
        while at < len(text) and text[at] in SPACE:
            at += 1
        self.at = at

    def expect(self, ch):
        if self.text[self.at : self.at + 1] != ch:
            raise ParseError("expected %r at %d" % (ch, self.at))
        self.at += 1

    def value(self):
        self.skip()
        ch = self.text[self.at]
        if ch == "{":
            return self.object()
        if ch == "[":
            return self.array()
        if ch == '"':
            return self.string()
        if ch == "-" or ch.isdigit():
            return self.number()
        for word, meaning in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        raise ParseError("unexpected %r at %d" % (ch, self.at))

    def object(self):
        result = {}
        self.expect("{")
        self.skip()
        if self.text[self.at] == "}":
            self.at += 1
            return result
        while True:
            self.skip()
            key = self.string()
            self.skip()
            self.expect(":")
            result[key] = self.value()
            self.skip()
            if self.text[self.at] != ",":
                self.expect("}")
                return result
            self.at += 1

    def array(self):
        result = []
        self.expect("[")
        self.skip()
        if self.text[self.at] == "]":
            self.at += 1
            return result
        while True:
            result.append(self.value())
            self.skip()
            if self.text[self.at] != ",":
                self.expect("]")
                return result
            self.at += 1

    def string(self):
        self.expect('"')
        parts = []
        text = self.text
        while True:
            ch = text[self.at]
            self.at += 1
            if ch == '"':
                return "".join(parts)
            if ch == "\\":
                ch = text[self.at]
                self.at += 1
                if ch == "u":
                    parts.append(chr(int(text[self.at : self.at + 4], 16)))
                    self.at += 4
                else:
                    parts.append(ESCAPES[ch])
            else:
                parts.append(ch)

    def number(self):
        text = self.text
        start = at = self.at
        is_float = False
        while at < len(text) and (text[at].isdigit() or text[at] in "+-.eE"):
            if text[at] in ".eE":
                is_float = True
            at += 1
        self.at = at
        return float(text[start:at]) if is_float else int(text[start:at])


def write(v):
    if v is None:
        return "null"
    if v is True:
        return "true"
    if v is False:
        return "false"
    if isinstance(v, (int, float)):
        return repr(v)
    if isinstance(v, str):
        return '"' + v.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(v, list):
        return "[" + ", ".join(write(x) for x in v) + "]"
    return "{" + ", ".join(write(k) + ": " + write(x) for k, x in v.items()) + "}"


def document(n):
    people = []
    for i in range(n):
        people.append(
            '{"id": %d, "name": "person \\"%d\\"\\n", "tags": ["a%d", "b\\u00e9"], "score": %r, "ok": %s,\n  "nested": {"x": [1, 2.5e3, -%d], "y": null}}'
            % (i, i, i % 7, i / 8, "true" if i % 2 else "false", i)
        )
    return "[" + ",\n".join(people) + "]"


def main(n):
    text = document(n)
    people = Parser(text).value()
    out = write(people)
    again = Parser(out).value()
    total = sum(p["id"] * len(p["tags"]) + p["nested"]["x"][2] for p in people if p["ok"])
    try:
        Parser('{"a" 1}').value()
        refused = False
    except ParseError as e:
        refused = str(e)
    return len(text), len(out), again == people, total, sum(p["score"] for p in again), refused


if __name__ == "__main__":
    run(main, 10000)
