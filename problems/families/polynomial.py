"""Polynomials on R of even degree 2, 4 or 6 that tend to infinity: double wells, skewed wells, x^4, nonconvex ones with a single valley.

From degree 4 on the gradient is not Lipschitz, so nothing here is smooth: these are what a theorem speaks of that forgets to ask for it.
Infimum, minimisers, convexity and the best constants of the other classes are decided by Sturm sequences.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems.exact.quotients import quotient
from problems.exact.sturm import polynomial
from problems.instance import Array, Family, Instance, Vector
from problems.line_facts import Line, nearest_sq
from problems.numbers import positive_scalars, scalars

ZERO, ONE = Fraction(0), Fraction(1)
LARGEST = 6
"""The largest degree; coefficients above an instance's own degree are 0, so that all run as one batch."""


def build(coefficients: Vector) -> Instance:
    """c_0 + c_1 x + c_2 x^2 + ..., of degree 2, 4 or 6 with a positive leading coefficient."""
    if len(coefficients) not in (3, 5, 7) or coefficients[-1] <= 0:
        raise ValueError(f"needs 3, 5 or 7 coefficients, the last of them positive, not {coefficients}")
    line = Line(quotient(polynomial(coefficients), polynomial([1])))
    return Instance(
        family="polynomial",
        parameters={"coefficients": coefficients},
        arrays={"coefficients": (*coefficients, *(ZERO,) * (LARGEST + 1 - len(coefficients))), "valleys": line.valleys(LARGEST // 2)},
        dimension=1,
        facts=line.facts(),
        formula=f"f(x) = {_text(coefficients)} on R",
        infimum=line.infimum,
        minimisers=tuple((z,) for z in line.minimisers),
        starts=line.starts(),
        directions=((ONE,),),
    )


def _text(coefficients: Vector) -> str:
    """The highest power first, as in `1/4 x^4 - 1/2 x^2`."""
    found = ""
    for power, c in reversed(list(enumerate(coefficients))):
        if c:
            sign = ("-" if c < 0 else "") if not found else (" - " if c < 0 else " + ")
            symbol = "" if power == 0 else "x" if power == 1 else f"x^{power}"
            found += sign + (symbol if abs(c) == 1 and symbol else f"{abs(c)} {symbol}".strip())
    return found


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """Horner's rule."""
    del m
    at, c = x[..., 0], p["coefficients"][:, :, None]
    found = c[:, LARGEST] + 0 * at
    for power in reversed(range(LARGEST)):
        found = found * at + c[:, power]
    return found


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """Horner's rule for the derivative."""
    del m
    c = p["coefficients"][:, :, None, None]
    found = LARGEST * c[:, LARGEST] + 0 * x
    for power in reversed(range(1, LARGEST)):
        found = found * x + power * c[:, power]
    return found


def library() -> Sequence[Instance]:
    """x^4 and x^6; the double well and a skewed one; a nonconvex valley under the Polyak-Lojasiewicz inequality."""
    third = Fraction(1, 3)
    return [
        build((ZERO, ZERO, ZERO, ZERO, ONE)),
        build((ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ONE)),
        build((ZERO, ZERO, -ONE / 2, ZERO, ONE / 4)),
        build((ZERO, ONE / 5, -ONE / 2, ZERO, ONE / 4)),
        build((ZERO, ZERO, 5 * ONE / 8, -2 * third, ONE / 4)),
    ]


def strategy() -> Any:
    """Free coefficients in degree 2, 4 and 6, and squares (x - a)^2 (x - b)^2 with two minimisers."""
    free = st.sampled_from((2, 4, 4, 4, 6)).flatmap(lambda n: st.tuples(*[scalars(-3, 3)] * n, positive_scalars(2)))
    return st.one_of(free, free, st.builds(_squares, scalars(-3, 3), scalars(-3, 3), positive_scalars(2))).map(build)


def _squares(a: Fraction, b: Fraction, scale: Fraction) -> Vector:
    """scale (x - a)^2 (x - b)^2."""
    total, times = a + b, a * b
    return tuple(scale * c for c in (times * times, -2 * total * times, total * total + 2 * times, -2 * total, ONE))


family = Family("polynomial", "Polynomials", build, value, gradient, library, strategy, nearest_sq)
