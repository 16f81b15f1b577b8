"""Cases to try: every instance with its noises, starts, minimisers, points and values of the constants.

The library walks instances at which bounds are known to be attained through the corners of the region of constants, in a fixed order;
the drawn instances of hypothesis get choices from a stream that the root seed and their number decide.
"""

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
from checkers.experiment.search.draws import drawn
from problems.discovery import families
from problems.exact.arithmetic import Exact
from problems.instance import Family, Instance, Vector
from problems.matching import facts_of, lacking, matching_families, named
from problems.noise import Noise, two_point
from theorems import words as w
from theorems.language import Theorem

CORNERS = ((0, 0), (0, 1), (0, 2), (1, 0), (3, 1), (0, 4))
"""Which candidate the constants of hypotheses take (0 is the tight value), and which the parameters."""

RANDOM_LIBRARY, RANDOM_STARTS = 6, 3
"""Library instances of a family and starts of each where every sequence of draws is run."""

FINITE_SUM, MOST_COMPONENTS = Noise("finite_sum"), 4
"""Draws of the objective's own components, and how many there may be in the library's cases."""

LONG_STEPS, LONG_EVERY = 128, 3
"""Steps of the few long runs, and one in how many of their cases is run."""

HORIZONS = (1, 2, 3, 5, 8)
"""Values of T that a method whose step depends on T is run for."""


@dataclass(frozen=True)
class Scope:
    """What proposals are made for: a theorem, the claims looked at, the families allowed, the steps to run and the root seed."""

    theorem: Theorem
    claims: tuple[Any, ...]
    region: Region
    families: tuple[str, ...]
    steps: int
    root: int


def library_cases(scope: Scope) -> Iterator[list[Case]]:
    """The extremal library, family by family, the plainest first: its tight instances at the corners of the region of constants."""
    chosen = matching_families(scope.theorem, scope.claims, scope.families)
    for name in sorted(chosen, key=lambda name: (chosen[name].library()[0].dimension, len(chosen[name].library()[0].formula), name)):
        yield list(_family_cases(scope, name, chosen[name]))


def long_cases(scope: Scope) -> Iterator[list[Case]]:
    """A few of each family's tight instances over LONG_STEPS steps, for claims that only fail late; deterministic methods only."""
    method = scope.theorem.method
    if method is None or method.random or not method.horizon_free or scope.steps < LONG_STEPS // 8:
        return
    longer = replace(scope, steps=max(scope.steps, LONG_STEPS))
    for family in matching_families(scope.theorem, scope.claims, scope.families).values():
        few = [*family.library()[:2], *family.library()[-3:]]
        yield [case for number, case in enumerate(_instances_cases(longer, family.name, few)) if number % LONG_EVERY == 0]


def _family_cases(scope: Scope, name: str, family: Family) -> Iterator[Case]:
    yield from _instances_cases(scope, name, family.library()[: RANDOM_LIBRARY if is_random(scope.theorem) else None])


def _instances_cases(scope: Scope, name: str, instances: Sequence[Instance]) -> Iterator[Case]:
    known: dict[Any, Any] = {}
    for instance in instances:
        for noise in _library_noises(scope.theorem, instance):
            if lacking(scope.theorem, instance, noise, scope.claims) is None:
                yield from _corner_cases(scope, instance, noise, known, f"library: {name}")


def _corner_cases(scope: Scope, instance: Instance, noise: Noise | None, known: dict[Any, Any], found_by: str) -> Iterator[Case]:
    for start, minimiser, points in _placements(scope, instance):
        bare = Case(instance, {}, noise, start, minimiser, points, 0, found_by)
        facts = known_values(scope, bare)
        key = tuple(sorted(facts.items()))
        if key not in known:
            picked = (scope.region.pick(facts, _cornered(scope, corner)) for corner in CORNERS)
            known[key] = list({tuple(values.items()): values for values in picked if values is not None}.values())
        for constants in known[key]:
            yield from _with_steps(scope, replace(bare, constants=constants))


def _cornered(scope: Scope, corner: tuple[int, int]) -> Callable[[Sequence[Any]], Any]:
    bound = sum(1 for s in scope.region.symbols if any(h.constant is not None and s in h.constant.free_symbols for h in scope.theorem.hypotheses))
    count = iter(range(10_000))
    return lambda allowed: allowed[min(corner[0] if next(count) < bound else corner[1], len(allowed) - 1)]


def _library_noises(theorem: Theorem, instance: Instance) -> list[Noise | None]:
    """Two-point noise along the steepest and the flattest direction, a larger one along the steepest, and draws of few components."""
    if not is_random(theorem):
        return [None]
    axes: list[Vector | None] = list(dict.fromkeys((*instance.directions[:1], *instance.directions[-1:]))) or [None]
    found: list[Noise | None] = [two_point(instance.dimension, Fraction(1), axis) for axis in axes]
    support = FINITE_SUM.support(families()[instance.family], instance)
    drawn_components = [FINITE_SUM] if support is not None and support <= MOST_COMPONENTS else []
    return [*found, two_point(instance.dimension, Fraction(2), axes[0]), *drawn_components, *_skewed_noise(instance, axes[0])]


def _skewed_noise(instance: Instance, axis: Vector | None) -> list[Noise]:
    """On the real line, noise with a third moment: 1, 1 and -2, equally likely."""
    if instance.dimension != 1:
        return []
    unit = axis or (Fraction(1),)
    return [Noise("additive", (unit, unit, tuple(-2 * e for e in unit)))]


@lru_cache(maxsize=256)
def is_random(theorem: Theorem) -> bool:
    """Whether the theorem speaks of stochastic gradients."""
    return any(isinstance(term, w.stochastic_grad) for term in theorem.terms())


def _placements(scope: Scope, instance: Instance) -> list[tuple[Vector | None, Any, Mapping[str, Vector]]]:
    """Where to start, which minimiser to measure from, and free points: a few of each."""
    begun = list(instance.starts[: RANDOM_STARTS if is_random(scope.theorem) else 5]) if scope.theorem.method else [None]
    minimisers = list(instance.minimisers[:2]) if _names_minimiser(scope) else [instance.minimisers[0] if instance.minimisers else None]
    return [(s, z, p) for s in begun for z in minimisers for p in _points(scope.theorem, instance)]


def _names_minimiser(scope: Scope) -> bool:
    return w.x_star in named(scope.theorem, scope.claims)


def point_names(theorem: Theorem) -> list[str]:
    """The free points of a theorem, sorted."""
    return [p.name for p in theorem.names(w.Point) if p != w.x_star]


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


def known_values(scope: Scope, case: Case) -> dict[str, Any]:
    """The certified constants of a case, and the exact values of the terms about its start that `given` names."""
    found: dict[str, Any] = {}
    facts = facts_of(case.instance, case.noise)
    for h in scope.theorem.hypotheses:
        if h.constant is not None and h.scope == "everywhere":
            value = facts[h.certified_as].value
            assert value is not None
            found[FACT + h.certified_as] = value.high if h.at_least else value.low
    if scope.region.start_terms:
        found.update(_start_values(scope, case))
    return found


def _start_values(scope: Scope, case: Case) -> dict[str, Any]:
    m = Exact(bits=192)
    with m.scope():
        run = prepared(Theorem(claim=sp.Le(0, 1, evaluate=False)), [replace(case, noise=None)], m)
        begun = starts([case], m)
        if begun is not None:
            run.trajectories["x"] = Trajectory(begun[:, :, None], 0, True)
        run.defined_until = np.full((1, 1), FOREVER)
        return {symbol.name: _as_value(Evaluator(run, {}, 0).number(term).reshape(-1)[0]) for term, symbol in scope.region.start_terms.items()}


def _as_value(number: Any) -> Any:
    if hasattr(number, "mid"):
        low, high = (Fraction(*(int(part) for part in _dyadic(end))) for end in (number.lower(), number.upper()))
        return low, high
    return Fraction(int(number.p), int(number.q))


def _dyadic(end: Any) -> tuple[int, int]:
    mantissa, exponent = (int(part) for part in end.man_exp())
    return (mantissa * 2**exponent, 1) if exponent >= 0 else (mantissa, 2**-exponent)


def _with_steps(scope: Scope, case: Case) -> Iterator[Case]:
    """The case with as many steps as can be run; one case for each horizon where the method's step depends on T."""
    method = scope.theorem.method
    if method is None:
        yield case
        return
    possible = enumerable_steps(scope.theorem, case, scope.steps)
    if not method.horizon_free:
        yield from (replace(case, steps=horizon) for horizon in HORIZONS if horizon <= possible)
    elif possible:
        yield replace(case, steps=possible)


def drawn_cases(scope: Scope, count: int) -> Iterator[list[Case]]:
    """Instances that hypothesis draws, family by family, about `count` in all, each with two choices of everything else."""
    families = matching_families(scope.theorem, scope.claims, scope.families)
    each = max(2, -(-count // max(len(families), 1)))
    for number, (name, family) in enumerate(sorted(families.items())):
        found: list[Case] = []
        for position, instance in enumerate(drawn(family.strategy(), each, scope.root)):
            stream = np.random.Generator(np.random.Philox(key=[scope.root, (number << 32) | position]))
            for _ in range(2):
                found += _drawn_case(scope, instance, stream, f"hypothesis: {name}")
        yield found


def _drawn_case(scope: Scope, instance: Instance, stream: Any, found_by: str) -> Iterator[Case]:
    noise = _drawn_noise(scope, instance, stream)
    if (noise is None and is_random(scope.theorem)) or lacking(scope.theorem, instance, noise, scope.claims) is not None:
        return
    minimiser = instance.minimisers[int(stream.integers(len(instance.minimisers)))] if instance.minimisers else None
    start = _drawn_point(instance, stream) if scope.theorem.method else None
    points = {name: _drawn_point(instance, stream) for name in point_names(scope.theorem)}
    bare = Case(instance, {}, noise, start, minimiser, points, 0, found_by)
    constants = scope.region.pick(known_values(scope, bare), lambda allowed: allowed[_skewed(stream, len(allowed))])
    if constants is not None:
        yield from _with_steps(scope, replace(bare, constants=constants))


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


def _drawn_noise(scope: Scope, instance: Instance, stream: Any) -> Noise | None:
    """One of several noises, among those that leave the instance one of the theorem's."""
    if not is_random(scope.theorem):
        return None
    scale = Fraction(int(stream.integers(1, 9)), 4)
    third = tuple(scale * Fraction(int(i == 0)) for i in range(instance.dimension))
    directions = [instance.directions[int(stream.integers(len(instance.directions)))]] if instance.directions else []
    choices = [*(two_point(instance.dimension, scale, axis) for axis in directions), two_point(instance.dimension, scale)]
    choices.append(Noise("additive", (third, third, tuple(-2 * e for e in third))))
    if families()[instance.family].components is not None:
        choices.append(FINITE_SUM)
    fitting = [noise for noise in choices if lacking(scope.theorem, instance, noise, scope.claims) is None]
    return fitting[int(stream.integers(len(fitting)))] if fitting else None
