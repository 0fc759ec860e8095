# Methods of random.Random for subclasses that draw their numbers themselves: everything comes from
# self.random() or, where it is overridden, self.getrandbits().


def random_below(self, n):
    if n <= 0:
        return 0
    cls = type(self)
    for c in cls.__mro__:
        if "getrandbits" in c.__dict__:
            k = n.bit_length()
            r = self.getrandbits(k)
            while r >= n:
                r = self.getrandbits(k)
            return r
        if "random" in c.__dict__:
            break
    limit = 9007199254740992
    if n >= limit:
        return int(self.random() * n)
    bound = (limit - limit % n) / limit
    r = self.random()
    while r >= bound:
        r = self.random()
    return int(r * limit) % n


def random_range(self, start, stop, step):
    if stop is None:
        if start > 0:
            return random_below(self, start)
        __intrinsic_value_error__("empty range for randrange()")
    if step == 0:
        __intrinsic_value_error__("zero step for randrange()")
    n = len(range(start, stop, step))
    if n <= 0:
        if step == 1:
            __intrinsic_value_error__(f"empty range in randrange({start}, {stop})")
        __intrinsic_value_error__(f"empty range in randrange({start}, {stop}, {step})")
    return start + step * random_below(self, n)


def random_choice(self, seq):
    n = len(seq)
    if not n:
        raise IndexError("Cannot choose from an empty sequence")
    return seq[self._randbelow(n)]


def random_shuffle(self, x):
    below = self._randbelow
    for i in range(len(x) - 1, 0, -1):
        j = below(i + 1)
        x[i], x[j] = x[j], x[i]


def random_sample(self, population, k, counts):
    n = len(population)
    if counts is not None:
        pool = []
        for item, times in zip(population, counts):
            pool += [item] * times
        population = pool
        n = len(pool)
    if not 0 <= k <= n:
        __intrinsic_value_error__("Sample larger than population or is negative")
    size = 21
    if k > 5:
        power = 1
        while power < k * 3:
            power *= 4
        size += power
    below = self._randbelow
    result = []
    if n <= size:
        pool = list(population)
        for i in range(k):
            j = below(n - i)
            result.append(pool[j])
            pool[j] = pool[n - i - 1]
    else:
        chosen = set()
        for _ in range(k):
            j = below(n)
            while j in chosen:
                j = below(n)
            chosen.add(j)
            result.append(population[j])
    return result


def random_choices(self, population, weights, cumulative, k):
    n = len(population)
    if cumulative is None:
        if weights is None:
            return [population[int(self.random() * n)] for _ in range(k)]
        cumulative = []
        total = 0
        for w in weights:
            total += w
            cumulative.append(total)
    elif weights is not None:
        __intrinsic_type_error__("Cannot specify both weights and cumulative weights")
    if len(cumulative) != n:
        __intrinsic_value_error__("The number of weights does not match the population")
    total = cumulative[-1] + 0.0
    if total <= 0.0:
        __intrinsic_value_error__("Total of weights must be greater than zero")
    result = []
    for _ in range(k):
        x = self.random() * total
        i = 0
        while i < n - 1 and x >= cumulative[i]:
            i += 1
        result.append(population[i])
    return result


def random_uniform(self, a, b):
    return a + (b - a) * self.random()


def random_triangular(self, low, high, mode):
    u = self.random()
    try:
        c = 0.5 if mode is None else (mode - low) / (high - low)
    except ZeroDivisionError:
        return low
    if u > c:
        u = 1.0 - u
        c = 1.0 - c
        low, high = high, low
    return low + (high - low) * (u * c) ** 0.5


def random_normalvariate(self, mu, sigma):
    while True:
        u1 = self.random()
        u2 = 1.0 - self.random()
        z = 1.7155277699214135 * (u1 - 0.5) / u2
        if z * z / 4.0 <= -log(u2):
            return mu + z * sigma


def random_gauss(self, mu, sigma):
    x2pi = self.random() * 6.283185307179586
    g = (-2.0 * log(1.0 - self.random())) ** 0.5
    return mu + cosine(x2pi) * g * sigma


def random_lognormvariate(self, mu, sigma):
    import math

    return math.exp(self.normalvariate(mu, sigma))


def random_expovariate(self, lambd):
    return -log(1.0 - self.random()) / lambd


def random_paretovariate(self, alpha):
    return (1.0 - self.random()) ** (-1.0 / alpha)


def random_weibullvariate(self, alpha, beta):
    return alpha * (-log(1.0 - self.random())) ** (1.0 / beta)


def random_vonmisesvariate(self, mu, kappa):
    import math

    if kappa <= 1e-6:
        return 6.283185307179586 * self.random()
    s = 0.5 / kappa
    r = s + math.sqrt(1.0 + s * s)
    while True:
        z = math.cos(math.pi * self.random())
        d = z / (r + z)
        u = self.random()
        if u < 1.0 - d * d or u <= (1.0 - d) * math.exp(d):
            break
    q = 1.0 / r
    f = (q + z) / (1.0 + q * z)
    if self.random() > 0.5:
        return (mu + math.acos(f)) % 6.283185307179586
    return (mu - math.acos(f)) % 6.283185307179586


def random_gammavariate(self, alpha, beta):
    import math

    if alpha <= 0.0 or beta <= 0.0:
        __intrinsic_value_error__("gammavariate: alpha and beta must be > 0.0")
    if alpha > 1.0:
        ainv = math.sqrt(2.0 * alpha - 1.0)
        b = alpha - 1.3862943611198906
        c = alpha + ainv
        while True:
            u1 = self.random()
            if not 1e-7 < u1 < 0.9999999:
                continue
            u2 = 1.0 - self.random()
            v = math.log(u1 / (1.0 - u1)) / ainv
            x = alpha * math.exp(v)
            z = u1 * u1 * u2
            r = b + c * v - x
            if r + 2.504077396776274 - 4.5 * z >= 0.0 or r >= math.log(z):
                return x * beta
    if alpha == 1.0:
        return -math.log(1.0 - self.random()) * beta
    while True:
        u = self.random()
        b = (math.e + alpha) / math.e
        p = b * u
        x = p ** (1.0 / alpha) if p <= 1.0 else -math.log((b - p) / alpha)
        u1 = self.random()
        if p > 1.0:
            if u1 <= x ** (alpha - 1.0):
                break
        elif u1 <= math.exp(-x):
            break
    return x * beta


def random_betavariate(self, alpha, beta):
    y = self.gammavariate(alpha, 1.0)
    if y:
        return y / (y + self.gammavariate(beta, 1.0))
    return 0.0


def log(x):
    import math

    return math.log(x)


def cosine(x):
    import math

    return math.cos(x)
