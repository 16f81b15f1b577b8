"""Every mutant of every theorem is refuted by a plain run (or excluded, where it speaks of growth), and each tight result where it is attained."""

from dataclasses import replace
from fractions import Fraction as Q
from pathlib import Path

import pytest

from checkers.experiment.case import Case
from checkers.experiment.decide import Outcome, Spot, decide
from checkers.experiment.membership import member
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort, Reading
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope
from checkers.recorded import last
from checkers.replay import replay
from checkers.verdict import Verdict
from checkers.verify import Options, verify
from problems.discovery import families
from problems.instance import exactly
from problems.noise import Noise, two_point
from theorems.catalogue import Entry, entries, load, lookup
from theorems.errors import CatalogueError
from theorems.language import Theorem
from theorems.normal_form import normal_form

MUTANTS = [(entry, number) for entry in entries() for number in range(len(load(entry).mutants))]
QUICK = Effort(instances=16)


def excluded(reading: Reading) -> bool:
    """A claim about growth that is left undecided with an interval that excludes it."""
    seen = reading.growth
    bounded = seen is not None and (seen.low, seen.high) != (None, None)
    return bounded and reading.verdict is Verdict.INCONCLUSIVE and "which excludes" in reading.reason


def marked(entry: Entry, number: int) -> object:
    """One of each theorem in every run of the tests, the first or the second in turn; the others in a longer one."""
    chosen = list(entries()).index(entry) % min(2, len(load(entry).mutants))
    return pytest.param(entry, number, id=f"{entry.id}-{number}", marks=() if number == chosen else pytest.mark.slow)


@pytest.mark.parametrize(("entry", "number"), [marked(*one) for one in MUTANTS])
def test_a_mutant_is_refuted_by_an_instance_that_meets_its_hypotheses(entry: Entry, number: int) -> None:
    name, mutant = load(entry).mutants[number]
    readings = read(mutant, (), QUICK)
    found = [reading for reading in readings if reading.verdict is Verdict.REFUTED]
    assert found or any(map(excluded, readings)), f"{entry.id}: the mutant {name!r} survives"
    assert all(reading.refutation is not None and reading.refutation.decision.outcome is Outcome.VIOLATED for reading in found)


def huber(threshold: Q, **constants: Q) -> Case:
    return Case(families()["huber"].build(Q(1), threshold), {"L": Q(1), **constants}, None, (Q(1),), (exactly(0),), {}, 24)


def zigzag(steps: int) -> Case:
    return Case(families()["zigzag"].build(Q(1), Q(1), Q(steps)), {"L": Q(1)}, None, (Q(steps),), (exactly(-1),), {}, 24)


def parabola(start: Q | int, noisy: bool = False, steps: int = 10, **constants: Q | int) -> Case:
    noise = two_point(1, Q(1)) if noisy else None
    values = {name: Q(value) for name, value in {"L": 1, **constants}.items()}
    return Case(families()["quadratic"].build((Q(1),), (Q(0),), (Q(0),)), values, noise, (Q(start),), (exactly(0),), {}, steps)


def log_cosh(start: Q | int, **constants: Q | int) -> Case:
    values = {name: Q(value) for name, value in {"L": 1, "R": Q(11, 10), "eps": Q(1, 100), "alpha": 2, **constants}.items()}
    return Case(families()["separable_log_cosh"].library()[0], values, Noise("finite_sum"), (Q(start),), (exactly(0),), {}, 24)


NAMED = [
    ("gd-convex-tight", "4T + 4 in place of 4T + 2", huber(Q(1, 11)), Spot(0, 5)),
    ("gd-convex-tight", "1% less", huber(Q(1, 21)), Spot(0, 10)),
    ("gd-convex", "4T + 4 in place of 2T", huber(Q(1, 3)), Spot(0, 1)),
    ("gd-convex", "the distance at the end", huber(Q(1, 5)), Spot(0, 2)),
    ("gd-convex", "the rate 1/T^2", huber(Q(1, 7)), Spot(0, 3)),
    ("gd-nonconvex-tight", "the constant 1 in place of 4/3", zigzag(4), Spot(0, 4)),
    ("gd-nonconvex-tight", "1% less", zigzag(7), Spot(0, 7)),
    ("nesterov-convex", "half the constant", huber(Q(7, 100)), Spot(0, 5)),
    ("sgd-nonconvex-rate", "half the noise", parabola(0, noisy=True, eta=1, sigma=1), Spot(0, 3)),
    ("pl-sgd-const", "half the floor", parabola(0, noisy=True, eta=1, sigma=1, mu=1), Spot(1, 1)),
    ("pl-gd", "1% less", parabola(1, eta=Q(1, 2), mu=1), Spot(0, 1)),
    ("pl-sgd-decreasing", "summable steps", parabola(0, noisy=True, mu=1, C=Q(99, 70)), Spot(5, 1)),
    ("pl-sgd-decreasing", "the rate 1/t^2", parabola(0, noisy=True, mu=1, C=Q(161, 144)), Spot(3, 1)),
    ("adam-defossez", "no floor where the noise vanishes at minimisers", log_cosh(1, beta2=Q(1, 2)), Spot(0, 1)),
    ("adagrad-defossez", "no noise where it vanishes at minimisers", log_cosh(1), Spot(0, 1)),
    ("adagrad-defossez", "the rate T^(-3/2)", log_cosh(20), Spot(0, 24)),
]


@pytest.mark.parametrize(("theorem", "name", "case", "spot"), NAMED, ids=[f"{t}: {n}" for t, n, _, _ in NAMED])
def test_the_known_instance_refutes_the_mutant_and_not_the_theorem(theorem: str, name: str, case: Case, spot: Spot) -> None:
    loaded = load(lookup(theorem))
    mutant = dict(loaded.mutants)[name]
    claim = mutant.claims[0]
    narrowed = Theorem(given=mutant.given, method=mutant.method, claim=claim)
    assert decide(narrowed, normal_form(claim), case, spot).outcome is Outcome.VIOLATED
    assert member(Scope(narrowed, (claim,), Region(narrowed), (), case.steps, 0), case)
    for true_claim in loaded.theorem.claims:
        true = Theorem(given=loaded.theorem.given, method=loaded.theorem.method, claim=true_claim)
        assert decide(true, normal_form(true_claim), case, spot).outcome in (Outcome.HOLDS, Outcome.TIE)


@pytest.mark.parametrize(
    ("theorem", "claim", "case", "spots"),
    [
        ("gd-convex-tight", 0, huber(Q(1, 11)), [Spot(0, 5)]),
        ("gd-nonconvex-tight", 1, zigzag(6), [Spot(0, 6)]),
        ("pl-sgd-const", 1, parabola(3, noisy=True, eta=Q(1, 3), sigma=1, mu=1), [Spot(t, 1) for t in range(6)]),
        ("sgd-nonconvex-rate", 1, parabola(3, noisy=True, eta=Q(1, 3), sigma=1), [Spot(0, T) for T in (1, 2, 5)]),
    ],
    ids=["Huber", "zigzag", "PL and noise", "SGD"],
)
def test_a_tight_bound_is_attained_exactly(theorem: str, claim: int, case: Case, spots: list[Spot]) -> None:
    whole = load(lookup(theorem)).theorem
    one = replace(whole, claim=whole.claims[claim])
    for spot in spots:
        found = decide(one, normal_form(one.claims[0]), case, spot)
        assert found.outcome is Outcome.TIE
        assert found.left == found.right


def test_a_mutant_is_a_theorem_of_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path))
    entry = lookup("pl-gd.mutant-1")
    name, theorem = load(lookup("pl-gd")).mutants[0]
    assert (entry.title, entry.mutant, load(entry).theorem) == (name, 1, theorem)
    (result,) = verify([entry], Options(instances=4))
    assert (result.verdict, result.theorem) == (Verdict.REFUTED, "pl-gd.mutant-1")
    assert result.evidence is not None
    assert replay(result.evidence).verdict is Verdict.REFUTED
    found = last(load(entry), 0)
    assert found is not None
    assert found["options"]["instances"] == 4
    assert last(load(lookup("pl-gd")), 0) is None


@pytest.mark.parametrize("wrong", ["pl-gd.mutant-0", "pl-gd.mutant-99", "pl-gd.mutant-x", "pl-gd.mutant-"])
def test_a_mutant_that_there_is_not_is_refused(wrong: str) -> None:
    with pytest.raises(CatalogueError, match=r"has no mutant|no theorem is called"):
        lookup(wrong)
