"""Rational numbers: strategies that draw readable ones, and how they are written out."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

DENOMINATORS = (1, 2, 3, 4, 5, 8, 10)


def scalars(low: int | Fraction, high: int | Fraction) -> Any:
    """Rationals in [low, high] with small denominators, whole numbers first."""
    return st.sampled_from(DENOMINATORS).flatmap(
        lambda q: st.integers(-((-low * q) // 1) if low * q % 1 else int(low * q), int(high * q // 1)).map(lambda p: Fraction(p, q))
    )


def positive_scalars(high: int | Fraction) -> Any:
    """Positive rationals up to `high` with small denominators."""
    return scalars(0, high).filter(lambda value: value > 0)


def vectors(n: int, low: int | Fraction, high: int | Fraction) -> Any:
    """Vectors of n rationals in [low, high]."""
    return st.lists(scalars(low, high), min_size=n, max_size=n).map(tuple)


def matrices(n: int, d: int, low: int | Fraction, high: int | Fraction) -> Any:
    """Matrices of n rows of d rationals in [low, high]."""
    return st.lists(vectors(d, low, high), min_size=n, max_size=n).map(tuple)


def text(value: Fraction) -> str:
    """A rational as a person writes it."""
    return str(value)


def factor_text(factor: Fraction) -> str:
    """A factor in front of a term, with the space between: nothing for 1."""
    return "" if factor == 1 else f"{factor} "


def vector_text(v: Sequence[Fraction]) -> str:
    """A vector as in `(1, 2/3)`."""
    return "(" + ", ".join(map(str, v)) + ")"


def power_text(coefficient: Fraction, symbol: str, centre: Fraction = Fraction(0)) -> str:
    """coefficient (symbol - centre)^2, as in `x^2/2`, `-3 x^2`, `2 (x - 1/2)^2`."""
    if centre:
        symbol = f"({symbol} {'-' if centre > 0 else '+'} {abs(centre)})"
    if coefficient.numerator in (1, -1) and coefficient.denominator != 1:
        return f"{'-' if coefficient < 0 else ''}{symbol}^2/{coefficient.denominator}"
    if coefficient in (1, -1):
        return f"{'-' if coefficient < 0 else ''}{symbol}^2"
    return f"{coefficient} {symbol}^2"


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The rational with the least denominator in [low, high], 0 < low <= high."""
    whole = -(-low // 1)
    if whole <= high:
        return Fraction(whole)
    floor = low // 1
    return floor + 1 / simplest_between(1 / (high - floor), 1 / (low - floor))
