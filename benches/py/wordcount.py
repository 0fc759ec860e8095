"""Word count: generated text is split, stripped, lowered and counted in dicts; the counts are sorted and printed into text."""

from collections import Counter, defaultdict

from harness import run

STEMS = "time year people way day man thing woman life child world school state family student group country problem hand part".split()
ENDS = ["", "s", ",", ".", "!", "'s", "ing", ";"]


def make_text(n):
    x = 12345
    lines = []
    line = []
    for _ in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        word = STEMS[(x >> 8) % len(STEMS)] + ENDS[(x >> 16) % len(ENDS)]
        if x & 0x100000:
            word = word.capitalize()
        line.append(word)
        if len(line) == 11:
            lines.append(" ".join(line))
            line = []
    return "\n".join(lines) + "\n"


def count_by_hand(text):
    counts = {}
    for line in text.splitlines():
        for word in line.split():
            word = word.strip(".,!;").lower()
            if word:
                counts[word] = counts.get(word, 0) + 1
    return counts


def count_letters(text):
    counts = defaultdict(int)
    for ch in text:
        if ch.isalpha():
            counts[ch] += 1
    return counts


def main(n):
    text = make_text(n)
    counts = count_by_hand(text)
    again = Counter(text.lower().replace(",", " ").replace(".", " ").replace("!", " ").replace(";", " ").split())
    letters = count_letters(text)
    by_length = defaultdict(list)
    for word in sorted(counts):
        by_length[len(word)].append(word)
    table = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    report = "".join("%-12s %6d\n" % pair for pair in table[:30])
    widths = [(k, len(v)) for k, v in sorted(by_length.items())]
    return len(report), table[0], table[-1], again == counts, sum(letters.values()), letters["e"], widths


if __name__ == "__main__":
    run(main, 400000)
