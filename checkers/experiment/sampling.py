"""Long seeded runs of random methods: what cannot be enumerated is screened.

The means over these seeds confirm nothing and refute nothing. They point at candidates, a step and a horizon of each case at which the mean lies
furthest above the bound, which are then tried on fresh draws. Where those leave it open, a mean that lies above the bound by many standard
errors, on a case that certifies every hypothesis, makes the claim INCONCLUSIVE instead of SUPPORTED.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.decide import Spot
from checkers.experiment.engine import Sampling, prepared, starts
from checkers.experiment.explore import positions
from checkers.experiment.margins import sides
from checkers.experiment.mean_bound import linear
from checkers.experiment.moments import along_iterates
from checkers.experiment.retest import Retest
from checkers.experiment.search.chance import drawn_cases
from checkers.experiment.search.library import library_cases
from checkers.experiment.search.scope import Scope, is_random, known_values
from checkers.experiment.torch_runs import simulate
from problems.float64 import Float64
from problems.matching import lacking, speaks_of_a_problem
from problems.noise import Noise, root_below, two_point
from theorems.normal_form import NormalForm
from theorems.typed import free_indices

STEPS, CASES, STARTS = 128, 12, 3
"""Length of a sampled run, how many lists of cases are sampled from, and starts of each list's first instance."""

STEPS_OF_NUMBERS = 2048
"""Length of a sampled run where no objective is evaluated."""

STANDARD_ERRORS = 10.0
"""How far a mean must lie above its bound to count; far enough that skewed distributions over a few dozen seeds do not reach it."""


@dataclass(frozen=True)
class Candidate:
    """A sampled case, its number among them, and where its mean lies furthest above the bound, by how many standard errors."""

    number: int
    case: Case
    spot: Spot
    excess: float


@dataclass
class Sampled:
    """What sampling one claim showed: cases, seeds and steps, the largest mean excess in standard errors, and where it exceeds.

    `candidates` has one for each case; `retests` is what fresh draws showed of the first of them.
    """

    cases: int = 0
    seeds: int = 0
    steps: int = 0
    largest: float = float("-inf")
    exceeded: str | None = None
    candidates: list[Candidate] = field(default_factory=list)
    retests: list[Retest] = field(default_factory=list)


def sampled(scope: Scope, forms: Sequence[NormalForm], seeds: int) -> list[Sampled | None]:
    """One answer for each claim; None where sampling says nothing (deterministic, nonlinear or conditional expectations)."""
    found = [Sampled(seeds=seeds, steps=_steps(scope)) if _samplable(scope, form) else None for form in forms]
    if not any(one is not None for one in found):
        return list(found)
    m = Float64()
    for number, case in enumerate(_cases(replace(scope, enumerated=False))):
        with m.scope(), np.errstate(all="ignore"):
            run = prepared(scope.theorem, [case], m, Sampling(scope.root, number, range(seeds)))
            run.keep_paths = True
            simulate(scope.theorem, run, starts([case], m), None)
            for form, one in zip(forms, found, strict=True):
                if one is not None:
                    compared = sides(form, run, positions(scope.theorem, form, run))
                    _add(one, number, case, m.floats(compared.large - compared.small), compared.defined)
    return list(found)


def _steps(scope: Scope) -> int:
    return STEPS if speaks_of_a_problem(scope.theorem) else STEPS_OF_NUMBERS


def _samplable(scope: Scope, form: NormalForm) -> bool:
    """A random method that one run serves for every horizon, and expectations that enter linearly, given the start only."""
    theorem = scope.theorem
    if theorem.method is None or not theorem.method.random or not theorem.method.horizon_free or along_iterates(theorem):
        return False
    if _steps(scope) > STEPS and len(free_indices(form.small) | free_indices(form.large)) > 1:
        return False
    return linear(form)


def _cases(scope: Scope) -> Iterator[Case]:
    """A few cases of each family, with their own noise or noise that cannot be enumerated, run for STEPS steps."""
    if not is_random(scope.theorem):
        return
    for cases in islice(_families(scope), CASES):
        for number, case in enumerate(_few(cases)):
            noise = int(number >= STARTS // 2 + 1)
            longer = replace(case, noise=_noise(case, noise), steps=_steps(scope))
            if lacking(scope.theorem, longer.instance, longer.noise, scope.claims) is None and _still_allowed(scope, longer):
                yield longer


def _few(cases: Sequence[Case]) -> list[Case]:
    """The first case from each start of the first instance, and the last case of all."""
    begun = {case.start: case for case in reversed(cases) if case.instance == cases[0].instance}
    return [*list(reversed(begun.values()))[:STARTS], cases[-1]]


def _families(scope: Scope) -> Iterator[list[Case]]:
    yield from (cases for cases in library_cases(scope) if cases)
    yield from (cases for cases in drawn_cases(scope, CASES) if cases)


def _noise(case: Case, kind: int) -> Noise:
    """Gaussian noise of the case's own variance, or its noise as it is."""
    if kind == 0 and case.noise is not None and case.noise.kind == "additive":
        variance = sum((e * e for atom in case.noise.atoms for e in atom), Fraction(0)) / len(case.noise.atoms)
        return Noise("gaussian", scale=root_below(variance))
    return case.noise or two_point(case.instance.dimension, Fraction(1))


def _still_allowed(scope: Scope, case: Case) -> bool:
    return scope.region.holds({**known_values(scope, case), **case.constants})


def _add(one: Sampled, number: int, case: Case, margin: np.ndarray, defined: np.ndarray) -> None:
    """Means and standard errors over the seeds (axis 1) of -margin, at every step and horizon."""
    one.cases += 1
    usable = np.broadcast_to(defined.all(axis=1, keepdims=True), margin.shape) & np.isfinite(margin)
    excess = np.where(usable, -margin, np.nan)
    mean, spread = excess.mean(axis=1), excess.std(axis=1, ddof=1) if excess.shape[1] > 1 else np.zeros_like(excess.mean(axis=1))
    error = spread / np.sqrt(excess.shape[1]) + 1e-9 * (1 + np.abs(mean))
    ratio = np.where(np.isfinite(mean), mean / error, -np.inf)
    largest = float(ratio.max())
    one.largest = max(one.largest, largest)
    if largest > STANDARD_ERRORS and one.exceeded is None:
        one.exceeded = case.instance.formula
    if largest > -np.inf:
        _, step, horizon = np.unravel_index(int(np.argmax(ratio)), ratio.shape)
        one.candidates.append(Candidate(number, case, Spot(int(step), int(horizon) + 1), largest))
