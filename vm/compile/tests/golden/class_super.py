class A(B, metaclass=M):
    """doc"""
    x: int = 1
    def __init__(self, v):
        super().__init__(v)
        self.v = v
        self.__w = v
    def m(self):
        return __class__, super(A, self).m, [super().q for _ in self.v]
