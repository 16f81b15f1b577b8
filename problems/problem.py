"""One problem in a person's hands: f and its gradient on their arrays, random gradients, certified constants, a point to start from.

Its repr builds the same problem again, so that what a failing test prints can be pasted into code.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import torch
from hypothesis import strategies as st

from problems.discovery import families, family_called, family_of
from problems.float64 import Float64
from problems.instance import Array, Enclosure, Family, Instance, Vector, stacked
from problems.matching import facts_of
from problems.noise import Noise, stacked_atoms, stochastic_gradient

NAMES = {"smooth": "L", "pl": "mu", "lipschitz": "G", "variance": "sigma", "second_moment": "C"}
"""What the constants of an instance are called where nobody names them."""

UPPER = ("L", "G", "sigma", "C")
"""Those of which every larger one is right, too."""

ONE_BY_ONE = 64
"""How often a problem that stands alone is drawn, each time for other starts and constants."""


@dataclass(frozen=True, eq=False, repr=False)
class Problem:
    """f : R^d -> R with what is certified of it. `chosen` are constants beside (or in place of) the instance's own, `at` where to start.

    Points are NumPy arrays or torch tensors of float64, (..., d); values are then (...), gradients (..., d), of the same kind. Where a point is
    a tensor that requires a gradient, `value` can be differentiated. `label` names a problem that a person brought; `notes` tell about it.
    ladder(m, stream), where there is one, is the network of width m on the same data, with a random point of it.
    """

    instance: Instance
    noise: Noise | None = None
    chosen: Mapping[str, Any] = field(default_factory=dict)
    at: Vector | None = None
    label: str = ""
    notes: tuple[str, ...] = ()
    ladder: Callable[[int, Any], tuple[Instance, Vector]] | None = None

    @property
    def name(self) -> str:
        """How it is spoken of: its label, or its family."""
        return self.label or self.instance.family

    def __str__(self) -> str:
        return self.name

    @property
    def dimension(self) -> int:
        """d."""
        return self.instance.dimension

    @property
    def formula(self) -> str:
        """f in numbers."""
        return self.instance.formula

    def value(self, x: Any) -> Any:
        """f(x) : (...) for points x : (..., d)."""
        return self._at(x, lambda p, points, m: family_of(self.instance).value(p, points, m))

    def gradient(self, x: Any) -> Any:
        """The gradient of f at x : (..., d) for points x : (..., d)."""
        return self._at(x, lambda p, points, m: family_of(self.instance).gradient(p, points, m))

    def stochastic_gradient(self, x: Any, generator: Any) -> Any:
        """One random gradient at each of the points x : (..., d), drawn with NumPy's or torch's generator, independently of each other."""
        if self.noise is None:
            raise ValueError("this problem has no random gradients: draw it with problems_with(..., BoundedVariance(sigma)).")
        return self._at(x, lambda p, points, m: self._drawn(p, points, generator, m))

    def _drawn(self, p: Mapping[str, Array], points: Array, generator: Any, m: Float64) -> Array:
        assert self.noise is not None
        family, count = family_of(self.instance), points.shape[1]
        if self.noise.kind == "gaussian":
            draw = m.array(_normal(generator, count * self.dimension), (1, count, 1, self.dimension)) * float(self.noise.scale) / self.dimension**0.5
        else:
            support = self.noise.support(family, self.instance)
            assert support is not None
            draw = _whole(generator, support, count).reshape(1, count, 1)
        atoms = stacked_atoms([self.noise], m) if self.noise.kind == "additive" else None
        return stochastic_gradient(family, p, (self.noise.kind, atoms), points, draw, m)

    def _at(self, x: Any, function: Callable[[Mapping[str, Array], Array, Float64], Array]) -> Any:
        points, of_torch = _points(x, self.dimension)
        found = function(self._arrays, points.reshape((1, -1, self.dimension)), Float64())[0]
        found = found.reshape((*points.shape[:-1], *found.shape[1:]))
        return found if of_torch else found.detach().numpy()[()]

    @cached_property
    def _arrays(self) -> Mapping[str, Array]:
        return stacked([self.instance], Float64())

    @property
    def infimum(self) -> float | None:
        """The infimum of f, the middle of its enclosure; None where none is certified."""
        found = self.instance.infimum
        return None if found is None else float((found.low + found.high) / 2)

    @property
    def minimiser(self) -> Any:
        """A minimiser : (d,) float64, or None where none exists or none is certified."""
        known = self.instance.minimisers
        return np.array([float((e.low + e.high) / 2) for e in known[0]]) if known else None

    @property
    def start(self) -> Any:
        """A point to start from : (d,) float64."""
        return np.array([float(e) for e in self.at or next(iter(self.instance.starts), (Fraction(0),) * self.dimension)])

    @cached_property
    def constants(self) -> Mapping[str, Any]:
        """The certified constants by name, exact; the best that are known, L from above and mu from below, unless others were asked for."""
        facts = facts_of(self.instance, self.noise)
        known = {name: facts[fact].value for fact, name in NAMES.items() if fact in facts}
        return {**{name: _safe(value, name in UPPER) for name, value in known.items() if value is not None}, **self.chosen}

    def __getattr__(self, name: str) -> float:
        if name.startswith("_") or name not in self.constants:
            known = "" if name.startswith("_") else f"; its constants are {', '.join(self.constants) or 'none'}"
            raise AttributeError(f"a problem has no {name!r}{known}")
        return float(self.constants[name])

    def __repr__(self) -> str:
        if self.label:
            return f"<problem {self.label}: {self.formula}>"
        given = {**_own_parameters(family_of(self.instance), self.instance), **_further(self)}
        return f"lemmata.instance({self.instance.family!r}, {', '.join(f'{name}={text}' for name, text in given.items())})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What hypothesis prints of it."""
        printer.text("..." if cycle else repr(self))

    @cached_property
    def alone(self) -> Family:
        """The family whose only instance this is."""

        def held() -> Instance:
            return replace(self.instance, own=family)

        def strategy() -> Any:
            return st.integers(0, ONE_BY_ONE).map(lambda _: held())

        family = replace(family_of(self.instance), title=self.name, library=lambda: [held()], strategy=strategy, ladder=self.ladder, doubled=None)
        return family


def instance(
    family: str, formula: str | None = None, noise: Any = None, constants: Mapping[str, Any] | None = None, start: Any = None, **parameters: Any
) -> Problem:
    """A problem from the numbers that its repr shows: a family by its name, and its parameters, whole numbers or texts such as "1/3".

    Raises ValueError where the numbers make no instance, or another one than `formula` says.
    """
    known = families()
    if family not in known:
        raise ValueError(f'no family of problems is called "{family}". There are: {", ".join(known)}.')
    accepted = list(inspect.signature(known[family].build).parameters)
    wrong = [name for name in parameters if name not in accepted]
    if wrong:
        raise ValueError(f'"{family}" has no {", ".join(wrong)}; it takes {", ".join(accepted)}.')
    try:
        built = family_called(family).build(**{name: numbers(value) for name, value in parameters.items()})
    except TypeError as error:
        raise ValueError(f'"{family}" takes {", ".join(accepted)}: {error}') from None
    if formula is not None and formula != built.formula:
        raise ValueError(f"these numbers make {built.formula}, not {formula}")
    kind, *parts = (noise,) if isinstance(noise, str) else noise or ("",)
    drawn = Noise(kind, *map(numbers, parts)) if kind else None
    return Problem(built, drawn, {name: Fraction(value) for name, value in (constants or {}).items()}, None if start is None else numbers(start))


def numbers(value: Any) -> Any:
    """Whole numbers, texts and floats as the rationals that they are, in nested tuples."""
    return tuple(numbers(member) for member in value) if isinstance(value, (list, tuple)) else Fraction(value)


def _further(problem: Problem) -> dict[str, str]:
    """What a repr tells beside the parameters: noise, constants that were chosen, the start, and f in words."""
    noise, chosen = problem.noise, {name: _text(value) for name, value in problem.chosen.items()}
    found = {}
    if noise is not None:
        found["noise"] = (
            repr(noise.kind)
            if noise.kind == "finite_sum"
            else f"({noise.kind!r}, {_text(noise.atoms)}{f', {_text(noise.scale)}' if noise.scale else ''})"
        )
    if chosen:
        found["constants"] = "{" + ", ".join(f"{name!r}: {text}" for name, text in chosen.items()) + "}"
    if problem.at is not None:
        found["start"] = _text(problem.at)
    return {**found, "formula": repr(problem.formula)}


def _own_parameters(family: Family, one: Instance) -> dict[str, str]:
    """The parameters that are not the defaults of `build`."""
    defaults = {name: p.default for name, p in inspect.signature(family.build).parameters.items()}
    return {name: _text(value) for name, value in one.parameters.items() if value != defaults.get(name)}


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_text, value)) + ("," if len(value) == 1 else "") + ")"
    return str(value) if not isinstance(value, Fraction) or value.denominator == 1 else repr(str(value))


def _points(x: Any, dimension: int) -> tuple[torch.Tensor, bool]:
    """Points as a tensor, and whether they came as one."""
    of_torch = isinstance(x, torch.Tensor)
    made: Any = x if of_torch else np.asarray(x)
    if "complex" in str(made.dtype) or str(made.dtype) in ("float32", "float16", "torch.float32", "torch.float16", "torch.bfloat16", "object"):
        raise TypeError(f"points are arrays of float64, not of {made.dtype}: convert them, or the digits that the constants speak of are lost.")
    tensor = made.to(torch.float64) if of_torch else torch.from_numpy(np.array(made, dtype=np.float64))
    if tensor.ndim == 0 or tensor.shape[-1] != dimension:
        raise ValueError(f"points of R^{dimension} have {dimension} coordinates along their last axis; this array has the shape {tuple(made.shape)}.")
    return tensor, of_torch


def _normal(generator: Any, count: int) -> np.ndarray:
    if isinstance(generator, torch.Generator):
        return torch.randn(count, generator=generator, dtype=torch.float64).numpy()
    return np.asarray(generator.standard_normal(count))


def _whole(generator: Any, below: int, count: int) -> np.ndarray:
    if isinstance(generator, torch.Generator):
        return torch.randint(below, (count,), generator=generator).numpy()
    if not isinstance(generator, np.random.Generator):
        raise TypeError("draw with a generator: np.random.default_rng(seed) or torch.Generator().manual_seed(seed).")
    return generator.integers(0, below, count)


def _safe(value: Enclosure, upper: bool) -> Fraction:
    return value.high if upper else value.low


def points_of(one: Instance) -> Sequence[Vector]:
    """The points that an instance is worth starting from; the origin where it names none."""
    return one.starts or ((Fraction(0),) * one.dimension,)
