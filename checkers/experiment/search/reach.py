"""Between which numbers `given` lets the members of a free sequence lie, step by step, with the ends themselves where they are allowed.

The boundary of each restriction is solved for the member in closed form and evaluated exactly at every step. An irrational end, or one that
does not belong, is replaced by a rational neighbour that does; what is proposed is tried on the restrictions themselves before it is offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp
from flint import arb

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.free_sequences import met, restricted, restrictions
from checkers.experiment.regions import boundary
from problems import no_objective
from problems.certified_minimum import ends
from problems.exact.arithmetic import Exact, Undecided, fraction
from problems.instance import Vector
from problems.sequences import FreeSequence
from theorems import words as w
from theorems.language import Theorem

CLOSE = 30
"""Bits to which a neighbour agrees with the end that it stands for."""

USUAL = (Fraction(0), Fraction(1), Fraction(-1))
"""Members that are tried where no end is allowed."""

Row = list[Fraction | None]
"""One number for each step, None where there is none."""


@dataclass(frozen=True)
class Reach:
    """The least and the largest end of what is allowed at each step; where one end is all there is, a point well inside stands for the other."""

    low: Vector
    high: Vector

    def between(self, shares: Sequence[Fraction]) -> FreeSequence:
        """The sequence whose member at each step lies at a share of the way from the low end to the high one."""
        return shortest(tuple(a + share * (b - a) for a, b, share in zip(self.low, self.high, shares, strict=True)))

    def stretched(self, one: FreeSequence) -> FreeSequence:
        """A sequence with its least member moved to the low ends and its largest to the high ones."""
        values = one.members(len(self.low))
        least, width = min(values), max(values) - min(values)
        return self.between([(value - least) / width if width else Fraction(1) for value in values])


def shortest(values: Vector) -> FreeSequence:
    """Listed values, or the one or two numbers that they repeat."""
    for period in (1, 2):
        if len(values) > period and all(value == values[step % period] for step, value in enumerate(values)):
            return FreeSequence("periodic", values[:period])
    return FreeSequence("listed", values)


def reach(theorem: Theorem, case: Case, name: str) -> Reach | None:
    """The reach of one free sequence at steps 0, ..., steps of a case, beside those that the case has; None where none can be told."""
    constants, sequences = (tuple(sorted(one.items())) for one in (case.constants, case.sequences))
    return _reach(theorem, constants, sequences, case.steps, name)


@lru_cache(maxsize=2048)
def _reach(theorem: Theorem, constants: tuple[Any, ...], sequences: tuple[Any, ...], steps: int, name: str) -> Reach | None:
    case = Case(no_objective.build(), dict(constants), steps=steps, sequences=dict(sequences))
    known = {name, *case.sequences}
    relations = [r for r in restrictions(theorem) if name in restricted(r) and restricted(r) <= known]
    choices = [choice for r in relations for choice in _ends(theorem, case, r, name)]
    if not choices:
        return None
    far = [_moved(choice[0], sign) for choice in choices for sign in (1, -1)]
    usual: list[Row] = [[value] * (steps + 1) for value in USUAL]
    found = iter(_allowed_members(theorem, case, name, relations, [*(row for choice in choices for row in choice), *far, *usual]))
    at_ends = [_first_of([next(found) for _ in choice]) for choice in choices]
    pairs = [_pair(*at) for at in zip(_columns(at_ends), _columns([next(found) for _ in far]), _columns(list(found)), strict=True)]
    settled = [pair for pair in pairs if pair is not None]
    return Reach(*(tuple(side) for side in zip(*settled, strict=True))) if len(settled) == len(pairs) else None


def _pair(at_ends: Sequence[Fraction], far: Sequence[Fraction], usual: Sequence[Fraction]) -> tuple[Fraction, Fraction] | None:
    """The least and the largest number allowed at a step: ends before others, points far from them where there is one end only."""
    some = at_ends or usual
    if len(set(some)) <= 1:
        some = [*some, *far]
    return (min(some), max(some)) if some else None


def _columns(rows: Sequence[Row]) -> list[list[Fraction]]:
    """The numbers that there are at each step."""
    return [[value for value in at if value is not None] for at in zip(*rows, strict=True)]


def _first_of(rows: Sequence[Row]) -> Row:
    """At each step the first number that there is."""
    return [next((value for value in at if value is not None), None) for at in zip(*rows, strict=True)]


def _moved(row: Row, sign: int) -> Row:
    return [None if value is None else value + sign * max(abs(value), Fraction(1)) for value in row]


def _allowed_members(theorem: Theorem, case: Case, name: str, relations: Sequence[Any], rows: Sequence[Row]) -> list[Row]:
    """The rows without the numbers that some relation forbids."""
    cases = [replace(case, sequences={**case.sequences, name: FreeSequence("listed", tuple(value or Fraction(0) for value in row))}) for row in rows]
    good = met(theorem, cases, relations)
    return [[value if ok else None for value, ok in zip(row, oks, strict=True)] for row, oks in zip(rows, good, strict=True)]


def _ends(theorem: Theorem, case: Case, relation: Any, name: str) -> list[tuple[Row, Row, Row]]:
    """For each branch of a relation's boundary its value at each step, as near as a rational comes, and the neighbours above and below."""
    m, found = Exact(bits=256), list[tuple[Row, Row, Row]]()
    with m.scope():
        run = prepared(theorem, [case], m)
        for branch in _branches(relation, name):
            evaluator = Evaluator(run, {w.t: np.arange(case.steps + 1)}, 1)
            try:
                values = np.broadcast_to(evaluator.number(branch), (1, 1, case.steps + 1)).reshape(-1)
            except (Undecided, ZeroDivisionError):
                continue
            defined = np.broadcast_to(evaluator.defined, (1, 1, case.steps + 1)).reshape(-1)
            near = [_near(value) if ok else (None, None, None) for value, ok in zip(values, defined, strict=True)]
            exact, above, below = (list(row) for row in zip(*near, strict=True))
            found.append((exact, above, below))
    return found


def _near(value: Any) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """A number, or the rational above it where it is known as a ball only, and neighbours above and below."""
    if isinstance(value, arb):
        if not value.is_finite():
            return None, None, None
        low, high = (_rounded(end, up) for end, up in zip(ends(value), (False, True), strict=True))
        return high, high, low
    exact = fraction(value)
    apart = (abs(exact) or Fraction(1)) / 2**CLOSE
    return exact, _rounded(exact + apart, True), _rounded(exact - apart, False)


def _rounded(value: Fraction, up: bool) -> Fraction:
    """The next short rational above or below, CLOSE bits away."""
    grid = Fraction(2) ** (CLOSE + value.denominator.bit_length() - abs(value.numerator).bit_length())
    return Fraction(-(-value * grid // 1) if up else value * grid // 1) / grid


@lru_cache(maxsize=1024)
def _branches(relation: Any, name: str) -> tuple[Any, ...]:
    """The boundary of a relation, solved for the member of one sequence; everything else stays as it is."""
    members = [e for e in relation.atoms(sp.Indexed) if str(e.base) in restricted(relation)]
    stands = {e: w.Real(f"member {e.base}") for e in members} | {w.t: w.Natural("step t")}
    (member,) = (e for e in members if str(e.base) == name)
    back = {symbol: e for e, symbol in stands.items()}
    return tuple(solution.xreplace(back) for solution in boundary((relation.lhs - relation.rhs).xreplace(stands), stands[member]))
