"""Free sequences in exact numbers: what stands for "any real sequence" when a claim is tried."""

from dataclasses import dataclass
from fractions import Fraction

from problems.instance import Vector

KINDS = ("listed", "periodic", "geometric")


@dataclass(frozen=True)
class FreeSequence:
    """One real per step 0, 1, 2, ...

    kind   : "listed" (the values, then zeros), "periodic" (the values again and again), "geometric" (first value and ratio)
    values : the numbers that it is made of
    """

    kind: str
    values: Vector

    def __post_init__(self) -> None:
        if self.kind not in KINDS or not self.values or (self.kind == "geometric" and len(self.values) != 2):
            raise ValueError(f"no free sequence is {self.kind} with {len(self.values)} values")

    def members(self, count: int) -> list[Fraction]:
        """The first `count` members."""
        if self.kind == "periodic":
            return [self.values[step % len(self.values)] for step in range(count)]
        if self.kind == "listed":
            return [*self.values[:count], *[Fraction(0)] * (count - len(self.values))]
        first, ratio = self.values
        found = [first]
        while len(found) < count:
            found.append(found[-1] * ratio)
        return found[:count]

    def scaled(self, factor: Fraction) -> "FreeSequence":
        """Every member times a number."""
        if self.kind == "geometric":
            return FreeSequence(self.kind, (factor * self.values[0], self.values[1]))
        return FreeSequence(self.kind, tuple(factor * value for value in self.values))

    def absolute(self) -> "FreeSequence":
        """The moduli of the members."""
        return FreeSequence(self.kind, tuple(abs(value) for value in self.values))

    def describe(self, name: str) -> str:
        """The sequence in numbers."""
        numbers = ", ".join(map(str, self.values))
        if self.kind == "geometric":
            first, ratio = self.values
            return f"{name}[t] = {'' if first == 1 else f'{first} * '}({ratio})^t"
        if self.kind == "periodic":
            return f"{name}[t] = {numbers}" + (" at every step" if len(self.values) == 1 else " again and again")
        return f"{name} = {numbers}, then 0"
