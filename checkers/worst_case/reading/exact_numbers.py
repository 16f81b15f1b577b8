"""Numbers of a statement as fractions: exactly where they are rational, to fifteen decimals where they are not."""

from dataclasses import dataclass, field
from fractions import Fraction
from math import isqrt
from typing import Any

import sympy as sp

from checkers.worst_case.program import NotReadError, UndefinedError

DECIMALS = 15


@dataclass
class Roundings:
    """The terms of one reading that had to be rounded, for they are irrational."""

    terms: dict[str, None] = field(default_factory=dict)

    def power(self, base: Fraction, exponent: Fraction, e: Any) -> Fraction:
        """base ** exponent, which stands in the term e."""
        if base == 0 and exponent < 0:
            raise UndefinedError(f"{e} divides by zero at these constants.")
        if exponent.denominator == 1:
            return base**exponent.numerator
        if base < 0:
            raise NotReadError(f"{e} takes a root of the negative number {base}.")
        if exponent.denominator == 2:
            root = (exact_root(base.numerator), exact_root(base.denominator))
            if root[0] is not None and root[1] is not None:
                return Fraction(root[0], root[1]) ** exponent.numerator
        return self.closed_form(sp.Rational(base.numerator, base.denominator) ** sp.Rational(exponent.numerator, exponent.denominator), e)

    def closed_form(self, value: Any, e: Any) -> Fraction:
        """A number that SymPy knows, which the term e is."""
        if value.is_Rational:
            return Fraction(int(value.p), int(value.q))
        if not value.is_comparable:
            raise NotReadError(f"{e} is no real number at these constants.")
        self.terms.setdefault(str(e))
        return Fraction(int(sp.floor(value * 10**DECIMALS + sp.Rational(1, 2))), 10**DECIMALS)


def exact_root(n: int) -> int | None:
    """The square root of a whole number that is a square."""
    root = isqrt(n)
    return root if root * root == n else None
