# jit: traces>=1
def nbody(n):
    bodies = [[0.0, 0.0, 0.0, 0.0, 10.0], [1.0, 0.0, 0.0, 3.0, 0.1], [0.0, 2.0, -2.2, 0.0, 0.2]]
    for _ in range(n):
        for i in range(3):
            a = bodies[i]
            for j in range(i + 1, 3):
                b = bodies[j]
                dx, dy = a[0] - b[0], a[1] - b[1]
                d = (dx * dx + dy * dy + 0.01) ** 1.5
                m = 0.001 / d
                a[2] -= dx * b[4] * m
                a[3] -= dy * b[4] * m
                b[2] += dx * a[4] * m
                b[3] += dy * a[4] * m
        for b in bodies:
            b[0] += b[2] * 0.001
            b[1] += b[3] * 0.001
    return bodies


print([[f"{v:.9f}" for v in b] for b in nbody(300)])


def mandel(w, h, it):
    rows = []
    for y in range(h):
        row = ""
        for x in range(w):
            cr, ci = 3.0 * x / w - 2, 2.0 * y / h - 1
            zr = zi = 0.0
            for k in range(it):
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
                if zr * zr + zi * zi > 4:
                    break
            else:
                k = it
            row += " .:-=+*#%@"[k * 9 // it]
        rows.append(row)
    return rows


print("\n".join(mandel(50, 16, 40)))


def spectral(n):
    def a(i, j):
        return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)
    u = [1.0] * n
    for _ in range(4):
        v = [sum(a(i, j) * u[j] for j in range(n)) for i in range(n)]
        u = [sum(a(j, i) * v[j] for j in range(n)) for i in range(n)]
    return (sum(x * y for x, y in zip(u, v)) / sum(y * y for y in v)) ** 0.5


print(f"{spectral(20):.12f}")


def fannkuch(n):
    p, q, s, sign, maxf, chk = list(range(n)), list(range(n)), list(range(n)), 1, 0, 0
    while True:
        q0 = p[0]
        if q0:
            q[1:] = p[1:]
            f = 1
            while True:
                qq = q[q0]
                if not qq:
                    chk += sign * f
                    maxf = max(maxf, f)
                    break
                q[q0] = q0
                if q0 >= 3:
                    i, j = 1, q0 - 1
                    while i < j:
                        q[i], q[j] = q[j], q[i]
                        i, j = i + 1, j - 1
                q0 = qq
                f += 1
        if sign == 1:
            p[0], p[1] = p[1], p[0]
            sign = -1
        else:
            p[1], p[2] = p[2], p[1]
            sign = 1
            for i in range(2, n):
                sx = s[i]
                if sx != 0:
                    s[i] = sx - 1
                    break
                if i == n - 1:
                    return chk, maxf
                s[i] = i
                t = p.pop(0)
                p.insert(i + 1, t)


print(fannkuch(6))


def dp(vals, cap):
    best = [0] * (cap + 1)
    for w, v in vals:
        for c in range(cap, w - 1, -1):
            cand = best[c - w] + v
            if cand > best[c]:
                best[c] = cand
    return best[-1]


print(dp([(i % 13 + 1, i * 17 % 29 + 1) for i in range(40)], 100))


def quick(xs):
    if len(xs) < 2:
        return xs
    p = xs[len(xs) // 2]
    return quick([x for x in xs if x < p]) + [x for x in xs if x == p] + quick([x for x in xs if x > p])


print(quick([i * 7919 % 1009 for i in range(300)])[::40])
