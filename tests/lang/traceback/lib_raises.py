def setup():
    raise EnvironmentError("not configured")


setup()
