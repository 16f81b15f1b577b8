"""Long runs of random methods on quadratics and least squares, which moments serve: many steps, noise along all axes, large batches.

Moments see the mean and the covariance of the noise only, so one noise stands for all that share them: two points for any other noise on a line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.engine import stochastic_batches
from checkers.experiment.expectation import by_moments
from checkers.experiment.moments import along_iterates
from checkers.experiment.search.draws import instances_drawn, library
from checkers.experiment.search.library import FINITE_SUM, LONG_STEPS
from checkers.experiment.search.scope import CORNERS, Scope, corner_constants, cornered, is_random, known_values, point_names
from checkers.experiment.search.sequences import sequence_names
from problems.instance import Family, Instance, Vector
from problems.matching import matching_families
from problems.noise import Noise, two_point
from theorems import words as w
from theorems.normal_form import normal_form
from theorems.typed import free_indices

FIRST, LAST = 2, 3
"""Instances from either end of a family's library."""

HORIZONS = (16, 32, 64, 128)
"""Values of T that a method whose step depends on T is run for."""

FAR = 32
"""Lengths of a direction between a centre and a far start."""

SQUARE = 32
"""Steps of a long run where a claim is about every step t up to every horizon T."""

BATCHES = (16, 64)
"""Sizes of a batch that no enumeration reaches."""

DRAWN = 4
"""One in how many of the drawn instances is run for long."""

ONE = Fraction(1)


def long_random_cases(scope: Scope) -> Iterator[list[Case]]:
    """Tight instances of the library with each noise, from three starts, at the corners of the constants."""
    for name, family in _families(scope).items():
        few = list(dict.fromkeys([*range(len(library(family)))[:FIRST], *range(len(library(family)))[-LAST:]]))
        yield [case for number in few for case in _library_cases(scope, library(family)[number], f"library: {name}")]


def long_random_drawn(scope: Scope, count: int) -> Iterator[list[Case]]:
    """Drawn instances, each with one choice of everything else."""
    families = _families(scope)
    each = max(2, -(-count // max(len(matching_families(scope.theorem, scope.claims, scope.families)), 1)))
    for number, (name, family) in enumerate(sorted(families.items())):
        found: list[Case] = []
        for position, instance in enumerate(instances_drawn(family, each, scope.root)[::DRAWN]):
            stream = np.random.Generator(np.random.Philox(key=[scope.root, (1 << 62) | (number << 32) | position]))
            found += _drawn_cases(scope, instance, stream, f"hypothesis: {name}")
        yield found


def _families(scope: Scope) -> dict[str, Family]:
    """The quadratic families that a random theorem may be run on for long, the plainest first."""
    few = scope.steps < LONG_STEPS // 8
    if few or not is_random(scope.theorem) or along_iterates(scope.theorem) or sequence_names(scope.theorem):
        return {}
    found = matching_families(scope.theorem, scope.claims, scope.families)
    plainest = sorted(found, key=lambda name: (library(found[name])[0].dimension, len(library(found[name])[0].formula), name))
    return {name: found[name] for name in plainest if found[name].quadratic}


def _noises(family: Family, instance: Instance) -> list[Noise]:
    """Two points along the steepest and the flattest direction, and draws of the components, or a normal vector where there is more than one axis."""
    axes = list(dict.fromkeys((*instance.directions[:1], *instance.directions[-1:])))
    found = [two_point(instance.dimension, ONE, axis) for axis in axes]
    if family.components is not None:
        return [*found, FINITE_SUM]
    return [*found, Noise("gaussian", scale=ONE)] if instance.dimension > 1 else found


def _fitting_noises(scope: Scope, instance: Instance, noises: Sequence[Noise]) -> list[Noise]:
    """The noises that leave an instance one of the theorem's, with a claim that moments suffice for."""
    forms = [normal_form(claim, scope.theorem.sequences) for claim in scope.claims]
    return [
        noise
        for noise in noises
        if scope.lacking(instance, noise) is None and any(by_moments(scope.theorem, form, Case(instance, noise=noise)) for form in forms)
    ]


def _library_cases(scope: Scope, instance: Instance, found_by: str) -> Iterator[Case]:
    family = Case(instance).family
    for noise in _fitting_noises(scope, instance, _noises(family, instance)):
        known: dict[Any, list[dict[str, Any]]] = {}
        for start in _starts(instance):
            bare = _bare(scope, instance, noise, start, found_by)
            facts = known_values(scope, bare)
            key = tuple(sorted(facts.items()))
            if key not in known:
                known[key] = [*corner_constants(scope, facts), *_large_batches(scope, facts)]
            for constants in known[key]:
                yield from _lengths(scope, replace(bare, constants=constants))


def _starts(instance: Instance) -> list[Vector]:
    """Near the centre, at it, and far from it along the flattest direction."""
    near, centre = instance.starts[0], instance.starts[-1]
    far = [tuple(c + FAR * e for c, e in zip(centre, axis, strict=True)) for axis in instance.directions[-1:]]
    return list(dict.fromkeys([near, centre, *far]))


def _bare(scope: Scope, instance: Instance, noise: Noise, start: Vector, found_by: str) -> Case:
    """A case without constants and steps; its free points are starts of the instance."""
    points = {name: instance.starts[number % len(instance.starts)] for number, name in enumerate(point_names(scope.theorem))}
    minimiser = instance.minimisers[-1] if instance.minimisers else None
    return Case(instance, {}, noise, start if scope.theorem.method else None, minimiser, points, 0, found_by)


def _large_batches(scope: Scope, facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The tight constants with large batches, where the statement leaves their size open."""
    sizes = [b for b in stochastic_batches(scope.theorem) if isinstance(b, w.Natural)]
    for size in BATCHES if sizes else ():
        found = scope.region.pick(facts, cornered(scope, CORNERS[0]), {b.name: Fraction(size) for b in sizes})
        if found is not None:
            yield found


def _lengths(scope: Scope, case: Case) -> Iterator[Case]:
    method = scope.theorem.method
    if method is None:
        yield case
    elif method.horizon_free:
        both = any({w.t, w.T} <= free_indices(claim) for claim in scope.claims)
        yield replace(case, steps=SQUARE if both else max(scope.steps, LONG_STEPS))
    else:
        yield from (replace(case, steps=horizon) for horizon in HORIZONS)


def _drawn_cases(scope: Scope, instance: Instance, stream: Any, found_by: str) -> Iterator[Case]:
    family, scale = Case(instance).family, Fraction(int(stream.integers(1, 9)), 4)
    noises = [_scaled(noise, scale) for noise in _noises(family, instance)]
    fitting = _fitting_noises(scope, instance, noises)
    if not fitting:
        return
    noise = fitting[int(stream.integers(len(fitting)))]
    bare = _bare(scope, instance, noise, instance.starts[int(stream.integers(len(instance.starts)))], found_by)
    corner = CORNERS[int(stream.integers(len(CORNERS)))]
    constants = scope.region.pick(known_values(scope, bare), cornered(scope, corner))
    if constants is not None:
        yield from _lengths(scope, replace(bare, constants=constants))


def _scaled(noise: Noise, scale: Fraction) -> Noise:
    return replace(noise, atoms=tuple(tuple(scale * e for e in atom) for atom in noise.atoms), scale=noise.scale * scale)
