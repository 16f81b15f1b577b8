"""Networks of growing size: each family with a ladder gives an instance of any size and a random parameter point of it.

The size is the width of the network, or what the theorem's ladder runs over: its depth, or a scale that `given` ties to the start. Half of the
networks are one larger than the other half, so that even and odd sizes are both seen (two larger where neurons come in pairs).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared
from checkers.experiment.hessians import gathered
from checkers.experiment.network_draws import drawable, drawn_run
from checkers.experiment.random_networks import averaged_exactly
from checkers.experiment.scaling.rungs import on_rung
from checkers.experiment.scaling.series import Measured, Series, averaged, measured
from checkers.experiment.search.scope import Scope, known_values, point_names
from problems.float64 import Float64
from problems.instance import Draw, Family
from problems.matching import lacking, matching_families
from theorems import words as w
from theorems.scaling import Asymptotic
from theorems.settings import Ladder

WIDTHS = tuple(2**power for power in range(6, 13))
"""The widths of the ladder."""

SIZES = {"width": WIDTHS, "depth": tuple(2**power for power in range(2, 8)), "scale": tuple(2**power for power in range(4, 11))}
"""What a ladder may run over, and the sizes of its rungs."""

SEEDS, WINDOW = 16, 2
"""SEEDS networks for each size, in WINDOW parts of neighbouring sizes, EACH of one size."""

EACH = SEEDS // WINDOW

DRAWS, CHUNK = 3072, 512
"""Draws of the weights over which a mean is taken at each width, where it has no closed form, and how many of them are made at a time."""


@dataclass(frozen=True)
class Rungs:
    """A ladder of one family: what grows, what is drawn at each size, and by how much the sizes of one rung differ."""

    family: Family
    over: Any
    grows: str
    draw: Draw
    step: int

    @property
    def sizes(self) -> tuple[int, ...]:
        """The least size of each rung."""
        return (self.family.widths if self.grows == "width" else ()) or SIZES[self.grows]


def along_widths(scope: Scope, claims: Sequence[Asymptotic]) -> Iterator[tuple[int, Series]]:
    """For each claim, by its number, one series for each family whose networks of every size, with the constants that `given` allows, are
    instances of the theorem."""
    for _, family in sorted(matching_families(scope.theorem, scope.claims, scope.families).items()):
        for size in sorted({claim.size for claim in claims}, key=str):
            rungs = _rungs(scope, family, size)
            numbers = [number for number, claim in enumerate(claims) if claim.size == size]
            ladder = None if rungs is None else _ladder(scope, rungs)
            if rungs is not None and ladder is not None:
                found = _along(scope, [claims[number] for number in numbers], rungs, ladder)
                yield from zip(numbers, found, strict=True)


def _rungs(scope: Scope, family: Family, size: Any) -> Rungs | None:
    """How a family's networks grow with a size, None where they do not."""
    setting = scope.theorem.setting
    start = setting.start if isinstance(setting, Ladder) else "independent"
    grows = _grows(scope, size)
    for draw in () if grows is None else family.drawings(grows, start):
        rungs = Rungs(family, size, grows or "", draw, 2 if grows == "width" and start == "antisymmetric" else 1)
        if _case(scope, rungs, rungs.sizes[0], 0) is not None:
            return rungs
    return None


def _grows(scope: Scope, size: Any) -> str | None:
    """What a size is of a network: the role that a hypothesis gives it; a scale where only relations name it."""
    roles = [b.certified_as for h in scope.theorem.hypotheses for b in h.bounds if b.constant == size]
    if not isinstance(scope.theorem.setting, Ladder):
        return "width"
    return next((role for role in roles if role in SIZES), None if roles else "scale")


def _ladder(scope: Scope, rungs: Rungs) -> list[list[list[Case]]] | None:
    """The cases of every rung, in WINDOW parts; None where one of them is no instance of the theorem."""
    found: list[list[list[Case]]] = []
    for size in rungs.sizes:
        row: list[list[Case]] = []
        for part in range(WINDOW):
            drawn = (_case(scope, rungs, size + rungs.step * part, part * EACH + seed) for seed in range(EACH))
            row.append([case for case in drawn if case is not None])
        found.append(row)
    return found if all(len(part) == EACH for row in found for part in row) else None


def _case(scope: Scope, rungs: Rungs, size: int, seed: int) -> Case | None:
    """The network of one size and seed; its points come from a stream that root, size and seed decide, its constants are the tight ones. A scale
    leaves the network as it is, so that the stream is the same at every scale."""
    drawn_at = 0 if rungs.grows == "scale" else size
    stream = np.random.Generator(np.random.Philox(key=[scope.root, (drawn_at << 32) | seed]))
    instance, point = rungs.draw(size, stream)
    names = point_names(scope.theorem)
    points = {name: point if number == 0 else rungs.draw(size, stream)[1] for number, name in enumerate(names)}
    if lacking(scope.theorem, instance, None, scope.claims) is not None:
        return None
    start = None if scope.theorem.method is None else point
    bare = Case(instance, {}, None, start, next(iter(instance.minimisers), None), points, 0, f"ladder: {rungs.family.name}")
    constants = scope.region.pick(known_values(scope, bare), lambda allowed: allowed[0], {rungs.over.name: Fraction(size)})
    return None if constants is None else replace(bare, constants=constants)


def _along(scope: Scope, claims: Sequence[Asymptotic], rungs: Rungs, ladder: Sequence[Sequence[Sequence[Case]]]) -> Iterator[Series]:
    means = [_mean_by(scope, claim, ladder[0][0][0]) for claim in claims]
    once = [claim for claim, mean in zip(claims, means, strict=True) if mean is None]
    found = [[on_rung(scope.theorem, once, cases) for cases in row] for row in ladder] if once else []
    missing = next((part.missing for row in found for part in row if part.missing), "")
    for claim, mean in zip(claims, means, strict=True):
        if mean is not None:
            yield mean(scope, claim, rungs, ladder)
            continue
        which = once.index(claim)
        lanczos = gathered([one for row in found for part in row for one in part.measured[which].spectral_norms])
        series = _series(claim, rungs, ladder[0][0][0], [[part.measured[which] for part in row] for row in found])
        yield replace(series, missing=missing or (str(lanczos) if lanczos is not None and lanczos.open else ""), lanczos=lanczos)


def _series(claim: Asymptotic, rungs: Rungs, first: Case, found: Sequence[Sequence[Measured]]) -> Series:
    values, terms, stated = (_columns(found, name) for name in ("values", "terms", "stated"))
    if isinstance(claim.quantity, w.E):
        values, terms, stated = averaged(values), averaged(terms), averaged(stated)
    return _followed(claim, rungs, first, (values, terms, stated), SEEDS)


def _mean_by(scope: Scope, claim: Asymptotic, case: Case) -> Callable[..., Series] | None:
    """How the mean is taken that a claim is about: exactly, or over draws; None where it is about none, or weights are not drawn."""
    if not isinstance(claim.quantity, w.E) or not drawable(scope.theorem, case.instance):
        return None
    return _exact_series if averaged_exactly(replace(scope.theorem, claim=claim)) else _mean_series


def _exact_series(scope: Scope, claim: Asymptotic, rungs: Rungs, ladder: Sequence[Sequence[Sequence[Case]]]) -> Series:
    """A mean in closed form, of the first network of each size: a single row, in which chance has no part."""
    found = [[_averaged(scope, claim, cases[0]) for cases in row] for row in ladder]
    values, terms, stated = (
        np.array([[getattr(one, name)[0, 0, 0] for one in row] for row in found])[None] for name in ("values", "terms", "stated")
    )
    return replace(_followed(claim, rungs, ladder[0][0][0], (values, terms, stated), 1), drawn=False)


def _averaged(scope: Scope, claim: Asymptotic, case: Case) -> Measured:
    m = Float64()
    with m.scope(), np.errstate(all="ignore"):
        return measured(claim, claim.quantity, prepared(scope.theorem, [replace(case, points={})], m), {})


def _mean_series(scope: Scope, claim: Asymptotic, rungs: Rungs, ladder: Sequence[Sequence[Sequence[Case]]]) -> Series:
    """The same of a mean: over DRAWS draws of the weights of the first network of each size, in EACH groups."""
    found = [[_drawn(scope, claim, cases[0]) for cases in row] for row in ladder]
    values, terms, stated = (
        np.array([[getattr(one, name).reshape(EACH, -1).mean(axis=1) for one in parts] for parts in found]).transpose(2, 0, 1)
        for name in ("values", "terms", "stated")
    )
    return _followed(claim, rungs, ladder[0][0][0], (values, terms, stated), DRAWS)


def _followed(claim: Asymptotic, rungs: Rungs, first: Case, found: tuple[np.ndarray, np.ndarray, np.ndarray], draws: int) -> Series:
    values, terms, stated = found
    sizes = np.array(rungs.sizes)
    window = sizes[:, None] + rungs.step * np.arange(WINDOW)
    where = f"{first.family.title}, {rungs.grows}s {sizes[0]} to {sizes[-1]}"
    return Series(rungs.family.name, where, str(claim.size), sizes, window, WINDOW, int(sizes[0]), values, terms, stated[:, -1, 0], draws, True)


def _drawn(scope: Scope, claim: Asymptotic, case: Case) -> Measured:
    """The inside of an expectation on draws of a network, each a member of the batch."""
    m, width, found = Float64(), int(case.constants[claim.size.name]), []
    for first in range(0, DRAWS, CHUNK):
        with m.scope(), np.errstate(all="ignore"):
            run = drawn_run(scope.theorem, case, m, scope.root, width, range(first, first + CHUNK))
            found.append(measured(claim, claim.quantity.args[0], run, {}))
    columns = ([np.broadcast_to(getattr(one, name)[:, 0, 0], (CHUNK,)) for one in found] for name in ("values", "terms", "stated"))
    return Measured(*map(np.concatenate, columns))


def _columns(found: Sequence[Sequence[Measured]], name: str) -> np.ndarray:
    """One of the fields : (EACH, sizes, WINDOW)."""
    return np.array([[np.broadcast_to(getattr(one, name)[:, 0, 0], (EACH,)) for one in parts] for parts in found]).transpose(2, 0, 1)
