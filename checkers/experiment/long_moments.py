"""Second moments along a run that is too long to enumerate: its own first two moments, in balls, show that a constant bounds them.

A case with few sequences of draws is decided on these (moments.py). On a quadratic with a method that is affine in its random gradients the
moments of a much longer run are known, and enclosed in balls they decide it as well.
"""

from checkers.experiment.case import Case
from checkers.experiment.expectation import beyond_enumeration, by_moments, propagated
from checkers.experiment.moments import along_iterates, certified_exactly, quiet_afterwards, within
from problems.exact.arithmetic import Exact, Undecided
from theorems.language import Theorem
from theorems.normal_form import normal_form


def certified(theorem: Theorem, case: Case) -> bool:
    """Whether E||g_t||^2 <= C^2 is shown at every step of the case, by every sequence of draws or by moments."""
    if not along_iterates(theorem) or not beyond_enumeration(theorem, case):
        return certified_exactly(theorem, case)
    return quiet_afterwards(theorem, case) and _by_moments(theorem, case)


def _by_moments(theorem: Theorem, case: Case) -> bool:
    forms = [normal_form(claim, theorem.sequences) for claim in theorem.claims]
    if not all(by_moments(theorem, form, case, bounded=True) for form in forms):
        return False
    m = Exact(bits=256, balls=True)
    try:
        with m.scope():
            return within(propagated(theorem, forms, [case], m), along_iterates(theorem))
    except Undecided:  # too long a run, or balls too wide
        return False
