# exit: 1
class Meta(type):
    def __new__(m, name, bases, ns):
        if "required" not in ns:
            raise TypeError(f"{name} needs 'required'")
        return super().__new__(m, name, bases, ns)


class Good(metaclass=Meta):
    required = 1


class Bad(metaclass=Meta):
    pass
