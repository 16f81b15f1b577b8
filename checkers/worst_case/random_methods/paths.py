"""A random method on all its paths: n equally likely draws at every step, the expectation as the average over every sequence of draws.

The worst case over such noises is that of a part of what a statement allows: a lower end for it, and never more. Either every draw adds the same
vector wherever it is taken, as in an instance that can be run, or every point has vectors of its own, as the components of a finite sum have.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from itertools import product
from typing import Any

from checkers.worst_case.program import Evaluation, NotReadError
from checkers.worst_case.reading.objective import Objective
from checkers.worst_case.reading.quantities import ZERO_VECTOR, Quantity, added, multiplied
from checkers.worst_case.reading.translation import Reading, Rule, Translation, named
from checkers.worst_case.terms import Affine, Vector, basis, variable
from theorems import words as w

MOST_PATHS = 64
"""Sequences of draws that are averaged over."""

MOST_POINTS = 34
"""Points where f may be looked at; the conditions are about as many as their pairs."""

Path = tuple[tuple[int, ...], ...]
"""For each step the draws of its batch, each one of 0, ..., n - 1."""


class FurtherDraw(Exception):  # noqa: N818
    """A term needs a draw that its path does not hold."""

    def __init__(self, steps: int, batch: int) -> None:
        super().__init__()
        self.steps, self.batch = steps, batch


@dataclass
class Paths:
    """The sequences of draws of one reading, as long as its terms need them.

    count : n; same : whether a draw adds the same vector at every point; interpolated : whether it adds nothing at minimisers
    steps, batch : draws that are enumerated so far
    """

    count: int
    same: bool
    interpolated: bool = False
    steps: int = 0
    batch: int = 1
    readings: dict[Path, Reading] = field(default_factory=dict)

    def average(self, v: Translation, e: Any) -> Quantity:
        """The average of a term over all paths."""
        while True:
            try:
                found = [Translation(self.reading(v.reading, path), v.indices).quantity(e) for path in self.every()]
            except FurtherDraw as further:
                self.steps, self.batch = max(self.steps, further.steps), max(self.batch, further.batch)
            else:
                return multiplied(Fraction(1, len(found)), reduce(lambda a, b: added(a, b, e), found), e)

    def every(self) -> Iterator[Path]:
        """All sequences of draws; a NotReadError where they are too many."""
        number = self.count ** (self.steps * self.batch)
        if number > MOST_PATHS:
            raise NotReadError(f"{number} sequences of draws are too many to average over; at most {MOST_PATHS} are.")
        return product(product(range(self.count), repeat=self.batch), repeat=self.steps)

    def reading(self, root: Reading, path: Path) -> Reading:
        """The statement as it reads on one path."""
        if path not in self.readings:
            name = " after " + ", ".join(".".join(str(draw + 1) for draw in batch) for batch in path)
            self.readings[path] = Reading(root.constants, root.objective, root.roundings, {}, root.member, rules(self, path), name)
        return self.readings[path]

    def drawn(self, objective: Objective, at: Evaluation, draw: int) -> Vector:
        """The gradient at a point that one of the n draws gives."""
        return at.gradient.plus(self._noise(objective, at, draw))

    def value(self, objective: Objective, at: Evaluation, draw: int) -> Affine:
        """The value at a point of the component that one of the n draws picks."""
        if draw == self.count - 1:
            others = (self.value(objective, at, one) for one in range(draw))
            return reduce(lambda total, one: total.plus(one, Fraction(-1)), others, at.value.times(Fraction(self.count)))
        name = f"f_{draw + 1}({at.name})"
        if name not in objective.values:
            objective.values.append(name)
        return variable(name)

    def _noise(self, objective: Objective, at: Evaluation, draw: int) -> Vector:
        if self.interpolated and any(one.name == at.name for one in objective.minimisers):
            return ZERO_VECTOR
        if draw == self.count - 1:
            return reduce(lambda total, one: total.plus(self._noise(objective, at, one), Fraction(-1)), range(draw), ZERO_VECTOR)
        name = noise_name(draw) if self.same else f"noise {draw + 1} at {at.name}"
        if name not in objective.basis:
            objective.basis.append(name)
        return basis(name)


def noise_name(draw: int) -> str:
    """The vector that a draw adds to every gradient; the last draw adds minus the sum of all others."""
    return f"noise {draw + 1}"


def rules(paths: Paths, path: Path | None = None) -> dict[type, Rule]:
    """What random terms mean: on a path the draws of the path; before any is fixed only expectations do."""
    of_all: Mapping[type, Rule] = {w.E: lambda v, e: _expected(paths, v, e), w.Probability: _no_probability}
    if path is None:
        return {**of_all, w.stochastic_grad: _not_drawn}
    return {**of_all, w.stochastic_grad: lambda v, e: _on_path(paths, path, v, e), w.E: _nested}


def _expected(paths: Paths, v: Translation, e: Any) -> Quantity:
    if len(e.args) > 1 and v.step(e.args[1].indices[0]) > 0:
        raise NotReadError(f"{e} is the mean given a history of draws; it is read for the first step only.")
    return paths.average(v, e.args[0])


def _on_path(paths: Paths, path: Path, v: Translation, e: Any) -> Quantity:
    sample, batch = v.step(e.args[1]), v.step(e.args[2])
    if sample < 0:
        raise NotReadError(f"{e} is drawn before the first step.")
    if sample >= len(path) or batch > len(path[sample]):
        raise FurtherDraw(sample + 1, batch)
    at = v.reading.objective.at(v.vector(e.args[0]), named(v, e.args[0]))
    drawn = [paths.drawn(v.reading.objective, at, one) for one in path[sample][:batch]]
    return reduce(Vector.plus, drawn).times(Fraction(1, batch))


def _not_drawn(v: Translation, e: Any) -> Quantity:
    raise NotReadError(f"{e} stands outside every expectation.")


def _nested(v: Translation, e: Any) -> Quantity:
    raise NotReadError(f"{e} stands inside another expectation.")


def _no_probability(v: Translation, e: Any) -> Quantity:
    raise NotReadError(f"{e} is a probability, which is not linear in values and inner products.")


__all__ = ["MOST_POINTS", "Path", "Paths", "noise_name", "rules"]
