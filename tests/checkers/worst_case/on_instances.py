"""A program's unknowns as an instance has them: its run's points, gradients, values and draws, put in by walking through the evaluations."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared, simulate, starts
from checkers.experiment.margins import grids, margins
from checkers.worst_case.program import Program
from checkers.worst_case.terms import Affine
from problems.float64 import Float64
from problems.instance import stacked
from theorems.language import Theorem
from theorems.normal_form import normal_form


@dataclass
class Objective:
    """f, its gradient and the noise of each of its draws, in floats."""

    case: Case

    def __post_init__(self) -> None:
        self.m, self.arrays = Float64(), stacked([self.case.instance], Float64())
        noise = self.case.noise
        self.count = 1 if noise is None else noise.support(self.case.family, self.case.instance)

    def _called(self, function: Any, x: np.ndarray, *further: Any) -> Any:
        return np.asarray(function(self.arrays, self.m.array(list(x), (1, 1, len(x))), *further, self.m))[0, 0]

    def value(self, x: np.ndarray) -> float:
        return float(self._called(self.case.family.value, x))

    def gradient(self, x: np.ndarray) -> np.ndarray:
        return self._called(self.case.family.gradient, x)

    def noise(self, x: np.ndarray, draw: int) -> np.ndarray:
        """What a draw adds to the gradient."""
        if self.case.noise.kind == "additive":
            return np.array([float(e) for e in self.case.noise.atoms[draw]])
        return self._called(self.case.family.component_gradient, x, np.array([[draw]])) - self.gradient(x)


@dataclass
class Data:
    """The Gram matrix and the values of a program on an instance."""

    products: Mapping[tuple[str, str], float]
    values: Mapping[str, float]

    def number(self, a: Affine) -> float:
        products = sum(float(c) * self.products[pair] for pair, c in a.products.items())
        return float(a.constant) + products + sum(float(c) * self.values[name] for name, c in a.values.items())

    def quotient(self, program: Program) -> float:
        return min(self.number(one) for one in program.numerators) / self.number(program.denominator)

    def broken(self, program: Program) -> list[str]:
        """The conditions that do not hold, up to rounding."""
        found = [(one, self.number(one.terms)) for one in program.conditions]
        return [one.name for one, number in found if number < -1e-9 or (one.equality and number > 1e-9)]


def on_paths(program: Program, case: Case) -> Data:
    """The data of a program that has the draws of every path."""
    f = Objective(case)
    vectors = _points(program, case, f)
    if f.count > 1 and case.noise.kind == "additive":
        vectors |= {f"noise {draw + 1}": f.noise(np.zeros(1), draw) for draw in range(f.count)}
    values, offset = {}, _offset(program, case, f)
    for one in program.evaluations:
        x = _place(one.position, vectors, f) + _origin(program, case)
        _set(one, vectors, values, f.gradient(x), f.value(x) - offset)
        for draw in range(f.count if case.noise is not None else 0):
            vectors[f"noise {draw + 1} at {one.name}"] = f.noise(x, draw)
            values[f"f_{draw + 1}({one.name})"] = 0.0
    return Data(_gram(program, vectors), values)


def in_the_mean(program: Program, case: Case, steps: int, batch: int = 1) -> Data:
    """The data of a program that has means: the averages over all paths."""
    f = Objective(case)
    every = list(product(product(range(f.count), repeat=batch), repeat=steps))
    found = [_on_path(program, case, f, path) for path in every]
    pairs = {pair: float(np.mean([one.products[pair] for one in found])) for pair in found[0].products}
    return Data(pairs, {name: float(np.mean([one.values[name] for one in found])) for name in found[0].values})


def _on_path(program: Program, case: Case, f: Objective, path: tuple[tuple[int, ...], ...]) -> Data:
    vectors, values, offset = _points(program, case, f), {}, _offset(program, case, f)
    for one in program.evaluations:
        x = _place(one.position, vectors, f) + _origin(program, case)
        _set(one, vectors, values, f.gradient(x), f.value(x) - offset)
        for sample, draws in enumerate(path):
            noise = np.mean([f.noise(x, draw) for draw in draws], axis=0)
            size = "" if len(draws) == 1 else f", batch {len(draws)}"
            vectors[f"noise({one.name}, {sample}{size})"] = noise
    return Data(_gram(program, vectors), values)


def _points(program: Program, case: Case, f: Objective) -> dict[str, np.ndarray]:
    start = np.array([float(e) for e in case.start]) - _origin(program, case)
    return {"x[0]": start, "x_star": _minimiser(case) - _origin(program, case)}


def _origin(program: Program, case: Case) -> np.ndarray:
    """The point that is the origin of the program: the minimiser, or the start."""
    return _minimiser(case) if "x[0]" in program.basis else np.array([float(e) for e in case.start])


def _minimiser(case: Case) -> np.ndarray:
    return np.array([float(e.low) for e in case.minimiser])


def _offset(program: Program, case: Case, f: Objective) -> float:
    """The value that is zero in the program."""
    first = program.evaluations[0]
    return f.value(np.array([float(e) for e in case.start])) if first.name == "x[0]" and first.value == Affine() else float(case.instance.infimum.low)


def _place(position: Any, vectors: Mapping[str, np.ndarray], f: Objective) -> np.ndarray:
    return sum((float(c) * vectors[name] for name, c in position.parts.items()), np.zeros(f.case.instance.dimension))


def _set(one: Any, vectors: dict[str, np.ndarray], values: dict[str, float], gradient: np.ndarray, value: float) -> None:
    vectors.update(dict.fromkeys(one.gradient.parts, gradient))
    values.update(dict.fromkeys(one.value.values, value))


def _gram(program: Program, vectors: Mapping[str, np.ndarray]) -> dict[tuple[str, str], float]:
    return {(a, b): float(vectors[a] @ vectors[b]) for a in program.basis for b in program.basis if a <= b}


def share(theorem: Theorem, claim: Any, program: Program, case: Case) -> float:
    """The share of the bound that the experiment's run uses, at the program's place."""
    m, form = Float64(), normal_form(claim, theorem.sequences)
    run = simulate(theorem, prepared(theorem, [case], m), starts([case], m), None if theorem.method.horizon_free else case.steps)
    positions = grids(form, [program.spot.get("t", 0)], [program.spot.get("T", 1)])
    return float(margins(form, run, positions).used.reshape(-1)[0])


__all__ = ["Data", "in_the_mean", "on_paths", "share"]
