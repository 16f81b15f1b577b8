"""Interpolants from their parameters alone: every choice of data by brute force, whatever cells they form."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from tests.checkers.experiment.second_reading.plain_functions import Plain
from tests.checkers.experiment.second_reading.plain_numbers import Number, Vector, decimal, dot, minus, moved, over, plus, scaled, times, total

ZERO, ONE = Fraction(0), Fraction(1)


def interpolant(points: Sequence[Vector], gradients: Sequence[Vector], values: Vector, lower: Fraction, upper: Fraction) -> Plain:
    """a/2 |x|^2 + e(x) with a = lower >= 0, else a/2 |x|^2 - e(x) with a = upper."""
    a, sign = (lower, ONE) if lower >= 0 else (upper, -ONE)
    slopes = [scaled(sign, moved(g, scaled(-a, x))) for x, g in zip(points, gradients, strict=True)]
    heights = [sign * (f - a * dot(x, x) / 2) for x, f in zip(points, values, strict=True)]
    data = list(zip(points, slopes, heights, strict=True))

    def best(x: Vector) -> tuple[Number, Vector]:
        return max(_candidates(data, upper - lower, x), key=lambda found: decimal(found[0]))

    def value(x: Vector) -> Number:
        return plus(times(a / 2, dot(x, x)), times(sign, best(x)[0]))

    return Plain(value, lambda x: moved(scaled(a, x), scaled(sign, best(x)[1])))


def _candidates(data: Sequence[tuple[Vector, Vector, Fraction]], smoothness: Fraction, x: Vector) -> Iterator[tuple[Number, Vector]]:
    """sum w_i (v_i + <s_i, x - x_i> + |s_i|^2/(2M)) - |sum w_i s_i|^2/(2M) and sum w_i s_i, for the stationary weights of each choice."""
    affine = [total([v, dot(s, moved(x, scaled(-ONE, y))), dot(s, s) / (2 * smoothness)]) for y, s, v in data]
    for size in range(1, len(x) + 2):
        for chosen in combinations(range(len(data)), size):
            rows = [[*(dot(data[i][1], data[j][1]) / smoothness for j in chosen), ONE, affine[i]] for i in chosen]
            weights = _solved([*rows, [*[ONE] * size, ZERO, ONE]])
            if weights is not None and all(decimal(w) >= 0 for w in weights[:size]):
                slope = tuple(total([times(w, data[i][1][k]) for w, i in zip(weights, chosen, strict=False)]) for k in range(len(x)))
                height = total([times(w, affine[i]) for w, i in zip(weights, chosen, strict=False)])
                yield minus(height, over(dot(slope, slope), 2 * smoothness)), slope


def _solved(rows: list[list[Number]]) -> list[Number] | None:
    """Gauss and Jordan on the rows of an augmented square system; None for a singular one."""
    for k in range(len(rows)):
        pivot = next((r for r in range(k, len(rows)) if rows[r][k] != 0), None)
        if pivot is None:
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [over(e, rows[k][k]) for e in rows[k]]
        for r in range(len(rows)):
            if r != k:
                rows[r] = [minus(e, times(rows[r][k], f)) for e, f in zip(rows[r], rows[k], strict=True)]
    return [row[-1] for row in rows]
