# exit: 1
config = {"run": 5}
config["run"](1)
