"""What cases are proposed for, and what is known of one: certified constants, terms about the start, how many steps can be run."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.engine import enumerable_steps, prepared, starts
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.regions import FACT, Region
from checkers.experiment.run import FOREVER, Trajectory
from checkers.experiment.search.sequences import sequence_names
from problems.balls import ON_BALLS, ball_facts
from problems.certified_minimum import ends
from problems.exact.arithmetic import Exact
from problems.instance import Instance, Own
from problems.matching import facts_for, lacking, speaks_of_a_problem
from problems.noise import Noise, equally_likely
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import mentions
from theorems.scaling import Asymptotic
from theorems.settings import RandomNetwork

HORIZONS = (1, 2, 3, 5, 8)
"""Values of T that a method whose step depends on T is run for."""

LONG_HORIZONS = (13, 32, 64, 128, 256)
"""Further ones, and the steps asked for, where no objective is evaluated."""

CORNERS = ((0, 0), (0, 1), (0, 2), (1, 0), (3, 1), (0, 4))
"""Which candidate the constants of hypotheses take (0 is the tight value), and which the parameters."""


@dataclass(frozen=True)
class Scope:
    """What proposals are made for: a theorem, the claims looked at, the families allowed, the steps to run and the root seed.

    `enumerated`: whether the draws of every step are enumerated; where they are sampled, cases may have more of them than that allows.
    `observed` lets in instances whose facts are only observed: they need not be instances of the theorem, and decide nothing.
    """

    theorem: Theorem
    claims: tuple[Any, ...]
    region: Region
    families: tuple[str | Own, ...]
    steps: int
    root: int
    enumerated: bool = True
    observed: bool = False

    def lacking(self, instance: Instance, noise: Noise | None) -> str | None:
        """What an instance lacks of the theorem, None where it may be tried."""
        return lacking(self.theorem, instance, noise, self.claims, self.observed)


@lru_cache(maxsize=256)
def is_random(theorem: Theorem) -> bool:
    """Whether the theorem speaks of stochastic gradients, or of a game whose losses are drawn."""
    return any(isinstance(term, (w.stochastic_grad, w.AtRandom)) for term in theorem.terms())


def fitting_noise(theorem: Theorem, noise: Noise | None) -> bool:
    """Whether the noise is of the kind that the theorem's draws are of: none, the losses of a game, or random gradients."""
    losses = losses_drawn(theorem)
    if losses:
        return noise == equally_likely(losses)
    return (noise is not None) == is_random(theorem) and (noise is None or noise.kind != "uniform")


@lru_cache(maxsize=256)
def losses_drawn(theorem: Theorem) -> int:
    """How many losses each step of a game draws from; 0 where none are drawn."""
    return max((len(term.args) - 1 for term in theorem.terms() if isinstance(term, w.AtRandom)), default=0)


def point_names(theorem: Theorem) -> list[str]:
    """The free points of a theorem, sorted; without those that an expectation or a probability draws."""
    bound = theorem.setting.points if draws_networks(theorem) else ()
    return [p.name for p in theorem.names(w.Point) if p != w.x_star and p not in bound]


def draws_networks(theorem: Theorem) -> bool:
    """Whether all claims of a theorem are about means over the draws of a random network."""
    means = (not isinstance(claim, Asymptotic) and mentions(claim, w.E, w.Probability) for claim in theorem.claims)
    return isinstance(theorem.setting, RandomNetwork) and all(means)


def known_values(scope: Scope, case: Case) -> dict[str, Any]:
    """The certified constants of a case, and the exact values of the terms about its start that `given` names."""
    return {**certified_values(scope, case.instance, case.noise), **start_values(scope, case)}


def certified_values(scope: Scope, instance: Instance, noise: Noise | None) -> dict[str, Any]:
    """The certified constants of an instance with its noise."""
    found: dict[str, Any] = {}
    facts = facts_for(scope.theorem, instance, noise)
    for bound in (b for h in scope.theorem.hypotheses if h.scope == "everywhere" for b in h.bounds):
        value = facts[bound.certified_as].value
        assert value is not None
        ends = {sp.Ge: value.high, sp.Le: value.low, sp.Eq: value.low if value.exact else (value.low, value.high)}
        found[FACT + bound.certified_as] = ends[bound.relation]
    return found


def start_values(scope: Scope, case: Case) -> dict[str, Any]:
    """The exact values of the terms about the start of a case that `given` names, and what is certified on a ball around it."""
    around = _on_ball(scope, case)
    if not scope.region.start_terms:
        return around
    m = Exact(bits=192)
    with m.scope():
        run = prepared(Theorem(claim=sp.Le(0, 1, evaluate=False)), [replace(case, noise=None)], m)
        begun = starts([case], m)
        if begun is not None:
            run.trajectories["x"] = Trajectory(begun[:, :, None], 0, True)
        run.defined_until = np.full((1, 1), FOREVER)
        found = {symbol.name: _as_value(Evaluator(run, {}, 0).number(term).reshape(-1)[0]) for term, symbol in scope.region.start_terms.items()}
    return {**around, **found}


def _on_ball(scope: Scope, case: Case) -> dict[str, Any]:
    """The constants certified on a ball around the start, all 0 where there is none: no constant of a hypothesis is that small, nor a radius."""
    if all(h.scope != "ball" for h in scope.theorem.hypotheses):
        return {}
    found = None if case.start is None else ball_facts(case.instance, case.start)
    values = {} if found is None else {name: fact.value.low for name, fact in found.items() if fact.value is not None}
    return {FACT + name: values.get(name, Fraction(0)) for name in ON_BALLS}


def _as_value(number: Any) -> Any:
    if hasattr(number, "mid"):
        return ends(number)
    return Fraction(int(number.p), int(number.q))


def cornered(scope: Scope, corner: tuple[int, int]) -> Callable[[Sequence[Any]], Any]:
    """What chooses the constants of a region, each in turn, at one of its CORNERS."""
    bounded = iter([s in scope.region.bounded for s in scope.region.symbols])
    return lambda allowed: allowed[min(corner[0] if next(bounded) else corner[1], len(allowed) - 1)]


def corner_constants(scope: Scope, known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The constants at the corners of the region that is left where the facts and the start are known."""
    picked = (scope.region.pick(known, cornered(scope, corner)) for corner in CORNERS)
    return list({tuple(values.items()): values for values in picked if values is not None}.values())


def with_steps(scope: Scope, case: Case) -> Iterator[Case]:
    """The case with as many steps as can be run; one case for each horizon where the method's step depends on T."""
    method = scope.theorem.method
    if method is None:
        yield replace(case, steps=scope.steps) if sequence_names(scope.theorem) else case
        return
    if not method.horizon_free:
        longer = () if speaks_of_a_problem(scope.theorem) else (*LONG_HORIZONS, scope.steps)
        possible = enumerable_steps(scope.theorem, case, max(scope.steps, *longer) if longer else scope.steps)
        yield from (replace(case, steps=horizon) for horizon in sorted({*HORIZONS, *longer}) if horizon <= possible)
        return
    possible = enumerable_steps(scope.theorem, case, scope.steps)
    if possible or not scope.enumerated:
        yield replace(case, steps=max(possible, 1))
