# heapq: what is not native.

__all__ = [
    "heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop",
]


def nsmallest(n, iterable, key=None):
    """Find the n smallest elements in a dataset."""
    if n <= 0:
        return []
    return sorted(iterable, key=key)[:n]


def nlargest(n, iterable, key=None):
    """Find the n largest elements in a dataset."""
    if n <= 0:
        return []
    return sorted(iterable, key=key, reverse=True)[:n]


class _Run:
    # The head of one input of merge(); earlier inputs win ties.
    __slots__ = ("key", "value", "order", "rest", "reverse")

    def __init__(self, order, rest, reverse):
        self.order = order
        self.rest = rest
        self.reverse = reverse

    def __lt__(self, other):
        if self.reverse:
            if other.key < self.key:
                return True
            if self.key < other.key:
                return False
        else:
            if self.key < other.key:
                return True
            if other.key < self.key:
                return False
        return self.order < other.order


def merge(*iterables, key=None, reverse=False):
    """Merge multiple sorted inputs into a single sorted output."""
    runs = []
    for order, it in enumerate(iterables):
        run = _Run(order, iter(it), reverse)
        for value in run.rest:
            run.value = value
            run.key = value if key is None else key(value)
            runs.append(run)
            break
    heapify(runs)
    while len(runs) > 1:
        run = runs[0]
        yield run.value
        for value in run.rest:
            run.value = value
            run.key = value if key is None else key(value)
            heapreplace(runs, run)
            break
        else:
            heappop(runs)
    if runs:
        run = runs[0]
        yield run.value
        for value in run.rest:
            yield value
