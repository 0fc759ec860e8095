# string: constants, Template, capwords, Formatter.

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Split the argument into words, capitalize each, and join them."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    """A string class for supporting $-substitutions."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _pieces(self):
        # (text, name): literal text, or the text of a placeholder and its name; name None where
        # the delimiter stands for nothing.
        s = self.template
        d = self.delimiter
        at = 0
        while True:
            i = s.find(d, at)
            if i < 0:
                yield s[at:], ""
                return
            yield s[at:i], ""
            j = i + len(d)
            if s.startswith(d, j):
                yield d, ""
                at = j + len(d)
                continue
            braced = s[j : j + 1] == "{"
            k = start = j + 1 if braced else j
            while k < len(s) and s[k].isascii() and (s[k].isalnum() or s[k] == "_"):
                k += 1
            name = s[start:k]
            if not name or name[0].isdigit() or (braced and s[k : k + 1] != "}"):
                yield d, None
                at = j
                continue
            at = k + 1 if braced else k
            yield s[i:at], name

    def _position(self, before):
        lines = before.splitlines(keepends=True)
        if not lines:
            return 1, 1
        return len(lines), len(before) - len("".join(lines[:-1])) + 1

    def substitute(self, mapping={}, /, **kws):
        out = []
        before = ""
        for text, name in self._pieces():
            if name is None:
                line, col = self._position(before)
                raise ValueError(f"Invalid placeholder in string: line {line}, col {col}")
            before += text
            if name:
                text = str(kws[name] if name in kws else mapping[name])
            out.append(text)
        return "".join(out)

    def safe_substitute(self, mapping={}, /, **kws):
        out = []
        for text, name in self._pieces():
            if name:
                if name in kws:
                    text = str(kws[name])
                else:
                    try:
                        text = str(mapping[name])
                    except KeyError:
                        pass
            out.append(text)
        return "".join(out)

    def get_identifiers(self):
        names = []
        for _, name in self._pieces():
            if name and name not in names:
                names.append(name)
        return names

    def is_valid(self):
        return all([name is not None for _, name in self._pieces()])


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)
