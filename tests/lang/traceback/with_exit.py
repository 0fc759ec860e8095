# exit: 1
class Ctx:
    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        print("exit", t.__name__)
        raise KeyError("from exit")


with Ctx() as c:
    print("body")
    raise ValueError("from body")
