"""An incremental constraint solver: one-way dataflow constraints with strengths over variables, planned and executed.

The workload is that of the DeltaBlue benchmark (a chain of equalities, a set of scale constraints, edits at one end); the solver
is written anew. Polymorphic methods over a class hierarchy, lists as work queues, many short-lived plans.
"""

from harness import run

REQUIRED, STRONG, NORMAL, WEAK_DEFAULT, WEAKEST = range(5)


class Variable:
    def __init__(self, value):
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = WEAKEST
        self.stays = True


class Constraint:
    def __init__(self, solver, strength):
        self.solver = solver
        self.strength = strength

    def attach(self):
        for v in self.variables():
            v.constraints.append(self)
        self.solver.add(self)

    def detach(self):
        for v in self.variables():
            v.constraints.remove(self)
        if self.satisfied():
            self.solver.remove(self)

    def is_input(self):
        return False

    def satisfy(self, mark):
        """Takes its output over from a weaker constraint and returns that one, to be satisfied elsewhere."""
        self.choose(mark)
        if not self.satisfied():
            if self.strength == REQUIRED:
                raise ValueError("a required constraint cannot be satisfied")
            return None
        for v in self.inputs():
            v.mark = mark
        out = self.output()
        overridden = out.determined_by
        if overridden is not None:
            overridden.forget()
        out.determined_by = self
        if not self.solver.propagate(self, mark):
            raise ValueError("cycle")
        out.mark = mark
        return overridden

    def inputs_known(self, mark):
        return all(v.mark == mark or v.stays or v.determined_by is None for v in self.inputs())


class Unary(Constraint):
    def __init__(self, solver, variable, strength):
        super().__init__(solver, strength)
        self.variable = variable
        self.active = False
        self.attach()

    def variables(self):
        return (self.variable,)

    def inputs(self):
        return ()

    def output(self):
        return self.variable

    def satisfied(self):
        return self.active

    def choose(self, mark):
        self.active = self.variable.mark != mark and self.strength < self.variable.strength

    def forget(self):
        self.active = False

    def refresh(self):
        self.variable.strength = self.strength
        self.variable.stays = not self.is_input()
        if self.variable.stays:
            self.execute()

    def execute(self):
        pass


class Stay(Unary):
    pass


class Edit(Unary):
    def is_input(self):
        return True


class Binary(Constraint):
    def __init__(self, solver, first, second, strength):
        super().__init__(solver, strength)
        self.first = first
        self.second = second
        self.direction = 0
        self.attach()

    def variables(self):
        return (self.first, self.second)

    def source(self):
        return self.first if self.direction > 0 else self.second

    def inputs(self):
        return (self.source(),)

    def output(self):
        return self.second if self.direction > 0 else self.first

    def satisfied(self):
        return self.direction != 0

    def forget(self):
        self.direction = 0

    def choose(self, mark):
        first, second = self.first, self.second
        if first.mark == mark:
            self.direction = 1 if second.mark != mark and self.strength < second.strength else 0
        elif second.mark == mark:
            self.direction = -1 if self.strength < first.strength else 0
        elif first.strength > second.strength:
            self.direction = -1 if self.strength < first.strength else 0
        else:
            self.direction = 1 if self.strength < second.strength else 0

    def refresh(self):
        source, out = self.source(), self.output()
        out.strength = max(self.strength, source.strength)
        out.stays = source.stays
        if out.stays:
            self.execute()


class Equal(Binary):
    def execute(self):
        self.output().value = self.source().value


class Scale(Binary):
    def __init__(self, solver, source, scale, offset, target, strength):
        self.scale = scale
        self.offset = offset
        super().__init__(solver, source, target, strength)

    def variables(self):
        return (self.first, self.second, self.scale, self.offset)

    def inputs(self):
        return (self.source(), self.scale, self.offset)

    def execute(self):
        if self.direction > 0:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value

    def refresh(self):
        source, out = self.source(), self.output()
        out.strength = max(self.strength, source.strength)
        out.stays = source.stays and self.scale.stays and self.offset.stays
        if out.stays:
            self.execute()


class Solver:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.new_mark()
        overridden = constraint.satisfy(mark)
        while overridden is not None:
            overridden = overridden.satisfy(mark)

    def remove(self, constraint):
        out = constraint.output()
        constraint.forget()
        unsatisfied = self.released_downstream(out)
        for strength in range(REQUIRED, WEAKEST):
            for c in unsatisfied:
                if c.strength == strength:
                    self.add(c)

    def released_downstream(self, out):
        out.determined_by = None
        out.strength = WEAKEST
        out.stays = True
        unsatisfied = []
        todo = [out]
        while todo:
            v = todo.pop()
            for c in v.constraints:
                if not c.satisfied():
                    unsatisfied.append(c)
            for c in self.consumers(v):
                c.refresh()
                todo.append(c.output())
        return unsatisfied

    def consumers(self, variable):
        by = variable.determined_by
        return [c for c in variable.constraints if c is not by and c.satisfied()]

    def propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            c = todo.pop()
            if c.output().mark == mark:
                return False
            c.refresh()
            todo.extend(self.consumers(c.output()))
        return True

    def plan_from(self, constraints):
        mark = self.new_mark()
        plan = []
        todo = [c for c in constraints if c.is_input() and c.satisfied()]
        while todo:
            c = todo.pop()
            out = c.output()
            if out.mark != mark and c.inputs_known(mark):
                plan.append(c)
                out.mark = mark
                todo.extend(self.consumers(out))
        return plan


def change(solver, variable, value):
    edit = Edit(solver, variable, STRONG)
    plan = solver.plan_from([edit])
    for step in range(10):
        variable.value = value + step
        for c in plan:
            c.execute()
    variable.value = value
    for c in plan:
        c.execute()
    edit.detach()


def chain(n):
    solver = Solver()
    variables = [Variable(0) for _ in range(n + 1)]
    for a, b in zip(variables, variables[1:]):
        Equal(solver, a, b, REQUIRED)
    Stay(solver, variables[-1], WEAK_DEFAULT)
    edit = Edit(solver, variables[0], STRONG)
    plan = solver.plan_from([edit])
    total = 0
    for value in range(100):
        variables[0].value = value
        for c in plan:
            c.execute()
        if variables[-1].value != value:
            raise ValueError("the chain did not carry the value")
        total += variables[n // 2].value
    edit.detach()
    return total + len(plan)


def projection(n):
    solver = Solver()
    scale = Variable(10)
    offset = Variable(1000)
    sources = [Variable(i) for i in range(n)]
    targets = [Variable(i) for i in range(n)]
    for s, t in zip(sources, targets):
        Stay(solver, s, NORMAL)
        Scale(solver, s, scale, offset, t, REQUIRED)
    change(solver, sources[-1], 17)
    first = targets[-1].value
    change(solver, targets[-1], 1050)
    second = sources[-1].value
    change(solver, scale, 5)
    third = sum(t.value for t in targets[:-1])
    change(solver, offset, 2000)
    return first, second, third, sum(t.value for t in targets[:-1])


def main(n):
    return chain(n), projection(n)


if __name__ == "__main__":
    run(main, 15000)
