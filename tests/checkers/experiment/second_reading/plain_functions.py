"""The objectives once more, from their parameters alone: each as its value and its gradient at one point, written as in a textbook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.checkers.experiment.second_reading.plain_networks import network_loss
from tests.checkers.experiment.second_reading.plain_numbers import (
    Number,
    Vector,
    apart,
    cosine,
    decimal,
    dot,
    hyperbolic_tangent,
    is_rational,
    larger,
    log_cosh,
    minus,
    moved,
    plus,
    power,
    scaled,
    sine,
    times,
    total,
)

HALF, ONE = Fraction(1, 2), Fraction(1)


@dataclass(frozen=True)
class Plain:
    """One objective: f, its gradient, the gradients of the components that it is the mean of, and the squared distance to its minimisers."""

    value: Callable[[Vector], Number]
    gradient: Callable[[Vector], Vector]
    components: Sequence[Callable[[Vector], Vector]] = ()
    dist_sq: Callable[[Vector], Number] | None = None


def mean_of(values: Sequence[Any]) -> Any:
    count = Fraction(1, len(values))
    if isinstance(values[0], tuple):
        summed = values[0]
        for value in values[1:]:
            summed = moved(summed, value)
        return scaled(count, summed)
    return times(count, total(values))


def axes_of(axis: Vector) -> list[Vector]:
    """The columns of the reflection I - 2 v v^T/|v|^2, the unit vectors where v = 0."""
    square, units = dot(axis, axis), [tuple(Fraction(int(i == j)) for i in range(len(axis))) for j in range(len(axis))]
    return [apart(unit, scaled(2 * axis[j] / square, axis)) if square else unit for j, unit in enumerate(units)]


def quadratic(spectrum: Vector, axis: Vector, centre: Vector, level: Fraction) -> Plain:
    axes = axes_of(axis)

    def parts(x: Vector) -> list[tuple[Number, Number, Vector]]:
        return [(s, dot(q, apart(x, centre)), q) for s, q in zip(spectrum, axes, strict=True)]

    def gradient(x: Vector) -> Vector:
        found = (Fraction(0),) * len(centre)
        for s, along, q in parts(x):
            found = moved(found, scaled(times(s, along), q))
        return found

    return Plain(
        value=lambda x: plus(level, total(times(s / 2, times(along, along)) for s, along, _ in parts(x))),
        gradient=gradient,
        dist_sq=lambda x: total(times(along, along) for s, along, _ in parts(x) if s != 0),
    )


def _like(x: Number, *numbers: Any) -> Any:
    """Rational numbers as decimals where x is one."""
    return numbers if is_rational(x) else tuple(tuple(map(decimal, z)) if isinstance(z, (tuple, list)) else decimal(z) for z in numbers)


def huber(curvature: Fraction, threshold: Fraction) -> Plain:
    def value(x: Vector) -> Number:
        c, tau, away = *_like(x[0], curvature, threshold), abs(x[0])
        return c * away**2 / 2 if away <= tau else c * tau * away - c * tau**2 / 2

    def gradient(x: Vector) -> Vector:
        c, tau = _like(x[0], curvature, threshold)
        return (c * x[0] if abs(x[0]) <= tau else c * tau * (1 if x[0] > 0 else -1),)

    return Plain(value, gradient, dist_sq=lambda x: x[0] ** 2)


def _integrated(breaks: Sequence[Fraction], slopes: Sequence[Fraction], anchor: Fraction) -> tuple[Callable[..., Number], Callable[..., Number]]:
    """F and F' for F'' = slopes between the breaks, F' = anchor and F = 0 at the first break, by walking from break to break."""

    def walked(x: Number) -> tuple[Number, Number]:
        knots, bends, slope = _like(x, breaks, slopes, anchor)
        height, here = slope * 0, knots[0]
        if x <= here:
            return slope * (x - here) + bends[0] * (x - here) ** 2 / 2, slope + bends[0] * (x - here)
        for curvature, end in zip(bends[1:], [*knots[1:], None], strict=True):
            ahead = x if end is None or x <= end else end
            height += slope * (ahead - here) + curvature * (ahead - here) ** 2 / 2
            slope, here = slope + curvature * (ahead - here), ahead
            if here == x:
                break
        return height, slope

    return lambda x: walked(x)[0], lambda x: walked(x)[1]


def zigzag(curvature: Fraction, slope: Fraction, steps: Fraction) -> Plain:
    """f' = L (x + s) up to 0, then down to g/2 and up to g again over each tooth of width s = g/L; f(-s) = 0."""
    del steps

    def height(x: Number) -> Number:
        c, tooth = _like(x, curvature, slope / curvature)
        if x <= 0:
            return c * (x + tooth) ** 2 / 2
        breaks = [k * (slope / curvature) / 2 for k in range(int(2 * x / tooth) + 2)]
        bends = [curvature, *(-curvature if k % 2 == 0 else curvature for k in range(len(breaks)))]
        return c * tooth**2 / 2 + _integrated(breaks, bends, slope)[0](x)

    def derivative(x: Number) -> Number:
        c, top, tooth = _like(x, curvature, slope, slope / curvature)
        return c * (x + tooth) if x <= 0 else top - c * min(x % tooth, tooth - x % tooth)

    return Plain(lambda x: height(x[0]), lambda x: (derivative(x[0]),), dist_sq=lambda x: power(plus(x[0], slope / curvature), Fraction(2)))


def piecewise(breaks: Vector, slopes: Vector, anchor: Fraction) -> Plain:
    height, derivative = _integrated(breaks, slopes, anchor)
    lowest = _least(breaks, slopes, height, derivative)
    base = height(breaks[0]) if lowest is None else lowest
    valleys = [] if lowest is None else _valleys(breaks, slopes, height, derivative, lowest)

    def away(x: Number, low: Fraction | None, high: Fraction | None) -> Number:
        before = Fraction(0) if low is None else minus(low, x)
        after = Fraction(0) if high is None else minus(x, high)
        return larger(Fraction(0), larger(before, after))

    def dist_sq(x: Vector) -> Number:
        return power(min((away(x[0], *valley) for valley in valleys), key=decimal), Fraction(2))

    return Plain(lambda x: minus(height(x[0]), base), lambda x: (derivative(x[0]),), dist_sq=dist_sq if valleys else None)


def _valleys(breaks: Vector, slopes: Vector, height: Any, derivative: Any, lowest: Fraction) -> list[tuple[Fraction | None, Fraction | None]]:
    """The points and flat pieces on which F is least; None where a flat piece has no end."""
    found = []
    for low, high, curvature in zip([None, *breaks], [*breaks, None], slopes, strict=True):
        at = high if low is None else low
        if curvature == 0 and derivative(at) == 0 and height(at) == lowest:
            found.append((low, high))
        if curvature:
            place = at - derivative(at) / curvature
            within = (low is None or low <= place) and (high is None or place <= high)
            found += [(place, place)] if within and height(place) == lowest else []
    return found


def _least(breaks: Vector, slopes: Vector, height: Callable[..., Number], derivative: Callable[..., Number]) -> Fraction | None:
    """The least value, None where there is none: of the breaks and of the points where F' passes through zero."""
    left, right = derivative(breaks[0]), derivative(breaks[-1])
    if slopes[0] < 0 or slopes[-1] < 0 or (slopes[0] == 0 and left > 0) or (slopes[-1] == 0 and right < 0):
        return None
    places = list(breaks)
    for here, curvature in [(breaks[0], slopes[0]), *zip(breaks, slopes[1:], strict=True)]:
        if curvature:
            places.append(here - derivative(here) / curvature)
    return min(height(place) for place in places if derivative(place) == 0 or place in breaks)


def separable_log_cosh(weights: Sequence[Vector], centres: Sequence[Vector]) -> Plain:
    def height(i: int, x: Vector) -> Number:
        return total(times(c, log_cosh(plus(e, -a))) for c, a, e in zip(weights[i], centres[i], x, strict=True))

    def slope(i: int) -> Callable[[Vector], Vector]:
        return lambda x: tuple(times(c, hyperbolic_tangent(plus(e, -a))) for c, a, e in zip(weights[i], centres[i], x, strict=True))

    count = range(len(weights))
    return Plain(lambda x: mean_of([height(i, x) for i in count]), lambda x: mean_of([slope(i)(x) for i in count]), [slope(i) for i in count])


def sine_valley(scale: Fraction, amplitude: Fraction) -> Plain:
    def value(x: Vector) -> Number:
        return times(scale, plus(times(x[0], x[0]), times(amplitude, power(sine(x[0]), Fraction(2)))))

    def gradient(x: Vector) -> Vector:
        return (times(2 * scale, plus(x[0], times(amplitude, times(sine(x[0]), cosine(x[0]))))),)

    return Plain(value, gradient, dist_sq=lambda x: times(x[0], x[0]))


def two_layer(rows: Sequence[Vector], signs: Vector, teacher: Sequence[Vector], targets: Vector) -> Plain:
    """Least squares with a network of which the first layer is the variable."""
    value, parts = network_loss(rows, signs, teacher, targets)
    return Plain(value, lambda x: mean_of([part(x) for part in parts]), parts)


FUNCTIONS: Mapping[str, Callable[..., Plain]] = {
    "quadratic": quadratic,
    "huber": huber,
    "zigzag": zigzag,
    "piecewise": piecewise,
    "separable_log_cosh": separable_log_cosh,
    "sine_valley": sine_valley,
    "two_layer": two_layer,
}
