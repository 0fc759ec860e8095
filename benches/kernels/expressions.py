"""Array expressions: NumPy's operators (which Adder fuses) and numexpr."""

import numexpr as ne
import numpy as np
from harness import measure, number, report

np.random.seed(6)
x = np.random.random(1_000_000)
small = np.random.random(50)


def mean(a):
    return number(a.sum() / a.size)


measure("3*x**2+2*x+1 (operators)", lambda: 3 * x**2 + 2 * x + 1, mean)
measure("3*x**2+2*x+1 (numexpr)", lambda: ne.evaluate("3 * x ** 2 + 2 * x + 1"), mean)
measure("x*2*2*2*2 (operators, 50)", lambda: small * 2 * 2 * 2 * 2, mean)
measure("x*2*2*2*2 (numexpr, 50)", lambda: ne.evaluate("small * 2 * 2 * 2 * 2"), mean)
measure("sum(sqrt(x)) (operators)", lambda: np.sum(np.sqrt(x)), number)
report()
