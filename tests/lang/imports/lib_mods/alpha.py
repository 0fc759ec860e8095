print("init", __name__)
NAME = "alpha"
counter = 0
