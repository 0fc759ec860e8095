"""A binary heap as a class over a list, used for sorting and for Dijkstra's shortest paths on a grid with hashed weights."""

from harness import run


class Heap:
    def __init__(self):
        self.items = []

    def __len__(self):
        return len(self.items)

    def push(self, item):
        items = self.items
        items.append(item)
        at = len(items) - 1
        while at > 0:
            parent = (at - 1) >> 1
            if items[parent] <= item:
                break
            items[at] = items[parent]
            at = parent
        items[at] = item

    def pop(self):
        items = self.items
        top = items[0]
        last = items.pop()
        size = len(items)
        if size:
            at = 0
            while True:
                child = 2 * at + 1
                if child >= size:
                    break
                if child + 1 < size and items[child + 1] < items[child]:
                    child += 1
                if last <= items[child]:
                    break
                items[at] = items[child]
                at = child
            items[at] = last
        return top


def weight(x, y):
    return ((x * 73856093) ^ (y * 19349663)) % 9 + 1


def shortest(n):
    distance = {(0, 0): 0}
    done = set()
    heap = Heap()
    heap.push((0, (0, 0)))
    while len(heap):
        d, place = heap.pop()
        if place in done:
            continue
        done.add(place)
        x, y = place
        for nx, ny in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if 0 <= nx < n and 0 <= ny < n:
                candidate = d + weight(nx, ny)
                old = distance.get((nx, ny))
                if old is None or candidate < old:
                    distance[nx, ny] = candidate
                    heap.push((candidate, (nx, ny)))
    return distance[n - 1, n - 1], sum(distance.values())


def main(n):
    heap = Heap()
    x = 7
    for _ in range(n * n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        heap.push(x)
    check = 0
    for i in range(n * n):
        check = (check * 31 + heap.pop()) & 0xFFFFFFFF
    return check, shortest(n)


if __name__ == "__main__":
    run(main, 300)
