"""The Lorenz system by Euler steps: three floats that depend on each other. C twin: ../c/lorenz.c."""

from harness import run


def main(n):
    x, y, z = 0.0, 1.0, 1.05
    sigma, rho, beta, dt = 10.0, 28.0, 2.667, 0.001
    highest = 0.0
    for _ in range(n):
        dx = sigma * (y - x)
        dy = x * (rho - z) - y
        dz = x * y - beta * z
        x += dx * dt
        y += dy * dt
        z += dz * dt
        if z > highest:
            highest = z
    return x.hex(), y.hex(), z.hex(), highest.hex()


if __name__ == "__main__":
    run(main, 10000000)
