class VM:
    def __init__(self, code):
        self.code, self.stack, self.calls, self.pc, self.vars, self.steps = code, [], [], 0, {}, 0

    def run(self, limit=20000):
        while self.pc < len(self.code):
            self.steps += 1
            if self.steps > limit:
                raise RuntimeError("step limit")
            op, *args = self.code[self.pc]
            self.pc += 1
            try:
                getattr(self, "op_" + op)(*args)
            except AttributeError:
                raise ValueError(f"unknown op {op!r} at {self.pc - 1}") from None
        return self.stack

    def op_push(self, v): self.stack.append(v)
    def op_add(self): self._bin(lambda a, b: a + b)
    def op_sub(self): self._bin(lambda a, b: a - b)
    def op_mul(self): self._bin(lambda a, b: a * b)
    def op_lt(self): self._bin(lambda a, b: a < b)
    def op_store(self, n): self.vars[n] = self.stack.pop()
    def op_load(self, n): self.stack.append(self.vars[n])
    def op_jmp(self, t): self.pc = t

    def op_jz(self, t):
        if not self.stack.pop():
            self.pc = t

    def op_call(self, t):
        self.calls.append(self.pc)
        self.pc = t

    def op_ret(self): self.pc = self.calls.pop()
    def op_halt(self): self.pc = len(self.code)

    def _bin(self, f):
        b, a = self.stack.pop(), self.stack.pop()
        self.stack.append(f(a, b))


loop = [("push", 0), ("store", "s"), ("push", 0), ("store", "i"), ("load", "i"), ("push", 500), ("lt",), ("jz", 18), ("load", "s"), ("load", "i"), ("load", "i"), ("mul",), ("add",), ("store", "s"), ("load", "i"), ("push", 1), ("add",), ("jmp", 20), ("load", "s"), ("halt",), ("store", "i"), ("jmp", 4)]
vm = VM(loop)
print(vm.run(), vm.vars, vm.steps)
sub = [("push", 5), ("call", 4), ("call", 4), ("halt",), ("push", 2), ("mul",), ("ret",)]
print(VM(sub).run())
for bad in ([("nope",)], [("add",)], [("jmp", 0)], [("load", "q")], [("push",)]):
    try:
        VM(bad).run()
    except Exception as e:
        print(type(e).__name__, e)
