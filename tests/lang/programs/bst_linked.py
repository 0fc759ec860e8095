class Node:
    __slots__ = "key", "left", "right"

    def __init__(self, key):
        self.key, self.left, self.right = key, None, None


class BST:
    def __init__(self, items=()):
        self.root, self.n = None, 0
        for i in items:
            self.add(i)

    def add(self, key):
        if self.root is None:
            self.root = Node(key)
        else:
            n = self.root
            while True:
                if key == n.key:
                    return False
                side = "left" if key < n.key else "right"
                nxt = getattr(n, side)
                if nxt is None:
                    setattr(n, side, Node(key))
                    break
                n = nxt
        self.n += 1
        return True

    def __contains__(self, key):
        n = self.root
        while n:
            if key == n.key:
                return True
            n = n.left if key < n.key else n.right
        return False

    def __iter__(self):
        def walk(n):
            if n:
                yield from walk(n.left)
                yield n.key
                yield from walk(n.right)
        return walk(self.root)

    def __len__(self): return self.n

    def height(self):
        def h(n): return 0 if n is None else 1 + max(h(n.left), h(n.right))
        return h(self.root)

    def __repr__(self): return f"BST({list(self)})"


t = BST(i * 37 % 101 for i in range(60))
print(t, len(t), t.height(), 37 in t, 100 in t, t.add(37), BST(), BST("hello"), sum(t), max(t))


class Linked:
    class _N:
        def __init__(self, v, nxt=None): self.v, self.nxt = v, nxt

    def __init__(self, it=()):
        self.head = None
        for v in reversed(list(it)):
            self.push(v)

    def push(self, v): self.head = self._N(v, self.head)

    def pop(self):
        if self.head is None:
            raise IndexError("empty")
        v, self.head = self.head.v, self.head.nxt
        return v

    def __iter__(self):
        n = self.head
        while n:
            yield n.v
            n = n.nxt

    def reverse(self):
        prev, n = None, self.head
        while n:
            n.nxt, prev, n = prev, n, n.nxt
        self.head = prev
        return self


l = Linked(range(6))
print(list(l.reverse()), l.pop(), list(l), list(Linked()))
try:
    Linked().pop()
except IndexError as e:
    print(e)
