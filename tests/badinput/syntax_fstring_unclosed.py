# exit: 1
print(f"{x")
