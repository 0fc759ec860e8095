# statistics: averages and spreads, exact where the data are.

import math
from collections import Counter

__all__ = [
    "StatisticsError", "mean", "fmean", "geometric_mean", "harmonic_mean", "median", "median_low",
    "median_high", "mode", "multimode", "pstdev", "pvariance", "stdev", "variance", "quantiles",
    "covariance", "correlation", "linear_regression",
]


class StatisticsError(ValueError):
    pass


def _total(data):
    # The exact sum as a ratio, and whether a float took part.
    numerator, denominator = 0, 1
    is_float = False
    for x in data:
        if isinstance(x, float):
            is_float = True
        n, d = x.as_integer_ratio()
        if d == denominator:
            numerator += n
        else:
            numerator = numerator * d + n * denominator
            denominator *= d
            g = math.gcd(numerator, denominator)
            numerator //= g
            denominator //= g
    return numerator, denominator, is_float


def _value(numerator, denominator, is_float):
    if not is_float and numerator % denominator == 0:
        return numerator // denominator
    return numerator / denominator


def mean(data):
    """Return the sample arithmetic mean of data."""
    data = list(data)
    if not data:
        raise StatisticsError("mean requires at least one data point")
    n, d, is_float = _total(data)
    return _value(n, d * len(data), is_float)


def fmean(data, weights=None):
    """Convert data to floats and compute the arithmetic mean."""
    data = list(data)
    if not data:
        raise StatisticsError("fmean requires at least one data point")
    if weights is None:
        return math.fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    total = math.fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return math.fsum([w * x for w, x in zip(weights, data)]) / total


def geometric_mean(data):
    data = list(data)
    if not data or any([x <= 0 for x in data]):
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers")
    return math.exp(fmean([math.log(x) for x in data]))


def harmonic_mean(data, weights=None):
    data = list(data)
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if any([x < 0 for x in data]):
        raise StatisticsError("harmonic mean does not support negative values")
    weights = [1] * len(data) if weights is None else list(weights)
    if 0 in data:
        return 0
    n, d, _ = _total([w / x for w, x in zip(weights, data)])
    wn, wd, _ = _total(weights)
    return (wn * d) / (wd * n)


def median(data):
    """Return the median (middle value) of numeric data."""
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    if n % 2 == 1:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def mode(data):
    """Return the most common data point from discrete or nominal data."""
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    counts = Counter(iter(data))
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, count in counts.items() if count == most]


def _squares(data, center):
    # Sum of squared deviations as an exact ratio.
    n, d, is_float = _total(data)
    count = len(data)
    if center is None:
        cn, cd = n, d * count
    else:
        cn, cd = center.as_integer_ratio()
        is_float = is_float or isinstance(center, float)
    sn, sd = 0, 1
    for x in data:
        xn, xd = x.as_integer_ratio()
        a = xn * cd - cn * xd
        b = xd * cd
        a, b = a * a, b * b
        if b == sd:
            sn += a
        else:
            sn = sn * b + a * sd
            sd *= b
            g = math.gcd(sn, sd)
            sn //= g
            sd //= g
    return sn, sd, is_float


def variance(data, xbar=None):
    """Return the sample variance of data."""
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("variance requires at least two data points")
    n, d, is_float = _squares(data, xbar)
    return _value(n, d * (len(data) - 1), is_float)


def pvariance(data, mu=None):
    """Return the population variance of data."""
    data = list(data)
    if not data:
        raise StatisticsError("pvariance requires at least one data point")
    n, d, is_float = _squares(data, mu)
    return _value(n, d * len(data), is_float)


def _root(n, d):
    # The square root of a ratio, correctly rounded.
    if n == 0:
        return 0.0
    shift = (n.bit_length() - d.bit_length() - 109) // 2
    if shift >= 0:
        r = math.isqrt(n // (d << 2 * shift))
        exact = r * r * (d << 2 * shift) == n
    else:
        m = n << -2 * shift
        r = math.isqrt(m // d)
        exact = r * r * d == m
    if not exact:
        r |= 1
    return math.ldexp(r, shift) if shift < 900 else float(r) * 2.0**shift


def stdev(data, xbar=None):
    """Return the square root of the sample variance."""
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("stdev requires at least two data points")
    n, d, _ = _squares(data, xbar)
    return _root(n, d * (len(data) - 1))


def pstdev(data, mu=None):
    """Return the square root of the population variance."""
    data = list(data)
    if not data:
        raise StatisticsError("pstdev requires at least one data point")
    n, d, _ = _squares(data, mu)
    return _root(n, d * len(data))


def quantiles(data, *, n=4, method="exclusive"):
    """Divide data into n continuous intervals with equal probability."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    ld = len(data)
    if ld < 2:
        raise StatisticsError("must have at least two data points")
    if method == "inclusive":
        m = ld - 1
        result = []
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        m = ld + 1
        result = []
        for i in range(1, n):
            j = i * m // n
            j = 1 if j < 1 else ld - 1 if j > ld - 1 else j
            delta = i * m - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


def covariance(x, y, /):
    n = len(x)
    if len(y) != n:
        raise StatisticsError("covariance requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("covariance requires at least two data points")
    xbar = math.fsum(x) / n
    ybar = math.fsum(y) / n
    return math.fsum([(a - xbar) * (b - ybar) for a, b in zip(x, y)]) / (n - 1)


def correlation(x, y, /, *, method="linear"):
    n = len(x)
    if len(y) != n:
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("correlation requires at least two data points")
    xbar = math.fsum(x) / n
    ybar = math.fsum(y) / n
    sxy = math.fsum([(a - xbar) * (b - ybar) for a, b in zip(x, y)])
    sxx = math.fsum([(a - xbar) ** 2 for a in x])
    syy = math.fsum([(b - ybar) ** 2 for b in y])
    try:
        return sxy / math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


def linear_regression(x, y, /, *, proportional=False):
    from collections import namedtuple

    n = len(x)
    if len(y) != n:
        raise StatisticsError("linear regression requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("linear regression requires at least two data points")
    xbar = 0.0 if proportional else math.fsum(x) / n
    ybar = 0.0 if proportional else math.fsum(y) / n
    sxy = math.fsum([(a - xbar) * (b - ybar) for a, b in zip(x, y)])
    sxx = math.fsum([(a - xbar) ** 2 for a in x])
    if not sxx:
        raise StatisticsError("x is constant")
    slope = sxy / sxx
    make = namedtuple("LinearRegression", ("slope", "intercept"))
    return make(slope, 0.0 if proportional else ybar - slope * xbar)
