"""Building and formatting text: f-strings, % and format, join, concatenation, replace, slicing, searching, case, padding."""

from harness import run

WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "größe", "naïve"]


def caesar(text, shift):
    out = []
    for ch in text:
        if "a" <= ch <= "z":
            out.append(chr((ord(ch) - 97 + shift) % 26 + 97))
        else:
            out.append(ch)
    return "".join(out)


def is_palindrome(text):
    return text == text[::-1]


def digest(text):
    d = 0
    for ch in text:
        d = (d * 33 + ord(ch)) & 0xFFFFFFFF
    return d


def main(n):
    lines = []
    palindromes = 0
    found = 0
    for i in range(n):
        word = WORDS[i % 10]
        line = f"{i:06d} {word:>10} {i / 7:.3f} {i * 31:x}"
        line += "|%s-%5.1f|%d" % (word.upper(), i / 3, i)
        line = line + "{0}:{1:<8}".format(word[1:], len(line))
        lines.append(line.replace("a", "A").strip())
        if is_palindrome(str(i)):
            palindromes += 1
        found += line.find("9") + line.count("1") + (word in line) + line.startswith("00") + line.endswith(" ")
        if i % 8 == 0:
            lines[-1] = caesar(lines[-1].lower(), i % 26)
    text = "\n".join(lines)
    built = ""
    for i in range(n):
        built += str(i)
    title = " ".join(w.capitalize() for w in WORDS * (n // 100))
    return len(text), digest(text), palindromes, found, len(built), digest(built), len(title), digest(title[:500])


if __name__ == "__main__":
    run(main, 60000)
