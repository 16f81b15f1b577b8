"""Scalings that leave a statement as it is: f -> a f and x -> b x change its constants, and make some of them 1.

Nothing is assumed: the weights of constants, values and basis vectors under which the goal, all facts and the region are homogeneous are computed
from these forms. A statement that is not homogeneous has no such weights, and keeps all its constants.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from checkers.worst_case.symbolic.forms import Element, Form, FormKey
from checkers.worst_case.symbolic.statement import Statement
from problems.exact.linear import null_space

Weights = dict[str, tuple[Fraction, ...]]
"""For every unknown its weight under each scaling; constants are written as they are called, values and vectors behind a colon."""


@dataclass(frozen=True)
class Scaling:
    """fixed : constants that scaling makes 1, the k-th by the k-th scaling, under which it has weight 1; free : the others."""

    fixed: tuple[str, ...]
    free: tuple[str, ...]
    weights: Weights

    def weight(self, form: Form, field: Any) -> tuple[Fraction, ...]:
        """The weight of a homogeneous form under each scaling."""
        key, element = next(iter(form.items()))
        return self._sum(_of_key(key) + _of_element(element, field))

    def reduced(self, name: str) -> dict[str, int]:
        """Powers of constants whose product is a free constant once the fixed ones are 1: mu/L for mu."""
        return {name: 1, **{fixed: -int(power) for fixed, power in zip(self.fixed, self.weights[name], strict=True) if power}}

    def _sum(self, parts: Iterable[tuple[str, int]]) -> tuple[Fraction, ...]:
        parts = tuple(parts)
        return tuple(sum((sign * self.weights[name][k] for name, sign in parts), Fraction(0)) for k in range(len(self.fixed)))


def scaling(statement: Statement) -> Scaling:
    """Which constants can be made 1: as many as there are independent scalings, in the order of their names (capitals first)."""
    constants = tuple(map(str, statement.field.symbols))
    forms = [statement.goal, *(fact.form for fact in statement.facts.values())]
    unknowns = sorted(constants) + sorted({f":{name}" for form in forms for key in form for name in key})
    place = {name: number for number, name in enumerate(unknowns)}
    equations = [row for form in forms for row in _of_form(form, statement.field, place)]
    equations += [row for known in statement.region for row in _equal(_monomials(known.polynomial), place)]
    solutions = null_space(tuple(dict.fromkeys(equations))) if equations else _units(len(unknowns))
    return _chosen(constants, place, solutions)


def _chosen(constants: tuple[str, ...], place: Mapping[str, int], solutions: tuple[tuple[Fraction, ...], ...]) -> Scaling:
    """Solutions reduced so that the k-th fixed constant has weight 1 in the k-th and 0 in the others."""
    rows, fixed = [list(solution) for solution in solutions], list[str]()
    for name in sorted(constants):
        column, top = place[name], len(fixed)
        pivot = next((r for r in range(top, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[top], rows[pivot] = rows[pivot], rows[top]
        rows[top] = [entry / rows[top][column] for entry in rows[top]]
        rows = [row if r == top else [p - row[column] * q for p, q in zip(row, rows[top], strict=True)] for r, row in enumerate(rows)]
        fixed.append(name)
    weights = {name: tuple(row[number] for row in rows[: len(fixed)]) for name, number in place.items()}
    free = tuple(name for name in constants if name not in fixed)
    if any(power.denominator != 1 for name in free for power in weights[name]):
        return Scaling((), constants, dict.fromkeys(place, ()))
    return Scaling(tuple(fixed), free, weights)


def _units(n: int) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(Fraction(int(i == j)) for j in range(n)) for i in range(n))


Parts = tuple[tuple[str, int], ...]


def _of_key(key: FormKey) -> Parts:
    return tuple((f":{name}", 1) for name in key)


def _monomials(polynomial: Any) -> list[Parts]:
    names = list(map(str, polynomial.ring.symbols))
    return [tuple((names[i], power) for i, power in enumerate(monomial) if power) for monomial in polynomial.itermonoms()]


def _of_element(element: Element, field: Any) -> Parts:
    """The weight of a homogeneous element, as powers."""
    top, bottom = _monomials(element.numer)[0], _monomials(element.denom)[0]
    return top + tuple((name, -power) for name, power in bottom)


def _of_form(form: Form, field: Any, place: Mapping[str, int]) -> list[tuple[Fraction, ...]]:
    rows = [row for element in form.values() for part in (element.numer, element.denom) for row in _equal(_monomials(part), place)]
    return rows + _equal([_of_key(key) + _of_element(element, field) for key, element in form.items()], place)


def _equal(parts: list[Parts], place: Mapping[str, int]) -> list[tuple[Fraction, ...]]:
    """Equations that say that all these have one weight."""
    found = []
    for other in parts[1:]:
        row = [Fraction(0)] * len(place)
        for name, power in other:
            row[place[name]] += power
        for name, power in parts[0]:
            row[place[name]] -= power
        if any(row):
            found.append(tuple(row))
    return found
