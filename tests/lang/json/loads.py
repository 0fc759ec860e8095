import json
from json.decoder import JSONDecodeError


class Money:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return f'Money({self.text})'


good = [
    'null', 'true', 'false', '0', '-0', '-12', '123456789012345678', '1234567890123456789012345', '1.5', '-0.0', '1e5', '1E+5', '2.5e-3',
    '1e400', '-1e400', '0.1', 'NaN', 'Infinity', '-Infinity', '""', '"a"', r'"\"\\\/\b\f\n\r\t"', r'"\u00e9\u65e5"', r'"\ud83d\ude00"',
    r'"\ud83dx"', r'"\ude00"', r'"\ud83d\ud83d\ude00"', '"é😀"', '[]', '[ ]', '{}', ' { } ', '[1, 2 ,3]', '{"a": 1, "b": [true, {"c": null}]}',
    '\t\n\r [ 1 ] \n', '{"a": 1, "a": 2}', '"\x7f\x80"', '[[[[]]]]', '{"":{"":{}}}', '1.', '[1e5, 1.5E2]',
]
bad = [
    '', ' ', 'nul', 'True', '+1', '.5', '01', '1.', '-', '-a', '1e', '[1,]', '[1', '[', '[,', '[1 2]', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,',
    '{"a":1,}', '{a:1}', "{'a':1}", '{"a" 1}', '{"a":1 "b":2}', '"', '"abc', '"\\', '"\\x"', '"\\u12"', '"\\u12G4"', '"\\u1234', '"\\ud83d\\u12"',
    '"\\ud83d\\uZZZZ"', '"\n"', '"a\tb"', '"\x00"', '1 2', '[] []', '{} x', 'nan', '-Inf', '-Infinit', '[1,\n2,\n x]', '{"é": é}', '"é" 1',
    '\ufeff1', '[1,\n\n "a" "b"]', '1..2', '1.e5', '--1', '[true, fals]', '{"k": "v", 3: 4}', '"\\ud800"x',
]
for text in good + bad:
    try:
        v = json.loads(text)
        print(ascii(text), ascii(v), type(v).__name__)
    except JSONDecodeError as e:
        print(ascii(text), ascii(str(e)), e.pos, e.lineno, e.colno, ascii(e.msg), e.doc == text)
print(json.loads('"a\tb\n"', strict=False).encode(), json.loads(b'[1, "\xc3\xa9"]'), json.loads(bytearray(b'{"a": 1}')))
for encoding in ('utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-32-be'):
    try:
        print(encoding, json.loads('["é", 1]'.encode(encoding)), json.detect_encoding('12'.encode(encoding)))
    except LookupError as e:
        print(e)
for what in (None, 1, ['[]']):
    try:
        json.loads(what)
    except TypeError as e:
        print(e)


def pairs(items):
    return tuple(items)


print(json.loads('{"a": {"b": 1}, "c": []}', object_hook=lambda d: sorted(d)))
print(json.loads('{"a": {"b": 1}, "a": []}', object_pairs_hook=pairs))
print(json.loads('{"a": 1}', object_pairs_hook=pairs, object_hook=lambda d: 'not called'))
print(json.loads('[1, 2.5, -3e2, NaN, -Infinity]', parse_float=str, parse_int=lambda s: s + 'i', parse_constant=lambda s: '<' + s + '>'))
print(json.loads('[1.10, 2]', parse_float=Money))
print(json.loads('12', parse_int=float), json.loads('12', parse_float=int))
for hook in ('object_hook', 'parse_int', 'parse_float', 'parse_constant', 'object_pairs_hook'):
    try:
        json.loads('{"a": [1, 2.5, NaN]}', **{hook: lambda x: 1 // 0})
    except ZeroDivisionError as e:
        print(hook, e)
d = json.JSONDecoder()
print(d.raw_decode('[1] tail'), d.raw_decode('x 12 y', 2), d.decode(' 7 '))
for args in (('abc',), ('abc', 7), ('1', -1), ('[1', 0)):
    try:
        print(d.raw_decode(*args))
    except ValueError as e:
        print(type(e).__name__, e)


class Upper(json.JSONDecoder):
    def decode(self, s):
        return super().decode(s.replace("'", '"'))


print(json.loads("{'a': 'b'}", cls=Upper))
for text in ('[' * 100_000, '{"a":' * 100_000):
    try:
        json.loads(text)
    except RecursionError as e:
        print(type(e).__name__)
try:
    json.loads('1' * 5000)
except ValueError as e:
    print(e)
data = {'list': list(range(50)), 'text': 'é' * 10, 'nested': {'a': [None, True, 1.5]}}
for _ in range(100):
    data = json.loads(json.dumps(data))
print(data)
e = JSONDecodeError('msg', 'a\nbc', 3)
print(e, e.args, e.__reduce__(), JSONDecodeError.__module__, issubclass(JSONDecodeError, ValueError))
