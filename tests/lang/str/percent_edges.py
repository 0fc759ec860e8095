# Which mistake is found first: a key, a missing mapping, a conversion that there is not.
def attempt(fmt, values):
    try:
        print(repr(fmt), repr(values), "->", repr(fmt % values))
    except Exception as e:
        print(repr(fmt), repr(values), "->", type(e).__name__, e)


for fmt in ["%%", "%5%", "%-%", "%.3%", "%l%", "%(a)%", "%(a)5%", "%*%", "% %", "%0%", "%(a", "%(a)", "%(b)z", "%(a)s%%%(a)d", "%(a)s %s", "%s %(a)s", "%()s", "%(a(b))s"]:
    for values in [(), 0, (1,), {"a": 1}, (5, 6), {}, {"": 2, "a(b)": 3}]:
        attempt(fmt, values)
        keys = {k.encode(): v for k, v in values.items()} if isinstance(values, dict) else values
        attempt(fmt.encode(), keys)
