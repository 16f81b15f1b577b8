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
    exponential,
    hyperbolic_tangent,
    is_rational,
    larger,
    log_cosh,
    minus,
    moved,
    over,
    plus,
    power,
    scaled,
    sine,
    softplus,
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


def _axes(axis: Vector) -> list[Vector]:
    """The columns of the reflection I - 2 v v^T/|v|^2, the unit vectors where v = 0."""
    square, units = dot(axis, axis), [tuple(Fraction(int(i == j)) for i in range(len(axis))) for j in range(len(axis))]
    return [apart(unit, scaled(2 * axis[j] / square, axis)) if square else unit for j, unit in enumerate(units)]


def quadratic(spectrum: Vector, axis: Vector, centre: Vector, level: Fraction) -> Plain:
    axes = _axes(axis)

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


def _regression(
    rows: Sequence[Vector], targets: Sequence[Number], link: Callable[..., Number], slope: Callable[..., Number], ridge: Fraction = Fraction(0)
) -> Plain:
    """The mean of link(a_i . x - b_i), plus ridge/2 |x|^2."""

    def component(row: Vector, target: Number) -> Callable[[Vector], Vector]:
        return lambda x: moved(scaled(slope(plus(dot(row, x), -target)), row), scaled(ridge, x))

    pairs = list(zip(rows, targets, strict=True))
    parts = [component(*pair) for pair in pairs]
    return Plain(
        value=lambda x: plus(mean_of([link(plus(dot(a, x), -b)) for a, b in pairs]), times(ridge / 2, dot(x, x))),
        gradient=lambda x: mean_of([part(x) for part in parts]),
        components=parts,
    )


def least_squares(columns: Sequence[Vector], axis: Vector, targets: Vector) -> Plain:
    axes = _axes(axis)
    rows = [tuple(dot(row, q) for q in axes) for row in columns]
    found = _regression(rows, targets, lambda r: times(HALF, times(r, r)), lambda r: r)
    sides = list(zip(*columns, strict=True))

    def dist_sq(x: Vector) -> Number:
        """In the coordinates y = V x the minimisers have y_j = B_j . b/|B_j|^2 wherever B_j is not zero."""
        coordinates = [dot(q, x) for q in axes]
        known = [(y, dot(side, targets) / dot(side, side)) for y, side in zip(coordinates, sides, strict=True) if any(side)]
        return total(power(minus(y, aim), Fraction(2)) for y, aim in known)

    return Plain(found.value, found.gradient, found.components, dist_sq)


def distance_to_solutions(rows: Sequence[Vector], targets: Vector) -> Callable[[Vector], Number] | None:
    """The squared distance to the solutions of A w = b by orthogonalising the equations one after the other; None where there are none."""
    kept: list[tuple[Vector, Fraction]] = []
    for row, target in zip(rows, targets, strict=True):
        left, aim = row, target
        for q, value in kept:
            share = dot(row, q) / dot(q, q)
            left, aim = apart(left, scaled(share, q)), aim - share * value
        if any(left):
            kept.append((left, aim))
        elif aim:
            return None
    return lambda x: total(over(power(minus(dot(q, x), value), Fraction(2)), dot(q, q)) for q, value in kept)


def logistic(features: Sequence[Vector], labels: Vector, ridge: Fraction) -> Plain:
    rows = [scaled(label, row) for label, row in zip(labels, features, strict=True)]
    return _regression(rows, [Fraction(0)] * len(rows), lambda r: softplus(-r), lambda r: -over(ONE, plus(ONE, exponential(r))), ridge)


def geman_mcclure(rows: Sequence[Vector], targets: Vector) -> Plain:
    def link(r: Number) -> Number:
        return over(times(r, r), plus(ONE, times(r, r)))

    found = _regression(rows, targets, link, lambda r: over(times(Fraction(2), r), power(plus(ONE, times(r, r)), Fraction(2))))
    return Plain(found.value, found.gradient, found.components, distance_to_solutions(rows, targets))


def log_cosh_regression(rows: Sequence[Vector], targets: Vector) -> Plain:
    """The sum, not the mean."""
    mean, n = _regression(rows, targets, log_cosh, hyperbolic_tangent), Fraction(len(rows))
    return Plain(lambda x: times(n, mean.value(x)), lambda x: scaled(n, mean.gradient(x)), dist_sq=distance_to_solutions(rows, targets))


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
    "least_squares": least_squares,
    "logistic": logistic,
    "geman_mcclure": geman_mcclure,
    "log_cosh": log_cosh_regression,
    "separable_log_cosh": separable_log_cosh,
    "sine_valley": sine_valley,
    "two_layer": two_layer,
}
