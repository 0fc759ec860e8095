"""A ray tracer: spheres and a plane, shadows and mirrors; small vector objects, polymorphic calls, recursion, floats."""

from math import inf, sqrt

from harness import run


class Vec:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k, self.z * k)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def unit(self):
        return self * (1.0 / sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Sphere:
    def __init__(self, center, radius, color, shine):
        self.center = center
        self.square = radius * radius
        self.color = color
        self.shine = shine

    def hit(self, origin, direction):
        to = self.center - origin
        along = to.dot(direction)
        rest = self.square - (to.dot(to) - along * along)
        if rest < 0.0:
            return inf
        t = along - sqrt(rest)
        return t if t > 1e-6 else inf

    def normal(self, point):
        return (point - self.center).unit()

    def color_at(self, point):
        return self.color


class Floor:
    shine = 0.2

    def __init__(self, height):
        self.height = height

    def hit(self, origin, direction):
        if abs(direction.y) < 1e-9:
            return inf
        t = (self.height - origin.y) / direction.y
        return t if t > 1e-6 else inf

    def normal(self, point):
        return Vec(0.0, 1.0, 0.0)

    def color_at(self, point):
        return Vec(0.9, 0.9, 0.9) if (int(point.x // 1) + int(point.z // 1)) % 2 else Vec(0.2, 0.2, 0.2)


class Scene:
    def __init__(self, things, lights):
        self.things = things
        self.lights = lights

    def nearest(self, origin, direction):
        best = None
        distance = inf
        for thing in self.things:
            t = thing.hit(origin, direction)
            if t < distance:
                best = thing
                distance = t
        return best, distance

    def trace(self, origin, direction, depth):
        thing, distance = self.nearest(origin, direction)
        if thing is None:
            return Vec(0.3, 0.4, 0.6) * (0.5 + 0.5 * direction.y)
        point = origin + direction * distance
        normal = thing.normal(point)
        light = 0.1
        for source in self.lights:
            to = source - point
            away = sqrt(to.dot(to))
            to = to * (1.0 / away)
            if not any(other.hit(point, to) < away for other in self.things):
                light += max(0.0, normal.dot(to))
        color = thing.color_at(point) * min(light, 1.0)
        if depth and thing.shine:
            color = color * (1.0 - thing.shine) + self.trace(point, direction.mirrored(normal), depth - 1) * thing.shine
        return color


def main(n):
    spheres = [Sphere(Vec(-2.0 + 2 * i, 1.0, 5.0 + i % 2), 1.0, Vec(0.9 - 0.3 * i, 0.2 + 0.3 * i, 0.5), 0.3) for i in range(3)]
    scene = Scene(spheres + [Floor(0.0)], [Vec(5.0, 8.0, -5.0), Vec(-6.0, 6.0, 0.0)])
    eye = Vec(0.0, 1.5, -3.0)
    total = Vec(0.0, 0.0, 0.0)
    dark = 0
    for row in range(n):
        for column in range(n):
            direction = Vec((column - n / 2) / n, (n / 2 - row) / n, 1.0).unit()
            color = scene.trace(eye, direction, 3)
            total = total + color
            if color.x + color.y + color.z < 0.3:
                dark += 1
    return "%.9f %.9f %.9f" % (total.x, total.y, total.z), dark


if __name__ == "__main__":
    run(main, 220)
