# jit: traces>=1
# A call's function and its object are in registers before the loop in its arguments begins: the trace that makes the
# call must not take it for granted that an object goes along.
def count(*args):
    return len(args)


class Bound:
    pass


class Plain:
    pass


Bound.count = count
bound, plain = Bound(), Plain()
plain.count = count


def one_argument(o):
    return o.count([i * 2 for i in range(60)])


def two_arguments(o):
    return o.count(sum([i * 2 for i in range(60)]), 3)


def stars(o):
    return o.count(*[i * 2 for i in range(30)])


def keywords(o):
    return o.count(*[i for i in range(30)], **{})


for k in range(200):
    o = plain if k % 10 == 9 else bound
    found = one_argument(o), two_arguments(o), stars(o), keywords(o)
    if k % 19 == 0 or k % 50 == 9:
        print(k, found)
