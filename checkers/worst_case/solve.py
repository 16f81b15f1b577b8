"""A program solved in floats: Clarabel finds the worst case and the multipliers at once. Nothing here is a proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from checkers.worst_case.arrays import Arrays, Floats, Indices, arrays, coefficients
from checkers.worst_case.cones import SOLVED, Outcome, minimised, stacked, unstacked
from checkers.worst_case.program import Program


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

ATTEMPTS: tuple[dict[str, Any], ...] = ({}, {"equilibrate": False}, {"tolerance": 1e-8, "regularization": 1e-7})
"""Settings tried in turn until one solves."""


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
    """The same, with the arrays at hand."""
    layout = _layout(program, a, level)
    outcome = Outcome("not tried", *(np.zeros(0),) * 3)
    for settings in ATTEMPTS:
        outcome = minimised(*layout.problem, **settings)
        if outcome.status in SOLVED and level is None and outcome.x[-1] * a.norm[-1] > LARGE * a.norm[-2]:
            return Unsolved(GROWING)
        if outcome.status in SOLVED:
            return _solution(program, a, layout, outcome)
        if outcome.status == "PrimalInfeasible":
            return Unsolved(EMPTY if level is None else "no case has a quotient of that level")
        if outcome.status == "DualInfeasible":
            return Unsolved(UNBOUNDED, _solution(program, a, layout, outcome))
    return Unsolved(FAILED + outcome.status)


@dataclass(frozen=True, eq=False)
class _Layout:
    """The problem for Clarabel: the unknowns are triangle, values, s, and the quotient; the rows the program's in this `order`, s, triangle."""

    problem: tuple[Any, ...]
    order: Indices


def _layout(program: Program, a: Arrays, level: float | None) -> _Layout:
    """Equalities and the denominator (zero rows), then inequalities, numerators and s, then the matrix."""
    from scipy import sparse

    equality = np.array([condition.equality for condition in program.conditions], dtype=bool)
    many, tops = len(equality), len(program.numerators)
    top, bottom = many + np.arange(tops), many + tops
    order = np.concatenate([np.flatnonzero(equality), [bottom], np.flatnonzero(~equality), top])
    terms = coefficients(a)
    last, length = terms.shape[1] - 1, terms.shape[1] - a.width
    own = sparse.csr_matrix((-np.ones(length + 1), (np.arange(length + 1), [last, *range(length)])), shape=(length + 1, last + 1))
    rows, right = sparse.vstack([-terms[order], own]), np.zeros(len(order) + length + 1)
    zeros = int(equality.sum()) + 1
    right[zeros - 1] = -1.0 / a.norm[bottom]
    tops_at = slice(len(order) - tops, len(order))
    if level is None:
        quotient = np.zeros((len(right), 1))
        quotient[tops_at, 0] = 1.0 / a.norm[top]
        rows = sparse.hstack([rows, sparse.csr_matrix(quotient)])
        objective = np.append(np.zeros(last + 1), -1.0)
    else:
        right[tops_at] = -level / a.norm[top]
        objective = np.append(stacked(np.eye(a.size)), np.zeros(a.width))
    return _Layout((objective, rows.tocsc(), right, zeros, len(order) - zeros + 1, a.size), order)


def _solution(program: Program, a: Arrays, layout: _Layout, outcome: Outcome) -> Solution:
    """Back in the units and the names of the program."""
    length, rows = a.size * (a.size + 1) // 2, len(layout.order)
    row_of = np.argsort(layout.order)
    z, s = outcome.z[:rows][row_of] / a.norm, outcome.s[:rows][row_of] * a.norm
    many, names = len(program.conditions), [condition.name for condition in program.conditions]
    numbers = outcome.x[length : length + a.width] * a.unit
    weights = z[many : many + len(program.numerators)]
    optimal = len(outcome.x) > length + a.width
    return Solution(
        value=-float(z[-1]) if optimal else float("nan"),
        multipliers=dict(zip(names, z[:many].tolist(), strict=True)),
        weights=tuple(weights.tolist()),
        scale=float(numbers[-1]) if a.uses_scale else 1.0,
        gram=a.back @ unstacked(outcome.x[:length], a.size) @ a.back.T,
        values=dict(zip(program.values, numbers[:-1].tolist(), strict=True)),
        slacks=dict(zip(names, s[:many].tolist(), strict=True)),
        status=outcome.status,
        iterations=outcome.iterations,
    )
