# jit: traces>=1
# What an inlined function passes on, boxed for it: a collection meanwhile must not take the first boxes (run with --gc-stress).
def big(i):
    k = 2**60 + i
    return [k, k + 1, k + 2, k + 3, k + 4, k + 5, k + 6, k + 7, k + 8, k + 9, k + 10, k + 11, k + 12, k + 13, k + 14, k + 15]


def text(i):
    a, b = 2**55 + i, str(i)
    return f"{a}-{b}-{a + 1}-{b}{b}"


def call(i):
    return max(2**60 + i, 2**59 + i, 2**58), "%d %d" % (2**60 + i, 2**61), pow(2**60 + i, 3, 2**61 - 1), {2**60 + i: 2**61 + i}


def run(n):
    out = []
    for i in range(n):
        out = [big(i), text(i), call(i)]
        if [v - i - 2**60 for v in out[0]] != list(range(16)):
            print("lost", i, out)
    return out


for k in range(4):
    print(run(150 + k))
