# exit: 1
rows = [{"a": 1}, {"a": 2}, {"b": 3}]
rows.sort(key=lambda r: r["a"])
