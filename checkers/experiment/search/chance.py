"""Instances that hypothesis draws, with everything else chosen from a stream that the root seed and their number decide."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.search.draws import instances_drawn, library
from checkers.experiment.search.library import FINITE_SUM, library_noises
from checkers.experiment.search.line_starts import line_starts
from checkers.experiment.search.scope import Scope, is_random, known_values, point_names, with_steps
from checkers.experiment.search.sequences import drawn_sequences
from problems import no_objective
from problems.discovery import family_of
from problems.instance import Family, Instance, Vector
from problems.matching import matching_families, speaks_of_a_problem
from problems.noise import Noise, two_point

MOST_DRAWN = 4
"""How many times as many instances as are wanted a family draws at most, where few of them are instances of the theorem."""


UNEVEN = ((1, 1, -2), (1, 1, 1, -3), (0, 0, 0, 0, 0, 0, 2, -2))
"""Equally likely multiples of a vector whose third moment is not 0, or whose fourth is large: the last attain Chebyshev's bound at 2 sigma."""


def drawn_cases(scope: Scope, count: int) -> Iterator[list[Case]]:
    """Instances that hypothesis draws, family by family, about `count` in all, each with two choices of everything else.

    They are shared among the families with an instance of the theorem in their library; any other one is tried a little.
    """
    if not speaks_of_a_problem(scope.theorem):
        yield _drawn_recursions(scope, count)
        return
    families = matching_families(scope.theorem, scope.claims, scope.families)
    known = {name for name, family in families.items() if any(_fits(scope, family, one) for one in library(family))}
    rest, each = (max(2, -(-count // max(len(some), 1))) for some in (families, known))
    for number, (name, family) in enumerate(sorted(families.items())):
        found: list[Case] = []
        for position, instance in _fitting(scope, family, each if name in known else rest):
            stream = np.random.Generator(np.random.Philox(key=[scope.root, (number << 32) | position]))
            for _ in range(2):
                found += _drawn_case(scope, instance, stream, f"hypothesis: {name}")
        yield found


def _fitting(scope: Scope, family: Family, count: int) -> list[tuple[int, Instance]]:
    """The first `count` drawn instances that some noise makes instances of the theorem, with their numbers; fewer where few of many are."""
    found: list[tuple[int, Instance]] = []
    for most in (count, MOST_DRAWN * count):
        found = [(number, one) for number, one in enumerate(instances_drawn(family, most, scope.root)) if _fits(scope, family, one)]
        if len(found) >= count:
            break
    return found[:count]


def _fits(scope: Scope, family: Family, instance: Instance) -> bool:
    noises = library_noises(scope.theorem, instance)
    if is_random(scope.theorem) and family.components is not None:
        noises = [*noises, FINITE_SUM]
    return any(scope.lacking(instance, noise) is None for noise in noises)


def _drawn_recursions(scope: Scope, count: int) -> list[Case]:
    """Starts, constants and free sequences drawn for a theorem without an objective."""
    begun = tuple(line_starts(scope)) if scope.theorem.method else no_objective.build().starts
    instance, found = replace(no_objective.build(), starts=begun), list[Case]()
    for position in range(count):
        stream = np.random.Generator(np.random.Philox(key=[scope.root, position]))
        found += _drawn_case(scope, instance, stream, "drawn")
    return [replace(case, instance=no_objective.build()) for case in found]


def _drawn_case(scope: Scope, instance: Instance, stream: Any, found_by: str) -> Iterator[Case]:
    noise = _drawn_noise(scope, instance, stream)
    if (noise is None and is_random(scope.theorem)) or scope.lacking(instance, noise) is not None:
        return
    minimiser = instance.minimisers[int(stream.integers(len(instance.minimisers)))] if instance.minimisers else None
    start = _drawn_point(instance, stream) if scope.theorem.method else None
    points = {name: _drawn_point(instance, stream) for name in point_names(scope.theorem)}
    bare = Case(instance, {}, noise, start, minimiser, points, 0, found_by)
    constants = scope.region.pick(known_values(scope, bare), lambda allowed: allowed[_skewed(stream, len(allowed))])
    if constants is None:
        return
    for case in with_steps(scope, replace(bare, constants=constants)):
        yield from drawn_sequences(scope.theorem, case, stream)


def _skewed(stream: Any, count: int) -> int:
    """A position, the first ones (the ends of the interval) more often."""
    return int(stream.integers(count)) if stream.random() < 0.6 else 0


def _drawn_point(instance: Instance, stream: Any) -> Vector:
    """A start of the instance's, moved along one of its directions or by small rationals, or left as it is."""
    base = instance.starts[int(stream.integers(len(instance.starts)))]
    kind = stream.integers(3)
    if kind == 0:
        return base
    if kind == 1 and instance.directions:
        direction = instance.directions[int(stream.integers(len(instance.directions)))]
        scale = Fraction(int(stream.integers(-12, 13)), 4)
        return tuple(b + scale * e for b, e in zip(base, direction, strict=True))
    return tuple(b + Fraction(int(n), 4) for b, n in zip(base, stream.integers(-8, 9, instance.dimension), strict=True))


def _along_first(length: Fraction, dimension: int) -> Vector:
    """A vector of a length along the first axis."""
    return (length, *(Fraction(0),) * (dimension - 1))


def _drawn_noise(scope: Scope, instance: Instance, stream: Any) -> Noise | None:
    """One of several noises, among those that leave the instance one of the theorem's."""
    if not is_random(scope.theorem) or instance.family == no_objective.NAME:
        return next(iter(library_noises(scope.theorem, instance)))
    scale = Fraction(int(stream.integers(1, 9)), 4)
    directions = [instance.directions[int(stream.integers(len(instance.directions)))]] if instance.directions else []
    choices = [*(two_point(instance.dimension, scale, axis) for axis in directions), two_point(instance.dimension, scale)]
    choices += [Noise("additive", tuple(_along_first(scale * n, instance.dimension) for n in multiples)) for multiples in UNEVEN]
    if family_of(instance).components is not None:
        choices.append(FINITE_SUM)
    fitting = [noise for noise in choices if scope.lacking(instance, noise) is None]
    return fitting[int(stream.integers(len(fitting)))] if fitting else None
