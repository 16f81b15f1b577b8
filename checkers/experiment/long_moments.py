"""Second moments along a run that is too long to enumerate: its own first two moments, in balls, show that a constant bounds them.

A case with few sequences of draws is decided on these (moments.py). On a quadratic with a method that is affine in its random gradients the
moments of a much longer run are known, and enclosed in balls they decide it as well.
"""

from checkers.experiment.case import Case
from checkers.experiment.expectation import beyond_enumeration, by_moments, propagated
from checkers.experiment.moments import along_iterates, certified_exactly, quiet_afterwards, within
from problems.exact.arithmetic import Exact
from theorems.language import Theorem
from theorems.normal_form import normal_form


def certified(theorem: Theorem, case: Case) -> bool:
    """Whether E||g_t||^2 <= C^2 is shown at every step of the case, by every sequence of draws or by moments."""
    if along_iterates(theorem) is None or not beyond_enumeration(theorem, case):
        return certified_exactly(theorem, case)
    return quiet_afterwards(theorem, case) and _by_moments(theorem, case)


def _by_moments(theorem: Theorem, case: Case) -> bool:
    hypothesis = along_iterates(theorem)
    forms = [normal_form(claim, theorem.sequences) for claim in theorem.claims]
    if hypothesis is None or not all(by_moments(theorem, form, case, bounded=True) for form in forms):
        return False
    m = Exact(bits=256, balls=True)
    with m.scope():
        return within(propagated(theorem, forms, [case], m), hypothesis)
