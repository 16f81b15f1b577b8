"""Multipliers with room to spare at a bound above the worst case: the least eigenvalue of Z as large as it can be, then rounded and repaired.

Where the exact multipliers are irrational or unknown this certifies bound * (1 + slack): what rounding changes is less than the room.
"""

from fractions import Fraction
from typing import Any

import numpy as np

from checkers.worst_case.arrays import Arrays, Floats, arrays
from checkers.worst_case.cones import SOLVED, minimised, triangle
from checkers.worst_case.faces import equations
from checkers.worst_case.identity import Certificate, proved
from checkers.worst_case.program import Program
from checkers.worst_case.rational import guesses, solved_near

SHARE = 1e-2
"""How much of the room of the matrix the multipliers get."""

LIMIT = 1e4
"""Scaled multipliers stay below."""


def with_room(program: Program, bound: Fraction, asked: Fraction | None = None) -> Certificate | None:
    """A certificate at `bound`, where it leaves room above the worst case."""
    a = arrays(program)
    y = _centred(program, a, float(bound))
    return None if y is None else _rounded(program, bound, asked, y)


def _centred(program: Program, a: Arrays, bound: float) -> Floats | None:
    """(numerators + conditions,) float64: weights, then multipliers, of the greatest least eigenvalue."""
    equality = np.array([condition.equality for condition in program.conditions], dtype=bool)
    for tolerance in (1e-9, 1e-8):
        outcome = minimised(*_problem(program, a, bound, equality), tolerance=tolerance)
        if outcome.status in SOLVED:
            many, tops = len(equality), len(program.numerators)
            y = outcome.x[: many + tops] / a.norm[: many + tops]
            return np.concatenate([y[many:], y[:many]])
    return None


def _problem(program: Program, a: Arrays, bound: float, equality: Any) -> tuple[Any, ...]:
    """Unknowns: multipliers, weights, room t; maximise t with multipliers >= SHARE t, constant >= SHARE t, Z - t I semidefinite."""
    from scipy import sparse

    many, tops = len(equality), len(program.numerators)
    count, width = many + tops + 1, a.width - 1
    i, _, _ = triangle(a.size)
    length = len(i)
    signed = np.concatenate([np.flatnonzero(~equality), many + np.arange(tops)])
    share = np.append(np.full(many + tops, SHARE), 1.0)
    closing = int(a.uses_scale)
    zeros, above = width + 1, len(signed) + closing
    nonnegative = above + many + 1
    weight = np.where(a.i == a.j, 1.0, np.sqrt(0.5))
    objective = np.zeros(count)
    objective[-1] = -1.0
    right = np.zeros(zeros + nonnegative + length)
    parts: list[tuple[Any, Any, Any]] = [
        (np.full(tops, width), many + np.arange(tops), 1.0 / a.norm[many : many + tops]),
        (zeros + np.arange(len(signed)), signed, np.full(len(signed), -1.0)),
        (zeros + np.arange(len(signed)), np.full(len(signed), count - 1), share[signed]),
        (zeros + above + np.arange(many), np.arange(many), np.ones(many)),
        ([zeros + above + many], [count - 1], [1.0]),
    ]
    right[width] = 1.0
    right[zeros + above : zeros + nonnegative - 1] = LIMIT
    right[zeros + nonnegative - 1] = 1.0
    scaled = bound * a.norm[-1]
    for row, place, entry in (
        (a.value_row, np.where(a.column < width, a.column, zeros + len(signed)), a.coefficient),
        (a.row, zeros + nonnegative + a.j * (a.j + 1) // 2 + a.i, a.entry * weight),
    ):
        bounded = row == many + tops
        np.add.at(right, place[bounded], scaled * entry[bounded])
        parts.append((place[~bounded], row[~bounded], entry[~bounded]))
    diagonal = zeros + nonnegative + np.cumsum(np.arange(a.size) + 1) - 1
    parts.append((diagonal, np.full(a.size, count - 1), np.ones(a.size)))
    if closing:
        parts.append(([zeros + len(signed)], [count - 1], [SHARE]))
    r, c, e = (np.concatenate([np.asarray(part[k], dtype=np.float64) for part in parts]) for k in range(3))
    matrix = sparse.csc_matrix((e, (r.astype(np.int64), c.astype(np.int64))), shape=(len(right), count))
    return objective, matrix, right, zeros, nonnegative, a.size


def _rounded(program: Program, bound: Fraction, asked: Fraction | None, y: Floats) -> Certificate | None:
    """Simplest fractions near the floats, repaired so that values cancel and weights have sum 1."""
    tops, names = len(program.numerators), [condition.name for condition in program.conditions]
    system = equations(program, range(tops), names, (), False)
    rows = [*system.rows, (Fraction(0),) * len(y) + (Fraction(1),)]
    right = [*system.right, bound]
    order = [len(y), *sorted(range(len(y)), key=lambda k: -abs(y[k]))]
    for guess in guesses([float(number) for number in y]):
        found = solved_near(rows, right, [*guess, bound], order)
        if found is None:
            return None
        certificate = proved(program, bound, found.numbers[:tops], dict(zip(names, found.numbers[tops:-1], strict=True)), asked)
        if certificate:
            return certificate
    return None
