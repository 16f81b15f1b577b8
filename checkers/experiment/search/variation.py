"""Cases next to a case: some of its numbers changed, everything else kept as far as `given` and the certificates allow.

A constant that stood at an end of what was allowed stays at that end when the end moves; so a step of 1/L follows L.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from checkers.experiment.case import Case
from checkers.experiment.engine import enumerable_steps
from checkers.experiment.expectation import beyond_enumeration, by_moments
from checkers.experiment.free_sequences import allowed
from checkers.experiment.search.scope import Scope, fitting_noise, known_values
from problems import no_objective
from problems.instance import Instance, Parameter
from problems.noise import Noise
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import NormalForm, normal_form

Choice = int | Fraction
"""A constant by its position among the allowed candidates, or by its value."""


@dataclass(frozen=True)
class Parts:
    """The numbers of a case that can be changed one by one; `constants` are choices, so that ends stay ends, and `values` what was chosen."""

    parameters: Mapping[str, Parameter]
    constants: Mapping[str, Choice]
    values: Mapping[str, Any]
    noise: Noise | None
    start: tuple[Fraction, ...] | None
    points: Mapping[str, tuple[Fraction, ...]]
    sequences: Mapping[str, Any]
    steps: int


def parts(scope: Scope, case: Case) -> Parts:
    """A case taken apart."""
    chosen = _choices(scope, case)
    return Parts(
        {} if case.instance.own else case.instance.parameters, chosen, case.constants, case.noise, case.start, case.points, case.sequences, case.steps
    )


def _choices(scope: Scope, case: Case) -> dict[str, Choice]:
    values, found = dict(known_values(scope, case)), dict[str, Choice]()
    for symbol in scope.region.symbols:
        name, value = symbol.name, case.constants[symbol.name]
        candidates = scope.region.allowed(symbol, values)
        if value in candidates:
            found[name] = candidates.index(value)
        elif isinstance(value, Fraction):
            found[name] = value
        else:
            found[name] = 0
        values[name] = value
    return found


def assembled(scope: Scope, made: Parts, old: Case, found_by: str) -> Case | None:
    """The case that the parts make, or None where they make none: what is built is certified anew, and constants are chosen within `given`."""
    instance = _instance(old, made.parameters)
    if instance is None or not _fits(scope, instance, made):
        return None
    minimiser = old.minimiser if old.minimiser in instance.minimisers else next(iter(instance.minimisers), None)
    bare = Case(instance, {}, made.noise, made.start, minimiser, made.points, made.steps, found_by, made.sequences)
    constants = chosen_constants(scope, bare, made.constants)
    if constants is None:
        return None
    case = replace(bare, constants=constants)
    if beyond_enumeration(scope.theorem, case) and not any(by_moments(scope.theorem, form, case) for form in _forms(scope.theorem)):
        case = replace(case, steps=enumerable_steps(scope.theorem, case, case.steps))
    return case if (case.steps or not made.steps) and allowed(scope.theorem, case) else None


@lru_cache(maxsize=64)
def _forms(theorem: Theorem) -> tuple[NormalForm, ...]:
    return tuple(normal_form(claim, theorem.sequences) for claim in theorem.claims)


def _instance(old: Case, parameters: Mapping[str, Parameter]) -> Instance | None:
    """The instance with these parameters, a person's own always the same; None where the family has none, or f would be constant."""
    if parameters == old.instance.parameters or old.instance.own or old.instance.family == no_objective.NAME:
        return old.instance
    try:
        built = old.family.build(**parameters)
    except (ValueError, ArithmeticError, LookupError):
        return None
    bounds = [built.facts[name].value for name in ("smooth", "lipschitz") if name in built.facts]
    return None if any(bound is not None and bound.high == 0 for bound in bounds) else built


def _fits(scope: Scope, instance: Instance, made: Parts) -> bool:
    points = [*made.points.values(), *([] if made.start is None else [made.start])]
    points += list(made.noise.atoms) if made.noise is not None and made.noise.kind == "additive" else []
    if any(len(point) != instance.dimension for point in points) or not fitting_noise(scope.theorem, made.noise):
        return False
    return scope.lacking(instance, made.noise) is None


def chosen_constants(scope: Scope, bare: Case, choices: Mapping[str, Choice]) -> dict[str, Any] | None:
    """Values of the constants by their choices; a position beyond the candidates is the last one. None where some relation then fails."""
    known = known_values(scope, bare)
    fixed = {name: choice for name, choice in choices.items() if isinstance(choice, Fraction)}
    if any(fixed.get(n.name, Fraction(1)).denominator != 1 for n in scope.theorem.names(w.Natural)):
        return None
    positions = iter([choices[s.name] for s in scope.region.symbols if s.name not in fixed])

    def choose(candidates: Sequence[Any]) -> Any:
        position = next(positions)
        assert isinstance(position, int)
        return candidates[min(position, len(candidates) - 1)]

    return scope.region.pick(known, choose, fixed)
