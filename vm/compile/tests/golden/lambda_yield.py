f = lambda a, *b, c=1: (yield a)
g = lambda: [b for b in a]
