def f(a, b):
    return f"{a}", f"<{a!r:>{b}}>", f"{b:.2f}|{a=}"
