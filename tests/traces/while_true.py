# jit: traces>=1
def newton(a):
    x = a
    n = 0
    while True:
        n += 1
        y = (x + a / x) / 2
        if abs(x - y) < 1e-12:
            return y, n
        if n > 1000:
            return None
        x = y


print([newton(float(a))[1] for a in (1, 2, 100, 10**6)], newton(2.0))


def search(xs, t):
    lo, hi = 0, len(xs)
    while True:
        if lo >= hi:
            return ~lo
        mid = lo + hi >> 1
        if xs[mid] == t:
            return mid
        if xs[mid] < t:
            lo = mid + 1
        else:
            hi = mid


xs = list(range(0, 2000, 3))
print(sum(search(xs, t) for t in range(1500)))


def tokens(src):
    i, out = 0, []
    while True:
        while i < len(src) and src[i] == " ":
            i += 1
        if i == len(src):
            return out
        j = i
        if src[i].isdigit():
            while j < len(src) and src[j].isdigit():
                j += 1
            out.append(int(src[i:j]))
        else:
            j = i + 1
            out.append(src[i])
        i = j


def rpn(toks):
    st = []
    for t in toks:
        if isinstance(t, int):
            st.append(t)
        else:
            b, a = st.pop(), st.pop()
            st.append(a + b if t == "+" else a - b if t == "-" else a * b % 1000007)
    return st


src = "12 34 + 5 * 7 - " * 60 + "1"
print(len(tokens(src)), rpn(tokens(src))[-3:])
n = 0
while True:
    n += 1
    if n % 2:
        continue
    if n % 3 and n < 900:
        continue
    while True:
        n += 1
        if n % 7 == 0:
            break
    if n > 2000:
        break
print(n)
code = [("push", 0), ("push", 3000), ("dup2",), ("jge", 12), ("inc",), ("jmp", 2)]
pc, stk, cycles = 0, [], 0
while pc < len(code):
    op, *arg = code[pc]
    pc += 1
    cycles += 1
    if op == "push":
        stk.append(arg[0])
    elif op == "dup2":
        pass
    elif op == "jge":
        if stk[0] >= stk[1]:
            pc = arg[0]
    elif op == "inc":
        stk[0] += 3
    elif op == "jmp":
        pc = arg[0]
print(stk, cycles)
p = 0
while p < 5000: p += 1
while not p < 0: p -= 3
print(p)
