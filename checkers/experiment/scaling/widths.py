"""Networks of growing width: each family with a ladder gives an instance of any width and a random parameter point of it.

Half of the networks are one wider than the other half, so that even and odd widths are both seen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared
from checkers.experiment.hessians import gathered
from checkers.experiment.network_draws import drawable, drawn_run
from checkers.experiment.scaling.series import Measured, Series, averaged, measured
from checkers.experiment.search.scope import Scope, known_values, point_names
from problems.float64 import Float64
from problems.instance import Family
from problems.matching import lacking, matching_families
from theorems import words as w
from theorems.scaling import Asymptotic

WIDTHS = tuple(2**power for power in range(6, 13))
"""The widths of the ladder; the slope is fitted without the first DROPPED of them."""

DROPPED, SEEDS, WINDOW = 2, 16, 2
"""SEEDS networks for each width, in WINDOW parts of successive widths, EACH of one width."""

EACH = SEEDS // WINDOW

DRAWS = 512
"""Draws of the weights over which a mean is taken at each width."""


def along_widths(scope: Scope, claims: Sequence[Asymptotic]) -> Iterator[tuple[int, Series]]:
    """For each claim, by its number, one series for each family whose networks of every width, with the constants that `given` allows, are
    instances of the theorem."""
    for name, family in sorted(matching_families(scope.theorem, scope.claims, scope.families).items()):
        for size in sorted({claim.size for claim in claims}, key=str) if family.ladder is not None else ():
            drawn = [[_case(scope, size, family, width + seed // EACH, seed) for seed in range(SEEDS)] for width in family.widths or WIDTHS]
            cases = [[case for case in row if case is not None] for row in drawn]
            if all(len(row) == SEEDS for row in cases):
                yield from ((which, _series(scope, claim, name, cases)) for which, claim in enumerate(claims) if claim.size == size)


def _case(scope: Scope, size: Any, family: Family, width: int, seed: int) -> Case | None:
    """The network of one width and seed; its points come from a stream that root, width and seed decide, its constants are the tight ones."""
    assert family.ladder is not None
    stream = np.random.Generator(np.random.Philox(key=[scope.root, (width << 32) | seed]))
    instance, point = family.ladder(width, stream)
    names = point_names(scope.theorem)
    points = {name: point if number == 0 else family.ladder(width, stream)[1] for number, name in enumerate(names)}
    if lacking(scope.theorem, instance, None, scope.claims) is not None:
        return None
    bare = Case(instance, {}, None, None, instance.minimisers[0] if instance.minimisers else None, points, 0, f"ladder: {family.name}")
    constants = scope.region.pick(known_values(scope, bare), lambda allowed: allowed[0], {size.name: Fraction(width)})
    return None if constants is None else Case(instance, constants, None, None, bare.minimiser, points, 0, bare.found_by)


def _series(scope: Scope, claim: Asymptotic, family: str, ladder: Sequence[Sequence[Case]]) -> Series:
    if isinstance(claim.quantity, w.E) and drawable(scope.theorem, ladder[0][0].instance):
        return _mean_series(scope, claim, family, ladder)
    found = [[_on_width(scope, claim, cases[first : first + EACH]) for first in range(0, SEEDS, EACH)] for cases in ladder]
    values, terms, stated = (_columns(found, name) for name in ("values", "terms", "stated"))
    if isinstance(claim.quantity, w.E):
        values, terms, stated = averaged(values), averaged(terms), averaged(stated)
    sizes = np.array(ladder[0][0].family.widths or WIDTHS)
    window = sizes[:, None] + np.arange(WINDOW)
    where = f"{ladder[0][0].family.title}, widths {sizes[0]} to {sizes[-1]}"
    series = Series(family, where, str(claim.size), sizes, window, WINDOW, int(sizes[DROPPED]), values, terms, stated[:, -1, 0], SEEDS, True)
    lanczos = gathered([one for parts in found for part in parts for one in part.spectral_norms])
    return replace(series, missing=str(lanczos) if lanczos is not None and lanczos.open else "", lanczos=lanczos)


def _mean_series(scope: Scope, claim: Asymptotic, family: str, ladder: Sequence[Sequence[Case]]) -> Series:
    """The same of a mean: over DRAWS draws of the weights of the first network of each width, in EACH groups."""
    found = [[_drawn(scope, claim, cases[first]) for first in range(0, SEEDS, EACH)] for cases in ladder]
    values, terms, stated = (
        np.array([[getattr(one, name).reshape(EACH, -1).mean(axis=1) for one in parts] for parts in found]).transpose(2, 0, 1)
        for name in ("values", "terms", "stated")
    )
    sizes = np.array(WIDTHS)
    window = sizes[:, None] + np.arange(WINDOW)
    where = f"{ladder[0][0].family.title}, widths {WIDTHS[0]} to {WIDTHS[-1]}"
    return Series(family, where, str(claim.size), sizes, window, WINDOW, WIDTHS[DROPPED], values, terms, stated[:, -1, 0], DRAWS, True)


def _drawn(scope: Scope, claim: Asymptotic, case: Case) -> Measured:
    """The inside of an expectation on draws of a network, each a member of the batch."""
    m, width = Float64(), int(case.constants[claim.size.name])
    with m.scope(), np.errstate(all="ignore"):
        run = drawn_run(scope.theorem, case, m, scope.root, width, range(DRAWS))
        found = measured(claim, claim.quantity.args[0], run, {})
    return Measured(*(np.broadcast_to(getattr(found, name)[:, 0, 0], (DRAWS,)) for name in ("values", "terms", "stated")))


def _on_width(scope: Scope, claim: Asymptotic, cases: Sequence[Case]) -> Measured:
    """The quantity (inside its expectation, where it has one) on the networks of one width."""
    m = Float64()
    quantity: Any = claim.quantity.args[0] if isinstance(claim.quantity, w.E) else claim.quantity
    with m.scope(), np.errstate(all="ignore"):
        return measured(claim, quantity, prepared(scope.theorem, cases, m), {})


def _columns(found: Sequence[Sequence[Measured]], name: str) -> np.ndarray:
    """One of the fields : (EACH, widths, WINDOW)."""
    return np.array([[np.broadcast_to(getattr(one, name)[:, 0, 0], (EACH,)) for one in parts] for parts in found]).transpose(2, 0, 1)
