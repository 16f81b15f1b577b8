"""Trials chosen by hand or drawn, each decided to be an instance of its theorem: what figures and examples are made on."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from checkers.experiment.case import Case, Value
from checkers.experiment.membership import member
from checkers.experiment.regions import Region
from checkers.experiment.search.chance import drawn_cases
from checkers.experiment.search.scope import Scope, known_values
from problems import no_objective
from problems.instance import Instance, Vector
from problems.noise import Noise
from problems.sequences import FreeSequence
from theorems.language import Theorem


class InstanceError(ValueError):
    """A trial that does not meet what the theorem supposes."""


def trial(
    theorem: Theorem,
    claim: Any,
    instance: Instance | None = None,
    *,
    steps: int = 0,
    start: Vector | None = None,
    noise: Noise | None = None,
    constants: Mapping[str, Value] | None = None,
    points: Mapping[str, Vector] | None = None,
    sequences: Mapping[str, FreeSequence] | None = None,
) -> Case:
    """An instance of the theorem; constants that are not given take the sharpest values that certificates and `given` allow.

    steps : of the method; start : x[0], the instance's plainest one unless given. Raises InstanceError where a hypothesis is not met.
    """
    narrowed = replace(theorem.plain, claim=claim)
    problem = instance or no_objective.build()
    scope = Scope(narrowed, narrowed.claims, Region(narrowed), (), steps, 0)
    begun = (start or problem.starts[0]) if narrowed.method is not None else None
    minimiser = problem.minimisers[0] if problem.minimisers else None
    bare = Case(problem, {}, noise, begun, minimiser, dict(points or {}), steps, "chosen", dict(sequences or {}))
    lacking = scope.lacking(problem, noise)
    if lacking is not None:
        raise InstanceError(f"{problem.formula} does not certify {lacking}")
    chosen = scope.region.pick(known_values(scope, bare), lambda allowed: allowed[0], constants)
    if chosen is None:
        raise InstanceError(f"no constants with {dict(constants or {})} are allowed on {problem.formula}")
    case = replace(bare, constants=chosen)
    if not member(scope, case):
        raise InstanceError(f"{problem.formula} with {chosen} does not meet what the theorem supposes")
    return case


def drawn(theorem: Theorem, claim: Any, count: int, steps: int, root: int, families: tuple[str, ...] = ()) -> list[Case]:
    """About `count` random instances of the theorem, of every family that matches, each with two choices of start and constants."""
    narrowed = replace(theorem.plain, claim=claim)
    scope = Scope(narrowed, narrowed.claims, Region(narrowed), families, steps, root)
    return [case for cases in drawn_cases(scope, count) for case in cases]


def exact(number: float | int | str | Fraction) -> Fraction:
    """A number as a rational, a float as the decimal that it prints as."""
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)
