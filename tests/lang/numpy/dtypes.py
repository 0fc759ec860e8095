import numpy as np

for d in (np.float64, np.float32, np.int64, np.int32, np.int16, np.int8, np.uint64, np.uint32, np.uint16, np.uint8, np.bool_):
    t = np.dtype(d)
    print(t, repr(t), t.name, t.kind, t.itemsize, t.char, t.str, d)
print(np.dtype(float), np.dtype(int), np.dtype(bool), np.dtype('f4'), np.dtype('<i8'), np.dtype('uint8'))
print(np.dtype('float64') == np.float64, np.dtype(np.int64) == int, np.float64 == np.dtype(float), np.dtype('i4') != 'int32')
print(np.arange(3).dtype == np.int64, np.arange(3.).dtype == 'float64', {np.dtype('f8'): 1}[np.dtype(float)])
ts = [np.bool_, np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64, np.float32, np.float64]
for a in ts:
    print(a.__name__, [np.promote_types(a, b).name for b in ts])
print(np.result_type(np.int8, 3), np.result_type(np.arange(3), 1.5), np.result_type(np.float32, 2.0))
print(np.issubdtype(np.float32, np.floating), np.issubdtype(np.int8, np.integer), np.issubdtype(np.int8, np.floating))
print(np.iinfo(np.int8).max, np.iinfo(np.int64).min, np.iinfo(np.uint64).max, np.finfo(np.float64).eps, np.finfo(np.float32).max)
print(np.float64.__mro__)
print(np.int64.__mro__)
print(issubclass(np.float64, float), issubclass(np.int64, int), issubclass(np.bool_, int), issubclass(np.float32, float))
try:
    np.zeros(2, dtype='nonsense')
except TypeError as e:
    print(e)
print(np.zeros(2, dtype=np.uint).dtype, np.intp, np.double, np.single, np.byte)
print(np.zeros(2, dtype=None).dtype, np.array([1, 2], dtype=np.dtype('float32')).dtype)
