"""A claim as `E X <= b`: what is random on its smaller side and measured from where it cannot fall below, what is known on its larger one.

Terms are moved between the sides of `small <= large`. A random term with a coefficient c >= 0 counts from its least possible value, one with
c <= 0 from its largest: 0 for squares, norms and gaps, 0 and 1 for probabilities, the infimum for values of f. X is then the sum of nonnegative
terms, whatever its tails, and b is free of randomness. A claim with a random term that has no such end is no bound of this kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.evaluate import Evaluator
from checkers.experiment.run import Run
from theorems import words as w
from theorems.normal_form import NormalForm, Term, mentions, normal_form
from theorems.typed import walk

Numbers = np.ndarray[Any, np.dtype[np.float64]]

ROUNDING = 1e-9
"""The share of the size of a claim's terms that rounding is granted on every path, in favour of the claim."""

MEANS = (w.E, w.Average, w.Best, w.Worst)
"""What lies between the ends of what stands inside."""


@dataclass(frozen=True)
class MeanBound:
    """The random terms, as they stand on the smaller side, the known ones, as they stand on the larger, and what their rounding is measured by."""

    random: tuple[Term, ...]
    known: tuple[Term, ...]
    plain: tuple[Term, ...]

    @property
    def event(self) -> bool:
        """Whether the claim bounds the probability of one event."""
        return len(self.random) == 1 and isinstance(self.random[0].measured, w.Probability)


@dataclass(frozen=True)
class Sample:
    """X on each path between `low` and `high`, which leave room for rounding; `bound` likewise; `within` is the largest that X can be, or None."""

    low: Numbers
    high: Numbers
    bound: tuple[float, float]
    within: float | None


def mean_bound(form: NormalForm, networks: bool = False) -> MeanBound | None:
    """The claim as a bound on a mean, or None where it is none; `networks`: of means over the draws of a random network."""
    if not linear(form):
        return None
    signed = [*((1, term) for term in form.small_terms), *((-1, term) for term in form.large_terms)]
    random = tuple(Term(sign * term.coefficient, term.measured) for sign, term in signed if _drawn(term.measured, networks))
    known = tuple(Term(-sign * term.coefficient, term.measured) for sign, term in signed if not _drawn(term.measured, networks))
    return MeanBound(random, known, form.plain) if random else None


def _drawn(measured: Any, networks: bool) -> bool:
    return mentions(measured, w.E, w.Probability) if networks else is_random(measured)


def linear(form: NormalForm) -> bool:
    """Whether expectations and probabilities enter a claim linearly, and are taken given the start only."""
    return not form.equality and all(_linear(term.measured) and not mentions(term.coefficient, w.E) for term in form.plain)


def _linear(measured: Any) -> bool:
    """Whether a term has no expectation, or is one without another inside, a probability, or a mean or sum over steps of such."""
    if isinstance(measured, w.E):
        return len(measured.args) == 1 and not mentions(measured.args[0], w.E, w.Probability)
    if isinstance(measured, w.Probability):
        return not mentions(measured.args[0], w.E, w.Probability)
    if isinstance(measured, (w.Average, sp.Sum)) and not mentions(measured, w.Probability):
        return _linear(measured.function)
    return not mentions(measured, w.E, w.Probability)


def is_random(e: Any) -> bool:
    """Whether a term depends on draws: on random gradients, on a game's draws, or on iterates after the start."""
    if isinstance(e, w.Probability):
        return True
    return any(isinstance(a, (w.stochastic_grad, w.AtRandom)) or _after_the_start(a) for a in walk(e))


def _after_the_start(e: Any) -> bool:
    return isinstance(e, sp.Indexed) and isinstance(e.base, w.Iterates) and not (e.indices[0].is_Integer and e.indices[0] <= 0)


def ends(measured: Any, has_infimum: bool) -> tuple[Any, Any]:
    """The least and the largest value that a random term can have, None for an end that is not known."""
    if isinstance(measured, w.Probability):
        return sp.S.Zero, sp.S.One
    if isinstance(measured, w.f):
        return (w.f_star, None) if has_infimum else (None, None)
    if isinstance(measured, MEANS):
        low, high = ends(measured.function if isinstance(measured, w.OVER_STEPS) else measured.args[0], has_infimum)
        return (sp.S.Zero if low is None and Term(sp.S.One, measured).nonnegative else low), high
    return (sp.S.Zero if isinstance(measured, sp.exp) or Term(sp.S.One, measured).nonnegative else None), None


def sampled_values(claim: MeanBound, run: Run, grid: Mapping[Any, np.ndarray]) -> Sample | None:
    """X on each path (or each draw of a network) of a run in floats at one place, or None where a term has no known end, or no value on some path."""
    evaluator = Evaluator(run, grid, 2)
    found = _assembled(claim, evaluator, signs_of(claim, evaluator))
    if found is None:
        return None
    slack = ROUNDING * _sizes(evaluator, claim.plain) + _near_tie(claim, evaluator)
    x, slack = (np.broadcast_to(one, (run.instances * run.paths,)) for one in (_floats(run, found[0]), slack))
    bound = float(_floats(run, found[1])[0])
    room = ROUNDING * (abs(bound) + float(_sizes(evaluator, claim.known)[0]))
    if not np.asarray(evaluator.defined).all() or np.isnan(x).any() or not np.isfinite(bound + room):
        return None
    sure = np.isfinite(x) & np.isfinite(slack)
    low = np.maximum(np.where(sure, x, 0.0) - np.where(sure, slack, 0.0), 0.0)
    return Sample(low, x + slack, (bound - room, bound + room), _width(claim, evaluator))


def exact_values(claim: MeanBound, run: Run, grid: Mapping[Any, np.ndarray], signs: tuple[bool, ...]) -> tuple[list[Any], Any] | None:
    """X on each path and b in exact arithmetic; None where a coefficient is not certain to have the sign that `signs` says, or a value is missing."""
    evaluator = Evaluator(run, grid, 2)
    for term, positive in zip(claim.random, signs, strict=True):
        coefficient = evaluator.number(term.coefficient).reshape(-1)[0]
        if not (coefficient >= 0 if positive else coefficient <= 0):
            return None
    found = _assembled(claim, evaluator, signs)
    if found is None or not np.asarray(evaluator.defined).all():
        return None
    x = found[0] + run.m.zeros((1, run.paths, 1, 1))
    return list(x.reshape(-1)), found[1].reshape(-1)[0]


def signs_of(claim: MeanBound, evaluator: Evaluator) -> tuple[bool, ...]:
    """Whether the coefficient of each random term is at least 0, in floats."""
    return tuple(bool(_floats(evaluator.run, evaluator.number(term.coefficient))[0] >= 0) for term in claim.random)


def _assembled(claim: MeanBound, evaluator: Evaluator, signs: tuple[bool, ...]) -> tuple[Any, Any] | None:
    """X and b, each random term counted from its least value where `signs` says that its coefficient is at least 0, else from its largest."""
    x = bound = evaluator.m.zeros((1, 1, 1, 1))
    for term in claim.known:
        bound = bound + evaluator.number(term.coefficient) * evaluator.number(term.measured)
    for term, positive in zip(claim.random, signs, strict=True):
        end = ends(term.measured, evaluator.run.f_star is not None)[0 if positive else 1]
        if end is None:
            return None
        coefficient, least = evaluator.number(term.coefficient), evaluator.number(end)
        x = x + coefficient * (evaluator.number(term.measured) - least)
        bound = bound - coefficient * least
    return x, bound


def _width(claim: MeanBound, evaluator: Evaluator) -> float | None:
    """The largest that X can be, or None where a random term has no known end on its other side."""
    total = 0.0
    for term in claim.random:
        low, high = ends(term.measured, evaluator.run.f_star is not None)
        if low is None or high is None:
            return None
        total += float(_floats(evaluator.run, abs(evaluator.number(term.coefficient) * (evaluator.number(high) - evaluator.number(low))))[0])
    return total * (1 + ROUNDING)


def _sizes(evaluator: Evaluator, terms: tuple[Term, ...]) -> Numbers:
    total = evaluator.m.zeros((1, 1, 1, 1))
    for term in terms:
        total = total + abs(evaluator.number(term.coefficient) * evaluator.number(term.measured))
    return _floats(evaluator.run, total)


def _near_tie(claim: MeanBound, evaluator: Evaluator) -> Numbers:
    """What events that rounding could decide may add, on each path."""
    total = np.zeros(1)
    for term in claim.random:
        if isinstance(term.measured, w.Probability):
            weighed = abs(_floats(evaluator.run, evaluator.number(term.coefficient)))
            total = total + weighed * _tied(term.measured.args[0], evaluator)
    return total


def _tied(event: Any, evaluator: Evaluator) -> Numbers:
    """1 on the paths on which the two sides of an event are within rounding, else 0; where they are vectors, on all of them."""
    if evaluator.value(event.lhs)[1] or evaluator.value(event.rhs)[1]:
        return np.ones(1)
    apart = abs(_floats(evaluator.run, evaluator.number(event.lhs) - evaluator.number(event.rhs)))
    size = _sizes(evaluator, normal_form(event).plain)
    return np.asarray(~(apart > ROUNDING * size), dtype=np.float64)


def _floats(run: Run, a: Any) -> Numbers:
    """A value over (1, 1 or P, 1, 1) as floats over the paths."""
    return np.asarray(run.m.floats(a), dtype=np.float64).reshape(-1)
