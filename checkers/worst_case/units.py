"""Quotients as a claim speaks of them: where both of its sides were squared, by their roots."""

from fractions import Fraction
from math import isfinite, isqrt, sqrt

from checkers.worst_case.program import Program

DIGITS = 10**9
"""What a root that is irrational is rounded to, downwards or upwards."""


def measured(program: Program, value: float) -> float | None:
    """A worst case in floats; None where it is no number."""
    if not isfinite(value):
        return None
    return sqrt(max(value, 0.0)) if program.squared else value


def in_units(program: Program, quotient: Fraction, up: bool) -> Fraction:
    """An exact quotient; an irrational root is rounded to what still bounds it."""
    if not program.squared or quotient <= 0:
        return quotient
    p, q = isqrt(quotient.numerator), isqrt(quotient.denominator)
    if Fraction(p, q) ** 2 == quotient:
        return Fraction(p, q)
    below = Fraction(isqrt(int(quotient * DIGITS**2)), DIGITS)
    return below + Fraction(1, DIGITS) if up else below
