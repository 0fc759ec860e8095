# jit: traces>=1
class Counter:
    total = 0
    step = 1

    def tick(self):
        Counter.total += self.step
        return self.total


class Sub(Counter):
    pass


def run(o, n):
    acc = 0
    for i in range(n):
        acc += o.tick() & 7
        if i == n // 2:
            Counter.step = 2
    return acc


print(run(Counter(), 5000), Counter.total, Sub.total)
for step in (3, 4, 5, 6):
    Counter.step = step
    print(run(Sub(), 3000), Sub.total, Counter.step)
Sub.total = 5
print(run(Sub(), 3000), Sub.total, Counter.total)


class Config:
    scale = 1.0


def scaled(c, n):
    x = 0.0
    for i in range(n):
        x += c.scale * i
    return x


c = Config()
for v in (1.0, 2.0, 3.0, 4, 5.5, "s", 7.0):
    Config.scale = v
    try:
        print(scaled(c, 2000))
    except TypeError as e:
        print(e)
Config.scale = property(lambda self: 0.5)
print(scaled(c, 2000))
Config.scale = 9.0
print(scaled(c, 2000))
