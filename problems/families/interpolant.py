"""Functions that pass through finitely many points with given values and gradients: how a worst case becomes a function that anybody can run.

Their curvature lies in [lower, upper]. With lower >= 0 the function is the lowest such one (convex), else the highest one (bounded below).
Both are a parabola plus or minus the envelope e of affine functions, which is M-smooth and convex, M = upper - lower, through

    lower/2 |x|^2 + e(x)  with  v_i = f_i - lower/2 |x_i|^2, s_i = g_i - lower x_i,    or
    upper/2 |x|^2 - e(x)  with  v_i = upper/2 |x_i|^2 - f_i, s_i = upper x_i - g_i.

Such a function exists where v_i >= v_j + <s_j, x_i - x_j> + |s_i - s_j|^2/(2M) for all i, j (Taylor, Hendrickx & Glineur 2017); e is the
Moreau envelope of the largest of the affine functions that the data force. The infimum of the second is the least f_i - |g_i|^2/(2 upper):
for fixed weights the minimum over x is concave in them, so that a single datum attains the least one, at x_i - g_i/upper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems.exact.envelope import faces
from problems.exact.linear import dot
from problems.instance import Array, Enclosure, Fact, Family, Instance, Matrix, Vector, exactly
from problems.noise import root_above, root_below
from problems.numbers import positive_scalars, power_text, vector_text, vectors

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Envelope:
    """The affine functions c_i + <s_i, x> of the data, each slope once; curvature : of the parabola, sign : of e beside it, M = smoothness."""

    slopes: Matrix
    offsets: Vector
    smoothness: Fraction
    curvature: Fraction
    sign: int


def build(points: Matrix, gradients: Matrix, values: Vector, lower: Fraction, upper: Fraction) -> Instance:
    """The function through `points` with these gradients and values; ValueError where none of curvature in [lower, upper] is."""
    if not (lower < upper and upper > 0 and len(points) == len(gradients) == len(values) > 0):
        raise ValueError(f"needs as many points as gradients and values, and curvatures lower < upper, 0 < upper; got {lower} and {upper}")
    d = len(points[0])
    if not d or any(len(v) != d for v in (*points, *gradients)):
        raise ValueError("points and gradients are vectors of one dimension")
    envelope = envelope_of(points, gradients, values, lower, upper)
    if len(envelope.slopes) < 2:
        raise ValueError("these data are those of a parabola of curvature lower (upper, where that is negative): give two that are not")
    infimum, minimisers = _minima(points, gradients, values, lower, upper)
    return Instance(
        family="interpolant",
        parameters={"points": points, "gradients": gradients, "values": values, "lower": lower, "upper": upper},
        arrays=_arrays(envelope, d),
        dimension=d,
        facts=_facts(envelope, lower, upper),
        formula=_formula(envelope, d),
        infimum=infimum,
        minimisers=tuple(tuple(map(exactly, z)) for z in minimisers),
        starts=_starts(points, minimisers),
        directions=tuple(tuple(Fraction(int(i == j)) for j in range(d)) for i in range(d)),
    )


def envelope_of(points: Matrix, gradients: Matrix, values: Vector, lower: Fraction, upper: Fraction) -> Envelope:
    """The convex data beside the parabola, checked pair by pair; ValueError where they are those of no function."""
    curvature, sign = (lower, 1) if lower >= 0 else (upper, -1)
    slopes = tuple(tuple(sign * (b - curvature * a) for a, b in zip(x, g, strict=True)) for x, g in zip(points, gradients, strict=True))
    heights = [sign * (f - curvature * dot(x, x) / 2) for x, f in zip(points, values, strict=True)]
    smoothness = upper - lower
    for x, s, v in zip(points, slopes, heights, strict=True):
        for y, t, w in zip(points, slopes, heights, strict=True):
            if v < w + dot(t, _minus(x, y)) + dot(_minus(s, t), _minus(s, t)) / (2 * smoothness):
                raise ValueError(
                    f"no function of curvature in [{lower}, {upper}] has these values and gradients at {vector_text(x)} and {vector_text(y)}"
                )
    offsets = [v - dot(s, x) + dot(s, s) / (2 * smoothness) for x, s, v in zip(points, slopes, heights, strict=True)]
    once = dict(zip(slopes, offsets, strict=True))
    return Envelope(tuple(once), tuple(once.values()), smoothness, curvature, sign)


def _minus(a: Vector, b: Vector) -> Vector:
    return tuple(p - q for p, q in zip(a, b, strict=True))


def _minima(points: Matrix, gradients: Matrix, values: Vector, lower: Fraction, upper: Fraction) -> tuple[Enclosure | None, list[Vector]]:
    """The infimum with minimisers: of a convex function those among the data, if any; of any other all of them."""
    if lower >= 0:
        flat = [(x, f) for x, g, f in zip(points, gradients, values, strict=True) if not any(g)]
        return (exactly(flat[0][1]) if flat else None), list(dict.fromkeys(x for x, _ in flat))
    below = [f - dot(g, g) / (2 * upper) for g, f in zip(gradients, values, strict=True)]
    lowest = [(x, g) for x, g, b in zip(points, gradients, below, strict=True) if b == min(below)]
    return exactly(min(below)), list(dict.fromkeys(tuple(a - b / upper for a, b in zip(x, g, strict=True)) for x, g in lowest))


def _facts(envelope: Envelope, lower: Fraction, upper: Fraction) -> dict[str, Fact]:
    """Far away f is a parabola of the curvature beside e; between two slopes of a common face e has the curvature M."""
    facts = {"smooth": Fact("the data are interpolated by curvatures between the two ends, and both ends occur", exactly(max(upper, -lower)))}
    if lower >= 0:
        facts["convex"] = Fact("an envelope of affine functions, plus a convex parabola")
    if lower > 0:
        facts["strongly_convex"] = Fact("an envelope of affine functions is convex, and affine far away", exactly(lower))
    if lower == 0:
        longest = max(dot(s, s) for s in envelope.slopes)
        facts["lipschitz"] = Fact("gradients are means of those of the data", Enclosure(root_below(longest), root_above(longest)))
    return facts


def _arrays(envelope: Envelope, d: int) -> dict[str, Any]:
    """Rows of functions of (x, 1), face by face: d + 1 weights (0 where there are fewer members), the d entries of the gradient, one level."""
    found = faces(envelope.slopes, envelope.offsets, envelope.smoothness)
    nothing = (ZERO,) * (d + 1)
    return {
        "weights": tuple(row for face in found for row in (*face.weights, *[nothing] * (d + 1 - len(face.weights)))),
        "slopes": tuple(row for face in found for row in face.slope),
        "levels": tuple(face.level for face in found),
        "smoothness": envelope.smoothness,
        "curvature": envelope.curvature,
        "sign": Fraction(envelope.sign),
    }


def _starts(points: Matrix, minimisers: Sequence[Vector]) -> tuple[Vector, ...]:
    """The points of the data in their order, the minimisers, and two points beyond the first."""
    first = points[0]
    beyond = [tuple(a + k for a in first) for k in (1, -2)]
    return tuple(dict.fromkeys([*points, *minimisers, *beyond]))


def _formula(envelope: Envelope, d: int) -> str:
    """e as a maximum over weights, beside the parabola."""
    names = "x" if d == 1 else "|x|"
    bowl = power_text(envelope.curvature / 2, names)
    parts = ", ".join(_affine_text(s, c) for s, c in zip(envelope.slopes, envelope.offsets, strict=True))
    square = power_text(1 / (2 * envelope.smoothness), "|sum w_i s_i|")
    e = f"e(x) = max over w >= 0, sum w = 1, of sum w_i (<s_i, x> + c_i) - {square}, <s_i, x> + c_i = {parts}"
    if envelope.sign < 0:
        return f"f(x) = {bowl} - e(x), {e}, on R^{d}"
    return f"f(x) = {f'{bowl} + ' if envelope.curvature else ''}e(x), {e}, on R^{d}"


def _affine_text(slope: Vector, offset: Fraction) -> str:
    """As in `<(1/2, 0), x> - 1/3`."""
    return f"<{vector_text(slope)}, x>" + (f" {'-' if offset < 0 else '+'} {abs(offset)}" if offset else "")


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """curvature/2 |x|^2 + sign e(x)."""
    highest, _ = _highest(p, x, m)
    return p["curvature"][:, None] * m.total(x * x, -1) / 2 + p["sign"][:, None] * highest


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """curvature x + sign grad e(x)."""
    _, slope = _highest(p, x, m)
    return p["curvature"][:, None, None] * x + p["sign"][:, None, None] * slope


def _highest(p: Mapping[str, Array], x: Array, m: Any) -> tuple[Array, Array]:
    """e and its gradient: the best of the faces on which the stationary weights are none below 0; single slopes, which come first, always are."""
    d = x.shape[-1]
    weights, slopes, levels = (_affine(p[name], x, m) for name in ("weights", "slopes", "levels"))
    least = weights[..., :: d + 1]
    for k in range(1, d + 1):
        least = m.minimum(least, weights[..., k :: d + 1])
    worth = levels
    for axis in range(d):
        along = slopes[..., axis::d]
        worth = worth + along * x[..., axis : axis + 1] - along * along / (2 * p["smoothness"][:, None, None])
    best, slope, zero = worth[..., :1], slopes[..., :d], m.zeros(x.shape[:-1])[..., None]
    for number in range(1, worth.shape[-1]):
        at = slice(number, number + 1)
        reached = m.select(zero, least[..., at], worth[..., at], best)
        slope = m.select(reached, best, slope, slopes[..., number * d : (number + 1) * d])
        best = m.maximum(best, reached)
    return best[..., 0], slope


def _affine(rows: Array, x: Array, m: Any) -> Array:
    """Functions of (x, 1), given as rows (I, R, d + 1), at x (I, M, d) : (I, M, R)."""
    return m.matmul(x, m.swap(rows[..., :-1])) + rows[..., -1][:, None, :]


def _sampled(points: Matrix, upper: Fraction, lower: Fraction, kinks: Vector, centre: Vector) -> Instance:
    """The interpolant of data taken from a separable function: parabolas with (or, of curvature lower < 0, without) Huber functions."""
    curvature, sign, M = (lower, 1, upper - lower) if lower >= 0 else (upper, -1, upper - lower)
    centre = tuple(ZERO for _ in centre) if lower >= 0 else centre
    points = tuple(dict.fromkeys((*points, centre)))
    moved = [[max(-tau, min(a - c, tau)) for a, c, tau in zip(x, centre, kinks, strict=True)] for x in points]
    inner = [
        [tau * (abs(a - c) - tau / 2) if abs(a - c) > tau else (a - c) ** 2 / 2 for a, c, tau in zip(x, centre, kinks, strict=True)] for x in points
    ]
    gradients = tuple(tuple(curvature * a + sign * M * b for a, b in zip(x, y, strict=True)) for x, y in zip(points, moved, strict=True))
    values = tuple(curvature * dot(x, x) / 2 + sign * M * sum(parts) for x, parts in zip(points, inner, strict=True))
    return build(points, gradients, values, lower, upper)


def library() -> Sequence[Instance]:
    """In the plane: convex, strongly convex, and of curvatures in [-1, 1]."""
    points = ((ONE, ZERO), (ZERO, ONE), (-ONE, -ONE))
    kinks = (ONE / 3, ONE / 2)
    return [
        _sampled(points, ONE, ZERO, kinks, (ZERO, ZERO)),
        _sampled(points, ONE, ONE / 10, kinks, (ZERO, ZERO)),
        _sampled(points, ONE, -ONE, kinks, (ONE / 2, ZERO)),
    ]


def strategy() -> Any:
    """Two to four data in one or two dimensions, of curvatures in [-1, 1], [0, 1] and [1/4, 1] times a scale."""
    lowers = st.sampled_from((ZERO, Fraction(1, 4), -ONE))
    return (
        st.integers(1, 2)
        .flatmap(lambda d: st.tuples(st.just(d), st.integers(2, 3), positive_scalars(5), lowers))
        .flatmap(
            lambda drawn: st.lists(vectors(drawn[0], -4, 4), min_size=drawn[1], max_size=drawn[1], unique=True).flatmap(
                lambda points: st.builds(
                    _sampled,
                    st.just(tuple(points)),
                    st.just(drawn[2]),
                    st.just(drawn[2] * drawn[3]),
                    st.tuples(*[positive_scalars(3)] * drawn[0]),
                    vectors(drawn[0], -2, 2),
                )
            )
        )
    )


family = Family("interpolant", "Interpolants", build, value, gradient, library, strategy)
