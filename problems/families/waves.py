"""A parabola with waves that make it not convex on R: a x^2/2 + sum_k b_k cos(w_k x + s_k), a > 0, with rational numbers.

Smooth, with a certified infimum and smoothness constant from a search in balls: waves of rational frequencies have a common period, over
which f'' takes all its values, and f can only be least where a x^2 <= 4 sum |b_k|. The Polyak-Lojasiewicz constant of one with a single
valley is only what a grid of points shows, and the fact says so: where nothing better is certified it can be tried, and decides nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd, lcm
from typing import Any

import numpy as np
from flint import arb
from hypothesis import strategies as st

from problems.exact.interval_search import Minimum, Smooth1D, minimum
from problems.exact.sturm import number
from problems.instance import OBSERVED, Array, Enclosure, Fact, Family, Instance, Parameter, Vector, exactly
from problems.line_facts import largest_modulus, nearest_sq, readable
from problems.noise import root_above
from problems.numbers import factor_text, power_text, scalars, simplest_between

ZERO, ONE = Fraction(0), Fraction(1)
GRID = 4001
"""Points at which the Polyak-Lojasiewicz inequality is looked at in floats."""


TURNED: tuple[Callable[[arb], arb], ...] = (lambda z: z.cos(), lambda z: -z.sin(), lambda z: -z.cos(), lambda z: z.sin())
"""cos and its first three derivatives."""


@dataclass(frozen=True)
class Waves:
    """The numbers of an instance."""

    curvature: Fraction
    heights: Vector
    frequencies: Vector
    shifts: Vector

    def derivative(self, order: int) -> Callable[[arb], arb]:
        """The derivative of an order in balls."""
        a = number(self.curvature)
        parts = [(number(b * w**order), number(w), number(s)) for b, w, s in zip(self.heights, self.frequencies, self.shifts, strict=True)]
        turned = TURNED[order % 4]

        def at(x: arb) -> arb:
            parabola = a * x * x / 2 if order == 0 else a * x if order == 1 else arb(a if order == 2 else 0)
            return sum((b * turned(w * x + s) for b, w, s in parts), parabola)

        return at

    @property
    def even(self) -> bool:
        """Whether f(-x) = f(x)."""
        return not any(self.shifts)

    def lowest(self) -> Minimum:
        """The infimum of f; beyond the interval f is above f(0)."""
        reach = 2 * root_above(sum(map(abs, self.heights), ZERO) / self.curvature)
        return minimum(Smooth1D(*map(self.derivative, (0, 1, 2))), -reach - 1, reach + 1)

    def bends(self) -> tuple[Enclosure, Enclosure]:
        """The least and the largest value of f'', over a period and a little more."""
        common = lcm(*(w.denominator for w in self.frequencies))
        period = Fraction(710, 113) * Fraction(common, gcd(*(int(w * common) for w in self.frequencies)))  # 355/113 > pi
        orders = [self.derivative(order) for order in (2, 3, 4)]
        low = minimum(Smooth1D(*orders), -ONE / 8, period + ONE / 8, narrowest=Fraction(1, 1000))
        turned = minimum(Smooth1D(*(_negated(one) for one in orders)), -ONE / 8, period + ONE / 8, narrowest=Fraction(1, 1000))
        return Enclosure(*low.value), Enclosure(-turned.value[1], -turned.value[0])


def _negated(function: Callable[[arb], arb]) -> Callable[[arb], arb]:
    return lambda x: -function(x)


def build(curvature: Fraction, heights: Vector, frequencies: Vector, shifts: Vector) -> Instance:
    """The parabola of curvature a > 0 with waves of heights b_k (not 0), different frequencies w_k > 0 and shifts s_k."""
    sizes = {len(heights), len(shifts), len(set(frequencies)), len(frequencies)}
    if not (curvature > 0 and len(sizes) == 1 and heights and all(heights) and min(frequencies) > 0):
        raise ValueError(
            f"needs a > 0, and for each height b_k not 0 a new frequency w_k > 0 and a shift, not {curvature}, {heights}, {frequencies}, {shifts}"
        )
    waves = Waves(curvature, heights, frequencies, shifts)
    lowest = waves.lowest()
    infimum, valleys = Enclosure(*lowest.value), _minimisers(waves, lowest)
    parameters: dict[str, Parameter] = {"curvature": curvature, "heights": heights, "frequencies": frequencies, "shifts": shifts}
    return Instance(
        family="waves",
        parameters=parameters,
        arrays={**parameters, "valleys": (valleys or (exactly(0),)) * (2 if len(valleys) < 2 else 1)},
        dimension=1,
        facts=_facts(waves, infimum, valleys),
        formula=_formula(waves),
        infimum=infimum,
        minimisers=tuple((z,) for z in valleys),
        starts=_starts(valleys),
        directions=((ONE,),),
    )


def _minimisers(waves: Waves, lowest: Minimum) -> tuple[Enclosure, ...]:
    """A single valley, which is 0 for an even f, or the two of an even f that mirror each other; else none is certified."""
    found = [Enclosure(low, high) for low, high in lowest.valleys]
    if not lowest.complete or len(found) > 2:
        return ()
    if len(found) == 1:
        return (exactly(0),) if waves.even else tuple(found)
    return tuple(found) if waves.even and found[0].high < 0 < found[1].low else ()


def _facts(waves: Waves, infimum: Enclosure, valleys: Sequence[Enclosure]) -> dict[str, Fact]:
    low, high = waves.bends()
    if low.high >= 0:
        raise ValueError("the waves are too low: f'' is negative nowhere")
    facts = {"smooth": Fact("|f''| over a common period of the waves, by a search in balls", _most_bent(waves, low, high))}
    observed = _observed(waves, infimum, valleys) if valleys else ZERO
    if observed > 0:
        reason = f"f'^2/(2 (f - f*)) is at least that at {GRID} points on a grid; nothing is certified between them"
        facts["pl"] = Fact(reason, exactly(observed), OBSERVED)
    return facts


def _most_bent(waves: Waves, low: Enclosure, high: Enclosure) -> Enclosure:
    """The largest |f''|: at most a + sum |b_k| w_k^2, and where no wave is shifted at least |a - sum b_k w_k^2|, that at 0."""
    found = readable(largest_modulus((low.low, low.high), (high.low, high.high)))
    bends = [b * w * w for b, w in zip(waves.heights, waves.frequencies, strict=True)]
    at_zero = abs(waves.curvature - sum(bends, ZERO)) if waves.even else ZERO
    return Enclosure(max(found.low, at_zero), min(found.high, waves.curvature + sum(map(abs, bends), ZERO)))


def _observed(waves: Waves, infimum: Enclosure, valleys: Sequence[Enclosure]) -> Fraction:
    """A rational a little below the least ratio f'^2/(2 (f - f*)) seen, 0 where that all but vanishes."""
    a, least = float(waves.curvature), float(infimum.low)
    reach = 4 + 8 * sum(abs(float(b)) * (1 + float(w)) for b, w in zip(waves.heights, waves.frequencies, strict=True)) / a
    x = np.linspace(-reach, reach, GRID)
    value, slope = a * x * x / 2, a * x
    for b, w, s in zip(waves.heights, waves.frequencies, waves.shifts, strict=True):
        value, slope = value + float(b) * np.cos(float(w) * x + float(s)), slope - float(b * w) * np.sin(float(w) * x + float(s))
    away = np.min([np.abs(x - float(z.low)) for z in valleys], axis=0)
    gap = np.where(away > 1e-3, value - least, np.inf)
    turns = (np.diff(np.sign(slope)) != 0) & (np.minimum(away[1:], away[:-1]) > 4 * reach / GRID)
    seen = 0.0 if turns.any() else float(np.min(np.where(np.isfinite(gap), slope * slope / 2, np.inf) / np.where(np.isfinite(gap), gap, 1.0)))
    return simplest_between(Fraction(seen * 0.98), Fraction(seen * 0.99)) if seen > 1e-3 * a else ZERO


def _starts(valleys: Sequence[Enclosure]) -> tuple[Vector, ...]:
    """1 away from the first minimiser, 3 on the other side, near it, and four fixed points."""
    z = Fraction(round(100 * valleys[0].low), 100) if valleys else ZERO
    points = (z + 1, z - 3, z, z + Fraction(1, 50), -z, Fraction(5, 2), ceil(z) + Fraction(21, 4))
    return tuple((point,) for point in dict.fromkeys(points))


def _formula(waves: Waves) -> str:
    found = power_text(waves.curvature / 2, "x")
    for b, w, s in zip(waves.heights, waves.frequencies, waves.shifts, strict=True):
        shift = f" {'-' if s < 0 else '+'} {abs(s)}" if s else ""
        found += f" {'-' if b < 0 else '+'} {factor_text(abs(b))}cos({factor_text(w)}x{shift})"
    return f"f(x) = {found} on R"


def _angles(p: Mapping[str, Array], x: Array) -> Array:
    """w_k x + s_k : (I, M, n)."""
    return p["frequencies"][:, None, :] * x + p["shifts"][:, None, :]


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """a x^2/2 + sum_k b_k cos(w_k x + s_k)."""
    waves = m.total(p["heights"][:, None, :] * m.cos(_angles(p, x)), -1)
    return p["curvature"][:, None] * x[..., 0] * x[..., 0] / 2 + waves


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """a x - sum_k b_k w_k sin(w_k x + s_k)."""
    waves = m.total((p["heights"] * p["frequencies"])[:, None, :] * m.sin(_angles(p, x)), -1)
    return p["curvature"][:, None, None] * x - waves[..., None]


def library() -> Sequence[Instance]:
    """A nonconvex valley; the same off its middle; two wells; two waves with many local minima."""
    return [
        build(ONE, (Fraction(-3, 2),), (ONE,), (ZERO,)),
        build(ONE, (Fraction(-3, 2),), (ONE,), (Fraction(1, 2),)),
        build(ONE / 2, (Fraction(2),), (ONE,), (ZERO,)),
        build(ONE / 2, (ONE, Fraction(-3, 2)), (Fraction(3), Fraction(2)), (ZERO, ONE)),
    ]


def strategy() -> Any:
    """One wave or two, at 0 or shifted, on a parabola whose curvature is at most half the largest b_k w_k^2: then f'' is negative somewhere."""
    return st.integers(1, 2).flatmap(_drawn)


def _drawn(count: int) -> Any:
    heights = st.lists(scalars(-2, 2).filter(bool), min_size=count, max_size=count).map(tuple)
    choices = st.sampled_from([ONE / 2, ONE, Fraction(3, 2), Fraction(2), Fraction(3)])
    frequencies = st.lists(choices, min_size=count, max_size=count, unique=True).map(tuple)
    shifts = st.one_of(st.just((ZERO,) * count), st.lists(scalars(-2, 2), min_size=count, max_size=count).map(tuple))
    shares = st.sampled_from([ONE / 8, ONE / 4, ONE / 3, ONE / 2])
    return st.builds(_below_half, shares, heights, frequencies, shifts)


def _below_half(share: Fraction, heights: Vector, frequencies: Vector, shifts: Vector) -> Instance:
    """A nonnegative a + sum_k c_k cos(...) has |c_k| <= 2a, so that f'' has both signs where a is below half of the largest |c_k|."""
    largest = max(abs(b) * w * w for b, w in zip(heights, frequencies, strict=True))
    return build(share * largest * Fraction(7, 8), heights, frequencies, shifts)


family = Family("waves", "Parabolas with waves", build, value, gradient, library, strategy, nearest_sq)
