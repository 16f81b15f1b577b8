"""Functions on R with a continuous, piecewise linear slope: every fact about them is a rational number, found exactly.

The two-well problem, convex functions with long flats, and the three pieces on which the heavy ball cycles (Lessard, Recht & Packard 2016)
are of this kind. On a piece of curvature s, f'^2 - 2 s (f - f*) is constant, as its derivative 2 s f' - 2 s f' is 0: hence
f'^2/(2 (f - f*)) = s + constant/(f - f*) is monotone between stationary points, and least at a break, a minimiser or infinity.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from problems.instance import Array, Fact, Family, Instance, Parameter, Vector, exactly
from problems.numbers import factor_text, scalars, vectors

ZERO, ONE = Fraction(0), Fraction(1)
Valley = tuple[Fraction | None, Fraction | None]
"""An interval of stationary points, often a single one; None where it has no end."""


@dataclass(frozen=True)
class Piece:
    """f on [low, high] (None: no end): height + slope (x - at) + curvature (x - at)^2/2."""

    low: Fraction | None
    high: Fraction | None
    at: Fraction
    height: Fraction
    slope: Fraction
    curvature: Fraction

    def f(self, x: Fraction) -> Fraction:
        """The value at x, also beyond the ends."""
        away = x - self.at
        return self.height + self.slope * away + self.curvature * away * away / 2

    def df(self, x: Fraction) -> Fraction:
        """The slope at x, also beyond the ends."""
        return self.slope + self.curvature * (x - self.at)

    def holds(self, x: Fraction | None) -> bool:
        """Whether x lies on the piece."""
        return x is not None and (self.low is None or self.low <= x) and (self.high is None or x <= self.high)

    def stationary(self) -> list[Valley]:
        """Where the slope vanishes: nowhere, at one point, or on all of the piece."""
        if self.curvature == 0:
            return [(self.low, self.high)] if self.slope == 0 else []
        root = self.at - self.slope / self.curvature
        return [(root, root)] if self.holds(root) else []


@dataclass(frozen=True)
class Shape:
    """The pieces from left to right, their least value (None: unbounded below), the minimisers, and whether other points are stationary."""

    pieces: tuple[Piece, ...]
    least: Fraction | None
    valleys: tuple[Valley, ...]
    stuck: bool

    @property
    def ends(self) -> Vector:
        """All isolated minimisers and all ends of flat valleys, from left to right."""
        return tuple(dict.fromkeys(end for valley in self.valleys for end in valley if end is not None))

    @property
    def centre(self) -> Fraction:
        """Where f is taken to be 0: the first of the minimisers, or the first break."""
        return self.ends[0] if self.valleys else self.pieces[0].at


def build(breaks: Vector, slopes: Vector, anchor: Fraction) -> Instance:
    """f' has the slopes `slopes` left of, between and right of the increasing `breaks`, and is `anchor` at the first of them."""
    if len(slopes) != len(breaks) + 1 or not breaks or not any(slopes) or any(a >= b for a, b in pairwise(breaks)):
        raise ValueError(f"needs increasing breaks and one slope more, not all 0; got breaks {breaks} and slopes {slopes}")
    shape = _shape(_pieces(breaks, slopes, anchor))
    return Instance(
        family="piecewise",
        parameters={"breaks": breaks, "slopes": slopes, "anchor": anchor},
        arrays=_arrays(shape, breaks, slopes),
        dimension=1,
        facts=_facts(shape, breaks, slopes),
        formula=_formula(shape),
        infimum=None if shape.least is None else exactly(0),
        minimisers=tuple((exactly(end),) for end in shape.ends),
        starts=_starts(breaks, shape.centre),
        directions=((ONE,),),
    )


def _pieces(breaks: Vector, slopes: Vector, anchor: Fraction) -> tuple[Piece, ...]:
    """The pieces with f = 0 at the first break."""
    found, height, slope = [Piece(None, breaks[0], breaks[0], ZERO, anchor, slopes[0])], ZERO, anchor
    for low, high, curvature in zip(breaks, (*breaks[1:], None), slopes[1:], strict=True):
        piece = Piece(low, high, low, height, slope, curvature)
        found.append(piece)
        if high is not None:
            height, slope = piece.f(high), piece.df(high)
    return tuple(found)


def _shape(pieces: tuple[Piece, ...]) -> Shape:
    """Where f is least: beyond the outer breaks it must not fall for ever, so that the least value is one at a stationary point."""
    left, right = pieces[0], pieces[-1]
    if min(left.curvature, right.curvature) < 0 or (left.curvature == 0 < left.slope) or (right.curvature == 0 > right.slope):
        return Shape(pieces, None, (), False)
    found = [(valley, piece.f(_end(valley))) for piece in pieces for valley in piece.stationary()]
    least = min(height for _, height in found)
    return Shape(pieces, least, tuple(_merged([v for v, height in found if height == least])), any(height > least for _, height in found))


def _end(valley: Valley) -> Fraction:
    """An end of a valley that is not the whole line."""
    low, high = valley
    end = high if low is None else low
    assert end is not None
    return end


def _merged(valleys: Sequence[Valley]) -> list[Valley]:
    """Valleys from left to right, those that touch made one."""
    found = [valleys[0]]
    for low, high in valleys[1:]:
        touches = low == found[-1][1]
        found[-1:] = [(found[-1][0], high)] if touches else [found[-1], (low, high)]
    return found


def _facts(shape: Shape, breaks: Vector, slopes: Vector) -> dict[str, Fact]:
    facts = {"smooth": Fact("the largest modulus of a slope of f'", exactly(max(map(abs, slopes))))}
    if min(slopes) >= 0:
        facts["convex"] = Fact("f' never decreases")
    if min(slopes) > 0:
        facts["strongly_convex"] = Fact("the smallest slope of f'", exactly(min(slopes)))
    if slopes[0] == slopes[-1] == 0:
        steepest = max(abs(piece.slope) for piece in shape.pieces)
        facts["lipschitz"] = Fact("|f'| is largest at a break, and constant beyond them", exactly(steepest))
    if shape.least is not None:
        pl, growth = _pl(shape, shape.least), _growth(shape, breaks, shape.least)
        if pl > 0:
            facts["pl"] = Fact("f'^2/(2 (f - f*)) is least at a break, a minimiser or infinity", exactly(pl))
        if growth > 0:
            reason = "2 (f - f*)/dist^2 is least at a break, between two minimisers, where it is stationary, at a minimiser or at infinity"
            facts["quadratic_growth"] = Fact(reason, exactly(growth))
    return facts


def _pl(shape: Shape, least: Fraction) -> Fraction:
    """The infimum of f'^2/(2 (f - f*)), 0 where a point that does not minimise is stationary."""
    if shape.stuck:
        return ZERO
    at_breaks = [piece.slope**2 / (2 * (piece.height - least)) for piece in shape.pieces if piece.height != least]
    return min([*at_breaks, *_limits(shape)])


def _growth(shape: Shape, breaks: Vector, least: Fraction) -> Fraction:
    """The infimum of 2 (f - f*)/dist^2.

    Seen from an end z of the minimisers, a piece is f - f* = A + B u + s u^2/2 with u = x - z: the ratio 2A/u^2 + 2B/u + s is stationary
    where 2A + B u = 0 only.
    """
    halfway = [(a[1] + b[0]) / 2 for a, b in pairwise(shape.valleys) if a[1] is not None and b[0] is not None]
    turns = [(piece, end - 2 * (piece.f(end) - least) / piece.df(end)) for piece in shape.pieces for end in shape.ends if piece.df(end)]
    found = _limits(shape)
    for x in (*breaks, *halfway, *(x for piece, x in turns if piece.holds(x))):
        away = _distance(shape, x)
        if away:
            found.append(2 * (next(piece.f(x) for piece in shape.pieces if piece.holds(x)) - least) / away**2)
    return min(found)


def _limits(shape: Shape) -> list[Fraction]:
    """The limits of f'^2/(2 (f - f*)), which are those of 2 (f - f*)/dist^2 too: the curvatures beside minimisers and at infinity."""
    beside = [piece.curvature for piece in shape.pieces if piece.curvature and any(map(piece.holds, shape.ends))]
    outer = zip((shape.pieces[0], shape.pieces[-1]), (shape.valleys[0][0], shape.valleys[-1][1]), strict=True)
    return [*beside, *(piece.curvature for piece, end in outer if end is not None)]


def _distance(shape: Shape, x: Fraction) -> Fraction:
    """From x to the nearest minimiser."""
    return min(max(ZERO if low is None else low - x, ZERO if high is None else x - high, ZERO) for low, high in shape.valleys)


def _arrays(shape: Shape, breaks: Vector, slopes: Vector) -> dict[str, Parameter]:
    """What f is computed from: see `value` and `dist_sq`. The centre is one more knot; a piece of no width gets the slope 0."""
    centre = shape.centre
    knots = tuple(sorted((*breaks, centre)))
    inner = [next((p.curvature for p in shape.pieces if low < high and p.holds(low) and p.holds(high)), ZERO) for low, high in pairwise(knots)]
    valleys: list[Valley] = [*(shape.valleys or [(centre, centre)])]
    sides = [_sides(valley) for valley in valleys + valleys[-1:] * (len(slopes) - len(valleys))]
    return {
        "knots": knots,
        "near": tuple(low if low >= centre else high for low, high in pairwise(knots)),
        "slopes": (slopes[0], *inner, slopes[-1]),
        "centre": centre,
        "tilt": next(piece.df(centre) for piece in shape.pieces if piece.holds(centre)),
        "ends": tuple((a, b) for (a, _), (b, _) in sides),
        "outward": tuple((a, b) for (_, a), (_, b) in sides),
    }


def _sides(valley: Valley) -> list[tuple[Fraction, Fraction]]:
    """The two ends of a valley with the direction outwards, its only end twice where it has only one."""
    found = [(end, outward) for end, outward in zip(valley, (-ONE, ONE), strict=True) if end is not None]
    return [found[0], found[-1]]


def _starts(breaks: Vector, centre: Fraction) -> tuple[Vector, ...]:
    """1 and 1/2; on the last break, beyond it, just beside the first one; and the centre."""
    points = (ONE, ONE / 2, breaks[-1], breaks[-1] + Fraction(13, 10), breaks[0] - Fraction(1, 100), centre)
    return tuple((point,) for point in dict.fromkeys(points))


def _formula(shape: Shape) -> str:
    parts = ", ".join(f"{_line_text(piece)} {_range_text(piece)}" for piece in shape.pieces)
    return f"f'(x) = {parts}, f({shape.centre}) = 0, on R"


def _line_text(piece: Piece) -> str:
    rest = piece.df(ZERO)
    if not piece.curvature:
        return str(rest)
    sign = "-" if piece.curvature < 0 else ""
    return f"{sign}{factor_text(abs(piece.curvature))}x" + (f" {'-' if rest < 0 else '+'} {abs(rest)}" if rest else "")


def _range_text(piece: Piece) -> str:
    if piece.low is None:
        return f"for x <= {piece.high}"
    return f"for x >= {piece.low}" if piece.high is None else f"on [{piece.low}, {piece.high}]"


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """tilt (x - centre), and s t (x - e - t/2) for each piece of slope s that x reaches t far into, from its end e nearer to the centre."""
    left, inside, right = _reach(p, x, m)
    slopes = p["slopes"][:, None, :]
    inner = m.total(slopes[..., 1:-1] * inside * (x - p["near"][:, None, :] - inside / 2), -1)
    outer = slopes[..., 0] * left[..., 0] * left[..., 0] / 2 + slopes[..., -1] * right[..., 0] * right[..., 0] / 2
    return p["tilt"][:, None] * (x[..., 0] - p["centre"][:, None]) + inner + outer


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """tilt, and s t for each piece of slope s that x reaches t far into."""
    left, inside, right = _reach(p, x, m)
    slopes = p["slopes"][:, None, :]
    inner = m.total(slopes[..., 1:-1] * inside, -1)
    return p["tilt"][:, None, None] + inner[..., None] + slopes[..., :1] * left + slopes[..., -1:] * right


def _reach(p: Mapping[str, Array], x: Array, m: Any) -> tuple[Array, Array, Array]:
    """How far x reaches from the centre into the left piece, into those between the knots : (I, M, n), and into the right one."""
    knots, zero = p["knots"][:, None, :], m.zeros(x.shape)
    inside = m.minimum(m.maximum(x, knots[..., :-1]), knots[..., 1:]) - p["near"][:, None, :]
    return m.minimum(x - knots[..., :1], zero), inside, m.maximum(x - knots[..., -1:], zero)


def dist_sq(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The least over the valleys, each the largest outward distance from its ends, or 0 inside; from the centre where f has no minimiser."""
    beyond = p["outward"][:, None] * (x[..., None] - p["ends"][:, None])
    away = m.maximum(m.maximum(beyond[..., 0], beyond[..., 1]), m.zeros(x.shape))
    nearest = m.running_least(away, -1)[..., -1]
    return nearest * nearest


def library() -> Sequence[Instance]:
    """Two wells; a convex function with a flat; the heavy ball's three pieces; two nonconvex valleys under the Polyak-Lojasiewicz inequality."""
    two, four, seven = Fraction(2), Fraction(4), Fraction(7)
    return [
        build((-four, four), (ONE, -ONE, ONE), four),
        build((-seven, -ONE, ONE, seven), (four, ZERO, four, ZERO, four), -four),
        build((ONE, two), (Fraction(25), ONE, Fraction(25)), Fraction(25)),
        build((-four, -two, two, four), (ONE, -ONE / 2, ONE, -ONE / 2, ONE), -ONE),
        build((two, Fraction(3)), (ONE, -ONE, ONE), two),
    ]


def strategy() -> Any:
    """Up to four breaks; slopes of both signs, so that some functions are unbounded below."""
    return st.integers(1, 4).flatmap(
        lambda n: st.builds(
            build,
            st.lists(scalars(-4, 4), min_size=n, max_size=n, unique=True).map(lambda points: tuple(sorted(points))),
            st.tuples(scalars(-1, 5), vectors(n - 1, -4, 4), scalars(-1, 5)).map(lambda s: (s[0], *s[1], s[2])).filter(any),
            scalars(-3, 3),
        )
    )


family = Family("piecewise", "Piecewise linear slopes", build, value, gradient, library, strategy, dist_sq)
