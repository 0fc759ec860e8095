print("init", __name__)
x = 1
1 / 0
