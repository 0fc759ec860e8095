# importlib: importing by name.

import sys


def import_module(name, package=None):
    if name.startswith("."):
        if not package:
            raise TypeError(
                f"the 'package' argument is required to perform a relative import for {name!r}"
            )
        level = len(name) - len(name.lstrip("."))
        parents = package.rsplit(".", level - 1)
        if len(parents) < level:
            raise ImportError("attempted relative import beyond top-level package")
        rest = name[level:]
        name = f"{parents[0]}.{rest}" if rest else parents[0]
    __import__(name)
    return sys.modules[name]


def invalidate_caches():
    # Nothing about the file system is cached.
    pass


def reload(module):
    if not isinstance(module, type(sys)):
        raise TypeError("reload() argument must be a module")
    name = module.__name__
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    file = getattr(module, "__file__", None)
    if file is None:
        return module
    with open(file, encoding="utf-8") as f:
        source = f.read()
    exec(compile(source, file, "exec"), module.__dict__)
    return sys.modules[name]
