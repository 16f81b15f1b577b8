"""The branches of a quotient: each has a least of numerators over one denominator, and the worst of them is the quotient's worst."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import product
from math import prod

import sympy as sp

from checkers.worst_case.program import NotReadError
from checkers.worst_case.reading.claims import Quotient
from checkers.worst_case.reading.quantities import Extreme, affine, multiplied
from checkers.worst_case.reading.translation import Translation
from checkers.worst_case.terms import Affine, number
from theorems.normal_form import Term

MOST_BRANCHES = 256
"""Programs that one claim may branch into."""

Addend = Affine | Extreme


@dataclass(frozen=True)
class Branch:
    """The least of `numerators` over `denominator`, where all of `where` are nonnegative."""

    numerators: tuple[Affine, ...]
    denominator: Affine
    where: tuple[Affine, ...] = ()


def branches(v: Translation, quotient: Quotient) -> Iterator[Branch]:
    """Every way to choose among the least and largest terms of a quotient; raises NotReadError where there are too many.

    A largest in the numerator is chosen freely, and so is a least in the denominator: the worst choice is the value. A least in the numerator is one
    more of those of which the least counts; a largest in the denominator is chosen where it is the largest.
    """
    above, below = _addends(v, quotient.numerator), _addends(v, quotient.denominator)
    free = [_extremes(above, True), _extremes(below, False)]
    tied = _extremes(below, True)
    if prod(len(one.options) for one in (*free[0], *free[1], *tied)) > MOST_BRANCHES:
        raise NotReadError(f"the claim branches into more than {MOST_BRANCHES} programs.")
    least = [_total(one) for one in product(*(q.options for q in _extremes(above, False)))]
    for tops in product(*(q.options for q in free[0])):
        top = _total([*_plain(above), *tops])
        for bottoms in product(*(q.options for q in (*free[1], *tied))):
            where = [one for q, chosen in zip(tied, bottoms[len(free[1]) :], strict=True) for one in _largest_where(q, chosen)]
            yield Branch(tuple(top.plus(one) for one in least), _total([*_plain(below), *bottoms]), tuple(where))


def _largest_where(q: Extreme, chosen: Affine) -> list[Affine]:
    return [chosen.plus(other, Fraction(-1)) for other in q.options if other != chosen]


def _addends(v: Translation, terms: Sequence[Term]) -> list[Addend]:
    """The terms times their coefficients; a sum whose parts are least and largest terms is one addend each."""
    found = [multiplied(v.constant(sp.sympify(t.coefficient)), v.number(t.measured), t.measured) for t in terms]
    return [one if isinstance(one, Extreme) else affine(one) for one in found]  # type: ignore[arg-type]


def _extremes(addends: Sequence[Addend], largest: bool) -> list[Extreme]:
    return [one for one in addends if isinstance(one, Extreme) and one.largest == largest]


def _plain(addends: Sequence[Addend]) -> list[Affine]:
    return [one for one in addends if isinstance(one, Affine)]


def _total(terms: Sequence[Affine]) -> Affine:
    return reduce(Affine.plus, terms, number(0))
