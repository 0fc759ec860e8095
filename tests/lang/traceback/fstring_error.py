# exit: 1
x = {"a": 1}
print(f"{x['a']} ok")
print(f"value: {x['b']:>10} end")
