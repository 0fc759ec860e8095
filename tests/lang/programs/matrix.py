class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __add__(self, o): return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, o.rows)])
    def __mul__(self, k): return Matrix([[v * k for v in r] for r in self.rows])
    __rmul__ = __mul__
    def __eq__(self, o): return self.rows == o.rows
    def __getitem__(self, ij): return self.rows[ij[0]][ij[1]]
    def __setitem__(self, ij, v): self.rows[ij[0]][ij[1]] = v
    def __pow__(self, n):
        r, b = Matrix.eye(len(self.rows)), self
        while n:
            if n & 1:
                r = r @ b
            b, n = b @ b, n >> 1
        return r
    @classmethod
    def eye(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])
    @property
    def T(self): return Matrix(zip(*self.rows))
    def __repr__(self): return f"Matrix({self.rows})"
    def det(self):
        m, s, prev = [r[:] for r in self.rows], 1, 1
        n = len(m)
        for k in range(n - 1):
            if not m[k][k]:
                for i in range(k + 1, n):
                    if m[i][k]:
                        m[k], m[i], s = m[i], m[k], -s
                        break
                else:
                    return 0
            for i in range(k + 1, n):
                for j in range(k + 1, n):
                    m[i][j] = (m[i][j] * m[k][k] - m[i][k] * m[k][j]) // prev
            prev = m[k][k]
        return s * m[-1][-1]


a = Matrix([[1, 2], [3, 4]])
print(a @ a, a + a, a * 2, 2 * a, a == a.T, a.T, a ** 10, Matrix([[1, 1], [1, 0]]) ** 90, a[1, 0], a.det())
b = Matrix([[(i * 7 + j * 3) % 11 - 5 for j in range(5)] for i in range(5)])
b[0, 0] = 100
print(b.det(), (b @ b.T).det() == b.det() ** 2, Matrix([[0, 1], [1, 0]]).det(), Matrix([[0, 0], [0, 1]]).det(), b @ Matrix.eye(5) == b)


def gauss(A, y):
    n = len(A)
    M = [r[:] + [v] for r, v in zip(A, y)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(M[r][i]))
        M[i], M[p] = M[p], M[i]
        for j in range(i + 1, n):
            f = M[j][i] / M[i][i]
            for k in range(i, n + 1):
                M[j][k] -= f * M[i][k]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (M[i][n] - sum(M[i][k] * x[k] for k in range(i + 1, n))) / M[i][i]
    return x


print(gauss([[2.0, 1.0, -1.0], [-3.0, -1.0, 2.0], [-2.0, 1.0, 2.0]], [8.0, -11.0, -3.0]))
