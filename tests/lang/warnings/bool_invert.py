print(~True)
x = False
print(~x)
def f(b):
    return ~b
for i in range(3): f(True)
print((True).__invert__())
import operator
print(operator.inv(True), operator.invert(False))
print([~b for b in (True, False)])
class A(int): pass
print(~A(3))
import warnings
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: f(True)
    except DeprecationWarning as e: print('caught', e)
