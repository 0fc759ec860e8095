"""A module whose functions fail."""


def safe(n):
    return inner(n)


def inner(n):
    return 100 // n


def outer(n):
    # a comment above the failing line
    return [inner(k) for k in (1, n)]
