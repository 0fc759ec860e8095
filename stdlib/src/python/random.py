# The parts of random that need no speed.


class SystemRandom(Random):
    """Random numbers from the operating system; it has no state to set or save."""

    def seed(self, *args, **kwds):
        super().seed(None)
        return None

    def getstate(self, *args, **kwds):
        raise NotImplementedError("System entropy source does not have state.")

    setstate = getstate
