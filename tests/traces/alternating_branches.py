# jit: traces>=1
def eight(n):
    a = b = c = d = e = f = g = h = 0
    for i in range(n):
        x = i * 2654435761 & 0xFFFF
        if x & 1:
            a += 1
        if x & 2:
            b += x
        else:
            b -= 1
        if x & 4:
            c ^= x
        if x & 8:
            d = x
        if x & 16:
            e += 0.5
        if x & 32:
            f = max(f, x)
        if x & 64:
            g = -g + 1
        if x & 128:
            h += len(str(x))
    return a, b, c, d, e, f, g, h


print(eight(3000))


def nones(n):
    s = 0
    for i in range(n):
        x = None if i % 2 else i
        y = None if i % 3 else i
        z = None if i % 5 else "s"
        if x is None:
            s += 1
        if y is not None:
            s += y
        if z is None and x is not None:
            s -= 2
        elif z == "s" or y is None:
            s += 3
    return s


print(nones(3000))


def state_machine(text):
    state, words, nums = 0, 0, 0
    for ch in text:
        if state == 0:
            if ch.isalpha():
                state, words = 1, words + 1
            elif ch.isdigit():
                state, nums = 2, nums * 10 + int(ch)
        elif state == 1:
            if not ch.isalpha():
                state = 0
        else:
            if ch.isdigit():
                nums = (nums * 10 + int(ch)) % 99991
            else:
                state = 0
    return state, words, nums


print(state_machine("abc 123 de45f  99 xyz, 7" * 80))
