"""Binary trees made and dropped: allocation and recursion, once as objects and once as tuples."""

from harness import run


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def grow(depth):
    if depth == 0:
        return Node(None, None)
    return Node(grow(depth - 1), grow(depth - 1))


def grow_pair(depth):
    return (grow_pair(depth - 1), grow_pair(depth - 1)) if depth else ()


def count_pair(pair):
    if not pair:
        return 1
    left, right = pair
    return 1 + count_pair(left) + count_pair(right)


def main(n):
    lasting = grow(n)
    result = []
    for depth in range(4, n + 1, 3):
        trees = 1 << (n - depth)
        result.append(sum(grow(depth).count() for _ in range(trees)))
        result.append(sum(count_pair(grow_pair(depth)) for _ in range(trees)))
    return result, lasting.count()


if __name__ == "__main__":
    run(main, 16)
