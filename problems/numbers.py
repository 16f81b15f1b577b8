"""Rational numbers: strategies that draw readable ones, and how they are written out."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

DENOMINATORS = (1, 2, 3, 4, 5, 8, 10)

LARGEST = 64
"""Dimensions and numbers of rows that may be asked for."""


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


def between(low: Fraction, high: Fraction) -> Any:
    """Rationals in [low, high]: the upper end first, then the lower one, whole numbers between, and eighths of the way."""
    wholes = [Fraction(n) for n in range(-(-low // 1), min(high // 1, low // 1 + 8) + 1)]
    eighths = [high + (low - high) * Fraction(k, 8) for k in range(1, 8)]
    return st.sampled_from(list(dict.fromkeys([high, low, *wholes, *eighths])))


def positive_number(value: Any, name: str) -> Fraction | None:
    """An argument that is a positive number, exact or a decimal as it is written, or None; ValueError says what is wrong with it."""
    if value is None:
        return None
    try:
        made = Fraction(repr(value) if isinstance(value, float) else str(value))
    except ValueError:
        raise ValueError(f'{name} is a positive number, as in {name}=2, {name}=Fraction(1, 3) or {name}="1/3", not {value!r}.') from None
    if made <= 0 or isinstance(value, bool):
        raise ValueError(f"{name} is positive, not {value!r}.")
    return made


def sizes(value: Any, name: str, most: int) -> Any:
    """Whole numbers from 1 to `most`, or the one asked for; ValueError where it is none."""
    if value is None:
        return st.integers(1, most)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LARGEST:
        raise ValueError(f"{name} is a whole number from 1 to {LARGEST}, not {value!r}.")
    return st.just(value)


def ordered(lower: Fraction | None, upper: Fraction | None, names: tuple[str, str]) -> None:
    """ValueError unless the lower of two constants is at most the upper one."""
    if lower is not None and upper is not None and lower > upper:
        raise ValueError(f"{names[0]} is at most {names[1]}, but {names[0]} = {lower} and {names[1]} = {upper}.")


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
