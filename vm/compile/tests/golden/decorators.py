@a.b(1)
@c
def f(): pass
@d
class C: pass
