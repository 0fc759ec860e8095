# jit: reentries<=10
# Generator expressions run in frames of the loop that consumes them, not in nested runs of the interpreter.
def total(n):
    return sum(i * i for i in range(n))


def largest(n):
    return max((i * 7) % 101 for i in range(n))


def count(words):
    return sum(1 for w in words if len(w) > 3)


print(total(3000), largest(3000))
print(count(["a", "four", "fives"] * 1000))
print(any(i == 2999 for i in range(3000)), all(i < 3000 for i in range(3000)))
s = 0
for k in range(300):
    s += sum(x for x in (k, k + 1, k + 2))
print(s)
print(sorted(set(i % 17 for i in range(2000)))[:5], ",".join(str(i) for i in range(12)))
