# exit: 1
def pick(d):
    return (n if (n := d.get("n")) else d["m"] + 1) * 2


print(pick({"n": 4}))
pick({"m": None})
