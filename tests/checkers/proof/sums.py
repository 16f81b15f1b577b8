"""Finite sums with exact values and gradients of every component, certified constants, and what terms of the kernel mean on them.

Components are quadratics, of any sign of curvature, Huber functions and double wells along a direction, and linear functions, in fractions; or those
of the project's families, in decimals. A sum may have one component, and the same one several times.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from problems.discovery import families
from problems.matching import facts_of
from problems.noise import Noise
from tests.checkers.experiment.second_reading.plain_functions import axes_of
from tests.checkers.experiment.second_reading.plain_numbers import (
    Number,
    Vector,
    decimal,
    dot,
    moved,
    over,
    plus,
    scaled,
    softplus,
    times,
    total,
)
from tests.checkers.experiment.second_reading.random_cases import instance_of
from tests.checkers.experiment.second_reading.readings import OBJECTIVES
from tests.checkers.proof import plain_heads

ZERO, ONE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)


@dataclass(frozen=True)
class Component:
    """A function with its gradient: how smooth it is, whether it is convex, and whether it is never below 0."""

    value: Callable[[Vector], Number]
    gradient: Callable[[Vector], Vector]
    smooth: Fraction
    convex: bool
    nonnegative: bool


@dataclass(frozen=True)
class FiniteSum:
    """f is the mean of the components."""

    components: Sequence[Component]
    dimension: int

    @property
    def smooth(self) -> Fraction:
        """How smooth the least smooth component is."""
        return max(one.smooth for one in self.components)

    def has(self, name: str) -> bool:
        """Whether every component is of a class."""
        return all(getattr(one, name) for one in self.components)


def along(rng: Random, size: int, link: Callable[[Fraction], tuple[Fraction, Fraction]], bend: Fraction, **said: bool) -> Component:
    """link(a . u - b) with values and slopes, for a random direction a."""
    a, b = tuple(Fraction(rng.randint(-2, 2)) for _ in range(size)), Fraction(rng.randint(-3, 3), 2)

    def at(u: Vector) -> Fraction:
        return sum((p * q for p, q in zip(a, u, strict=True)), -b)

    return Component(lambda u: link(at(u))[0], lambda u: scaled(link(at(u))[1], a), bend * sum(p * p for p in a), **said)


def huber(r: Fraction) -> tuple[Fraction, Fraction]:
    """Of curvature 1 within 1 of its minimum."""
    return (r * r / 2, r) if abs(r) <= 1 else (abs(r) - HALF, Fraction(1 if r > 0 else -1))


def wells(r: Fraction) -> tuple[Fraction, Fraction]:
    """Of curvature -1 within 1 of 0 and 1 beyond, with two minima of value 0 at 2 and -2."""
    side = 1 if r > 0 else -1
    return (1 - r * r / 2, -r) if abs(r) <= 1 else ((abs(r) - 2) ** 2 / 2, r - 2 * side)


def square(r: Fraction) -> tuple[Fraction, Fraction]:
    """The component of least squares."""
    return r * r / 2, r


def quadratic(rng: Random, size: int, bends: Sequence[Fraction]) -> Component:
    """Of any curvatures along turned axes, around a centre, with a level."""
    axes, centre = axes_of(tuple(Fraction(rng.randint(-2, 2)) for _ in range(size))), tuple(Fraction(rng.randint(-2, 2)) for _ in range(size))
    spectrum, level = [rng.choice(bends) for _ in range(size)], Fraction(rng.randint(-1, 2), 2)

    def parts(u: Vector) -> list[tuple[Fraction, Any, Vector]]:
        return [(bend, sum((p - c) * q for p, c, q in zip(u, centre, axis, strict=True)), axis) for bend, axis in zip(spectrum, axes, strict=True)]

    def gradient(u: Vector) -> Vector:
        found: Vector = (ZERO,) * size
        for bend, r, axis in parts(u):
            found = moved(found, scaled(bend * r, axis))
        return found

    convex = min(spectrum) >= 0
    largest = max(abs(bend) for bend in spectrum)
    return Component(lambda u: level + sum(bend * r * r for bend, r, _ in parts(u)) / 2, gradient, largest, convex, convex and level >= 0)


def linear(rng: Random, size: int) -> Component:
    """A linear function: as smooth as can be."""
    b, c = tuple(Fraction(rng.randint(-2, 2)) for _ in range(size)), Fraction(rng.randint(-2, 2))
    return Component(lambda u: plus(dot(b, u), c), lambda u: b, ZERO, True, False)


def component(rng: Random, size: int) -> Component:
    """One of them."""
    return rng.choice(
        [
            lambda: along(rng, size, huber, ONE, convex=True, nonnegative=True),
            lambda: along(rng, size, wells, ONE, convex=False, nonnegative=True),
            lambda: along(rng, size, square, ONE, convex=True, nonnegative=True),
            lambda: quadratic(rng, size, (ZERO, HALF, ONE, Fraction(3))),
            lambda: quadratic(rng, size, (-ONE, ZERO, ONE)),
            lambda: linear(rng, size),
        ]
    )()


def made(rng: Random) -> FiniteSum:
    """A random sum; often of one component, or of one component several times."""
    size, count = rng.choice((1, 2, 3)), rng.choice((1, 1, 2, 3, 4))
    found = [component(rng, size) for _ in range(count)]
    return FiniteSum([*found, *(found[:1] * rng.choice((0, 0, 1, 3)))], size)


LINKS: Mapping[str, Callable[[Number], Number]] = {
    "least_squares": lambda r: times(HALF, times(r, r)),
    "logistic": lambda r: softplus(times(-ONE, r)),
    "geman_mcclure": lambda r: over(times(r, r), plus(ONE, times(r, r))),
}
"""What a component of these families is of its measurement; its slope and data are the plain reading's."""


def of_family(name: str, rng: Random) -> FiniteSum:
    """A random instance of a family as the sum of its own components, with the constants that the instance certifies."""
    instance = instance_of(name, rng)
    facts, parameters = facts_of(instance, Noise("finite_sum")), instance.parameters
    gradients = OBJECTIVES[name](**parameters).components
    assert facts["smooth_sum"].value is not None
    said = {"smooth": facts["smooth_sum"].value.high, "convex": "convex_sum" in facts, "nonnegative": "nonnegative_sum" in facts}
    values = _values(name, parameters)
    return FiniteSum([Component(value, slope, **said) for value, slope in zip(values, gradients, strict=True)], instance.dimension)


def _values(name: str, parameters: Mapping[str, Any]) -> list[Callable[[Vector], Number]]:
    if name == "logistic":
        rows, targets = [scaled(y, a) for y, a in zip(parameters["labels"], parameters["features"], strict=True)], (ZERO,) * len(parameters["labels"])
    elif name == "least_squares":
        rows, targets = [tuple(dot(row, q) for q in axes_of(parameters["axis"])) for row in parameters["columns"]], parameters["targets"]
    else:
        rows, targets = parameters["rows"], parameters["targets"]
    ridge, link = parameters.get("ridge", ZERO) / 2, LINKS[name]
    return [lambda u, a=a, b=b: plus(link(plus(dot(a, u), -b)), times(ridge, dot(u, u))) for a, b in zip(rows, targets, strict=True)]


FAMILIES = sorted(LINKS)
assert set(FAMILIES) <= set(families())


@dataclass(frozen=True)
class Terms(plain_heads.ByHead):
    """Terms of the kernel on a sum, with values for the free symbols, and the component that is drawn at one step."""

    of: FiniteSum
    symbols: Mapping[str, Any]
    step: Fraction
    drawn: int | None = None

    @property
    def dimension(self) -> int:
        return self.of.dimension

    def component(self, sample: Any) -> Component:
        """The component that is drawn at the one step that is looked at."""
        assert self.drawn is not None
        assert self.number(sample) == self.step
        return self.of.components[self.drawn]

    def mean(self, step: Any, body: Any) -> Number:
        """The mean over the draws at a step, all equally likely, whatever step it is."""
        count, at = len(self.of.components), self.number(step)
        return over(total(replace(self, step=at, drawn=number).number(body) for number in range(count)), Fraction(count))


def _word(terms: Terms, name: str, at: Any, which: Any = None) -> Number:
    if name == "dist_sq":
        found: Number = terms.symbols["dist_sq"](terms.vector(at))
        return found
    assert (name, which[:2]) == ("component'", ["sequence", "drawn'"])
    return terms.component(["+", which[2], -1]).value(terms.vector(at))


def _gradient(terms: Terms, at: Any) -> Vector:
    found: Vector = (ZERO,) * terms.of.dimension
    for one in terms.of.components:
        found = moved(found, one.gradient(terms.vector(at)))
    return scaled(Fraction(1, len(terms.of.components)), found)


def _f(terms: Terms, at: Any) -> Number:
    return over(total(one.value(terms.vector(at)) for one in terms.of.components), Fraction(len(terms.of.components)))


Terms.numbers = {
    **plain_heads.NUMBERS,
    "real": lambda terms, name: terms.symbols[f"real {name}"],
    "integer": lambda terms, name: terms.symbols[f"integer {name}"],
    "f": _f,
    "word": _word,
    "E": lambda terms, step, body: terms.mean(step, body),
}
Terms.vectors = {
    **plain_heads.VECTORS,
    "point": lambda terms, name: terms.symbols[f"point {name}"],
    "iterate": lambda terms, name, _: terms.symbols[f"start of {name}"],
    "gradient": _gradient,
    "draw": lambda terms, at, sample: terms.component(sample).gradient(terms.vector(at)),
}


def size_of(value: Number) -> float:
    """A number as a float."""
    return float(decimal(value))
