import json
import math
from collections import OrderedDict, namedtuple
from enum import IntEnum


class Color(IntEnum):
    RED = 1


class Text(str):
    pass


class Rows(list):
    pass


class Table(dict):
    def items(self):
        return [('own', 'items')]


Point = namedtuple('Point', 'x y')
values = [
    None, True, False, 0, -1, 2**40, -2**62, 2**63, 10**30, 0.0, -0.0, 0.1, 1e16, 1e-7, 1e300, float('nan'), math.inf, -math.inf,
    '', 'a', 'é', '日本', '\U0001f600', '\ud800', '"\\/\b\f\n\r\t', '\x00\x1f\x7f\x80', Text('sub'), Color.RED,
    [], (), {}, [[]], [{}], {'a': []}, [1, [2, [3, (4,)]]], {'a': 1, 'b': {'c': None}}, Rows([1]), Point(1, 2),
    {1: 'int', 2.5: 'float', True: 'bool', None: 'none', 'é': 'text'}, {2**70: 1, math.inf: 2, False: 3}, Table(a=1),
    OrderedDict([('z', 1), ('a', 2)]), {'nested': [{'deep': ({'er': [True]},)}]},
]
for v in values:
    print(json.dumps(v), json.dumps(v, ensure_ascii=False).encode('utf-8', 'surrogatepass'))
    print(json.dumps(v, indent=2), ascii(json.dumps(v, indent='\t')))
    print(json.dumps(v, separators=(',', ':')), json.dumps(v, indent=0, separators=('; ', ' = ')).encode())
print(json.dumps({'b': 1, 'a': [3, {'d': 4, 'c': 5}]}, sort_keys=True))
print(json.dumps({'b': 1, 'a': [3, {'d': 4, 'c': 5}]}, sort_keys=True, indent=1))
print(json.dumps({(1, 2): 'skipped', 'kept': 1, b'x': 2}, skipkeys=True))
print(json.dumps({(1, 2): 'skipped', 'kept': 1, b'x': 2, 'too': 3}, skipkeys=True, indent=1))
print(json.dumps({1: 2}, indent=True), json.dumps([1], indent=-3))


def attempt(v, **options):
    try:
        print(json.dumps(v, **options))
    except Exception as e:
        print(type(e).__name__, e)


attempt({1, 2})
attempt([object])
attempt(b'bytes')
attempt(1j)
attempt({(1, 2): 3})
attempt({b'k': 3}, indent=2)
attempt(math.nan, allow_nan=False)
attempt([math.inf], allow_nan=False, indent=1)
attempt({-math.inf: 1}, allow_nan=False)
attempt({'a': 1, 2: 3}, sort_keys=True)
attempt({1: 'a', '1': 'b', 1.5: 'c'})
loop = []
loop.append(loop)
attempt(loop)
d = {}
d['d'] = [d]
attempt(d)
attempt({1, 2}, default=sorted)
attempt([{3}, {'k': {4}}], default=list, indent=1)
attempt({1}, default=lambda o: o)
attempt({1}, default=lambda o: 1 / 0)
attempt([1j], default=str)
attempt({'x': 1j}, default=lambda o: [o.real, o.imag], sort_keys=True)
attempt([1], unknown=2)
deep = []
for _ in range(100_000):
    deep = [deep]
try:
    json.dumps(deep)
except RecursionError as e:
    print(type(e).__name__)
