"""Random gradients with known moments: finitely many equally likely draws, or Gaussian noise.

`additive` noise adds one of m equally likely vectors of mean zero (two-point noise is +-s e), `finite_sum` takes the gradient of
one of the objective's n components, `gaussian` adds a normal vector. The first two can be enumerated, so that expectations are exact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import Any

import numpy as np

from problems.instance import Array, Enclosure, Fact, Family, Instance, Vector, exactly
from problems.numbers import simplest_between


@dataclass(frozen=True)
class Noise:
    """One model of randomness; `atoms` for additive noise, `scale` (the standard deviation) for Gaussian noise.

    `uniform` numbers the equally likely losses of a game's step by its `atoms`.
    """

    kind: str
    atoms: tuple[Vector, ...] = ()
    scale: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if self.kind not in ("additive", "finite_sum", "gaussian", "uniform"):
            raise ValueError(f"no noise is called {self.kind}")
        if self.kind == "additive" and any(sum(coordinate, Fraction(0)) != 0 for coordinate in zip(*self.atoms, strict=True)):
            raise ValueError("the vectors added to the gradient must have mean zero")
        if self.scale < 0 or (self.kind == "additive" and not self.atoms):
            raise ValueError("a standard deviation is not negative, and noise that is added has a vector to add")

    def support(self, family: Family, instance: Instance) -> int | None:
        """How many equally likely draws there are, or None where they cannot be enumerated."""
        if self.kind == "finite_sum":
            return family.components(instance) if family.components else None
        return len(self.atoms) if self.kind in ("additive", "uniform") else None

    def describe(self) -> str:
        """The noise in words and numbers."""
        if self.kind == "additive":
            return "added to the gradient, equally likely: " + ", ".join(_vector_text(atom) for atom in self.atoms)
        if self.kind == "gaussian":
            return f"added to the gradient: a normal vector of mean squared length {self.scale**2}, alike in all directions"
        if self.kind == "uniform":
            return f"each step draws one of the {len(self.atoms)} losses, equally likely"
        return "the gradient of one component, all equally likely"


def _vector_text(v: Vector) -> str:
    return str(v[0]) if len(v) == 1 else "(" + ", ".join(map(str, v)) + ")"


def equally_likely(count: int) -> Noise:
    """The draws of a game's losses: numbers 0, 1, ..., count - 1."""
    return Noise("uniform", tuple((Fraction(number),) for number in range(count)))


def two_point(dimension: int, scale: Fraction, axis: Sequence[Fraction] | None = None) -> Noise:
    """+-scale along a unit vector (the first axis unless given): variance scale^2, exactly."""
    unit = tuple(axis) if axis is not None else tuple(Fraction(int(i == 0)) for i in range(dimension))
    atom = tuple(scale * e for e in unit)
    return Noise("additive", (atom, tuple(-e for e in atom)))


def noise_facts(noise: Noise, instance: Instance) -> dict[str, Fact]:
    """What the noise certifies on an instance, everywhere: its variance, and interpolation where nothing is random at minimisers.

    The value of `variance` is the standard deviation sigma, the constant that BoundedVariance(sigma) names.
    """
    if noise.kind == "finite_sum":
        facts = {name: instance.facts[name] for name in ("interpolation",) if name in instance.facts}
        variance = instance.facts.get("variance")
        if variance is not None and variance.value is not None:
            facts["variance"] = Fact(variance.reason, root_enclosure(variance.value))
        return facts
    if noise.kind == "gaussian":
        return {"variance": Fact("the variance of the normal vector", exactly(noise.scale))}
    mean_square = sum((e * e for atom in noise.atoms for e in atom), Fraction(0)) / len(noise.atoms)
    return {"variance": Fact("the mean squared length of the equally likely vectors", root_enclosure(exactly(mean_square)))}


def largest_atom(noise: Noise, sup: bool) -> Fraction:
    """The largest of the vectors that additive noise adds, in the sup norm or (from above) in the Euclidean one."""
    if sup:
        return max(abs(e) for atom in noise.atoms for e in atom)
    return root_enclosure(exactly(max(sum((e * e for e in atom), Fraction(0)) for atom in noise.atoms))).high


@lru_cache(maxsize=4096)
def root_enclosure(value: Enclosure) -> Enclosure:
    """The square root; irrational ends become the plainest rationals just outside."""
    low, high = root_below(value.low), root_above(value.high)
    if low**2 == value.low and high**2 == value.high:
        return Enclosure(low, high)
    return Enclosure(low, simplest_between(high, high * (1 + Fraction(1, 2**24))))


def root_above(value: Fraction) -> Fraction:
    """A rational at or just above the square root, exact for squares of rationals."""
    return -root_below(value, -1)


def root_below(value: Fraction, side: int = 1) -> Fraction:
    """A rational at or just below the square root (its negative from above for side = -1), exact for squares of rationals."""
    p, q = isqrt(value.numerator), isqrt(value.denominator)
    if Fraction(p, q) ** 2 == value:
        return side * Fraction(p, q)
    scale = 2**80
    floor = isqrt(value.numerator * scale * scale // value.denominator)
    return Fraction(floor, scale) if side == 1 else -Fraction(floor + 1, scale)


def stacked_atoms(noises: Sequence[Noise], m: Any) -> Array:
    """Atoms of additive noises of one shape as an array (I, m, d)."""
    first = noises[0].atoms
    shape = (len(noises), len(first), len(first[0]))
    return m.array([e for noise in noises for atom in noise.atoms for e in atom], shape)


def stochastic_gradient(family: Family, p: Mapping[str, Array], noise: Any, x: Array, draw: Any, m: Any) -> Array:
    """The mean of a batch of random gradients at x : (I, M, d). `draw` : (1 or I, M, b) int64 picks atoms or components; for Gaussian noise it
    is (I, M, b, d), the noise itself.

    `noise` is (kind, data) with data the stacked atoms (I, m, d) or None.
    """
    kind, data = noise
    batch, d = draw.shape[2], x.shape[2]
    if kind == "finite_sum" and draw.shape[0] != x.shape[0]:
        draw = np.repeat(draw, x.shape[0], axis=0)
    if kind == "finite_sum" and family.batch_gradient is not None:
        return family.batch_gradient(p, x, draw, m)
    if kind == "finite_sum":
        assert family.component_gradient is not None
        each = m.take(x, np.repeat(np.arange(x.shape[1]), batch), 1) if batch > 1 else x
        drawn = family.component_gradient(p, each, draw.reshape((draw.shape[0], -1)), m)
        return _mean(drawn.reshape((*draw.shape, d)), m)
    exact = family.gradient(p, x, m)
    if kind == "gaussian":
        return exact + _mean(draw, m)
    if draw.shape[0] == 1:
        picked = m.take(data, draw.reshape(-1), 1)
    else:
        rows = np.arange(draw.shape[0])[:, None, None] * data.shape[1] + draw
        picked = m.take(data.reshape((data.shape[0] * data.shape[1], d)), rows.reshape(-1), 0)
    return exact + _mean(picked.reshape((x.shape[0], *draw.shape[1:], d)), m)


def _mean(a: Array, m: Any) -> Array:
    """(I, M, b, d) averaged over the batch."""
    return m.total(a, 2) / a.shape[2] if a.shape[2] > 1 else a[:, :, 0]
