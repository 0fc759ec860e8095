import sys
import lib_guard
print(__name__, __file__.endswith("main_guard.py"), sys.argv[0], len(sys.argv), __doc__, __package__, __spec__)
if __name__ == "__main__":
    print("main")
print(lib_guard.seen, sys.modules["__main__"].__name__, sys.modules["__main__"].lib_guard is lib_guard)
print([n for n in sorted(globals()) if n.startswith("__")])
