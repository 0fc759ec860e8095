class A:
    __x = 1
    __dunder__ = 2
    _single = 3

    def __init__(self):
        self.__y = 5

    def get(self):
        return self.__x, self.__y, self.__dunder__

    def __method(self):
        return "private"

    def call(self):
        return self.__method()

    def local(self):
        __v = 7
        def f(__a=3): return __a + __v
        return f(), sorted(locals())

    def has(self, o):
        return hasattr(o, "__y"), hasattr(o, "_A__y")

    @staticmethod
    def kw(**k): return k


a = A()
print(a.get(), a.call(), a._A__x, a._A__y, a._A__method(), a.local(), a.has(a), [n for n in dir(A) if "A__" in n], a.__dict__)
try:
    a.__x
except AttributeError as e:
    print(e)


class B(A):
    __x = 100
    def getb(self): return self.__x, self._A__x


print(B().getb(), B().get())


class _C:
    __z = 9
    def g(self): return self.__z


print(_C()._C__z, _C().g())


class __:
    __w = 1
    def g(self): return self.__w


print(__().g(), "__w" in __.__dict__)


class D:
    import math as __m
    def __f(self): return 1
    class __Inner:
        __q = 5
        def g(self): return self.__q
    def run(self):
        global __glob
        __glob = 4
        return self.__m.floor(2.5), self.__Inner().g(), self.__Inner.__name__
    def exc(self):
        try:
            raise KeyError
        except KeyError as __e:
            return type(__e).__name__
    def comp(self): return [__i for __i in range(2)]
    def str_attr(self): return getattr(self, "__f", "unmangled")


d = D()
print(d.run(), d.exc(), d.comp(), d.str_attr(), _D__glob, sorted(n for n in D.__dict__ if n.startswith("_D")))
print(A.kw(__k=1))


class K:
    def kw(self): return A.kw(__k=1)
    def fs(self): return f"{self.__p}"
    __p = "fstr"
    __slots__ = ("__s",) if False else ()


print(K().kw(), K().fs())
