"""Which problems meet the hypotheses that a person names, and with which values of their constants."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.regions import Region
from checkers.experiment.search.draws import instances_drawn, library
from checkers.experiment.search.scope import Scope, known_values
from problems.instance import Family, Instance, Vector
from problems.noise import Noise, two_point
from problems.problem import Problem, points_of
from theorems.hypotheses import BoundedVariance, ConvexSum, Interpolation, NonnegativeSum, SecondMoment, SmoothSum, StrongGrowth
from theorems.hypothesis import Hypothesis
from theorems.language import Theorem

OF_DRAWS = (BoundedVariance, SecondMoment, Interpolation, StrongGrowth, SmoothSum, ConvexSum, NonnegativeSum)
"""Hypotheses about random gradients."""

ARGUMENTS = {"smooth": "L", "pl": "mu", "strongly_convex": "mu", "quadratic_growth": "mu", "lipschitz": "G"}
"""The arguments of strategies that keep a constant within a number."""

DRAWN = 6
"""Instances of a family that are drawn to see whether any meets the hypotheses."""

SCALES = (Fraction(1), Fraction(1, 2), Fraction(2), Fraction(1, 10), Fraction(1, 100))
"""Standard deviations of the noise that is added to gradients."""

Choose = Callable[[Sequence[Any]], Any]


def tightest(allowed: Sequence[Any]) -> Any:
    """The first of the values that a constant may take: the best that is certified."""
    return allowed[0]


@dataclass(frozen=True)
class Wanted:
    """Hypotheses with relations between their constants, and what it takes to meet them."""

    given: tuple[Any, ...]
    _fitting: dict[str, list[Problem]] = field(default_factory=dict, compare=False)

    @cached_property
    def theorem(self) -> Theorem:
        """A theorem of these hypotheses that claims nothing."""
        return Theorem(given=list(self.given), claim=sp.Le(0, 1, evaluate=False))

    @cached_property
    def scope(self) -> Scope:
        """What instances are held against."""
        return Scope(self.theorem, (), Region(self.theorem), (), 0, 0)

    @property
    def random(self) -> bool:
        """Whether a hypothesis speaks of random gradients."""
        return any(isinstance(h, OF_DRAWS) for h in self.theorem.hypotheses)

    def bounds(self, family: Family) -> Mapping[str, Fraction]:
        """The numbers among the constants, as arguments of the family's strategy."""
        accepted, found = inspect.signature(family.strategy).parameters, {}
        for h in self.theorem.hypotheses:
            name = ARGUMENTS.get(h.certified_as, "")
            if name in accepted and isinstance(h.constant, sp.Rational):
                found[name] = Fraction(int(h.constant.p), int(h.constant.q))
        return found

    def drawn_from(self, family: Family) -> Any:
        """Instances of a family, within the numbers among the constants where it can keep to them."""
        try:
            return family.strategy(**self.bounds(family))
        except ValueError:
            return family.strategy()

    def noises(self, instance: Instance, family: Family) -> list[Noise | None]:
        """What random gradients of an instance may be: two equally likely vectors, draws of its components, or normal vectors."""
        if not self.random:
            return [None]
        own = [Noise("finite_sum")] if family.components is not None else []
        added = [two_point(instance.dimension, scale) for scale in SCALES]
        return [*added, *own, *(Noise("gaussian", scale=scale) for scale in SCALES)]

    def met(self, instance: Instance, noise: Noise | None, start: Vector, choose: Choose = tightest) -> Problem | None:
        """The problem with values for all constants, or None where the instance does not meet every hypothesis."""
        if self.scope.lacking(instance, noise) is not None:
            return None
        minimiser = next(iter(instance.minimisers), None)
        known = known_values(self.scope, Case(instance, {}, noise, start, minimiser))
        values = self.scope.region.pick(known, choose)
        return None if values is None else Problem(instance, noise, values, start)

    def examples(self, family: Family) -> list[Problem]:
        """Problems of a family, from its library and a few that are drawn, which meet the hypotheses; none where the family has none."""
        if family.name not in self._fitting:
            instances = [*library(family), *instances_drawn(replace(family, strategy=lambda: self.drawn_from(family)), DRAWN, 0)]
            tried = (self.met(one, noise, points_of(one)[0]) for one in instances for noise in self.noises(one, family))
            self._fitting[family.name] = [problem for problem in tried if problem is not None]
        return self._fitting[family.name]


def said(given: Sequence[Any]) -> str:
    """The hypotheses as they were written."""
    return ", ".join(f"{type(h).__name__}({', '.join(map(str, vars(h).values()))})" if isinstance(h, Hypothesis) else str(h) for h in given)
