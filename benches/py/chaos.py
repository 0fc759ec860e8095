"""The chaos game along a spline: small vector objects, knots searched in lists, pseudo-random choices, a picture in lists."""

import random
from math import sqrt

from harness import run


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __sub__(self, o):
        return Point(self.x - o.x, self.y - o.y)

    def toward(self, o, t):
        return Point(self.x + (o.x - self.x) * t, self.y + (o.y - self.y) * t)

    def length(self):
        return sqrt(self.x * self.x + self.y * self.y)


class Spline:
    """A uniform B-spline, evaluated by repeated interpolation between control points."""

    def __init__(self, points, degree):
        self.points = points
        self.degree = degree
        self.knots = [0] * degree + list(range(len(points) - degree + 1)) + [len(points) - degree] * degree

    def span(self, u):
        for i in range(self.degree, len(self.knots) - self.degree - 1):
            if self.knots[i] <= u < self.knots[i + 1]:
                return i
        return len(self.points) - 1

    def __call__(self, u):
        p = self.degree
        k = self.span(u)
        d = [self.points[k - p + j] for j in range(p + 1)]
        for r in range(1, p + 1):
            for j in range(p, r - 1, -1):
                low = self.knots[k - p + j]
                high = self.knots[k + 1 + j - r]
                d[j] = d[j - 1].toward(d[j], (u - low) / (high - low))
        return d[p]


def main(n):
    rng = random.Random(1234)
    splines = [
        Spline([Point(1.6, 0.35), Point(2.85, 1.75), Point(0.8, 1.3), Point(0.4, 0.4)], 3),
        Spline([Point(2.8, 1.0), Point(3.2, 2.1), Point(1.9, 2.3), Point(1.1, 2.0), Point(0.5, 1.2)], 3),
        Spline([Point(0.2, 0.2), Point(1.5, 2.9), Point(2.9, 0.1)], 2),
    ]
    size = 100
    picture = [[0] * size for _ in range(size)]
    at = Point(1.0, 1.0)
    travelled = 0.0
    for _ in range(n):
        spline = rng.choice(splines)
        u = rng.random() * (len(spline.points) - spline.degree)
        new = spline(u).toward(at, 0.5)
        travelled += (new - at).length()
        at = new
        picture[int(at.y * size / 3.5)][int(at.x * size / 3.5)] += 1
    return "%.9f" % travelled, sum(1 for row in picture for c in row if c), max(map(max, picture))


if __name__ == "__main__":
    run(main, 150000)
