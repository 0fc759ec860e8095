import sys
print("only stdout")
sys.stdout.flush()
try:
    sys.stdout.write(5)
except TypeError as e:
    print(e)
print(1, 2, sep=None, end=None)
for f in (lambda: print(1, sep=5), lambda: print(1, end=5), lambda: print(1, file=5), lambda: open("/no/such/file"), lambda: open("/"), lambda: open(""), lambda: open(5.5), lambda: open("a\0b"), lambda: open("/dev/null", "q"), lambda: int("9" * 5000), lambda: "a".encode("\0"), lambda: __import__(""), lambda: __import__(5), lambda: __import__("a..b"), lambda: compile("\0", "f", "exec"), lambda: eval("(" * 300), lambda: exec("x" * 10 + " = = 1"), lambda: eval("1" + "0" * 5000), lambda: getattr(1, "a" * 10), lambda: range(10**30)[10**40], lambda: chr(2**40), lambda: "{0.__class__.__nope__}".format(1), lambda: "{" * 5 + "".format(), lambda: ("{:" + "{}" * 3 + "}").format(1, 2)):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, str(e)[:120])
