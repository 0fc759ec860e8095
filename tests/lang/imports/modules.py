import sys
import lib_mods.alpha
import lib_mods.alpha as al
from lib_mods import alpha, beta as b
from lib_mods.beta import VALUE, double as dbl
from lib_mods.sub.deep import where, up
import lib_mods.sub.deep as deep

print(lib_mods.alpha is al is alpha, al.NAME, b.VALUE, VALUE, dbl(4), where(), up(), deep.__name__, deep.__package__)
print(lib_mods.__name__, lib_mods.PKG, lib_mods.__package__, alpha.__name__, alpha.__file__.split("/")[-1], lib_mods.__file__.split("/")[-1], len(lib_mods.__path__))
print("lib_mods.sub" in sys.modules, "lib_mods.gamma" in sys.modules, sorted(m for m in sys.modules if m.startswith("lib_mods")))
alpha.counter += 1
import lib_mods.alpha as again
print(again.counter, again is sys.modules["lib_mods.alpha"])
from lib_mods.star import *
print(pub, sorted(n for n in globals() if n in ("pub", "_priv", "also", "hidden")))
from lib_mods.noall import *
print(na_pub, "_na_priv" in globals(), "sys_mod" in globals())
for src in ("import lib_mods.nope", "from lib_mods import nope", "from lib_mods.alpha import nope", "import nope_top", "import lib_mods.alpha.x", "from . import x", "from lib_mods.fails import y", "from .. import z"):
    try:
        exec(src)
    except ImportError as e:
        print(type(e).__name__, str(e).split(" (")[0], e.name)
    except Exception as e:
        print(type(e).__name__, e)
print("lib_mods.fails" in sys.modules)


def local():
    import lib_mods.gamma
    from lib_mods.gamma import G
    return G, lib_mods.gamma.G, "lib_mods" in locals()


print(local(), lib_mods.gamma.G)
m = __import__("lib_mods.alpha")
print(m.__name__, __import__("lib_mods.alpha", fromlist=["NAME"]).__name__, __import__("lib_mods", fromlist=["beta"]).beta is b)
import importlib
print(importlib.import_module("lib_mods.beta") is b, importlib.import_module(".alpha", "lib_mods") is alpha)
del sys.modules["lib_mods.gamma"]
import lib_mods.gamma
sys.modules["fake_mod"] = type(sys)("fake_mod")
import fake_mod
fake_mod.x = 5
print(fake_mod.x, fake_mod, type(fake_mod), fake_mod.__doc__)
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as e:
    print(e)
try:
    alpha.missing_attr
except AttributeError as e:
    print(e)
print(lib_mods.dynamic_thing)
