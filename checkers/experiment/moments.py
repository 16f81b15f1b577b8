"""Second moments along the iterates: a constant that the run itself certifies.

`SecondMoment(C, on="iterates")` holds on a case when E||g_t||^2 <= C^2 at every step. Up to the case's last step the enumerated paths
show it; from there on the noise is switched off, and on a quadratic whose steps stay at or below 2/L the gradient then never grows.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.case import Case, Value
from checkers.experiment.engine import prepared, simulate, starts
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.run import Run
from problems.exact.arithmetic import Exact, Undecided
from problems.noise import root_above
from problems.numbers import simplest_between
from theorems import words as w
from theorems.hypotheses import SecondMoment
from theorems.language import Theorem
from theorems.typed import walk

SLACK = Fraction(1, 2**24)
"""A moment computed in floats is raised by this share, and its root once more, before it becomes a constant."""


def along_iterates(theorem: Theorem) -> tuple[SecondMoment, ...]:
    """The theorem's hypotheses about second moments along the iterates; it may have several, with a constant each."""
    return tuple(h for h in theorem.hypotheses if isinstance(h, SecondMoment) and h.scope == "iterates")


def with_second_moment(theorem: Theorem, cases: Sequence[Case], run: Run) -> list[Case | None]:
    """Each case with the constants C that its run certifies (None where it certifies none); the run's own constants follow."""
    hypotheses = along_iterates(theorem)
    if not hypotheses:
        return list(cases)
    largest = np.max([np.broadcast_to(run.m.floats(m), (run.instances, 1, m.shape[2])).max(axis=(1, 2)) for m in _moments(run)], axis=0)
    completed = [_completed(theorem, hypotheses, case, float(moment)) for case, moment in zip(cases, largest, strict=True)]
    for name in (h.C.name for h in hypotheses if isinstance(h.C, sp.Symbol)):
        known: list[Value] = [c.constants[name] if c else Fraction(1) for c in completed]
        run.constants[name] = run.m.array(known, (run.instances, 1))
    return completed


def _moments(run: Run) -> list[Any]:
    """E||g_t||^2 of one draw at every step of the run, and E||grad f||^2 after the last one, where the noise is off: arrays (I, 1, steps).

    Moments in place of paths hold the mean of a batch, whose variance is that of one draw over its size.
    """
    noisy = w.E(w.norm_sq(w.stochastic_grad(w.x[w.t])))
    quiet = w.E(w.norm_sq(w.grad(w.x[w.t])))
    single = noisy if run.moments is None else run.batch * noisy - (run.batch - 1) * quiet
    along = Evaluator(run, {w.t: np.arange(run.horizon)}, 1).number(single)
    return [along, Evaluator(run, {w.t: np.array([run.horizon])}, 1).number(quiet)]


def _completed(theorem: Theorem, hypotheses: Sequence[SecondMoment], case: Case, moment: float) -> Case | None:
    if not np.isfinite(moment) or moment <= 0 or not quiet_afterwards(theorem, case):
        return None
    if not all(isinstance(h.C, w.Constant) for h in hypotheses):
        return None
    root = readable_root(Fraction(moment))
    return replace(case, constants={**case.constants, **{h.C.name: root for h in hypotheses}})


def readable_root(moment: Fraction) -> Fraction:
    """The plainest rational just above the square root of a moment that floats may have rounded down."""
    nearby = moment.limit_denominator(10**6)
    raised = nearby if abs(nearby - moment) <= moment * SLACK / 2**20 else moment * (1 + SLACK)
    low = root_above(raised)
    return low if low**2 == raised else simplest_between(low, low * (1 + SLACK))


def quiet_afterwards(theorem: Theorem, case: Case) -> bool:
    """Whether gradients cannot grow once the noise is off: a convex quadratic, and plain steps at or below 2/L from the last step on."""
    if "quadratic" not in case.instance.facts or theorem.method is None or len(theorem.method.equations) != 1:
        return False
    step = _plain_step(theorem.method.equations[0])
    return step is not None and _at_most_two_over_l(step, case)


@lru_cache(maxsize=256)
def _plain_step(equation: Any) -> Any:
    """The step eta(t) of an update x[t+1] = x[t] - eta(t) * stochastic_grad(x[t]), or None for any other."""
    gradients = [term for term in walk(equation.rhs) if isinstance(term, w.stochastic_grad)]
    if len(set(gradients)) != 1 or gradients[0].args[0] != w.x[w.t]:
        return None
    step = sp.expand(equation.rhs - w.x[w.t]).coeff(gradients[0])
    left = sp.expand(equation.rhs - w.x[w.t] - step * gradients[0])
    return -step if left == 0 and not any(isinstance(term, sp.Indexed) for term in walk(step)) else None


def _at_most_two_over_l(step: Any, case: Case) -> bool:
    """0 <= eta(t) <= 2/L for all t from the last step on: every coefficient in t - last of both differences is nonnegative."""
    named = [s for s in step.free_symbols if isinstance(s, (w.Constant, w.Natural, w.Real))]
    if not all(isinstance(case.constants[s.name], Fraction) for s in named):
        return False
    smooth = case.instance.facts["smooth"].value
    assert smooth is not None
    return _at_most_two_over(step, tuple((s, case.constants[s.name]) for s in named), case.steps, smooth.high)


@lru_cache(maxsize=4096)
def _at_most_two_over(step: Any, values: tuple[tuple[Any, Fraction], ...], last: int, smooth: Fraction) -> bool:
    """0 <= eta(t) <= 2/smooth for all t >= last, for an eta(t) whose symbols have these values."""
    shift = sp.Symbol("shift")
    rational = {s: sp.Rational(value.numerator, value.denominator) for s, value in values}
    numerator, denominator = sp.fraction(sp.together(step.xreplace(rational).xreplace({w.t: shift + last})))
    limit = 2 * denominator - sp.Rational(smooth.numerator, smooth.denominator) * numerator
    return all(_nonnegative_coefficients(p, shift) for p in (numerator, denominator, limit))


def _nonnegative_coefficients(e: Any, symbol: Any) -> bool:
    try:
        coefficients = sp.Poly(e, symbol).all_coeffs()
    except sp.PolynomialError:
        return False
    return all(c.is_Rational and c >= 0 for c in coefficients)


def certified_exactly(theorem: Theorem, case: Case) -> bool:
    """Whether the exact run shows E||g_t||^2 <= C^2 at every step of the case."""
    hypotheses = along_iterates(theorem)
    if not hypotheses:
        return True
    if not quiet_afterwards(theorem, case):
        return False
    try:
        return _moments_bounded(theorem, hypotheses, case, Exact(bits=256))
    except Undecided:  # rationals too tall
        return _moments_bounded(theorem, hypotheses, case, Exact(bits=256, balls=True))


def _moments_bounded(theorem: Theorem, hypotheses: Sequence[SecondMoment], case: Case, m: Exact) -> bool:
    with m.scope():
        return within(simulate(theorem, prepared(theorem, [case], m), starts([case], m)), hypotheses)


def within(run: Run, hypotheses: Sequence[SecondMoment]) -> bool:
    """Whether every second moment along a run of a single case is at most the C^2 of each hypothesis, in the run's exact arithmetic."""
    bounds = [Evaluator(run, {}, 0).number(h.C**2).reshape(-1)[0] for h in hypotheses]
    return all(bool(moment <= bound) for part in _moments(run) for moment in part.reshape(-1) for bound in bounds)


def reason() -> str:
    """Why the constant is certified, in a sentence."""
    return "the largest second moment over the run; from there on the noise is off, and on a quadratic with steps at most 2/L gradients do not grow"
