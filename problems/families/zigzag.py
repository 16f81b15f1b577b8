"""The zigzag on R: nonconvex, L-smooth, and gradient descent with step 1/L meets the slope g at every step from N g/L down to 0.

With s = g/L the slope is f'(x) = L (x + s) for x <= 0, and g - L min(x mod s, s - x mod s) for x >= 0: it dips to g/2 between the
multiples of s and is g on them. From x_0 = N s the step 1/L moves by exactly s, all gradients have norm g up to step N, and
f(x_0) - f* = (3N + 2) g^2/(4L): the worst case 4L (f(x_0) - f*)/(3N + 2) of the least squared gradient is attained
(Abbaszadehpeivasti, de Klerk & Zamani 2022).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems.instance import Array, Fact, Family, Instance, Vector, exactly
from problems.numbers import factor_text, positive_scalars

ONE = Fraction(1)


def build(curvature: Fraction, slope: Fraction, steps: Fraction) -> Instance:
    """The zigzag with curvatures +-L and slope g at its teeth; `steps` is N, whose worst start N g/L comes first."""
    if not (curvature > 0 and slope > 0 and steps >= 0 and steps.denominator == 1):
        raise ValueError(f"the zigzag needs L > 0, g > 0 and a whole N >= 0, not {curvature}, {slope} and {steps}")
    tooth = slope / curvature
    return Instance(
        family="zigzag",
        parameters={"curvature": curvature, "slope": slope, "steps": steps},
        arrays={"curvature": curvature, "tooth": tooth},
        dimension=1,
        facts={"smooth": Fact("the slope is piecewise linear with slopes L and -L", exactly(curvature))},
        formula=_formula(curvature, slope, tooth),
        infimum=exactly(0),
        minimisers=((exactly(-tooth),),),
        starts=_starts(tooth, steps),
        directions=((ONE,),),
    )


def _starts(tooth: Fraction, steps: Fraction) -> tuple[Vector, ...]:
    """The worst start N s, then one tooth further, the flat half of a tooth, the foot and a point left of the minimiser."""
    points = [steps * tooth, (steps + 1) * tooth, (steps + Fraction(1, 2)) * tooth, Fraction(0), -2 * tooth]
    return tuple((point,) for point in dict.fromkeys(points))


def _formula(curvature: Fraction, slope: Fraction, tooth: Fraction) -> str:
    steep = factor_text(curvature)
    return f"f'(x) = {steep}(x + {tooth}) for x <= 0, {slope} - {steep}min(x mod {tooth}, {tooth} - x mod {tooth}) for x >= 0, f({-tooth}) = 0, on R"


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The parabola L/2 (x + s)^2 left of 0, and right of it 3/4 g s for each whole tooth, then the part of the last one.

    Continuous across the teeth also when rounding counts one tooth more or fewer.
    """
    curvature, tooth = p["curvature"][:, None], p["tooth"][:, None]
    left, teeth, rest = _split(x[..., 0], tooth, m)
    far = tooth - rest
    dip = m.select(rest, tooth / 2, rest * rest / 2, tooth * tooth / 4 - far * far / 2)
    return curvature * ((left + tooth) * (left + tooth) / 2 + 3 * tooth * tooth * teeth / 4 + tooth * rest - dip)


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """L (min(x, 0) + s - the distance of max(x, 0) to the nearest multiple of s)."""
    tooth = p["tooth"][:, None, None]
    left, _, rest = _split(x, tooth, m)
    return p["curvature"][:, None, None] * (left + tooth - m.minimum(rest, tooth - rest))


def _split(x: Array, tooth: Array, m: Any) -> tuple[Array, Array, Array]:
    """min(x, 0); how many whole teeth fit into max(x, 0); and what is left over."""
    zero = m.zeros(x.shape)
    right = m.maximum(x, zero)
    teeth = m.floor(right / tooth)
    return m.minimum(x, zero), teeth, right - teeth * tooth


def dist_sq(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """(x + s)^2: the only minimiser is -s."""
    del m
    away = x[..., 0] + p["tooth"][:, None]
    return away * away


def library() -> Sequence[Instance]:
    """L = g = 1 with the worst start for N = 1...10 steps, and one with other numbers."""
    return [*(build(ONE, ONE, Fraction(n)) for n in range(1, 11)), build(Fraction(2), Fraction(1, 3), Fraction(3))]


def strategy() -> Any:
    """Any positive curvature and slope, and up to 20 teeth."""
    return st.builds(build, positive_scalars(5), positive_scalars(3), st.integers(0, 20).map(Fraction))


family = Family("zigzag", "Zigzags", build, value, gradient, library, strategy, dist_sq)
