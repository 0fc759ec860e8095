import numpy as np

a = np.array([[2, 1], [1, 3]])
f = a.astype(float)
print(a @ a, np.dot(a, a), np.dot([1, 2], [3, 4]), a.dot([1, 1]), np.dot(2, a), np.matmul(a, [1, 2]), np.inner([1, 2], [3, 4]), np.vdot(a, a))
print(np.linalg.norm([3, 4]), np.linalg.norm(f), np.round(np.linalg.det(f), 9), np.round(np.linalg.inv(f), 9), np.round(np.linalg.solve(f, [1, 2]), 9))
print(np.trace(a), a.T, np.eye(2) @ f, (f @ f.T).dtype, np.float32([1, 2]) @ np.float32([3, 4]), (a.astype(np.int8) @ a.astype(np.int8)).dtype)
s = np.arange(12).reshape(2, 2, 3)
print((s @ np.ones((3, 2))).shape, (s @ np.arange(6).reshape(3, 2))[1])
for bad in (lambda: a @ np.arange(3), lambda: np.dot(a, np.arange(3)), lambda: np.matmul(a, 2), lambda: np.linalg.inv(np.zeros((2, 2)))):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__)
x = np.random.default_rng(1).random((20, 30))
print(np.allclose(x @ x.T, [[sum(p * q for p, q in zip(r, t)) for t in x] for r in x]))
