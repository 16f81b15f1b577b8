"""Closed forms guessed from exact values: rational functions of the horizon N and of constants, and powers r(kappa)^N of such.

A guess is a guess: it goes through all values, of which at least two were not needed to find it. It proves nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, isqrt, lcm
from typing import Any

import sympy as sp

from checkers.worst_case.certificates.rational import simplest
from checkers.worst_case.closed_forms.rational_fit import fitted, needed
from checkers.worst_case.symbolic.forms import field

Ends = tuple[Fraction, Fraction]
"""A bracket [low, high] of a value; equal ends where it is known exactly."""

HORIZON = sp.Symbol("N")

SPARE, LARGEST, GEOMETRIC = 2, 10_000, 4
"""Values that a guess must predict; the largest coefficient of a believable one; horizons that show a geometric sequence."""


@dataclass(frozen=True)
class Sample:
    """The least (or greatest) constant at a horizon and at constants, as a bracket."""

    steps: int
    constants: Mapping[str, Fraction]
    value: Ends


@dataclass(frozen=True)
class ClosedForm:
    """expression : in N and the symbols of constants, as SymPy prints it; samples : how many values it goes through."""

    expression: Any
    samples: int

    def __str__(self) -> str:
        return f"{self.expression} (a guess from {self.samples} values)"

    @property
    def latex(self) -> str:
        """The form as LaTeX."""
        return str(sp.latex(self.expression))


@dataclass(frozen=True)
class Unguessed:
    """Why there is no guess, in one sentence."""

    reason: str


def guessed(samples: Sequence[Sample]) -> ClosedForm | Unguessed:
    """The simplest rational function, or prefactor times power, through all samples that predicts at least two of them."""
    exact = [simplest_in(*sample.value) for sample in samples]
    blurred = next((sample for sample, found in zip(samples, exact, strict=True) if found is None), None)
    if blurred is not None:
        return Unguessed(f"the value at N = {blurred.steps} is no rational number of small size, as far as its bracket tells")
    data = {_key(sample): found for sample, found in zip(samples, exact, strict=True) if found is not None}
    names = _varying(samples)
    if len(data) < needed(len(names), 0, 1, SPARE):
        return Unguessed(f"{len(data)} values are too few to guess from: a guess needs N = 1...5, or more constants")
    found = _power(names, samples, data) or _rational(names, samples, data)
    if found is None:
        return Unguessed("no rational function of small degree goes through the values, nor does a power of one")
    if any(not sample.value[0] <= _at(found, sample) <= sample.value[1] for sample in samples):
        return Unguessed("the simplest form misses a value")
    return ClosedForm(found, len(data))


def simplest_in(low: Fraction, high: Fraction) -> Fraction | None:
    """The rational of the least denominator in a bracket; None where brackets so wide hold one of such a size by chance."""
    if low == high:
        return low
    found = simplest(low, high)
    return found if 1000 * found.denominator**2 * (high - low) < 1 else None


Key = tuple[int, tuple[tuple[str, Fraction], ...]]


def _key(sample: Sample) -> Key:
    return sample.steps, tuple(sorted(sample.constants.items()))


def _varying(samples: Sequence[Sample]) -> tuple[str, ...]:
    """N and the constants that take more than one value among the samples."""
    names = sorted({name for sample in samples for name in sample.constants})
    varying = tuple(name for name in names if len({sample.constants.get(name) for sample in samples}) > 1)
    return ("N", *varying) if len({sample.steps for sample in samples}) > 1 or not varying else varying


def _place(names: Sequence[str], sample: Sample) -> tuple[Fraction, ...]:
    return tuple(Fraction(sample.steps) if name == "N" else sample.constants[name] for name in names)


def _rational(names: tuple[str, ...], samples: Sequence[Sample], data: Mapping[Key, Fraction]) -> Any | None:
    places = {_place(names, sample): data[_key(sample)] for sample in samples}
    return _written(fitted(_field(names), list(places), list(places.values()), SPARE))


def _field(names: Sequence[str]) -> Any:
    return field([HORIZON if name == "N" else sp.Symbol(name) for name in names])


def _written(element: Any | None) -> Any | None:
    """The element with its numerator and denominator in factors and integers, unless a coefficient is beyond belief."""
    if element is None or _height(element) > LARGEST:
        return None
    return sp.factor(element.as_expr())


def _height(element: Any) -> int:
    coefficients = [Fraction(int(c.numerator), int(c.denominator)) for part in (element.numer, element.denom) for c in part.itercoeffs()]
    shared = lcm(*(c.denominator for c in coefficients))
    whole = [int(c * shared) for c in coefficients]
    return max(map(abs, whole), default=0) // (gcd(*whole) or 1)


def _power(names: tuple[str, ...], samples: Sequence[Sample], data: Mapping[Key, Fraction]) -> Any | None:
    """prefactor * ratio^N where consecutive horizons have one ratio, at all constants."""
    rows: dict[tuple[tuple[str, Fraction], ...], dict[int, Fraction]] = {}
    for (steps, constants), found in data.items():
        rows.setdefault(constants, {})[steps] = found
    shown = {constants: _geometric(row) for constants, row in rows.items()}
    if not shown or any(pair is None for pair in shown.values()) or "N" not in names:
        return None
    rest = names[1:]
    places = [tuple(dict(constants)[name] for name in rest) for constants in shown]
    factors = [[pair[k] for pair in shown.values() if pair is not None] for k in (0, 1)]
    prefactor, ratio = (_constant_or_fitted(rest, places, values) for values in factors)
    return None if prefactor is None or ratio is None else prefactor * _to_the_horizon(ratio, dict(zip(rest, places[0], strict=True)))


def _geometric(row: Mapping[int, Fraction]) -> tuple[Fraction, Fraction] | None:
    """(a, r) with value a r^N at all the horizons, of which at least four stand in a row."""
    steps = sorted(row)
    if len(steps) < GEOMETRIC or steps != list(range(steps[0], steps[0] + len(steps))) or not all(row.values()):
        return None
    ratio = row[steps[1]] / row[steps[0]]
    same = all(row[step + 1] == ratio * row[step] for step in steps[:-1])
    return (row[steps[0]] / ratio ** steps[0], ratio) if same and ratio != 1 else None


def _constant_or_fitted(names: Sequence[str], places: Sequence[tuple[Fraction, ...]], values: Sequence[Fraction]) -> Any | None:
    if len(set(values)) == 1:
        return sp.Rational(values[0].numerator, values[0].denominator) if max(values[0].numerator, values[0].denominator) <= LARGEST else None
    return _written(fitted(_field(names), places, values, SPARE)) if names else None


def _to_the_horizon(ratio: Any, place: Mapping[str, Fraction]) -> Any:
    """ratio^N, as the 2N-th power where the ratio is a square; of its two roots the one that is positive at a place."""
    root = _root(ratio)
    if root is None:
        return ratio**HORIZON
    here = root.subs({sp.Symbol(name): sp.Rational(c.numerator, c.denominator) for name, c in place.items()})
    return sp.cancel(-root if here < 0 else root) ** (2 * HORIZON)


def _root(ratio: Any) -> Any | None:
    """A rational function whose square this is, or None."""
    top, bottom = sp.fraction(sp.together(ratio))
    content, factors = sp.factor_list(sp.expand(top * bottom))
    scale = sp.Rational(isqrt(abs(content.p)), isqrt(content.q))
    if scale**2 != content or any(power % 2 for _, power in factors):
        return None
    return sp.cancel(scale * sp.Mul(*(base ** (power // 2) for base, power in factors)) / bottom)


def _at(expression: Any, sample: Sample) -> Fraction:
    """The value of the form at a sample; values outside every bracket where it has a pole."""
    exact = {sp.Symbol(name): sp.Rational(c.numerator, c.denominator) for name, c in sample.constants.items()}
    found = expression.subs({HORIZON: sample.steps, **exact})
    return Fraction(int(found.p), int(found.q)) if found.is_Rational else sample.value[1] + 1
