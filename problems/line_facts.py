"""What can be certified of a rational function on R (polynomials among them): everything is decided by Sturm sequences, nothing in floats.

The extreme values of f'' are those at the roots of the third derivative, and its limits. The infimum and all minimisers come from the roots
of f'. Where both are rational, f'^2/(2 (f - f*)) and 2 (f - f*)/dist^2 are rational functions again, the latter piece by piece.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from problems.exact.quotients import Extreme, Quotient, extremes, least, quotient
from problems.exact.sturm import Ends, Root, polynomial, real_roots
from problems.instance import Array, Enclosure, Fact, Vector, exactly
from problems.numbers import simplest_between

CLOSE = Fraction(1, 2**20)
"""How much further apart the ends of a constant's enclosure may lie for being readable."""


@dataclass(frozen=True)
class Line:
    """A rational function without poles on R that tends to infinity, or to its supremum, on both sides."""

    f: Quotient

    @cached_property
    def slope(self) -> Quotient:
        """f'."""
        return self.f.derivative()

    @cached_property
    def lowest(self) -> Extreme:
        """The infimum, and all minimisers."""
        found = least(self.f)
        if found is None:
            raise ValueError("the function is unbounded below")
        return found

    @cached_property
    def stationary(self) -> tuple[Root, ...]:
        """Where f' vanishes."""
        return real_roots(self.slope.top)

    @cached_property
    def bends(self) -> tuple[Extreme | None, Extreme | None]:
        """The least and the largest f''."""
        return extremes(self.slope.derivative())

    @cached_property
    def ratio(self) -> Extreme | None:
        """The least f'^2/(f - f*), where the infimum and all minimisers are rational."""
        exact = self.infimum.exact and self.minimisers and all(z.exact for z in self.minimisers)
        return least(self.slope.squared().over(self.gap)) if exact else None

    @cached_property
    def gap(self) -> Quotient:
        """f - f*, where the infimum is rational."""
        return self.f.plus(quotient(polynomial([self.infimum.low]), polynomial([1])), Fraction(-1))

    @property
    def infimum(self) -> Enclosure:
        """The infimum, exact where it is rational."""
        return Enclosure(*self.lowest.value)

    @property
    def minimisers(self) -> tuple[Enclosure, ...]:
        """All minimisers in order, exact where they are rational."""
        return tuple(Enclosure(*root.ends) for root in self.lowest.attained)

    def facts(self) -> dict[str, Fact]:
        """Every class that f is certified to be in, with its best constant."""
        found = {**self._curvature(), **self._slopes()}
        return {**found, **self._ratios(self.ratio)} if self.ratio is not None else found

    def _curvature(self) -> dict[str, Fact]:
        (low, high), found = self.bends, {}
        if low is not None and high is not None:
            found["smooth"] = Fact(
                "|f''| is largest at a root of the third derivative or at infinity", readable(largest_modulus(low.value, high.value))
            )
        if low is not None and low.value[0] >= 0:
            found["convex"] = Fact("f'' is least at a root of the third derivative or at infinity, and not negative there")
        if low is not None and low.value[0] > 0:
            found["strongly_convex"] = Fact("f'' is least at a root of the third derivative or at infinity", readable(low.value))
        return found

    def _slopes(self) -> dict[str, Fact]:
        low, high = extremes(self.slope)
        if low is None or high is None:
            return {}
        return {"lipschitz": Fact("|f'| is largest at a root of f'' or at infinity", readable(largest_modulus(low.value, high.value)))}

    def _ratios(self, pl: Extreme) -> dict[str, Fact]:
        """The Polyak-Lojasiewicz constant and that of quadratic growth, where they are positive."""
        growth, found = self._growth(self.gap), {}
        if pl.value[0] > 0:
            found["pl"] = Fact("f'^2/(2 (f - f*)) is least at a root of its derivative or at infinity", readable(_scaled(pl.value, Fraction(1, 2))))
        if growth[0] > 0:
            found["quadratic_growth"] = Fact(
                "2 (f - f*)/dist^2 is least at a root of its derivative, between two minimisers or at infinity", readable(growth)
            )
        return found

    def _growth(self, gap: Quotient) -> Ends:
        """The infimum of 2 (f - f*)/dist^2, from halfway to each minimiser's neighbours on."""
        points = [z.low for z in self.minimisers]
        ends = [None, *((a + b) / 2 for a, b in pairwise(points)), None]
        values = []
        for z, low, high in zip(points, ends, ends[1:], strict=False):
            found = least(gap.over(quotient(polynomial([z * z, -2 * z, 1]), polynomial([1]))), low, high)
            assert found is not None
            values.append(_scaled(found.value, Fraction(2)))
        return min(v[0] for v in values), min(v[1] for v in values)

    def starts(self) -> tuple[Vector, ...]:
        """1 away from the first minimiser, beside another stationary point, where constants are attained, far off, the minimisers, 0, and a half."""
        z = _near(self.minimisers[0])
        others = [_near(Enclosure(*root.ends)) for root in self.stationary if root not in self.lowest.attained]
        tight = [_near(Enclosure(*root.ends)) for extreme in (self.ratio, *self.bends) if extreme is not None for root in extreme.attained[:1]]
        first = z + 1 if self.slope(z + 1) else z + Fraction(3, 2)
        beside = [point + Fraction(1, 50) for point in others[:1]]
        points = [first, *beside, *tight, z - 3, *(_near(other) for other in self.minimisers[:2]), Fraction(0), Fraction(1, 2), *others[1:]]
        return tuple((point,) for point in dict.fromkeys(points))

    def valleys(self, most: int) -> tuple[Enclosure, ...]:
        """The minimisers, the last of them repeated up to `most`."""
        return (*self.minimisers, *(self.minimisers[-1:] * (most - len(self.minimisers))))


def nearest_sq(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The squared distance to the nearest of the `valleys` : (I, k)."""
    away = x - p["valleys"][:, None, :]
    return m.running_least(away * away, -1)[..., -1]


def _near(z: Enclosure) -> Fraction:
    """The point itself, or the nearest hundredth."""
    return z.low if z.exact else Fraction(round(100 * z.low), 100)


def _scaled(ends: Ends, factor: Fraction) -> Ends:
    return factor * ends[0], factor * ends[1]


def largest_modulus(low: Ends, high: Ends) -> Ends:
    """The largest |g| of a function g whose least and largest value lie between these ends: the larger of -min g and max g."""
    return max(-low[1], high[0]), max(-low[0], high[1])


def readable(ends: Ends) -> Enclosure:
    """A positive number exactly where it is known so, else between rationals of few digits."""
    low, high = ends
    if low == high:
        return exactly(low)
    return Enclosure(simplest_between(low * (1 - CLOSE), low), simplest_between(high, high * (1 + CLOSE)))
