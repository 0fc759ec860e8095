import json
from json.encoder import JSONEncoder, encode_basestring, encode_basestring_ascii


class Complex(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return {'re': o.real, 'im': o.imag}
        return super().default(o)


print(json.dumps([1j, {'z': 2 + 3j}], cls=Complex))
print(json.dumps(1j, cls=Complex, indent=1, sort_keys=True))
try:
    json.dumps({1}, cls=Complex)
except TypeError as e:
    print(e)
print(Complex().encode([1j]), JSONEncoder is json.JSONEncoder, JSONEncoder.__module__, json.JSONDecoder.__module__)
for v in ([], {}, [1, 2], {'a': 1, 'b': [1, {'c': ()}]}, 'text', 3, None, [[], [[]]], [1.5, 'x', {'k': {}}]):
    print(list(json.JSONEncoder().iterencode(v)))
    print(list(json.JSONEncoder(indent=1).iterencode(v)))
print(list(Complex(indent=' ').iterencode([1j, 2])))
print(list(json.JSONEncoder(skipkeys=True).iterencode({(): 1, 'a': 2, b'': 3, 'b': 4})))


class File:
    def __init__(self):
        self.pieces = []

    def write(self, piece):
        self.pieces.append(piece)


f = File()
json.dump({'a': [1, 2.5, None], 'b': 'é'}, f, indent=2)
print(f.pieces, ''.join(f.pieces))
f = File()
json.dump([1, {'x': 2}], f, separators=(',', ':'), ensure_ascii=False)
print(f.pieces)
try:
    json.dump([float('nan')], f, allow_nan=False)
except ValueError as e:
    print(e)
print(encode_basestring('é"'), encode_basestring_ascii('é"\U0001f600'))
e = json.JSONEncoder(indent=4, separators=(',', '='))
print(e.item_separator, e.key_separator, e.indent, e.skipkeys, e.ensure_ascii, e.allow_nan, e.sort_keys)
print(json.JSONEncoder(indent=3).item_separator, json.JSONEncoder.item_separator, sorted(json.__all__)[:4])


class Order(json.JSONEncoder):
    def encode(self, o):
        return '<' + super().encode(o) + '>'


print(json.dumps([1, 'a'], cls=Order), json.dumps('s', cls=Order))
total = 0
for i in range(300):
    total += len(json.dumps({'i': i, 'list': list(range(i % 7)), 'half': i / 2}))
print(total)
