print("init", __name__)
G = "gamma"
