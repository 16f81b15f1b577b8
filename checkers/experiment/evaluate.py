"""The one translation from statements to numbers: any term of the language, evaluated on a run in whatever arithmetic it has.

A number is an array (I, P, *axes), a vector (I, P, *axes, d): I instances, P paths, and one axis for each index in scope (the free t and T
and those that sums bind). Axes on which a value does not depend have length one.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, reduce
from operator import add, mul
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment import instruments
from checkers.experiment.rules import arithmetic, deep_networks, moments, networks, problem, reductions, relu_networks
from checkers.experiment.rules.arithmetic import Array, Value
from checkers.experiment.run import Run
from theorems import words as w
from theorems.typed import parts, walk

RULES: dict[type, Callable[["Evaluator", Any], Value]] = {
    **arithmetic.RULES,
    **problem.RULES,
    **reductions.RULES,
    **networks.RULES,
    **relu_networks.RULES,
    **deep_networks.RULES,
    **instruments.RULES,
}
"""Class of term -> its rule."""

AVERAGING: dict[type, Callable[["Evaluator", Any], Value]] = {**RULES, **moments.RULES}
"""The same for what stands inside an expectation that is taken by moments: random vectors are affine forms, numbers their expectations."""


class Evaluator:
    """Evaluates terms on a run; `positions` gives the values of the indices in scope, each an int64 array over the index axes.

    `defined` marks where every term met so far has a value (no division by zero, no step before the first or after the last); `outside` tells that
    some step lay outside the run, as against a term that has no value on it. `averaging` evaluates what stands inside an expectation by moments.
    """

    run: Run
    m: Any
    within: "Evaluator | None"

    def __init__(self, run: Run, positions: Mapping[Any, np.ndarray], axes: int, averaging: bool = False) -> None:
        self.run, self.m, self.positions, self.axes = run, run.m, dict(positions), axes
        self.averaging, self.within = averaging, None
        self.known: dict[Any, Value] = {}
        self.outside = False
        self.defined: Any = np.ones((1, 1) + (1,) * axes, dtype=bool)

    def number(self, e: Any) -> Array:
        """The value of a number-valued term: (I or 1, P or 1, *axes)."""
        return self.value(e)[0]

    def value(self, e: Any) -> Value:
        """The value of any term, computed once."""
        found = self.known.get(e)
        if found is None:
            found = self.known[e] = _rule(e.__class__, self.averaging)(self, e)
        return found

    def step(self, e: Any) -> np.ndarray:
        """A whole-number index expression as int64 over the index axes."""
        if e.is_Integer:
            return np.full((1,) * self.axes, int(e), dtype=np.int64)
        if isinstance(e, w.Index):
            return np.asarray(self.positions[e])
        if isinstance(e, w.Natural):
            return np.full((1,) * self.axes, self.run.naturals[e.name], dtype=np.int64)
        parts = [self.step(a) for a in e.args]
        return np.asarray(reduce(add, parts) if e.is_Add else reduce(mul, parts) if e.is_Mul else parts[0] ** parts[1])

    def count(self, e: Any) -> int:
        """A number or a symbol from `naturals` as an int."""
        return int(e) if e.is_Integer else int(self.run.naturals[e.name])

    def require(self, condition: Any) -> None:
        """Mark as undefined wherever a condition over (I, P, *axes) fails."""
        self.defined = self.defined & condition

    def constant(self, value: Any) -> Value:
        """An exact number as an array."""
        return self.m.array([value], (1, 1) + (1,) * self.axes), False

    def spread(self, a: Array) -> Array:
        """(I, P) or (I, P, d) data without index axes, given them."""
        return a.reshape((*a.shape[:2], *(1,) * self.axes, *a.shape[2:]))

    def inside(self, index: Any, values: np.ndarray) -> "Evaluator":
        """An evaluator with one more index in scope, along a new last axis."""
        positions = {key: value[..., None] for key, value in self.positions.items()}
        positions[index] = values.reshape((1,) * self.axes + (-1,))
        return Evaluator(self.run, positions, self.axes + 1, self.averaging)

    def averaged(self) -> "Evaluator":
        """The evaluator of what stands inside expectations that are taken by moments, one for all of them."""
        if self.averaging:
            return self
        self.within = self.within or Evaluator(self.run, self.positions, self.axes, True)
        return self.within

    def at(self, index: Any, value: np.ndarray) -> "Evaluator":
        """An evaluator with the value of one more index, on which nothing that is known here depends."""
        moved = Evaluator(self.run, {**self.positions, index: value}, self.axes, self.averaging)
        moved.known, moved.outside, moved.defined = dict(self.known), self.outside, self.defined
        return moved


@cache
def _rule(kind: type, averaging: bool) -> Callable[[Evaluator, Any], Value]:
    rules = AVERAGING if averaging else RULES
    return next((rules[cls] for cls in kind.__mro__ if cls in rules), _no_rule)


def _no_rule(v: Evaluator, e: Any) -> Value:
    raise TypeError(f"{e} ({type(e).__name__}) has no numeric form")


@lru_cache(maxsize=4096)
def steady_terms(e: Any) -> tuple[Any, ...]:
    """The largest terms of an update, sums over steps aside, that name neither the step t nor a member of a sequence."""
    if not any(term == w.t or isinstance(term, sp.Indexed) for term in walk(e)):
        return (e,)
    inside = () if isinstance(e, (sp.Indexed, *w.OVER_STEPS)) else parts(e)
    return tuple(term for a in inside if isinstance(a, sp.Expr) for term in steady_terms(a))
