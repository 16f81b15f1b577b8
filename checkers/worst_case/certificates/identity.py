"""The identity that bounds a quotient: bound * denominator - weighted numerators - weighted conditions = a constant + <Z, Gram>, all over Q.

With weights of sum 1, multipliers that are nonnegative for inequalities, a nonnegative constant and Z positive semidefinite, every case that
meets the conditions has a quotient of at most `bound`. `proved` decides all of that in fractions; no other function makes a `Certificate`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from checkers.worst_case.program import Program
from checkers.worst_case.terms import Affine
from problems.exact.linear import Matrix, is_positive_semidefinite


@dataclass(frozen=True)
class Certificate:
    """Why the quotient is at most `bound`.

    bound       : what is certified; slack : bound = asked * (1 + slack), 0 where it is the very bound asked for (or the exact worst case)
    multipliers : those that are not zero, by name of condition; weights : one per numerator
    remainder   : what is left of the identity: a nonnegative constant and the products of a positive semidefinite matrix
    """

    bound: Fraction
    slack: Fraction
    multipliers: Mapping[str, Fraction]
    weights: tuple[Fraction, ...]
    remainder: Affine


@dataclass(frozen=True)
class Uncertified:
    """Why no bound was certified, in one sentence."""

    reason: str


def remainder(program: Program, bound: Fraction, weights: Sequence[Fraction], multipliers: Mapping[str, Fraction]) -> Affine:
    """bound * denominator - sum of weights * numerators - sum of multipliers * conditions."""
    left = program.denominator.times(bound)
    for weight, numerator in zip(weights, program.numerators, strict=True):
        left = left.plus(numerator, -weight)
    for condition in program.conditions:
        multiplier = multipliers.get(condition.name)
        if multiplier:
            left = left.plus(condition.terms, -multiplier)
    return left


def matrix(affine: Affine, basis: Sequence[str]) -> Matrix:
    """The symmetric matrix of the products."""
    rows = [[Fraction(0)] * len(basis) for _ in basis]
    place = {name: k for k, name in enumerate(basis)}
    for (one, two), entry in affine.products.items():
        i, j = place[one], place[two]
        rows[i][j] += entry / 2
        rows[j][i] += entry / 2
    return tuple(map(tuple, rows))


def proved(
    program: Program, bound: Fraction, weights: Sequence[Fraction], multipliers: Mapping[str, Fraction], asked: Fraction | None = None
) -> Certificate | None:
    """The certificate, where these numbers are one; decided in fractions."""
    inequalities = {condition.name for condition in program.conditions if not condition.equality}
    if sum(weights) != 1 or min(weights) < 0 or any(multiplier < 0 and name in inequalities for name, multiplier in multipliers.items()):
        return None
    left = remainder(program, bound, weights, multipliers)
    if left.values or left.constant < 0 or not is_positive_semidefinite(matrix(left, program.basis)):
        return None
    slack = bound / asked - 1 if asked else Fraction(0)
    return Certificate(bound, slack, {name: m for name, m in multipliers.items() if m}, tuple(weights), left)
