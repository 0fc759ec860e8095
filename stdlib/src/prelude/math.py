# math: what runs Python iterators and Python operators.


def over_list(f, iterable):
    return f([x for x in iterable])


def prod_of(iterable, total):
    for x in iterable:
        total = total * x
    return total
