"""An actual function put into a program: points, gradients and values as numbers."""

from dataclasses import dataclass, replace

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared, simulate, starts
from checkers.experiment.margins import grids, margins
from checkers.experiment.run import Run
from checkers.worst_case.program import Program
from checkers.worst_case.terms import Affine, Vector
from problems.float64 import Float64
from theorems.language import Theorem
from theorems.normal_form import normal_form


@dataclass
class Numbers:
    """What the names of a program are on a case: vectors (d,) and values."""

    vectors: dict[str, np.ndarray]
    values: dict[str, float]
    dimension: int

    def at(self, vector: Vector) -> np.ndarray:
        return sum((float(c) * self.vectors[name] for name, c in vector.parts.items()), np.zeros(self.dimension))

    def of(self, terms: Affine) -> float:
        inner = sum(float(c) * (self.vectors[a] @ self.vectors[b]) for (a, b), c in terms.products.items())
        return float(terms.constant) + sum(float(c) * self.values[name] for name, c in terms.values.items()) + inner

    def size(self, terms: Affine) -> float:
        """The sum of the sizes of the terms: what a rounding error is measured by."""
        inner = sum(abs(float(c)) * np.linalg.norm(self.vectors[a]) * np.linalg.norm(self.vectors[b]) for (a, b), c in terms.products.items())
        return 1e-6 + abs(float(terms.constant)) + sum(abs(float(c) * self.values[name]) for name, c in terms.values.items()) + inner


def run_of(theorem: Theorem, case: Case, steps: int, horizon: int | None) -> Run:
    """The case run by the experiment's own engine, in floats."""
    m, long = Float64(), replace(case, steps=steps)
    return simulate(theorem, prepared(theorem, [long], m), starts([long], m), horizon)


def substituted(program: Program, case: Case, run: Run) -> Numbers | None:
    """The program's names on a case; None where it looks at a minimiser and the case has none."""
    dimension = case.instance.dimension
    points = {name: np.array([float(e) for e in place]) for name, place in case.points.items()}
    if case.start is not None:
        points["x[0]"] = np.array([float(e) for e in case.start])
    if case.minimiser is not None:
        middle = np.array([float((e.low + e.high) / 2) for e in case.minimiser])
        points["x_star"] = middle
        points |= {one.name: middle for one in program.evaluations if one.name.startswith("nearest(")}
    infimum = 0.0 if case.instance.infimum is None else float(case.instance.infimum.low)
    needed = [name for name in (*program.basis, *program.zeros) if not name.startswith(("grad(", "f(", "f_star"))]
    if any(name not in points for name in needed):
        return None
    origin = next((points[name] for name in program.zeros if name in points), np.zeros(dimension))
    numbers = Numbers({name: points[name] - origin for name in needed}, {"f_star": infimum}, dimension)
    for one in program.evaluations:
        place = run.m.array(list(numbers.at(one.position) + origin), (1, 1, dimension))
        numbers.vectors[f"grad({one.name})"] = np.asarray(case.family.gradient(run.arrays, place, run.m)).reshape(dimension)
        numbers.values[f"f({one.name})"] = float(case.family.value(run.arrays, place, run.m))
    level = next((numbers.values[name] for name in program.zeros if name in numbers.values), 0.0)
    numbers.values = {name: value - level for name, value in numbers.values.items()}
    return numbers


def directly(theorem: Theorem, claim, program: Program, run: Run) -> tuple[float, float, float]:
    """The claim's margin, the size of its terms and the share of the bound that is used, as the experiment has them at the program's spot."""
    form = normal_form(claim, theorem.sequences)
    t, T = program.spot.get("t", 0), program.spot.get("T", 1)
    found = margins(form, run, grids(form, [t], [T]))
    assert found.defined.all()
    return float(found.margin.reshape(-1)[0]), float(found.scale.reshape(-1)[0]), float(found.used.reshape(-1)[0])
