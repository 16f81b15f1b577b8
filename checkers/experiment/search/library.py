"""The extremal library: instances at which bounds are known to be attained, at the corners of the region of constants, in a fixed order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from checkers.experiment.case import Case
from checkers.experiment.search.draws import library
from checkers.experiment.search.line_starts import line_starts
from checkers.experiment.search.scope import (
    Scope,
    certified_values,
    corner_constants,
    is_random,
    losses_drawn,
    point_names,
    start_values,
    with_steps,
)
from checkers.experiment.search.sequences import sequence_names, with_sequences
from problems import no_objective
from problems.discovery import family_of
from problems.instance import Family, Instance, Vector
from problems.matching import matching_families, named, speaks_of_a_problem
from problems.noise import Noise, equally_likely, two_point
from theorems import words as w
from theorems.language import Theorem

STARTS = 5
"""Starts of an instance that are tried."""

RANDOM_LIBRARY, RANDOM_STARTS = 6, 3
"""Library instances of a family and starts of each where every sequence of draws is run."""
FINITE_SUM, MOST_COMPONENTS = Noise("finite_sum"), 4
"""Draws of the objective's own components, and how many there may be in the library's cases."""
LONG_STEPS, LONG_EVERY = 128, 3
"""Steps of the few long runs, and one in how many of their cases is run."""

LONG_RECURSION = 512
"""Steps of the long runs where no objective is evaluated."""


def library_cases(scope: Scope) -> Iterator[list[Case]]:
    """The extremal library, family by family, the plainest first: its tight instances at the corners of the region of constants."""
    if not speaks_of_a_problem(scope.theorem):
        yield list(_instances_cases(scope, no_objective.family.name, no_objective.family.library()))
        return
    chosen = matching_families(scope.theorem, scope.claims, scope.families)
    for name in sorted(chosen, key=lambda name: (library(chosen[name])[0].dimension, len(library(chosen[name])[0].formula), name)):
        yield list(_family_cases(scope, name, chosen[name]))


def long_cases(scope: Scope) -> Iterator[list[Case]]:
    """A few of each family's tight instances over LONG_STEPS steps, for claims that only fail late; deterministic methods only."""
    method = scope.theorem.method
    if is_random(scope.theorem) or scope.steps < LONG_STEPS // 8 or (method is not None and not method.horizon_free):
        return
    if not speaks_of_a_problem(scope.theorem):
        longest = replace(scope, steps=max(scope.steps, LONG_RECURSION))
        yield list(_instances_cases(longest, no_objective.family.name, no_objective.family.library()))
        return
    if method is None:
        return
    longer = replace(scope, steps=max(scope.steps, LONG_STEPS))
    for family in matching_families(scope.theorem, scope.claims, scope.families).values():
        few = [*library(family)[:2], *library(family)[-3:]]
        yield [case for number, case in enumerate(_instances_cases(longer, family.name, few)) if number % LONG_EVERY == 0]


def _family_cases(scope: Scope, name: str, family: Family) -> Iterator[Case]:
    yield from _instances_cases(scope, name, library(family)[: RANDOM_LIBRARY if is_random(scope.theorem) else None])


def _instances_cases(scope: Scope, name: str, instances: Sequence[Instance]) -> Iterator[Case]:
    known: dict[Any, Any] = {}
    for instance in instances:
        for noise in library_noises(scope.theorem, instance):
            if scope.lacking(instance, noise) is None:
                yield from placed(scope, instance, noise, known, f"library: {name}")


def placed(scope: Scope, instance: Instance, noise: Noise | None, known: dict[Any, Any], found_by: str) -> Iterator[Case]:
    """Cases of an instance at its starts and points, with the constants at the corners that are left there, which `known` remembers."""
    certified = certified_values(scope, instance, noise)
    for start, minimiser, points in _placements(scope, instance):
        bare = Case(instance, {}, noise, start, minimiser, points, 0, found_by)
        facts = {**certified, **start_values(scope, bare)}
        key = tuple(sorted(facts.items()))
        if key not in known:
            known[key] = corner_constants(scope, facts)
        for constants in known[key]:
            for case in with_steps(scope, replace(bare, constants=constants)):
                yield from with_sequences(scope.theorem, case)


def library_noises(theorem: Theorem, instance: Instance) -> list[Noise | None]:
    """Two-point noise along the steepest and the flattest direction, a larger one along the steepest, and draws of few components."""
    if not is_random(theorem):
        return [None]
    losses = losses_drawn(theorem)
    if losses:
        return [equally_likely(losses)]
    axes: list[Vector | None] = list(dict.fromkeys((*instance.directions[:1], *instance.directions[-1:]))) or [None]
    found: list[Noise | None] = [two_point(instance.dimension, Fraction(1), axis) for axis in axes]
    support = FINITE_SUM.support(family_of(instance), instance)
    drawn_components = [FINITE_SUM] if support is not None and support <= MOST_COMPONENTS else []
    return [*found, two_point(instance.dimension, Fraction(2), axes[0]), *drawn_components, *_skewed_noise(instance, axes[0])]


def _skewed_noise(instance: Instance, axis: Vector | None) -> list[Noise]:
    """On the real line, noise with a third moment: 1, 1 and -2, equally likely."""
    if instance.dimension != 1:
        return []
    unit = axis or (Fraction(1),)
    return [Noise("additive", (unit, unit, tuple(-2 * e for e in unit)))]


def _placements(scope: Scope, instance: Instance) -> list[tuple[Vector | None, Any, Mapping[str, Vector]]]:
    """Where to start, which minimiser to measure from, and free points: a few of each."""
    known = instance.starts if instance.family != no_objective.NAME else line_starts(scope)
    begun = list(known[: _starts_tried(scope)]) if scope.theorem.method else [None]
    minimisers = list(instance.minimisers[:2]) if _names_minimiser(scope) else [instance.minimisers[0] if instance.minimisers else None]
    return [(s, z, p) for s in begun for z in minimisers for p in _points(scope.theorem, instance)]


def _starts_tried(scope: Scope) -> int:
    """A few starts; one where free sequences drive a recursion from any number, which `given` does not restrict."""
    if sequence_names(scope.theorem) and not scope.region.start_terms and not speaks_of_a_problem(scope.theorem):
        return 1
    return RANDOM_STARTS if is_random(scope.theorem) else STARTS


def _names_minimiser(scope: Scope) -> bool:
    return w.x_star in named(scope.theorem, scope.claims)


def _points(theorem: Theorem, instance: Instance) -> list[Mapping[str, Vector]]:
    names = point_names(theorem)
    if not names:
        return [{}]
    near = [tuple(a + b for a, b in zip(s, e, strict=True)) for s in instance.starts[:2] for e in instance.directions[:2]]
    places = list(dict.fromkeys([*instance.starts[:3], *near]))[:5]
    chosen = [
        tuple(places[(number + shift * position) % len(places)] for position in range(len(names)))
        for number in range(len(places))
        for shift in (1, 2)
    ]
    return [dict(zip(names, one, strict=True)) for one in dict.fromkeys(chosen)]
