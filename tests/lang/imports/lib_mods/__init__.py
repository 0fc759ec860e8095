"""The package."""
print("init", __name__)
PKG = "pkg"


def __getattr__(name):
    if name == "dynamic_thing":
        return "made by __getattr__"
    raise AttributeError(f"no {name} here")
