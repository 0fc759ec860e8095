import sys
print(sys.version_info[:3], sys.version_info.major, sys.version_info >= (3, 12), sys.maxsize, sys.byteorder, sys.maxunicode, sys.implementation.name in ("cpython", "adder"), type(sys.argv), sys.getrecursionlimit())
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.min, sys.float_info.dig, sys.float_info.mant_dig, sys.int_info.bits_per_digit, sys.hash_info.width, sys.hash_info.modulus, sys.hash_info.inf, sys.hash_info.algorithm)
print("sys" in sys.modules, "builtins" in sys.modules, "math" in sys.builtin_module_names or True, sys.intern("abc") == "abc", sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.flags.optimize, sys.platform, sys.stdout.encoding, sys.stdin is not None, sys.stderr.fileno(), sys.exc_info(), sys.dont_write_bytecode)
for f in (lambda: sys.intern(5), lambda: sys.getsizeof(), lambda: sys.setrecursionlimit("a"), lambda: sys._getframe(1000), lambda: sys.nope):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def who(n=0):
    return sys._getframe(n).f_code.co_name


def outer():
    return who(), who(1), who(2)


print(outer(), sys._getframe().f_lineno)
sys.stdout.write("written\n")
n = sys.stdout.write("é日\n")
print(n)
sys.stdout.writelines(["a", "b", "\n"])
print(sys.path[0] != "", isinstance(sys.path, list), sys.getrefcount is not None)
hook = []
old = sys.displayhook
sys.displayhook = hook.append
exec(compile("1 + 1", "<s>", "single"))
sys.displayhook = old
print(hook)
exec(compile("[1, 2]", "<s>", "single"))
exec(compile("None", "<s>", "single"))
import builtins
print(builtins._)
print(sys.call_tracing if False else callable(sys.settrace), callable(sys.exit), sys.thread_info.name if False else "t", sys.copyright[:9], sys.hexversion == 0x030c01f0, sys.api_version, sys.version.split()[0])
