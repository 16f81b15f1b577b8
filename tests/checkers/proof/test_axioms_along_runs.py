"""Axioms at random points of runs, as the kernel takes them, hold on every path of SGD on finite sums; faults that are planted are seen."""

from functools import cache
from random import Random
from typing import Any

import pytest

from checkers.proof import forms
from checkers.proof.axioms import SEGMENT
from checkers.proof.forms import RejectedError, substituted
from checkers.proof.goal import read
from checkers.proof.kernel import Kernel
from checkers.proof.reading import either, number, written
from tests.checkers.proof.derivations import assume, use
from tests.checkers.proof.runs import Runs, UnmodelledError, a_run, consistent, noisy, tilted
from theorems.hypotheses import ConvexSum, Interpolation, NonnegativeSum, Quadratic, SecondMoment, SmoothSum
from theorems.language import E, Theorem, constants, dist_sq, f, naturals, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD

L, C, eta, m = *constants("L C eta"), naturals("m")
KINDS = {
    consistent: [Quadratic(), SmoothSum(L), ConvexSum(), NonnegativeSum(), Interpolation()],
    noisy: [Quadratic(), SmoothSum(L), ConvexSum(), NonnegativeSum()],
    tilted: [SmoothSum(L)],
}


@cache
def stated(kind):
    """The statement."""
    claim = E(f(x[t + 1]) + norm_sq(stochastic_grad(x[t])), given=x[t]) <= dist_sq(x[t])
    return read(Theorem(given=[*KINDS[kind], SecondMoment(C, on="iterates")], method=SGD(step=eta, batch=m), claim=claim)).statement


def a_point(rng: Random, step: Any, depth: int = 2) -> Any:
    """A point of a run, known at the step or later, or not a member of it at all."""
    at = ["+", step, rng.choice((-1, 0, 0, 1))]
    if depth == 0 or rng.random() < 0.35:
        return rng.choice([["point", "w"], ["point", "x_star"], ["iterate", "x", at], ["iterate", "x", step], ["iterate", "nearest'", at]])
    inside = a_point(rng, step, depth - 1)
    value = ["word", "component'", inside, ["sequence", "drawn'", ["+", at, 1]]]
    return rng.choice(
        [
            *(["draw", inside, at], ["gradient", inside], ["iterate", "batch_m'", ["+", at, 1]]),
            *(["scaled", value, ["point", "w"]], ["scaled", ["E", at, ["f", inside]], ["point", "w"]]),
            *(["vectors", inside, ["scaled", -1, ["draw", inside, at]]], ["vectors", inside, ["scaled", -1, a_point(rng, step, depth - 1)]]),
        ]
    )


def taken(kernel: Kernel, one, rng: Random):
    """An axiom at random points and steps, and its mean, with the conditions that it is taken on; None where the kernel refuses it."""
    step = rng.choice((0, 1, ["integer", "j"]))
    values = {name: a_point(rng, step) if kind == "point" else 1 if name == "c" else step for name, kind in one["parameters"]}
    given = {f"{kind} {name}": either(values[name]) for name, kind in one["parameters"]}
    conditions = [[sign, written(substituted(number(term), given))] for sign, term in one["conditions"]]
    try:
        positions = [kernel.apply(assume(*condition)) for condition in conditions]
        found = [kernel.apply(use(one["name"], values, positions))]
    except RejectedError:
        return None
    if one["relation"] != "vector":
        found.append(kernel.apply({"rule": "monotone", "of": "expectation", "fact": found[0], "step": rng.choice((0, 1, ["integer", "j"]))}))
    return [kernel.found[position] for position in found], conditions


def signed(relation: str, values: Any) -> bool:
    return all(value > 0 if relation == ">" else value >= 0 if relation == ">=" else value == 0 for value in values)


def fails(fact, runs: Runs) -> bool:
    term = written(fact.term)
    return any(any(v) for v in runs.vector(term)) if fact.relation == "vector" else not signed(fact.relation, runs.number(term))


def failures(kind, one, wanted: int) -> tuple[int, int]:
    """How often an axiom fails on some path, and how often it was looked at: so often, unless the kernel hardly ever takes it."""
    rng, kernel, wrong, seen = Random(f"{kind.__name__} {one['name']}"), Kernel({"axioms": [one], "goals": []}), 0, 0
    for _ in range(40 * wanted):
        found = taken(kernel, one, rng)
        if found is None:
            continue
        runs = a_run(kind, rng)
        try:
            if all(signed(sign, runs.number(term)) for sign, term in found[1]):
                wrong, seen = wrong + any(fails(fact, runs) for fact in found[0]), seen + 1
        except UnmodelledError:
            continue
        if seen == wanted:
            break
    return wrong, seen


EVERY = [
    pytest.param(kind, one, id=f"{kind.__name__} {one['name']}")
    for kind in KINDS
    for one in stated(kind)["axioms"]
    if one["parameters"] and one["name"] != SEGMENT
]


@pytest.mark.parametrize("wanted", [1, pytest.param(8, marks=pytest.mark.slow)])
@pytest.mark.parametrize(("kind", "one"), EVERY)
def test_an_axiom_at_points_of_a_run_holds_on_every_path(kind, one, wanted):
    assert failures(kind, one, wanted) == (0, wanted)


def in_place(term, old, new):
    return new if term == old else [in_place(part, old, new) for part in term] if isinstance(term, list) else term


K, NEXT = ["integer", "k"], ["+", ["integer", "k"], 1]
FAULTS = {
    "the component of the step before": (noisy, "components: mean", NEXT, K),
    "the batch of the step before": (noisy, "batch of m: unbiased", NEXT, K),
    "the noise of the start, given the run": (noisy, "components: mean square at every step", ["E", 0], ["E", K]),
    "a second moment given the run": (noisy, "SecondMoment: second moment", ["E", 0], ["E", K]),
    "one draw of a batch, whatever it holds": (noisy, "batch of m: mean square", ["inv", ["integer", "m"]], 1),
    "no noise at minimisers": (tilted, "components: mean square at every step", ["E", 0], ["*", 0]),
    "the minimiser nearest to the step before": (
        tilted,
        "nearest minimiser: distance",
        ["iterate", "nearest'", K],
        ["iterate", "nearest'", ["+", K, -1]],
    ),
}


def replaced(term, old, new):
    """Heads of two members, or whole terms."""
    if old[0] != "E" or not isinstance(term, list):
        return in_place(term, old, new)
    return [*new, replaced(term[2], old, new)] if term[:2] == old else [replaced(part, old, new) for part in term]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_an_axiom_is_seen(fault):
    kind, name, old, new = FAULTS[fault]
    (one,) = (axiom for axiom in stated(kind)["axioms"] if axiom["name"] == name)
    changed = {**one, "term": replaced(one["term"], old, new)}
    assert changed["term"] != one["term"]
    assert failures(kind, changed, 60)[0] > 0


@pytest.mark.parametrize("name", ["SmoothSum: unbiased", "components: mean", "batch of m: unbiased", "batch of m: mean square"])
def test_what_is_known_a_step_too_early_is_seen(name, monkeypatch):
    """The kernel takes what is known at the next step for known at a step."""
    (one,), at_most = (axiom for axiom in stated(noisy)["axioms"] if axiom["name"] == name), forms.at_most
    monkeypatch.setattr(forms, "at_most", lambda step, other: at_most(step, other + number(1)))
    assert failures(noisy, one, 60)[0] > 0
