"""Counting n-grams: dict updates with tuple, string and int keys, setdefault, dict and set comprehensions, a Markov walk."""

from harness import run

LETTERS = "etaoinshrdlu"


def make_words(n):
    x = 99
    words = []
    for _ in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        length = 2 + (x >> 10) % 3
        words.append("".join(LETTERS[(x >> (3 * k + 4)) % 12] for k in range(length)))
    return words


def main(n):
    words = make_words(n)
    ones = {}
    twos = {}
    letters = {}
    followers = {}
    for i, w in enumerate(words):
        ones[w] = ones.get(w, 0) + 1
        if i:
            pair = (words[i - 1], w)
            if pair in twos:
                twos[pair] += 1
            else:
                twos[pair] = 1
            followers.setdefault(words[i - 1], []).append(w)
        for k in range(len(w) - 1):
            bigram = w[k : k + 2]
            letters[bigram] = letters.get(bigram, 0) + 1
    ids = {w: i for i, w in enumerate(ones)}
    matrix = {}
    for a, b in zip(words, words[2:]):
        key = ids[a] * 65536 + ids[b]
        matrix[key] = matrix.get(key, 0) + 1
    state = words[0]
    walk = 0
    for i in range(n):
        options = followers.get(state) or words
        state = options[(walk + i) % len(options)]
        walk = (walk * 31 + ids[state]) & 0xFFFFFF
    frequent = {w for w, c in ones.items() if c > n // 2000}
    top = sorted(twos.items(), key=lambda kv: (-kv[1], kv[0]))[:3]
    for key in [k for k, c in matrix.items() if c == 1]:
        del matrix[key]
    return len(ones), len(twos), len(letters), max(letters.values()), walk, len(frequent), top, len(matrix), sum(matrix.values())


if __name__ == "__main__":
    run(main, 120000)
