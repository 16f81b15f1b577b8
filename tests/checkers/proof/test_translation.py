"""The translation of statements to terms of the kernel against the plain reading: every claim, every hypothesis, every equation of a method.

Values come from random cases, exactly where they are rational. Faults that are planted in the translation are seen.
"""

from fractions import Fraction
from random import Random
from zlib import crc32

import pytest
import sympy as sp

from checkers.proof import translation
from checkers.proof.goal import read
from problems.exact.arithmetic import Undecided
from tests.checkers.experiment.second_reading.comparison import places
from tests.checkers.experiment.second_reading.plain_numbers import NoValue, decimal
from tests.checkers.experiment.second_reading.plain_terms import value
from tests.checkers.experiment.second_reading.plain_trials import MoreDraws, Run, Where
from tests.checkers.experiment.second_reading.random_cases import cases_of
from tests.checkers.experiment.second_reading.readings import Nothing, agree, plainly, trial_of
from tests.checkers.experiment.second_reading.statements import LANGUAGE, catalogue, hypotheses
from tests.checkers.proof.plain_terms_of_proofs import Terms
from theorems import words as w

STATEMENTS = {**{f"language: {name}": one for name, one in LANGUAGE.items()}, **catalogue(), **hypotheses()}
ROUNDS = 6


def terms_at(theorem, case, place):
    run = Run(trial_of(theorem, case), value)
    return Terms(run, {"t": Fraction(place.t), "T": Fraction(place.T)}, {}, Where({w.t: place.t, w.T: place.T}, place.history))


def compared(name, theorem, rounds=1):
    """How often each goal had a value that was compared, and the differences."""
    statement, seen, differences = read(theorem).statement, dict[int, int](), list[str]()
    for number in range(rounds):
        for case in cases_of(theorem, Random(crc32(name.encode()) + number)):
            try:
                plain = plainly(theorem, case)
            except Undecided:
                continue
            for goal in statement["goals"]:
                claim = theorem.plain.claims[goal["claim"]]
                for place in places(theorem, claim, case):
                    sides = plain(claim, place)
                    if not isinstance(sides, Nothing):
                        seen[goal["claim"]] = seen.get(goal["claim"], 0) + 1
                        if not same(goal, terms_at(theorem, case, place), *sides):
                            differences.append(f"{claim} at {place}, {case.as_json()}")
    return seen, differences


def same(goal, terms, small, large):
    """Whether the goal's term is the larger side minus the smaller one; of an equality of vectors, whether its squared length is the distance."""
    try:
        if goal["relation"] == "vector":
            entries = terms.vector(goal["term"])
            return agree(sum((decimal(e) ** 2 for e in entries), decimal(Fraction(0))), decimal(small), True)
        found = decimal(terms.number(goal["term"]))
    except (NoValue, MoreDraws):
        return False
    apart, size = decimal(large) - decimal(small), 1 + abs(decimal(large)) + abs(decimal(small))
    return abs(abs(found) - abs(apart) if goal["relation"] == "=" else found - apart) <= size * 1e-12


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_goal_is_what_the_claim_says(name):
    seen, differences = compared(name, STATEMENTS[name])
    assert not differences, differences[0]
    assert all(seen.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", STATEMENTS)
def test_a_goal_is_what_the_claim_says_on_many_cases(name):
    seen, differences = compared(name, STATEMENTS[name], ROUNDS)
    assert not differences, differences[0]
    assert set(seen) == {goal["claim"] for goal in read(STATEMENTS[name]).statement["goals"]}


def test_most_claims_have_a_goal():
    found = [read(theorem) for theorem in catalogue().values()]
    assert sum(len(one.statement["goals"]) for one in found) > 2 * sum(len(one.unread) for one in found)


RUN = ("update of", "start of", "value at a minimiser", "gradient at a minimiser", "infimum", "distance to the minimisers")
"""Axioms that hold on every run, whatever the constants: by the start of their names."""


def axioms_of_runs(theorem):
    return [one for one in read(theorem).statement["axioms"] if one["name"].startswith(RUN)]


def check_axiom(one, terms, rng):
    """The axiom at a random point and at every step of the run; how often it had a value."""
    kinds, dimension = dict(one["parameters"]), terms.run.trial.dimension
    points = {name: tuple(Fraction(rng.randint(-8, 8), 4) for _ in range(dimension)) for name, kind in kinds.items() if kind == "point"}
    steps = [{"t": Fraction(t), "c": Fraction(c)} for t in range(terms.run.trial.horizon) for c in range(1, dimension + 1)]
    count = 0
    for names in steps or [{}]:
        at = Terms(terms.run, {**terms.names, **names}, points, terms.where)
        try:
            found = list(at.vector(one["term"])) if one["relation"] == "vector" else [at.number(one["term"])]
        except NoValue:
            continue
        count += 1
        for entry in map(decimal, found):
            assert entry >= -1e-12 if one["relation"] == ">=" else abs(entry) <= 1e-12, one["name"]
    return count


@pytest.mark.parametrize("name", [name for name, theorem in STATEMENTS.items() if axioms_of_runs(theorem)])
def test_equations_and_what_is_said_of_minimisers_hold_on_every_run(name):
    theorem, rng, count = STATEMENTS[name], Random(crc32(name.encode())), 0
    for case in cases_of(theorem, rng):
        place = next(iter(places(theorem, theorem.plain.claims[0], case)))
        for one in axioms_of_runs(theorem):
            terms = terms_at(theorem, case, place)
            if "minimiser" in one["name"] and (case.minimiser is None or terms.run.trial.objective.dist_sq is None):
                continue
            try:
                count += check_axiom(one, terms, rng)
            except MoreDraws:
                continue
    assert count


def planted(monkeypatch, key, rule):
    monkeypatch.setitem(translation._NUMBERS, key, rule)


FAULTS = {
    "a norm without its square": (w.norm_sq, lambda v, e: ["sqrt", ["inner", v.vector(e.args[0]), v.vector(e.args[0])]]),
    "a sum with a sign lost": (sp.Add, lambda v, e: ["+", *(v.number(a if a.could_extract_minus_sign() is False else -a) for a in e.args)]),
    "f one step late": (w.f, lambda v, e: ["f", v.vector(e.args[0].xreplace({w.t: w.t + 1}))]),
    "an inner product with itself": (w.inner, lambda v, e: ["inner", v.vector(e.args[0]), v.vector(e.args[0])]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(monkeypatch, fault):
    planted(monkeypatch, *FAULTS[fault])
    names = ["descent-lemma", "gd-one-step-decrease", "gd-convex"]
    assert any(compared(name, STATEMENTS[name])[1] for name in names)


def test_a_mean_over_too_many_steps_is_seen(monkeypatch):
    original = translation.Translation.over_steps

    def wrong(self, e):
        term = original(self, e)
        return ["*", "1/2", term] if e.func is w.Average else term

    monkeypatch.setitem(translation._NUMBERS, w.OVER_STEPS, wrong)
    assert compared("sgd-nonconvex-rate", STATEMENTS["sgd-nonconvex-rate"])[1]
