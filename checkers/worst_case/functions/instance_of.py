"""Whether a case is an instance of a theorem, whatever its claim; and theorems about smaller classes, whose instances are instances of it too."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.membership import consistent
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope
from problems.matching import lacking
from theorems.hypotheses import PL, QuadraticGrowth, StronglyConvex, find
from theorems.language import Theorem

NOTHING = sp.Le(0, 1, evaluate=False)
"""A claim that says nothing: a claim with a hole is none to decide."""


def is_instance(theorem: Theorem, claim: Any, case: Case) -> bool:
    """Whether the case meets every hypothesis and provides every word of the claim, decided exactly."""
    return lacking(theorem, case.instance, case.noise, (claim,)) is None and consistent(_scope(theorem), case)


@lru_cache(maxsize=64)
def _scope(theorem: Theorem) -> Scope:
    bare = replace(theorem, claim=NOTHING)
    return Scope(bare, bare.claims, Region(bare), (), 1, 0)


def stronger(theorem: Theorem) -> Theorem | None:
    """The theorem with strong convexity in place of the growth that follows from it; None where it names no growth, or strong convexity already."""
    growth = find(theorem.hypotheses, PL) or find(theorem.hypotheses, QuadraticGrowth)
    if growth is None or find(theorem.hypotheses, StronglyConvex) is not None:
        return None
    kept = tuple(one for one in theorem.given if not isinstance(one, (PL, QuadraticGrowth)))
    return replace(theorem, given=(*kept, StronglyConvex(growth.mu)))
