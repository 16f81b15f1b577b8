"""Runs of SGD on sums whose draws are all enumerated: what terms of the kernel mean on them, one value for each path.

Two steps, each with a batch of two draws of two components: 16 paths, all equally likely, the single draw of a step the first of its batch. What is
known at a step are the draws before it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random
from typing import Any

from problems.noise import root_above
from tests.checkers.proof.plain_heads import ByHead
from tests.checkers.proof.sums import ZERO, Component, FiniteSum, wells

STEPS, BATCH = 2, 2
PATHS = tuple(product(product(range(2), repeat=BATCH), repeat=STEPS))
Point = tuple[Fraction, ...]


class UnmodelledError(Exception):
    """A draw before the first or after the last one."""


@dataclass(frozen=True)
class Runs(ByHead):
    """SGD with batches of two draws, from a start, on a sum whose minimisers are known."""

    of: FiniteSum
    nearest: Callable[[Point], Point]
    symbols: Mapping[str, Any]

    def constant(self, value: Fraction) -> tuple[Fraction, ...]:
        """The same on every path."""
        return (value,) * len(PATHS)

    def index(self, term: Any) -> int:
        (found,) = set(self.number(term))
        return int(found)

    def drawn(self, sample: int) -> tuple[tuple[int, ...], ...]:
        if not 0 <= sample < STEPS:
            raise UnmodelledError
        return tuple(path[sample] for path in PATHS)

    def slope(self, at: Point) -> Point:
        return mean_of([one.gradient(at) for one in self.of.components])

    def mean(self, step: int, of: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        alike = [[value for other, value in zip(PATHS, of, strict=True) if other[: max(step, 0)] == path[: max(step, 0)]] for path in PATHS]
        return tuple(sum(values, ZERO) / len(values) for values in alike)

    @cache  # noqa: B019  (one for each test)
    def iterate(self, name: str, at: int) -> tuple[Point, ...]:
        if name == "nearest'":
            return tuple(self.nearest(one) for one in self.iterate("x", at))
        if name == "x" and at <= 0:
            return (self.symbols["start"],) * len(PATHS)
        chosen, before = self.drawn(at - 1), self.iterate("x", at - 1)
        means = [mean_of([self.of.components[one].gradient(v) for one in batch]) for batch, v in zip(chosen, before, strict=True)]
        if name == "batch_m'":
            return tuple(means)
        return tuple(tuple(p - self.symbols["real eta"] * q for p, q in zip(v, g, strict=True)) for v, g in zip(before, means, strict=True))

    __hash__ = object.__hash__


def mean_of(points: list[Point]) -> Point:
    return tuple(sum(entries, ZERO) / len(points) for entries in zip(*points, strict=True))


def dot(a: Point, b: Point) -> Fraction:
    return sum((p * q for p, q in zip(a, b, strict=True)), ZERO)


def each(function: Callable[..., Any], *numbers: Any) -> tuple[Any, ...]:
    return tuple(function(*inside) for inside in zip(*numbers, strict=True))


def _folded(start: Any, step: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def folded(runs: Runs, *parts: Any) -> Any:
        found = (Fraction(start),) * len(PATHS)
        for part in parts:
            found = each(step, found, runs.number(part))
        return found

    return folded


def _word(runs: Runs, name: str, at: Any, which: Any = None) -> Any:
    if name == "dist_sq":
        return each(lambda v: dot(*[tuple(p - q for p, q in zip(v, runs.nearest(v), strict=True))] * 2), runs.vector(at))
    assert (name, which[:2]) == ("component'", ["sequence", "drawn'"])
    return each(lambda v, batch: runs.of.components[batch[0]].value(v), runs.vector(at), runs.drawn(runs.index(which[2]) - 1))


def _sum_of(runs: Runs, *parts: Any) -> Any:
    zero = ((ZERO,) * runs.of.dimension,) * len(PATHS)
    return each(lambda *points: tuple(sum(entries, ZERO) for entries in zip(*points, strict=True)), zero, *map(runs.vector, parts))


Runs.numbers = {
    "real": lambda runs, name: (Fraction(runs.symbols[f"real {name}"]),) * len(PATHS),
    "integer": lambda runs, name: (Fraction(runs.symbols[f"integer {name}"]),) * len(PATHS),
    "+": _folded(0, lambda a, b: a + b),
    "*": _folded(1, lambda a, b: a * b),
    "^": lambda runs, base, exponent: each(lambda b: b**exponent, runs.number(base)),
    "inv": lambda runs, inside: each(lambda p: 1 / p, runs.number(inside)),
    "f": lambda runs, at: each(lambda v: sum((one.value(v) for one in runs.of.components), ZERO) / len(runs.of.components), runs.vector(at)),
    "inner": lambda runs, left, right: each(dot, runs.vector(left), runs.vector(right)),
    "coordinate": lambda runs, of, at: each(lambda v: v[runs.index(at) - 1], runs.vector(of)),
    "word": _word,
    "E": lambda runs, step, body: runs.mean(runs.index(step), runs.number(body)),
}
Runs.vectors = {
    "point": lambda runs, name: (runs.symbols[f"point {name}"],) * len(PATHS),
    "iterate": lambda runs, name, at: runs.iterate(name, runs.index(at)),
    "gradient": lambda runs, at: each(runs.slope, runs.vector(at)),
    "draw": lambda runs, at, sample: each(lambda v, batch: runs.of.components[batch[0]].gradient(v), runs.vector(at), runs.drawn(runs.index(sample))),
    "vectors": _sum_of,
    "scaled": lambda runs, factor, of: each(lambda c, v: tuple(c * p for p in v), runs.number(factor), runs.vector(of)),
}


def consistent(rng: Random) -> tuple[FiniteSum, Callable[[Point], Point], Fraction]:
    """Two equations with one line of solutions in the plane, or with all of it."""
    row, times, point = (tuple(Fraction(rng.randint(-2, 2)) for _ in range(2)) for _ in range(3))
    rows = [row, tuple(times[0] * p for p in row)]

    def component(a: Point) -> Component:
        return Component(lambda v: dot(a, away(v)) ** 2 / 2, lambda v: tuple(dot(a, away(v)) * p for p in a), ZERO, True, True)

    def away(v: Point) -> Point:
        return tuple(p - q for p, q in zip(v, point, strict=True))

    def nearest(v: Point) -> Point:
        return tuple(p - (dot(row, away(v)) / dot(row, row) if any(row) else ZERO) * q for p, q in zip(v, row, strict=True))

    return FiniteSum([component(a) for a in rows], 2), nearest, max(dot(a, a) for a in rows)


def noisy(rng: Random) -> tuple[FiniteSum, Callable[[Point], Point], Fraction]:
    """Parabolas around two points of the line."""
    centres, bends = (-Fraction(rng.randint(0, 3)), Fraction(rng.randint(0, 3))), [Fraction(rng.randint(1, 3)) for _ in range(2)]
    least = dot((centres[0], centres[1]), (bends[0], bends[1])) / sum(bends)

    def component(b: Fraction, c: Fraction) -> Component:
        return Component(lambda v: b * (v[0] - c) ** 2 / 2, lambda v: (b * (v[0] - c),), ZERO, True, True)

    return FiniteSum([component(*pair) for pair in zip(bends, centres, strict=True)], 1), lambda _: (least,), max(bends)


def tilted(rng: Random) -> tuple[FiniteSum, Callable[[Point], Point], Fraction]:
    """Two wells, tilted one way and the other: neither convex nor bounded by 0, with noise at both minimisers."""
    tilt = Fraction(rng.randint(0, 3))

    def component(side: int) -> Component:
        return Component(lambda v: wells(v[0])[0] + side * tilt * v[0], lambda v: (wells(v[0])[1] + side * tilt,), ZERO, False, False)

    return FiniteSum([component(1), component(-1)], 1), lambda v: (Fraction(2 if v[0] > 0 else -2),), Fraction(1)


def a_run(kind, rng: Random) -> Runs:
    of, nearest, smooth = kind(rng)

    def place() -> Point:
        return tuple(Fraction(rng.randint(-6, 6), 2) for _ in range(of.dimension))

    known = {f"integer {name}": value for name, value in (("m", BATCH), ("d", of.dimension), ("t", 1), ("T", 2), ("j", rng.randint(0, 1)))}
    real = {"real L": max(smooth, Fraction(1)), "real eta": Fraction(rng.randint(1, 4), 3), "real C": ZERO, "real f_star": ZERO}
    ends = {name: place() for name in ("start", "point u", "point v", "point w")}
    runs = Runs(of, nearest, {**known, **real, **ends, "point x_star": nearest(place())})
    least = runs.number(["f", ["point", "x_star"]])[0]
    squares = [runs.number(["E", 0, ["inner", drawn_at(k), drawn_at(k)]])[0] for k in range(STEPS)]
    return Runs(of, nearest, {**runs.symbols, "real f_star": least, "real C": root_above(max(*squares, Fraction(1, 4)))})


def drawn_at(k):
    return ["draw", ["iterate", "x", k], k]
