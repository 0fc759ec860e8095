glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}


def step(cells):
    n = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if (dx, dy) != (0, 0):
                    n[x + dx, y + dy] = n.get((x + dx, y + dy), 0) + 1
    return {c for c, k in n.items() if k == 3 or (k == 2 and c in cells)}


def show(cells, w=10):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(w)) for y in range(w))


g = glider
for _ in range(12):
    g = step(g)
print(show(g), len(g))
r = {(i, 5) for i in range(3, 8)} | {(5, j) for j in range(2, 9)}
for i in range(30):
    r = step(r)
print(len(r), min(r, default=None), max(r, default=None))
maze = ["#########", "#S..#...#", "#.#.#.#.#", "#.#...#E#", "#########"]
start = next((x, y) for y, row in enumerate(maze) for x, c in enumerate(row) if c == "S")
prev, todo = {start: None}, [start]
while todo:
    x, y = cur = todo.pop(0)
    if maze[y][x] == "E":
        break
    for nx, ny in ((x + 1, y), (x, y + 1), (x - 1, y), (x, y - 1)):
        if maze[ny][nx] != "#" and (nx, ny) not in prev:
            prev[nx, ny] = cur
            todo.append((nx, ny))
path = []
while cur:
    path.append(cur)
    cur = prev[cur]
print(path[::-1], len(path))
hanoi, pegs = [], [[3, 2, 1], [], []]


def move(n, a, b, c):
    if n:
        move(n - 1, a, c, b)
        pegs[b].append(pegs[a].pop())
        hanoi.append(f"{a}{b}")
        move(n - 1, c, b, a)


move(3, 0, 2, 1)
print(hanoi, pegs)
def spiral(m): return m and [*m[0]] + spiral([list(r) for r in zip(*m[1:])][::-1])
print(spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), [[("Fizz" * (not i % 3) + "Buzz" * (not i % 5)) or i for i in range(1, 16)]])
def pascal(n):
    row = [1]
    for _ in range(n):
        yield row
        row = [a + b for a, b in zip([0] + row, row + [0])]
print(list(pascal(7)), [*pascal(30)][-1][15])
