# exit: 1
data = {"a": {"b": [1, 2]}}
first = data["a"]["b"][1]
print(first)
second = data["a"]["c"]["b"][0]
