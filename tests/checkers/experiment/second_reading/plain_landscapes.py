"""More objectives from their parameters alone: on a line with valleys and waves, and valleys along curves of the plane."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from tests.checkers.experiment.second_reading import plain_minima as minima
from tests.checkers.experiment.second_reading.plain_functions import Plain
from tests.checkers.experiment.second_reading.plain_numbers import (
    Number,
    Vector,
    cosine,
    decimal,
    dot,
    is_rational,
    over,
    plus,
    power,
    sine,
    times,
    total,
)

ZERO, ONE, TWO = Fraction(0), Fraction(1), Fraction(2)


def _on_a_line(value: Callable[[Number], Number], slope: Callable[[Number], Number], lowest: Callable[[], tuple[Number, ...]]) -> Plain:
    return Plain(lambda x: value(x[0]), lambda x: (slope(x[0]),), dist_sq=minima.nearest_sq(cache(lowest)))


def polynomial(coefficients: Vector) -> Plain:
    """The sum of c_k x^k."""

    def value(x: Number) -> Number:
        return total(times(c, power(x, Fraction(k))) for k, c in enumerate(coefficients))

    def slope(x: Number) -> Number:
        return total(times(k * c, power(x, Fraction(k - 1))) for k, c in enumerate(coefficients) if k)

    descending = list(coefficients[::-1])
    return _on_a_line(value, slope, lambda: minima.least_of(value, minima.real_roots(minima.derivative(descending))))


def rational_wells(curvature: Fraction, depths: Vector, centres: Vector) -> Plain:
    """a x^2/2 - sum_k b_k/(1 + (x - c_k)^2)."""
    wells = list(zip(depths, centres, strict=True))

    def room(x: Number, c: Fraction) -> Number:
        return plus(ONE, power(plus(x, -c), TWO))

    def value(x: Number) -> Number:
        return plus(times(curvature / 2, times(x, x)), total(over(-b, room(x, c)) for b, c in wells))

    def slope(x: Number) -> Number:
        return plus(times(curvature, x), total(over(times(2 * b, plus(x, -c)), power(room(x, c), TWO)) for b, c in wells))

    def lowest() -> tuple[Number, ...]:
        """The derivative times all (1 + (x - c_k)^2)^2, put together term by term, is a polynomial."""
        squares = [minima.product(*[[ONE, -2 * c, 1 + c * c]] * 2) for c in centres]
        parts = [[curvature, ZERO], *([2 * b, -2 * b * c] for b, c in wells)]
        top = [ZERO]
        for number, part in enumerate(parts):
            for k, square in enumerate(squares):
                part = part if k == number - 1 else minima.product(part, square)
            top = minima.summed(top, part)
        return minima.least_of(value, minima.real_roots(top))

    return _on_a_line(value, slope, lowest)


def waves(curvature: Fraction, heights: Vector, frequencies: Vector, shifts: Vector) -> Plain:
    """a x^2/2 + sum_k b_k cos(w_k x + s_k)."""
    parts = list(zip(heights, frequencies, shifts, strict=True))

    def value(x: Number) -> Number:
        return plus(times(curvature / 2, times(x, x)), total(times(b, cosine(plus(times(w, x), s))) for b, w, s in parts))

    def slope(x: Number) -> Number:
        return plus(times(curvature, x), total(times(-b * w, sine(plus(times(w, x), s))) for b, w, s in parts))

    # |x| > sum |b_k w_k|/a leaves no f' = 0
    reach = sum((abs(b * w) for b, w in zip(heights, frequencies, strict=True)), ZERO) / curvature
    return _on_a_line(value, slope, lambda: minima.valleys(value, slope, reach, 1 / (8 * max(frequencies))))


def _alike(x: Vector, *numbers: Fraction) -> tuple[Any, ...]:
    """The coordinates and some numbers, all fractions or none."""
    every = (*x, *numbers)
    return every if all(map(is_rational, every)) else tuple(map(decimal, every))


def curved_valley(scale: Fraction, bend: Fraction, tilt: Fraction) -> Plain:
    """scale/2 ((y - bend x/(1 + x^2))^2 + tilt x^2)."""

    def value(z: Vector) -> Number:
        x, y, s, b, t = _alike(z, scale, bend, tilt)
        return s / 2 * ((y - b * x / (1 + x**2)) ** 2 + t * x**2)

    def gradient(z: Vector) -> Vector:
        x, y, s, b, t = _alike(z, scale, bend, tilt)
        off = y - b * x / (1 + x**2)
        return s * (off * (-b / (1 + x**2) + 2 * b * x**2 / (1 + x**2) ** 2) + t * x), s * off

    return Plain(value, gradient)


def spiral_valley(low: Fraction, high: Fraction, twist: Fraction) -> Plain:
    """(low u^2 + high v^2)/2 with (u, v) = (x, y) turned by 2 arctan h, h = A q/(1 + q), q = x^2 + y^2, A = 2 twist/(1 - twist^2)."""
    widest = 2 * twist / (1 - twist**2)

    def turned(x: Number, y: Number, a: Number) -> tuple[Number, ...]:
        """u and v, and how fast the angle grows with q."""
        q = x**2 + y**2
        h = a * q / (1 + q)
        c, s = (1 - h**2) / (1 + h**2), 2 * h / (1 + h**2)
        return c * x - s * y, s * x + c * y, 2 * (a / (1 + q) ** 2) / (1 + h**2), c, s

    def value(z: Vector) -> Number:
        x, y, p, q, a = _alike(z, low, high, widest)
        u, v, *_ = turned(x, y, a)
        return (p * u**2 + q * v**2) / 2

    def gradient(z: Vector) -> Vector:
        """By the derivatives of u and v: a turn by d theta moves (u, v) by (-v, u) d theta."""
        x, y, p, q, a = _alike(z, low, high, widest)
        u, v, rate, c, s = turned(x, y, a)
        return p * u * (c - v * rate * 2 * x) + q * v * (s + u * rate * 2 * x), p * u * (-s - v * rate * 2 * y) + q * v * (c + u * rate * 2 * y)

    return Plain(value, gradient, dist_sq=lambda z: dot(z, z))


LANDSCAPES: Mapping[str, Callable[..., Plain]] = {
    "polynomial": polynomial,
    "rational_wells": rational_wells,
    "waves": waves,
    "curved_valley": curved_valley,
    "spiral_valley": spiral_valley,
}
