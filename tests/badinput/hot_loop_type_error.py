# exit: 1
values = [i for i in range(5000)] + ["stop"]
total = 0
for v in values:
    total = total + v * 2 - (v +
                             1)
