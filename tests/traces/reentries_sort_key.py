# jit: traces>=1
# jit: reentries<=10
# Key functions of sorted, min and max, and the functions of map and filter, are called without nested runs.
rows = [(i * 7919 % 1000, i) for i in range(2000)]
by_first = sorted(rows, key=lambda r: r[0])
print(by_first[:3], by_first[-1])
by_negative = sorted(rows, key=lambda r: -r[1], reverse=True)
print(by_negative[:2])
print(min(rows, key=lambda r: r[0] + r[1]), max(rows, key=lambda r: r[0] - r[1]))
print(sum(map(lambda r: r[0], rows)), len(list(filter(lambda r: r[1] % 3, rows))))
rows.sort(key=lambda r: (r[1] % 10, r[0]))
print(rows[0], rows[1999])
