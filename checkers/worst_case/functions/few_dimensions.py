"""Worst cases in few dimensions, in floats: vectors in R^d in place of a Gram matrix of any rank, from where the semidefinite program points.

With d fixed the program is no longer convex; sequential quadratic programming from a projection of the Gram matrix finds a local optimum,
which is the worst case itself wherever that is attained in d dimensions. Nothing here is a proof.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from checkers.worst_case.program import Program
from checkers.worst_case.terms import Affine

Floats = Any

ITERATIONS = 200


@dataclass(frozen=True, eq=False)
class Forms:
    """Affine expressions as arrays: constant (m,), values (m, n), inner products (m, b, b) symmetric."""

    constant: Floats
    linear: Floats
    quadratic: Floats

    def at(self, vectors: Floats, values: Floats) -> Floats:
        """The expressions at vectors (b, d) and values (n,) : (m,)."""
        return self.constant + self.linear @ values + np.einsum("mij,ir,jr->m", self.quadratic, vectors, vectors)

    def slope(self, vectors: Floats) -> Floats:
        """Their derivatives by the vectors and by the values : (m, b d + n)."""
        return np.hstack([2 * np.einsum("mij,jr->mir", self.quadratic, vectors).reshape(len(self.constant), vectors.size), self.linear])


def forms(program: Program, terms: Sequence[Affine]) -> Forms:
    """The arrays of some expressions of a program."""
    row, column = ({name: k for k, name in enumerate(names)} for names in (program.basis, program.values))
    constant = np.array([float(one.constant) for one in terms])
    linear, quadratic = np.zeros((len(terms), len(column))), np.zeros((len(terms), len(row), len(row)))
    for m, one in enumerate(terms):
        for name, c in one.values.items():
            linear[m, column[name]] = float(c)
        for (a, b), c in one.products.items():
            quadratic[m, row[a], row[b]] += float(c) / 2
            quadratic[m, row[b], row[a]] += float(c) / 2
    return Forms(constant, linear, quadratic)


@dataclass(frozen=True, eq=False)
class Frame:
    """A program as arrays; `scalable` where no constant stands in it, so that vectors may be scaled, and values by the square."""

    program: Program
    conditions: Forms
    numerators: Forms
    denominator: Forms
    scalable: bool


def is_gradient(name: str) -> bool:
    """Whether a basis vector is a gradient, by its name."""
    return name.startswith("grad(")


def framed(program: Program) -> Frame:
    """The arrays of a program."""
    conditions = forms(program, [one.terms for one in program.conditions])
    numerators, denominator = forms(program, program.numerators), forms(program, [program.denominator])
    return Frame(program, conditions, numerators, denominator, not any(part.constant.any() for part in (conditions, numerators, denominator)))


@dataclass(frozen=True, eq=False)
class Local:
    """vectors (b, d), values (n,), the quotient, and by how much the conditions hold at least."""

    vectors: Floats
    values: Floats
    quotient: float
    slack: float


def starts(gram: Floats, dimension: int) -> Iterator[Floats]:
    """Vectors of a dimension to begin with: the projection on the leading eigenvectors; on the line also all lengths, with signs or without."""
    size, axes = np.linalg.eigh(gram)
    kept = [axes[:, -k - 1] * np.sqrt(max(size[-k - 1], 0)) for k in range(min(dimension, len(size)))]
    lengths = np.sqrt(np.maximum(np.diag(gram), 0))
    if dimension == 1:
        yield (lengths * np.where(kept[0] * kept[0][np.argmax(abs(kept[0]))] < 0, -1, 1))[:, None]
    yield np.stack([*kept, *[0 * kept[0]] * (dimension - len(kept))], axis=1)
    if dimension == 1:
        yield lengths[:, None]


def largest(frame: Frame, vectors: Floats, values: Floats, level: float | None = None) -> Local | None:
    """From a start, the largest quotient; or, with a level, a case of that quotient in which every condition has the largest slack.

    Of a program that may be scaled the denominator is kept at 1. None where nothing feasible is found.
    """
    from scipy.optimize import minimize

    size = frame.denominator.at(vectors, values)[0]
    if frame.scalable and size > 1e-9:
        vectors, values = vectors / np.sqrt(size), values / size
    shape, equal, goal = vectors.shape, _equalities(frame), np.zeros(vectors.size + len(values) + 1)
    goal[-1] = 1.0
    constraints = [{"type": "ineq", "fun": lambda z: _least(frame, shape, z, level), "jac": lambda z: _least_slope(frame, shape, z, level)}]
    if len(equal.constant):
        still = np.zeros((len(equal.constant), 1))
        slope = lambda z: np.hstack([equal.slope(_apart(z, shape)[0]), still])  # noqa: E731
        constraints.append({"type": "eq", "fun": lambda z: equal.at(*_apart(z, shape)), "jac": slope})
    begun = np.concatenate([vectors.ravel(), values, [0.0]])
    bounds = [(None, None)] * (len(begun) - 1) + [(None, None if level is None else 1.0)]
    options = {"maxiter": ITERATIONS, "ftol": 1e-13}
    with np.errstate(all="ignore"):
        found = minimize(lambda z: -z[-1], begun, jac=lambda z: -goal, method="SLSQP", bounds=bounds, constraints=constraints, options=options)
    return _judged(frame, *_apart(found.x, shape)) if np.all(np.isfinite(found.x)) else None


def _apart(z: Floats, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """Vectors and values; the last number is the quotient, or the slack."""
    split = shape[0] * shape[1]
    return z[:split].reshape(shape), z[split:-1]


def _judged(frame: Frame, vectors: Floats, values: Floats) -> Local | None:
    below = frame.denominator.at(vectors, values)[0]
    equality = np.array([one.equality for one in frame.program.conditions], dtype=bool)
    terms = frame.conditions.at(vectors, values)
    slack = float(np.min(np.where(equality, -abs(terms), terms), initial=np.inf))
    if not below > 1e-12 or slack < -1e-7 * max(1.0, float(abs(values).max(initial=0))):
        return None
    return Local(vectors, values, float(np.min(frame.numerators.at(vectors, values)) / below), slack)


def _inequalities(frame: Frame) -> Forms:
    return _chosen(frame.conditions, [not one.equality for one in frame.program.conditions])


def _equalities(frame: Frame) -> Forms:
    """The equalities among the conditions, and the denominator at 1 where all may be scaled."""
    equal = _chosen(frame.conditions, [one.equality for one in frame.program.conditions])
    if not frame.scalable:
        return equal
    d = frame.denominator
    return Forms(*(np.concatenate(pair) for pair in ((equal.constant, d.constant - 1), (equal.linear, d.linear), (equal.quadratic, d.quadratic))))


def _chosen(part: Forms, kept: Sequence[bool]) -> Forms:
    mask = np.array(kept, dtype=bool)
    return Forms(part.constant[mask], part.linear[mask], part.quadratic[mask])


def _least(frame: Frame, shape: tuple[int, int], z: Floats, level: float | None) -> Floats:
    """What must not be negative."""
    vectors, values = _apart(z, shape)
    conditions, tops = _inequalities(frame).at(vectors, values), frame.numerators.at(vectors, values)
    below = frame.denominator.at(vectors, values)[0]
    if level is None:
        return np.concatenate([conditions, tops - z[-1] * below])
    return np.concatenate([conditions - z[-1], tops - level * below - z[-1]])


def _least_slope(frame: Frame, shape: tuple[int, int], z: Floats, level: float | None) -> Floats:
    vectors, values = _apart(z, shape)
    below, many = frame.denominator.slope(vectors), len(frame.numerators.constant)
    conditions = _inequalities(frame).slope(vectors)
    tops = frame.numerators.slope(vectors) - (z[-1] if level is None else level) * below
    height = frame.denominator.at(vectors, values)[0]
    last = np.concatenate([np.full(len(conditions), 0.0 if level is None else -1.0), np.full(many, -height if level is None else -1.0)])
    return np.hstack([np.vstack([conditions, tops]), last[:, None]])
