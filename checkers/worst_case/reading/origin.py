"""Where nothing depends on the origin of space or on the zero of f's values, a minimiser is put at the origin and its value is zero.

This takes away the directions in which a program's unknowns could move without any effect.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from checkers.worst_case.program import Condition, Evaluation
from checkers.worst_case.reading.objective import Objective
from checkers.worst_case.terms import Affine, Vector

ZERO = Fraction(0)


@dataclass(frozen=True)
class Unknowns:
    """What is left unknown, and what of the names is zero."""

    basis: tuple[str, ...]
    values: tuple[str, ...]
    dropped: frozenset[str]

    def of(self, terms: Affine) -> Affine:
        """The expression without what is zero."""
        values = {name: factor for name, factor in terms.values.items() if name not in self.dropped}
        products = {pair: factor for pair, factor in terms.products.items() if not self.dropped & set(pair)}
        return Affine(terms.constant, values, products)

    def evaluation(self, one: Evaluation) -> Evaluation:
        """An evaluation without what is zero."""
        return replace(one, position=self._vector(one.position), gradient=self._vector(one.gradient), value=self.of(one.value))

    def condition(self, one: Condition) -> Condition:
        """A condition without what is zero."""
        return replace(one, terms=self.of(one.terms))

    def _vector(self, vector: Vector) -> Vector:
        return Vector({name: factor for name, factor in vector.parts.items() if name not in self.dropped})


def unknowns(objective: Objective, expressions: Sequence[Affine]) -> Unknowns:
    """The names that remain unknown: without a minimiser (or the first point) and f_star (or the first value) where all expressions allow that."""
    dropped = set()
    if objective.positions and not any(_moves(e, objective.positions) for e in expressions):
        dropped.add(next(iter((*objective.minimiser_names, *objective.positions))))
    if objective.values and not any(sum(e.values.values(), ZERO) for e in expressions):
        dropped.add("f_star" if "f_star" in objective.values else objective.values[0])
    left = [[name for name in names if name not in dropped] for names in (objective.basis, objective.values)]
    return Unknowns(tuple(left[0]), tuple(left[1]), frozenset(dropped))


def _moves(terms: Affine, positions: Sequence[str]) -> bool:
    """Whether an expression changes when all points move together: whether its matrix, applied to the sum of all points, is not zero."""
    points = frozenset(positions)
    sums: dict[str, Fraction] = {}
    for (a, b), factor in terms.products.items():
        if b in points:
            sums[a] = sums.get(a, ZERO) + factor
        if a in points:
            sums[b] = sums.get(b, ZERO) + factor
    return any(sums.values())
