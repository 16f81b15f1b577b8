"""A program solved in floats: Clarabel finds the worst case and the multipliers at once. Nothing here is a proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from checkers.worst_case.program import Program
from checkers.worst_case.solving.arrays import Arrays, Floats, Indices, arrays, coefficients, in_units
from checkers.worst_case.solving.compressed import compressed
from checkers.worst_case.solving.cones import SOLVED, Outcome, minimised, stacked, unstacked


@dataclass(frozen=True, eq=False)
class Solution:
    """The worst case found, with denominator 1.

    value       : the quotient, as the multipliers bound it (nan where another objective was minimised)
    multipliers : by name of condition; weights : one per numerator, of sum 1
    scale       : s, what constants are multiplied with; gram / s and values / s are the worst case where s > 0
    gram        : (basis, basis) float64; values : by name; slacks : the terms of the conditions, by name
    """

    value: float
    multipliers: Mapping[str, float]
    weights: tuple[float, ...]
    scale: float
    gram: Floats
    values: Mapping[str, float]
    slacks: Mapping[str, float]
    status: str
    iterations: int


@dataclass(frozen=True, eq=False)
class Unsolved:
    """Why there is no solution. `ray`: the quotient has no bound, and grows along this direction (its denominator need not be 1)."""

    reason: str
    ray: Solution | None = None


FAILED = "the semidefinite program was not solved: "
EMPTY = "the conditions leave no case in which the denominator is positive"
UNBOUNDED = "no constant bounds the quotient: the conditions allow any value"
GROWING = "no constant that bounds the quotient was found: it grew without a limit in sight"

LARGE = 1e6
"""A quotient above this, in scaled units, is no solution: it grew until the arithmetic ended (its bound is infinite, or near it)."""

ATTEMPTS: tuple[dict[str, Any], ...] = ({}, {}, {}, {"equilibrate": False}, {"tolerance": 1e-8, "regularization": 1e-7})
"""Settings tried in turn until one solves; in better units each time, once there is something to take them from."""

CLOSE, ROUGH = 1e-7, 1e-4
"""The two ends of a solution agree to the first; one in which they agree to the second is taken where none is better."""


def solve(program: Program, at_least: float | None = None, minimise: str | None = None) -> Solution | Unsolved:
    """The largest quotient; or, for minimise="trace", the least (scaled) trace of the Gram matrix among the cases of quotient `at_least`.

    A small trace favours a Gram matrix of low rank: a function of few dimensions.
    """
    if minimise not in (None, "trace") or (minimise is None) != (at_least is None):
        raise ValueError('at_least=level and minimise="trace" are given together')
    names = [condition.name for condition in program.conditions]
    if len(set(names)) < len(names):
        raise ValueError("two conditions have the same name")
    return solved(program, arrays(program), at_least)


def solved(program: Program, a: Arrays, level: float | None = None) -> Solution | Unsolved:
    """The same, with the arrays at hand: in their units, then in those of what was found, until the two ends agree."""
    status, rough = "not tried", None
    for settings in ATTEMPTS:
        layout = _layout(program, a, level)
        outcome = minimised(*layout.problem, **settings)
        if outcome.status == "PrimalInfeasible":
            return Unsolved(EMPTY if level is None else "no case has a quotient of that level")
        if outcome.status == "DualInfeasible":
            return Unsolved(UNBOUNDED, _solution(program, a, layout, outcome))
        status = outcome.status
        if status not in SOLVED:
            continue
        if level is None and outcome.x[-1] > LARGE:
            return Unsolved(GROWING)
        found, apart = _solution(program, a, layout, outcome), _apart(layout, outcome, level)
        if apart < CLOSE and (status == "Solved" or level is not None):
            return found
        rough = found if apart < ROUGH else rough
        a = in_units_of(arrays(program), program.values, found)
    return rough or Unsolved(f"{FAILED}{status}, and its two ends do not agree")


def in_units_of(a: Arrays, values: tuple[str, ...], found: Solution) -> Arrays:
    """The arrays in the units of what was found: lengths of vectors, sizes of numbers."""
    inverse = np.linalg.pinv(a.back)
    lengths = np.sqrt(np.maximum(np.diag(inverse @ found.gram @ inverse.T), 0.0))
    return in_units(a, lengths, np.abs([*(found.values[name] for name in values), found.scale]) / a.unit)


def _apart(layout: "_Layout", outcome: Outcome, level: float | None) -> float:
    """How far the least bound is from the largest quotient, relative to it or to the terms that cancel in it."""
    if level is not None:
        return 0.0
    zeros, many = layout.problem[3], len(layout.order)
    bound, quotient = -float(outcome.z[zeros - 1]), float(outcome.x[-1])
    apart = abs(bound - quotient) / max(abs(bound), abs(quotient), 1e-12)
    if apart < CLOSE:
        return apart
    terms = layout.problem[1].sizes(np.append(outcome.x[:-1], 0.0))[many - layout.tops : many]
    return abs(bound - quotient) / max(abs(bound), abs(quotient), 1e-2 * (float(terms.max(initial=0.0)) or 100.0))


@dataclass(frozen=True, eq=False)
class _Layout:
    """The problem for Clarabel: the unknowns are triangle, values, s, and the quotient; the rows the program's in this `order`, s, triangle.

    The last of `order` are the numerators, `tops` of them. The denominator is 1 in the arrays' units, and the quotient is in units of `top`, the
    largest norm of a numerator, over the norm of the denominator.
    """

    problem: tuple[Any, ...]
    order: Indices
    tops: int
    top: float


def _layout(program: Program, a: Arrays, level: float | None) -> _Layout:
    """Equalities and the denominator (zero rows), then inequalities, numerators and s, then the matrix."""
    equality = np.array([condition.equality for condition in program.conditions], dtype=bool)
    many, tops = len(equality), len(program.numerators)
    top, bottom = many + np.arange(tops), many + tops
    order = np.concatenate([np.flatnonzero(equality), [bottom], np.flatnonzero(~equality), top])
    place, length = np.argsort(order), a.size * (a.size + 1) // 2
    last, count, rows = length + a.width - 1, len(order), len(order) + length + 1
    zeros = int(equality.sum()) + 1
    right, largest = np.zeros(rows), float(a.norm[top].max())
    right[zeros - 1] = -1.0
    at, column, entry = coefficients(a)
    unit = np.arange(length + 1)
    parts = [(place[at], column, -entry), (count + unit, np.append(last, unit[:-1]), -np.ones(length + 1))]
    if level is None:
        parts.append((place[top], np.full(tops, last + 1), largest / a.norm[top]))
        objective = np.append(np.zeros(last + 1), -1.0)
    else:
        right[place[top]] = -level * a.norm[bottom] / a.norm[top]
        objective = np.append(stacked(np.eye(a.size)), np.zeros(a.width))
    return _Layout((objective, compressed(parts, rows, len(objective)), right, zeros, count - zeros + 1, a.size), order, tops, largest)


def _solution(program: Program, a: Arrays, layout: _Layout, outcome: Outcome) -> Solution:
    """Back in the units and the names of the program."""
    length, rows = a.size * (a.size + 1) // 2, len(layout.order)
    row_of = np.argsort(layout.order)
    z, s = outcome.z[:rows][row_of] * layout.top / a.norm, outcome.s[:rows][row_of] * a.norm / a.norm[-1]
    many, names = len(program.conditions), [condition.name for condition in program.conditions]
    numbers = outcome.x[length : length + a.width] * a.unit / a.norm[-1]
    weights = z[many : many + len(program.numerators)]
    optimal = len(outcome.x) > length + a.width
    return Solution(
        value=-float(z[-1]) if optimal else float("nan"),
        multipliers=dict(zip(names, z[:many].tolist(), strict=True)),
        weights=tuple(weights.tolist()),
        scale=float(numbers[-1]) if a.uses_scale else 1.0,
        gram=a.back @ unstacked(outcome.x[:length] / a.norm[-1], a.size) @ a.back.T,
        values=dict(zip(program.values, numbers[:-1].tolist(), strict=True)),
        slacks=dict(zip(names, s[:many].tolist(), strict=True)),
        status=outcome.status,
        iterations=outcome.iterations,
    )
