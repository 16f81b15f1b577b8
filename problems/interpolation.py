"""The function through given values and gradients, as an instance: a parabola, on the line one of piecewise linear slope, or an `interpolant`.

On the line e' of the envelope e rises with slope M from each slope that is a corner of the lower hull of the heights to the next, and is
constant at it in between: so f is of the family `piecewise`, which knows all facts about it exactly, minimisers and the PL constant included.
"""

from fractions import Fraction
from itertools import pairwise

from problems.exact.linear import dot
from problems.families import interpolant, piecewise, quadratic
from problems.families.interpolant import Envelope, envelope_of
from problems.instance import Instance, Matrix, Vector

ZERO = Fraction(0)


def through(points: Matrix, gradients: Matrix, values: Vector, lower: Fraction, upper: Fraction) -> Instance:
    """The function of curvature in [lower, upper] through the data; ValueError where there is none."""
    envelope = envelope_of(points, gradients, values, lower, upper)
    if len(envelope.slopes) == 1:
        return _parabola(envelope)
    if len(points[0]) > 1:
        return interpolant.build(points, gradients, values, lower, upper)
    return on_the_line(envelope)


def _parabola(envelope: Envelope) -> Instance:
    """curvature/2 |x|^2 + sign (<s, x> + c - |s|^2/(2M))."""
    if envelope.curvature == 0:
        raise ValueError("these data are those of a linear function, which has no least value")
    (s,), (c,), a, sign = envelope.slopes, envelope.offsets, envelope.curvature, envelope.sign
    level = sign * (c - dot(s, s) / (2 * envelope.smoothness)) - dot(s, s) / (2 * a)
    return quadratic.build((a,) * len(s), (ZERO,) * len(s), tuple(-sign * e / a for e in s), level)


def on_the_line(envelope: Envelope) -> Instance:
    """The function on R up to a constant (its least value is 0), with its breaks; the envelope has two slopes or more."""
    corners = _lower_hull([(slope, -offset) for (slope,), offset in zip(envelope.slopes, envelope.offsets, strict=True)])
    breaks, slopes = list[Fraction](), [envelope.curvature]
    for (s, height), (t, other) in pairwise(corners):
        rise = (other - height) / (t - s)
        breaks += [s / envelope.smoothness + rise, t / envelope.smoothness + rise]
        slopes += [envelope.curvature + envelope.sign * envelope.smoothness, envelope.curvature]
    anchor = envelope.curvature * breaks[0] + envelope.sign * corners[0][0]
    return piecewise.build(tuple(breaks), tuple(slopes), anchor)


def _lower_hull(points: list[tuple[Fraction, Fraction]]) -> list[tuple[Fraction, Fraction]]:
    """The corners of the lower convex hull of points in the plane, from left to right."""
    found: list[tuple[Fraction, Fraction]] = []
    for point in sorted(points):
        while len(found) > 1 and _below(found[-2], found[-1], point):
            found.pop()
        found.append(point)
    return found


def _below(a: tuple[Fraction, Fraction], b: tuple[Fraction, Fraction], c: tuple[Fraction, Fraction]) -> bool:
    """Whether b lies on or above the line from a to c."""
    return dot((b[0] - a[0], c[0] - a[0]), (c[1] - a[1], a[1] - b[1])) <= 0
