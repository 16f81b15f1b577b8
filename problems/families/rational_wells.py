"""A parabola with rational wells and bumps on R: a x^2/2 - sum_k b_k/(1 + (x - c_k)^2), a >= 0; b_k > 0 digs a well at c_k, b_k < 0 heaps a bump.

Smooth and rational throughout: with several local minima, with plateaus where f' and f'' all but vanish, or, for a single well of depth b > 2a
in the middle of the parabola, not convex but under the Polyak-Lojasiewicz inequality. f'' tends to a and is extreme at roots of the third
derivative, which Sturm sequences isolate: L is enclosed as closely as one likes, and so are the infimum and all minimisers.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems.exact.quotients import quotient
from problems.exact.sturm import polynomial
from problems.instance import Array, Family, Instance, Parameter, Vector
from problems.line_facts import Line, nearest_sq
from problems.numbers import positive_scalars, power_text, scalars

ZERO, ONE = Fraction(0), Fraction(1)
MOST = 4
"""No more minimisers than wells and the parabola's own: room for the distances to them."""


def build(curvature: Fraction, depths: Vector, centres: Vector) -> Instance:
    """The parabola of curvature a >= 0 with up to three wells of depth b_k (not 0; positive where a = 0) at different centres c_k."""
    if curvature < 0 or not 0 < len(depths) == len(set(centres)) == len(centres) < MOST or not all(depths):
        raise ValueError(
            f"needs a curvature >= 0 and up to three depths that are not 0 at different centres, not {curvature}, {depths} and {centres}"
        )
    if curvature == 0 and min(depths) < 0:
        raise ValueError("without a parabola every depth must be positive, else there may be no minimiser")
    line = Line(_function(curvature, depths, centres))
    parameters: dict[str, Parameter] = {"curvature": curvature, "depths": depths, "centres": centres}
    return Instance(
        family="rational_wells",
        parameters=parameters,
        arrays={**parameters, "valleys": line.valleys(MOST)},
        dimension=1,
        facts=line.facts(),
        formula=_formula(curvature, depths, centres),
        infimum=line.infimum,
        minimisers=tuple((z,) for z in line.minimisers),
        starts=line.starts(),
        directions=((ONE,),),
    )


def _function(curvature: Fraction, depths: Vector, centres: Vector) -> Any:
    found = quotient(polynomial([0, 0, curvature / 2]), polynomial([1]))
    for b, c in zip(depths, centres, strict=True):
        found = found.plus(quotient(polynomial([-b]), polynomial([1 + c * c, -2 * c, 1])))
    return found


def _formula(curvature: Fraction, depths: Vector, centres: Vector) -> str:
    found = power_text(curvature / 2, "x") if curvature else ""
    for b, c in zip(depths, centres, strict=True):
        sign = ("-" if b > 0 else "") if not found else (" - " if b > 0 else " + ")
        depth = abs(b) if b.denominator == 1 else f"({abs(b)})"
        found += f"{sign}{depth}/(1 + {power_text(ONE, 'x', c)})"
    return f"f(x) = {found} on R"


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """a x^2/2 - sum_k b_k/(1 + (x - c_k)^2)."""
    away = x - p["centres"][:, None, :]
    wells = m.total(p["depths"][:, None, :] / (1 + away * away), -1)
    return p["curvature"][:, None] * x[..., 0] * x[..., 0] / 2 - wells


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """a x + sum_k 2 b_k (x - c_k)/(1 + (x - c_k)^2)^2."""
    away = x - p["centres"][:, None, :]
    room = 1 + away * away
    pulls = m.total(2 * p["depths"][:, None, :] * away / (room * room), -1)
    return p["curvature"][:, None, None] * x + pulls[..., None]


def library() -> Sequence[Instance]:
    """A nonconvex valley under the Polyak-Lojasiewicz inequality; a bump between two wells; a well beside the valley; a bounded one; a plateau."""
    return [
        build(ONE, (Fraction(4),), (ZERO,)),
        build(ONE, (Fraction(-2),), (ZERO,)),
        build(ONE / 2, (Fraction(4),), (Fraction(5, 2),)),
        build(ZERO, (ONE,), (ZERO,)),
        build(ONE, (Fraction(18, 5), ONE), (Fraction(3), Fraction(-3))),
    ]


def strategy() -> Any:
    """One to three wells or bumps on a parabola, or one or two wells on none."""
    return st.integers(1, 8).flatmap(lambda kind: _drawn(2 if kind in (5, 6, 8) else 3 if kind == 7 else 1, 0 if kind in (4, 8) else -5))


def _drawn(count: int, low: int) -> Any:
    depths = st.lists(scalars(low, 5).filter(bool), min_size=count, max_size=count).map(tuple)
    centres = st.lists(scalars(-4, 4), min_size=count, max_size=count, unique=True).map(tuple)
    return st.builds(build, positive_scalars(2) if low else st.just(ZERO), depths, centres)


family = Family("rational_wells", "Parabolas with wells", build, value, gradient, library, strategy, nearest_sq)
