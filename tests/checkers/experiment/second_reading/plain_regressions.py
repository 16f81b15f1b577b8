"""Objectives that see the variable through linear measurements, from their parameters alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from tests.checkers.experiment.second_reading.plain_functions import HALF, ONE, Plain, axes_of, mean_of
from tests.checkers.experiment.second_reading.plain_minima import along, distance_along, newton
from tests.checkers.experiment.second_reading.plain_numbers import (
    NoValue,
    Number,
    Vector,
    apart,
    dot,
    exponential,
    hyperbolic_tangent,
    log_cosh,
    minus,
    moved,
    over,
    plus,
    power,
    scaled,
    softplus,
    times,
    total,
)


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
    axes = axes_of(axis)
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
    found = _regression(rows, [Fraction(0)] * len(rows), lambda r: softplus(-r), lambda r: -over(ONE, plus(ONE, exponential(r))), ridge)
    units = [tuple(Fraction(int(i == j)) for i in range(len(rows[0]))) for j in range(len(rows[0]))]

    def bend(x: Vector, p: Vector, q: Vector) -> Number:
        ends = [(times(dot(row, p), dot(row, q)), dot(row, x)) for row in rows]
        mean = mean_of([over(part, times(plus(ONE, exponential(r)), plus(ONE, exponential(-r)))) for part, r in ends])
        return plus(mean, times(ridge, dot(p, q)))

    return replace(found, dist_sq=_distance(found, bend, along(units if ridge else rows)))


def _distance(found: Plain, bend: Callable[..., Number], basis: Sequence[Vector]) -> Callable[[Vector], Number]:
    """The squared distance to the minimisers of a function that is strictly convex in the span of a basis and constant across it."""

    @cache
    def minimiser() -> Vector:
        point = newton(found.value, found.gradient, bend, basis)
        if point is None:
            raise NoValue("there is no minimiser")
        return point

    return distance_along(basis, minimiser)


def geman_mcclure(rows: Sequence[Vector], targets: Vector) -> Plain:
    def link(r: Number) -> Number:
        return over(times(r, r), plus(ONE, times(r, r)))

    found = _regression(rows, targets, link, lambda r: over(times(Fraction(2), r), power(plus(ONE, times(r, r)), Fraction(2))))
    return Plain(found.value, found.gradient, found.components, distance_to_solutions(rows, targets))


def log_cosh_regression(rows: Sequence[Vector], targets: Vector) -> Plain:
    """The sum, not the mean."""
    mean, n = _regression(rows, targets, log_cosh, hyperbolic_tangent), Fraction(len(rows))
    found = Plain(lambda x: times(n, mean.value(x)), lambda x: scaled(n, mean.gradient(x)))

    def bend(x: Vector, p: Vector, q: Vector) -> Number:
        slopes = [hyperbolic_tangent(plus(dot(row, x), -target)) for row, target in zip(rows, targets, strict=True)]
        return total(times(times(dot(row, p), dot(row, q)), minus(ONE, times(t, t))) for row, t in zip(rows, slopes, strict=True))

    return replace(found, dist_sq=distance_to_solutions(rows, targets) or _distance(found, bend, along(rows)))


REGRESSIONS: Mapping[str, Callable[..., Plain]] = {
    "least_squares": least_squares,
    "logistic": logistic,
    "geman_mcclure": geman_mcclure,
    "log_cosh": log_cosh_regression,
}
