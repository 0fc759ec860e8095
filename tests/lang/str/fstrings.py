x, y, name = 5, 2.5, "wörld"
print(f"{x}{y}", f"{x + y:.2f}", f"{name!r} {name!a} {name!s}", f"{x=} {y = } {x+1=} {name=!s} {y=:.3f} {x = !r:>4}", f"{{}} {{{x}}}")
print(f"{x:{x}}|{y:{x}.{1}f}|{'a':{'*'}^{x}}|{name:>{x * 2}}", f'{"nested " + f"{x}"}', f"{f'{f"{x}"}'}")
print(f"{'a' if x else 'b'} {[i for i in range(3)]} { {1: 2}[1] } {(lambda z: z * 2)(x)} {x!r:^{5}}", f"{x:d}{x:x}{x:>3}")
print(f"{'\n'.join(['a', 'b'])}", f"{"quotes" "joined"}", f"{name["abc".index("c")]}")
print(f"""multi
{x}
{
    x
    + 1  # a comment
}""")
print(rf"\n{x}\d", fr"{x}\{{", F"{x}", f"a" "b{x}" f"{x}", f"\N{BULLET}{x}\x41\u00e9", f"")
print(f"{x:%}" , f"{1_000_000:,}", f"{x!s:>{x}}", f"{(x, y)}", f"{x, y}", f"{x,}", f"{3.0:g}", f"{x:=+5d}", f"{(y := 10)} {y}", f"{y:=10}", f"{x!=5}", f"{x==5} {x>=5}")
print(f"{'{'} {'}'} {'{}'} {{{'{}'}}}", f"{x:{'>'}{10}}", f"{'é':é>3}", f"{None} {True} {...}", f"{x}" f'{y}' "z")


class C:
    def __format__(self, spec):
        return f"[{spec}]"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


c = C()
print(f"{c} {c:abc} {c!s} {c!r:>6} {c=} {c=:q} {c:{x}:{y}} {c:%H:%M} {c:{{}}}" if False else f"{c} {c:abc} {c!s} {c!r:>6} {c=} {c=:q} {c:{x}:{y}} {c:%H:%M}")


def order(v):
    print("eval", v, end="; ")
    return v


print(f"{order(1)} {order(2):{order(3)}} {order('x')!r}")


def g():
    z = 3
    return [f"{z}{i}" for i in range(2)], (lambda: f"{z=}")()


print(g())
for f in (lambda: f"{x:z}", lambda: f"{name:d}", lambda: f"{undefined}", lambda: f"{x.y}", lambda: f"{[]:5}", lambda: f"{x:{y}q}"):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
