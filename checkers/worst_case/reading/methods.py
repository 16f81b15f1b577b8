"""A method's equations unrolled: every member of its sequences as a combination of the start and of gradients."""

from fractions import Fraction

from checkers.worst_case.program import UndefinedError
from checkers.worst_case.reading.quantities import ZERO_VECTOR, Quantity
from checkers.worst_case.reading.translation import Member, Reading, Translation
from theorems import words as w
from theorems.language import Theorem
from theorems.method import Method
from theorems.typed import VECTOR


class Unrolled:
    """The members of a method's sequences, made when they are asked for; `horizon` is the value of T in the equations, where it has one."""

    def __init__(self, theorem: Theorem, horizon: int | None) -> None:
        assert isinstance(theorem.method, Method)
        self.kinds = theorem.method.sequences
        self.equations = {str(e.lhs.base): e.rhs for e in theorem.method.equations}
        self.start = {(str(member.base), int(member.indices[0])): value for member, value in theorem.method.start}
        self.indices = {} if horizon is None else {w.T: horizon}

    def __call__(self, reading: Reading, key: Member) -> Quantity:
        """One member; those before it come first, so that a long run is no deep recursion."""
        name, step = key
        for earlier in range(1, step):
            if (name, earlier) not in reading.members:
                reading.members[name, earlier] = self._made(reading, (name, earlier))
        return self._made(reading, key)

    def _made(self, reading: Reading, key: Member) -> Quantity:
        name, step = key
        if key in self.start:
            return self._of_its_kind(name, Translation(reading, self.indices).quantity(self.start[key]))
        if key == ("x", 0) and self.kinds.get(name) == VECTOR:
            return reading.objective.point("x[0]")
        if step <= 0 or name not in self.equations:
            raise UndefinedError(f"{name}[{step}] has no value: the method says nothing of it.")
        return self._of_its_kind(name, Translation(reading, {**self.indices, w.t: step - 1}).quantity(self.equations[name]))

    def _of_its_kind(self, name: str, found: Quantity) -> Quantity:
        return ZERO_VECTOR if self.kinds[name] == VECTOR and found == Fraction(0) else found
