# exit: 1
class Bad:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("next failed")


for x in Bad():
    print(x)
