# exit: 1
class Account:
    def __init__(self, balance):
        self.balance = balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"{amount} > {self.balance}")
        self.balance -= amount
        return self.balance


def run(account, n):
    total = 0
    for i in range(n):
        total += account.withdraw(i % 7) * 2
    return total


a = Account(10**4)
print(run(a, 1000))
run(a, 10**6)
