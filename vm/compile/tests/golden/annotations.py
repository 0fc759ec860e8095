from __future__ import annotations
x: dict[str,int]|None = None
y.z: q
def f(a: (b, "c"), *, d: lambda x=1: x+2) -> -e**2: pass
