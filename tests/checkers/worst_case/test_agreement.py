"""The translation to linear terms against the experiment's: every claim of the catalogue that is read, on members of its class, and own statements.

Points, gradients and values of an actual function are put into the program. Its quotient must be what the claim's two sides are, and its
conditions must hold.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import islice

import numpy as np
import pytest

from checkers.experiment.case import Case
from checkers.experiment.regions import Region
from checkers.experiment.search.draws import library
from checkers.experiment.search.scope import Scope, corner_constants, known_values, point_names
from checkers.worst_case.program import NotReadError, Program
from checkers.worst_case.reading import claims, conditions, translation
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.reading.quantities import multiplied
from checkers.worst_case.terms import combined
from problems.matching import facts_of, matching_families
from tests.checkers.worst_case.statements import STATEMENTS, catalogue
from tests.checkers.worst_case.substitution import Numbers, directly, run_of, substituted
from theorems import words as w
from theorems.language import Theorem

HORIZONS = (1, 3)
CLOSE = 1e-9
EACH, FAMILIES = 1, 2
"""Instances of each family, and families, that a statement is compared on; more of them where there is time."""

AT_LENGTH = (2, 5)
MOST = 6
"""Library instances of a family that are looked through for members."""

ALL = {**STATEMENTS, **catalogue()}


def cases(theorem: Theorem, claim, each: int = EACH, of: int = FAMILIES) -> list[Case]:
    """Members of the class at corners of the region of constants, spread over the families that have any."""
    scope = Scope(theorem, (claim,), Region(theorem), (), max(HORIZONS), 0)
    groups = (list(_members(scope, library(family)[:MOST], each)) for family in matching_families(theorem, (claim,)).values())
    return [case for group in islice((g for g in groups if g), of) for case in group]


def _members(scope: Scope, instances, each: int):
    """Where distances to minimisers are spoken of, with one minimiser only: the case's own is then the nearest."""
    only = any(isinstance(term, w.dist_sq) for term in scope.theorem.terms(scope.claims[0]))
    members = [one for one in instances if scope.lacking(one, None) is None and one.minimisers and len(one.starts) > 1]
    members = [one for one in members if not only or "strongly_convex" in facts_of(one, None)]
    for one in members[-each:]:
        points = dict(zip(point_names(scope.theorem), one.starts, strict=False))
        bare = Case(one, {}, None, one.starts[0] if scope.theorem.method else None, one.minimisers[0], points)
        for constants in corner_constants(scope, known_values(scope, bare))[:each]:
            if all(isinstance(value, Fraction) for value in constants.values()):
                yield replace(bare, constants=constants)


def read(theorem: Theorem, claim, case: Case, steps: int) -> tuple[Program, ...]:
    try:
        return programs(theorem, claim, case.constants, steps)
    except NotReadError:
        return ()


def compared(theorem: Theorem, claim, case: Case, steps: int) -> int:
    """How many spots of a claim agree on a case: with `steps` steps, by whatever branch the case is on."""
    spots: dict[tuple, list[tuple[Program, Numbers]]] = {}
    for program in read(theorem, claim, case, steps):
        run = run_of(theorem, case, max(program.steps, 1), program.spot.get("T"))
        numbers = substituted(program, case, run)
        assert numbers is not None
        check_conditions(program, numbers)
        spots.setdefault(tuple(program.spot.items()), []).append((program, numbers))
    for found in spots.values():
        check_sides(theorem, claim, found, case)
    return len(spots)


def check_conditions(program: Program, numbers: Numbers) -> None:
    for condition in program.conditions:
        if condition.rule == "the largest":
            continue
        value, room = numbers.of(condition.terms), CLOSE * numbers.size(condition.terms)
        assert value >= -room, condition
        assert not condition.equality or value <= room, condition


def check_sides(theorem: Theorem, claim, found: list[tuple[Program, Numbers]], case: Case) -> None:
    """denominator - numerator is larger - smaller side, and their quotient the share of the bound that is used."""
    here = [one for one in found if all(one[1].of(c.terms) >= -CLOSE for c in one[0].conditions if c.rule == "the largest")]
    parts = [(min(n.of(one) for one in p.numerators), n.of(p.denominator)) for p, n in here]
    top, bottom = min(parts, key=lambda pair: pair[1] - pair[0])
    program = here[0][0]
    margin, scale, used = directly(theorem, claim, program, run_of(theorem, case, max(program.steps, 1), program.spot.get("T")))
    if program.squared:
        return
    assert bottom - top == pytest.approx(margin, abs=CLOSE * (1 + scale))
    if program.bounded_by == "denominator" and np.isfinite(used) and bottom > 1e-3:
        assert top / bottom == pytest.approx(used, rel=1e-6, abs=1e-6)


def agreements(theorem: Theorem, *spread: int) -> list[int]:
    """For each claim that is read, at how many spots of how many cases it agrees."""
    found = {
        claim: [compared(theorem, claim, case, steps) for case in cases(theorem, claim, *spread) for steps in HORIZONS] for claim in theorem.claims
    }
    return [sum(counts) for counts in found.values()]


@pytest.mark.parametrize("name", ALL)
def test_a_statement_and_its_programs_agree(name):
    assert min(agreements(ALL[name])) > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_a_statement_and_its_programs_agree_on_many_members(name):
    assert min(agreements(ALL[name], *AT_LENGTH)) > 0


def twice(rule):
    def doubled(v, e):
        return multiplied(Fraction(2), rule(v, e), e)

    return doubled


def without_products(constant, terms, products):
    return combined(constant, terms, [])


FAULTS = {
    "inner products twice": ("cocoercivity", lambda patch: patch.setitem(translation.RULES, w.inner, twice(translation.RULES[w.inner]))),
    "values twice": ("gd-nonconvex-tight", lambda patch: patch.setitem(translation.RULES, w.f, twice(translation.RULES[w.f]))),
    "the sides exchanged": ("gd-convex-tight", lambda patch: patch.setattr(claims, "_minus", lambda term: term)),
    "conditions without inner products": ("gd-convex-tight", lambda patch: patch.setattr(conditions, "combined", without_products)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(fault, monkeypatch):
    name, plant = FAULTS[fault]
    plant(monkeypatch)
    translation._rule.cache_clear()
    try:
        with pytest.raises(AssertionError):
            agreements(ALL[name])
    finally:
        monkeypatch.undo()
        translation._rule.cache_clear()
