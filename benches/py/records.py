"""Records: a hand-written dataclass-like base with generated methods, named tuples, slots; a small inventory over them."""

from collections import namedtuple

from harness import run


class Record:
    fields = ()

    def __init__(self, *values):
        for name, value in zip(self.fields, values):
            setattr(self, name, value)

    def __eq__(self, other):
        return type(self) is type(other) and self.as_tuple() == other.as_tuple()

    def __hash__(self):
        return hash(self.as_tuple())

    def as_tuple(self):
        return tuple(getattr(self, name) for name in self.fields)

    def replace(self, **changes):
        return type(self)(*(changes.get(name, getattr(self, name)) for name in self.fields))

    def __repr__(self):
        inside = ", ".join("%s=%r" % (name, getattr(self, name)) for name in self.fields)
        return "%s(%s)" % (type(self).__name__, inside)


class Item(Record):
    fields = ("name", "price", "count")


class Order:
    __slots__ = ("item", "amount", "state")

    def __init__(self, item, amount, state="new"):
        self.item = item
        self.amount = amount
        self.state = state

    def total(self):
        return self.item.price * self.amount

    def ship(self):
        if self.state == "new" and self.item.count >= self.amount:
            self.item.count -= self.amount
            self.state = "shipped"
            return True
        self.state = "waiting"
        return False


Line = namedtuple("Line", "order total index")


def main(n):
    items = [Item("item%d" % i, i * 3 + 1, 40) for i in range(50)]
    lines = []
    shipped = 0
    for i in range(n):
        order = Order(items[i * 7 % 50], i % 5 + 1)
        if order.ship():
            shipped += 1
        lines.append(Line(order, order.total(), i))
        if i % 64 == 0:
            index = i // 64 % 50
            items[index] = items[index].replace(count=items[index].count + 60)
    waiting = sum(line.total for line in lines if line.order.state == "waiting")
    distinct = {item.replace(count=0) for item in items}
    same = sum(a == b for a in items[:20] for b in items)
    best = max(lines, key=lambda line: line.total)
    order, total, index = best
    text = repr(items[3]) + repr(best._replace(order=None))
    return shipped, waiting, len(distinct), same, total, index, text


if __name__ == "__main__":
    run(main, 500000)
