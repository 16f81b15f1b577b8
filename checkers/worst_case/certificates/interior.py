"""Multipliers with room to spare at a bound above the worst case: the least eigenvalue of Z as large as it can be, then rounded and repaired.

Where the exact multipliers are irrational or unknown this certifies bound * (1 + slack): what rounding changes is less than the room.
"""

from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np

from checkers.worst_case.certificates.faces import equations
from checkers.worst_case.certificates.identity import Certificate, proved
from checkers.worst_case.certificates.rational import guesses, significant, solved_near
from checkers.worst_case.program import Program
from checkers.worst_case.solving.arrays import Arrays, Floats, arrays, coefficients
from checkers.worst_case.solving.cones import SOLVED, minimised, stacked
from checkers.worst_case.solving.solve import Solution, in_units_of

SHARE = 1e-2
"""How much of the room of the matrix the multipliers get."""

LIMIT = 1e6
"""Scaled multipliers stay below."""


def with_room(program: Program, solution: Solution, bound: Fraction, asked: Fraction | None = None) -> Certificate | None:
    """A certificate at `bound`, where it leaves room above the worst case."""
    a = in_units_of(arrays(program), program.values, solution)
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

    at, column, entry = coefficients(a)
    many, unknowns, length = len(equality), a.rows - 1, a.size * (a.size + 1) // 2
    terms = sparse.csr_matrix((entry, (at, column)), shape=(a.rows, length + a.width))
    every = sparse.hstack([terms[:-1].T, sparse.csr_matrix((terms.shape[1], 1))]).tolil()
    every[:length, -1] = stacked(np.eye(a.size))[:, None]
    every[-1, -1] = SHARE
    left = bound * a.norm[-1] * terms[-1].toarray()[0]
    place = np.arange(unknowns)
    signed = np.concatenate([np.flatnonzero(~equality), place[many:]])
    total = np.append(np.where(place < many, 0.0, 1.0 / a.norm[:-1]), 0.0)
    least = sparse.hstack([-sparse.eye(unknowns, format="csr")[signed], np.full((len(signed), 1), SHARE)])
    matrix, numbers, constant = every[:length], every[length:-1], every[-1:]
    rows = sparse.vstack([numbers, total[None, :], least, constant, sparse.eye(unknowns + 1), matrix]).tocsc()
    right = np.concatenate([left[length:-1], [1.0], np.zeros(len(signed)), left[-1:], np.full(unknowns, LIMIT), [1.0], left[:length]])
    objective = np.append(np.zeros(unknowns), -1.0)
    if not a.uses_scale:
        right[a.width + len(signed)] = 1.0  # SHARE t <= 1: no constant is left over
    return objective, rows, right, a.width, len(signed) + 1 + unknowns + 1, a.size


def _rounded(program: Program, bound: Fraction, asked: Fraction | None, y: Floats) -> Certificate | None:
    """Simplest fractions near the floats, repaired so that values cancel and weights have sum 1."""
    tops, names = len(program.numerators), [condition.name for condition in program.conditions]
    system = equations(program, range(tops), names, (), False)
    rows = [*system.rows, (Fraction(0),) * len(y) + (Fraction(1),)]
    right = [*system.right, bound]
    order = [len(y), *sorted(range(len(y)), key=lambda k: -abs(y[k]))]
    floats = [float(number) for number in y]
    for guess in chain(guesses(floats), significant(floats)):
        found = solved_near(rows, right, [*guess, bound], order)
        if found is None:
            return None
        certificate = proved(program, bound, found.numbers[:tops], dict(zip(names, found.numbers[tops:-1], strict=True)), asked)
        if certificate:
            return certificate
    return None
