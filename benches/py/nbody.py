"""Five bodies of the solar system, integrated with a symplectic step: floats in lists, nested loops over pairs."""

from math import pi, sqrt

from harness import run

SOLAR_MASS = 4 * pi * pi
DAYS = 365.24
BODIES = {
    "sun": ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 1.0),
    "jupiter": (
        (4.84143144246472090, -1.16032004402742839, -0.103622044471123109),
        (0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023),
        0.000954791938424326609,
    ),
    "saturn": (
        (8.34336671824457987, 4.12479856412430479, -0.403523417114321381),
        (-0.00276742510726411584, 0.00499852801234917238, 0.0000230417297573763929),
        0.000285885980666130812,
    ),
    "uranus": (
        (12.8943695621391310, -15.1111514016986312, -0.223307578892655734),
        (0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556),
        0.0000436624404335156298,
    ),
    "neptune": (
        (15.3796971148509165, -25.9193146099879641, 0.179258772950371181),
        (0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870),
        0.0000515138902046611451,
    ),
}


def make_bodies():
    bodies = []
    for place, speed, mass in BODIES.values():
        bodies.append([list(place), [v * DAYS for v in speed], mass * SOLAR_MASS])
    momentum = [0.0, 0.0, 0.0]
    for _, speed, mass in bodies:
        for k in range(3):
            momentum[k] += speed[k] * mass
    bodies[0][1] = [-m / SOLAR_MASS for m in momentum]
    return bodies


def advance(bodies, pairs, dt, steps):
    for _ in range(steps):
        for (p1, v1, m1), (p2, v2, m2) in pairs:
            dx = p1[0] - p2[0]
            dy = p1[1] - p2[1]
            dz = p1[2] - p2[2]
            square = dx * dx + dy * dy + dz * dz
            pull = dt / (square * sqrt(square))
            b1 = m1 * pull
            b2 = m2 * pull
            v1[0] -= dx * b2
            v1[1] -= dy * b2
            v1[2] -= dz * b2
            v2[0] += dx * b1
            v2[1] += dy * b1
            v2[2] += dz * b1
        for p, v, _ in bodies:
            p[0] += dt * v[0]
            p[1] += dt * v[1]
            p[2] += dt * v[2]


def energy(bodies, pairs):
    e = 0.0
    for _, v, m in bodies:
        e += 0.5 * m * (v[0] * v[0] + v[1] * v[1] + v[2] * v[2])
    for (p1, _, m1), (p2, _, m2) in pairs:
        e -= m1 * m2 / sqrt(sum((a - b) * (a - b) for a, b in zip(p1, p2)))
    return e


def main(n):
    bodies = make_bodies()
    pairs = [(bodies[i], bodies[j]) for i in range(len(bodies)) for j in range(i + 1, len(bodies))]
    before = energy(bodies, pairs)
    advance(bodies, pairs, 0.01, n)
    return "%.9f" % before, "%.9f" % energy(bodies, pairs)


if __name__ == "__main__":
    run(main, 100000)
