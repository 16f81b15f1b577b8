"""Facts that random derivations reach hold in a concrete model; terms mean there what their normal forms mean; planted faults are seen."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers.proof import analysis, facts, forms, logic
from checkers.proof.facts import Fact
from checkers.proof.kernel import RULES, Kernel
from checkers.proof.reading import number, written
from tests.checkers.proof import model, random_rules
from tests.checkers.proof.derivations import assume, use
from tests.checkers.proof.random_derivations import TRUE, Search
from tests.checkers.proof.random_terms import INTEGERS, NUMBERS, POINTS, Terms
from tests.checkers.proof.readers import a_replay, accepted_by_the_replay
from tests.checkers.proof.soundness import REALS, refuted

SEEDS = st.integers(0, 2**40)


def _searched(seed):
    search = Search(Random(seed))
    search.run(random_rules.RULES, 40)
    return search


def derived(seed, tries=4):
    search = _searched(seed)
    for fact in search.kernel.found:
        assert refuted(fact, search.rng, tries) == "", search.steps
    return search


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_facts_of_random_derivations_hold(seed):
    derived(seed)


@pytest.mark.parametrize("seeds", [pytest.param(100, marks=pytest.mark.slow), pytest.param(300, marks=pytest.mark.long)])
def test_facts_of_many_random_derivations_hold_and_every_rule_is_tried(seeds):
    tried = Counter(step["rule"] for seed in range(seeds) for step in derived(seed).steps)
    assert set(tried) == set(RULES) - {"conclude"}
    assert sum(tried.values()) > 26 * seeds


def agree(seed):
    search, replay = _searched(seed), a_replay(TRUE)
    for step, taken in search.tried:
        assert accepted_by_the_replay(replay, step) is taken, step
    return search


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_the_replay_takes_the_same_steps_and_no_others(seed):
    agree(seed)


@pytest.mark.parametrize("seeds", [pytest.param(100, marks=pytest.mark.slow), pytest.param(300, marks=pytest.mark.long)])
def test_the_replay_takes_the_same_of_many_steps(seeds):
    tried = [taken for seed in range(seeds) for _, taken in agree(seed).tried]
    assert sum(tried) > 26 * seeds
    assert len(tried) - sum(tried) > seeds


@pytest.mark.parametrize("axiom", TRUE["axioms"], ids=lambda axiom: axiom["name"])
def test_the_axioms_hold(axiom):
    kernel, rng = Kernel(TRUE), Random(0)
    conditions = [kernel.apply(assume(*condition)) for condition in axiom["conditions"]]
    values = {name: [kind, name] for name, kind in axiom["parameters"]}
    kernel.apply(use(axiom["name"], values, conditions))
    assert refuted(kernel.found[-1], rng, 40) == ""
    opposite = Fact(">", -kernel.found[-1].term - number("1/1000"), kernel.found[-1].premises) if axiom["relation"] != "vector" else None
    assert opposite is None or refuted(opposite, rng, 40) != ""


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_a_term_means_what_its_normal_form_means(seed):
    rng = Random(seed)
    term = Terms(rng).number(4)
    values = dict(model.PINNED)
    values |= {f"integer {name}": rng.randint(-2, 4) for name in INTEGERS if name != "d"}
    values |= {f"real {name}": rng.choice(REALS) for name in NUMBERS} | {f"point {name}": (rng.choice(REALS), rng.choice(REALS)) for name in POINTS}
    try:
        plain, normal = model.number(term, values), model.number(written(number(term)), values)
    except (model.UnmodelledError, ZeroDivisionError):
        return
    for one, other in zip(plain, normal, strict=True):
        assert one == other or (isinstance(one + other, float) and one == pytest.approx(other, rel=1e-6, abs=1e-6)), term


FAULTS = {
    "everything is known": (forms, "known", lambda thing, step: True),
    "an assumption may be about what is random": (analysis, "known", lambda thing, step: True),
    "every symbol stands for any value, in logic": (logic, "stands_for_any", lambda key, premises: None),
    "every symbol stands for any value, in sums": (analysis, "stands_for_any", lambda key, premises: None),
    "an inequality is strict": (facts, "implies", lambda relation, wanted: True),
    "steps the other way around": (forms, "at_most", lambda step, other: True),
    "everything vanishes": (forms, "vanishes", lambda p, nonzero, roots: True),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(monkeypatch, fault):
    monkeypatch.setattr(*FAULTS[fault])
    searched = (search for search in map(_searched, range(300)) if any(refuted(fact, search.rng, 4) for fact in search.kernel.found))
    assert next(searched, None) is not None
