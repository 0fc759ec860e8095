# exit: 1
def gen():
    yield next(iter([]))


for x in gen():
    print(x)
