"""The family `piecewise` against a second definition of its functions, in exact rationals throughout.

With y = x - b_1 and the changes d_j of curvature at the breaks b_j, f' = anchor + s_0 y + sum_j d_j max(x - b_j, 0).
"""

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import torch
from flint import fmpq
from hypothesis import HealthCheck, Phase, given, settings

from problems.exact.arithmetic import Exact, fraction
from problems.families import piecewise
from problems.float64 import Float64
from problems.instance import Instance, stacked

TINY = Fraction(1, 10**6)
HALF = Fraction(1, 2)
LESSARD = 2
DRAWN = 30


def fractions(*values: int | Fraction | str) -> tuple[Fraction, ...]:
    return tuple(Fraction(value) for value in values)


def built(breaks: tuple, slopes: tuple, anchor: int | Fraction) -> Instance:
    return piecewise.build(fractions(*breaks), fractions(*slopes), Fraction(anchor))


ODD_ONES = [
    built((0,), (0, 1), 0),  # minimised on a half-line to the left
    built((0,), (1, 0), 0),  # and to the right
    built((-1, 2), (3, 0, 2), 0),  # a flat valley
    built((-1, 0, 2), (3, 0, 0, 2), 0),  # the same with one break too many
    built((-1, 1, 3, 4), (0, 1, -1, 0, 0), 0),  # a step up: a flat that does not minimise
    built((-2, -1, 1, 2), (1, 0, 0, 0, 1), 0),
    built((-3, -1, 0, 1), (0, 2, -2, 2, 0), -2),  # lines beyond the breaks, the minimiser on a break
    built((0, 1, 2, 3), (0, 1, -1, -1, 1), 0),  # a half-line and one more point
    built((-4, -3, 3, 4), (0, 1, 0, 1, 0), -1),  # Lipschitz, with a valley
    built((-4, 0, HALF, 4), (2, -2, 2, -2, 2), 8),  # two wells of different depth
    built((0,), (1, 1), 1),  # one parabola
    built((0,), (1, -1), 0),  # unbounded below on one side only
    built((0, 1), (1, -1, 0), 0),  # and on the other, along a line
    built((0, 1), (0, 1, 1), 1),
]


@cache
def instances() -> list[Instance]:
    drawn: list[Instance] = []

    @settings(max_examples=DRAWN, database=None, derandomize=True, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(piecewise.strategy())
    def draw(instance: Instance) -> None:
        drawn.append(instance)

    draw()
    return [*piecewise.library(), *ODD_ONES, *drawn]


def hinges(instance: Instance, x: fmpq) -> tuple[fmpq, fmpq]:
    """f up to a constant, and f'."""
    breaks, slopes = instance.parameters["breaks"], instance.parameters["slopes"]
    anchor, first = instance.parameters["anchor"], rational(slopes[0])
    y = x - rational(breaks[0])
    value, slope = rational(anchor) * y + first * y * y / 2, rational(anchor) + first * y
    for b, (s, r) in zip(breaks, pairwise(slopes), strict=True):
        beyond = x - rational(b)
        if beyond > 0:
            value, slope = value + rational(r - s) * beyond * beyond / 2, slope + rational(r - s) * beyond
    return value, slope


def rational(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


@dataclass(frozen=True)
class Seen:
    """What a dense grid shows: the points, f - min f, f', and the distances to the grid's minimisers."""

    x: list[Fraction]
    gap: list[fmpq]
    slope: list[fmpq]
    away: list[fmpq]


def grid(instance: Instance) -> list[Fraction]:
    """Everywhere on [-12, 12]; on the breaks, just beside them and halfway; further and further out; and where f' vanishes."""
    breaks = instance.parameters["breaks"]
    dense = {Fraction(k, 16) for k in range(-192, 193)} | {Fraction(sign * 12 * 9**k // 8**k) for k in range(1, 100) for sign in (-1, 1)}
    beside = {b + k * TINY for b in breaks for k in (-1, 0, 1)}
    points = sorted(dense | beside | {Fraction(sign * 10**7) for sign in (-1, 1)})
    slopes = [hinges(instance, rational(x))[1] for x in points]
    roots = {
        x - fraction(s) * (y - x) / fraction(r - s)
        for (x, y), (s, r) in zip(pairwise(points), pairwise(slopes), strict=True)
        if s * r <= 0 and s != r
    }
    middles = {(a + b) / 2 for a in roots for b in roots}
    return sorted({*points, *middles, *(z + k * TINY for z in roots for k in (-1, 1))})


@cache
def seen(position: int) -> Seen:
    instance = instances()[position]
    x = grid(instance)
    found = [hinges(instance, rational(at)) for at in x]
    least = min(value for value, _ in found)
    best = [at for at, (value, _) in zip(x, found, strict=True) if value == least]
    return Seen(x, [value - least for value, _ in found], [slope for _, slope in found], [rational(nearest(best, at)) for at in x])


def nearest(best: list[Fraction], x: Fraction) -> Fraction:
    at = bisect_left(best, x)
    return min(abs(x - z) for z in best[max(at - 1, 0) : at + 1])


def exactly_computed(what: str, instance: Instance, points: list[Fraction]) -> list[fmpq]:
    m = Exact()
    return list(getattr(piecewise, what)(stacked([instance], m), m.array(points, (1, len(points), 1)), m).flat)


def in_floats(what: str, instance: Instance, points: list[Fraction]) -> np.ndarray:
    m = Float64()
    at = torch.tensor([float(x) for x in points], dtype=torch.float64)[None, :, None]
    return np.asarray(getattr(piecewise, what)(stacked([instance], m), at, m)).ravel()


EVERY = pytest.mark.parametrize("position", range(len(piecewise.library()) + len(ODD_ONES) + DRAWN))


@EVERY
def test_values_and_slopes_are_exactly_those_of_the_hinges(position: int) -> None:
    instance = instances()[position]
    points = seen(position).x[::7] + list(instance.parameters["breaks"])
    expected = [hinges(instance, rational(x)) for x in points]
    constant = hinges(instance, rational(instance.arrays["centre"]))[0]
    assert exactly_computed("value", instance, points) == [value - constant for value, _ in expected]
    assert exactly_computed("gradient", instance, points) == [slope for _, slope in expected]


@EVERY
def test_floats_agree_with_rationals(position: int) -> None:
    instance = instances()[position]
    points = [x for x in seen(position).x if abs(x) <= 20][::7]
    for what in ("value", "gradient", "dist_sq"):
        near, exact = in_floats(what, instance, points), Exact().floats(np.array(exactly_computed(what, instance, points), dtype=object))
        np.testing.assert_allclose(near, exact, rtol=1e-10, atol=1e-11)


@EVERY
def test_the_slope_integrates_to_the_value(position: int) -> None:
    instance = instances()[position]
    points = [x for x in seen(position).x if abs(x) <= 12]
    x, slope = np.array(points, dtype=float), in_floats("gradient", instance, points)
    area = np.concatenate([[0.0], np.cumsum((slope[1:] + slope[:-1]) / 2 * np.diff(x))])
    value = in_floats("value", instance, points)
    np.testing.assert_allclose(value - value[0], area, rtol=1e-9, atol=1e-9 * (1 + np.abs(value).max()))


@EVERY
def test_the_infimum_and_the_minimisers_are_found(position: int) -> None:
    instance, found = instances()[position], seen(position)
    if instance.infimum is None:
        assert not instance.minimisers
        assert min(hinges(instance, fmpq(sign * 10**7))[0] for sign in (-1, 1)) < -(10**4)
        return
    assert instance.infimum.low == instance.infimum.high == 0
    best = [x for x, gap in zip(found.x, found.gap, strict=True) if gap == 0]
    ends = [entry.low for (entry,) in instance.minimisers]
    assert set(ends) <= set(best)
    assert set(exactly_computed("value", instance, ends)) == {0}
    assert best[0] in (ends[0], found.x[0])
    assert best[-1] in (ends[-1], found.x[-1])
    assert exactly_computed("dist_sq", instance, found.x[::3]) == [away * away for away in found.away[::3]]


def ratios(found: Seen, what: str) -> list[fmpq]:
    """f'^2/(2 (f - f*)) or 2 (f - f*)/dist^2 wherever f > f*."""
    rows = [(gap, slope, away) for gap, slope, away in zip(found.gap, found.slope, found.away, strict=True) if gap > 0]
    return [slope * slope / (2 * gap) if what == "pl" else 2 * gap / (away * away) for gap, slope, away in rows]


@EVERY
@pytest.mark.parametrize("what", ["pl", "quadratic_growth"])
def test_growth_constants_hold_and_are_best_possible(position: int, what: str) -> None:
    instance = instances()[position]
    if instance.infimum is None:
        assert what not in instance.facts
        return
    least = fraction(min(ratios(seen(position), what)))
    if what in instance.facts:
        mu = instance.facts[what].value.low
        assert mu == instance.facts[what].value.high > 0
        assert mu <= least < mu * Fraction(101, 100)
    else:
        assert least < Fraction(1, 10**4)


@EVERY
def test_curvature_facts_hold_and_are_best_possible(position: int) -> None:
    instance, found = instances()[position], seen(position)
    rows = list(zip(found.x, found.slope, strict=True))
    bends = [fraction(r - s) / (y - x) for (x, s), (y, r) in pairwise(rows)]
    facts = instance.facts
    assert max(map(abs, bends)) == facts["smooth"].value.low == facts["smooth"].value.high
    assert (min(bends) >= 0) == ("convex" in facts)
    assert (min(bends) > 0) == ("strongly_convex" in facts)
    assert "strongly_convex" not in facts or facts["strongly_convex"].value.low == min(bends)
    steepest = max(abs(fraction(s)) for s in found.slope)
    assert ("lipschitz" in facts) == (steepest < 10**4)
    assert "lipschitz" not in facts or facts["lipschitz"].value.low == steepest


def test_bounded_and_unbounded_convex_and_nonconvex_ones_are_drawn() -> None:
    drawn = instances()[-DRAWN:]
    assert 5 < sum(instance.infimum is None for instance in drawn) < 20
    assert any("convex" in instance.facts for instance in drawn)
    assert any("pl" in instance.facts and "convex" not in instance.facts for instance in drawn)
    assert any("quadratic_growth" in instance.facts and "pl" not in instance.facts for instance in drawn)


def test_the_library_is_as_known() -> None:
    constants = [{known: fact.value.low for known, fact in instance.facts.items() if fact.value} for instance in piecewise.library()]
    assert constants == [
        {"smooth": 1, "quadratic_growth": HALF},
        {"smooth": 4, "pl": Fraction(4, 13), "quadratic_growth": 1},
        {"smooth": 25, "strongly_convex": 1, "pl": Fraction(169, 19), "quadratic_growth": 17},
        {"smooth": 1, "pl": Fraction(1, 10), "quadratic_growth": HALF},
        {"smooth": 1, "pl": Fraction(1, 7), "quadratic_growth": Fraction(3, 5)},
    ]
    assert [[known for known in ("convex",) if known in instance.facts] for instance in piecewise.library()] == [[], ["convex"], ["convex"], [], []]
    starts = [{start for (start,) in instance.starts} for instance in piecewise.library()]
    assert starts[0] >= {1, HALF}
    assert 7 in starts[1]
    assert Fraction(33, 10) in starts[LESSARD]
    assert all(4 <= len(instance.starts) <= 6 for instance in instances())


def test_the_heavy_ball_cycles_on_three_points() -> None:
    """Lessard, Recht & Packard (2016): step 1/9 and momentum 4/9 for mu = 1 and L = 25."""
    instance = piecewise.library()[LESSARD]
    cycle = fractions("792/1225", "-2208/1225", "2592/1225")
    for k in range(3):
        before, here, after = cycle[k], cycle[(k + 1) % 3], cycle[(k + 2) % 3]
        (slope,) = exactly_computed("gradient", instance, [here])
        assert here - fraction(slope) / 9 + Fraction(4, 9) * (here - before) == after


def test_the_heavy_ball_runs_into_the_cycle_from_its_start() -> None:
    instance, before = piecewise.library()[LESSARD], Fraction(33, 10)
    run = [float(before)] * 2
    for _ in range(400):
        (slope,) = in_floats("gradient", instance, [Fraction(run[-1])])
        run.append(run[-1] - slope / 9 + 4 / 9 * (run[-1] - run[-2]))
    np.testing.assert_allclose(sorted(run[-3:]), [-2208 / 1225, 792 / 1225, 2592 / 1225], rtol=1e-9)


def test_the_formula_lists_the_slope_piece_by_piece() -> None:
    formulas = [instance.formula for instance in piecewise.library()]
    assert formulas[0] == "f'(x) = x + 8 for x <= -4, -x on [-4, 4], x - 8 for x >= 4, f(-8) = 0, on R"
    assert formulas[LESSARD] == "f'(x) = 25 x for x <= 1, x + 24 on [1, 2], 25 x - 24 for x >= 2, f(0) = 0, on R"


@pytest.mark.parametrize(("breaks", "slopes"), [((), (1,)), ((0,), (1,)), ((1, 1), (1, 2, 3)), ((2, 1), (1, 2, 3)), ((0,), (0, 0))])
def test_what_does_not_describe_such_a_function_is_refused(breaks: tuple, slopes: tuple) -> None:
    with pytest.raises(ValueError, match="increasing breaks"):
        built(breaks, slopes, 1)
