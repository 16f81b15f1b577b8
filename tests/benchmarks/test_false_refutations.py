"""Levels are kept under every law and by SGD's floors, naive rules break theirs, power grows with the violation, heavy tails confirm nothing."""

import numpy as np
import pytest
from scipy import stats

from benchmarks import false_refutations as study


@pytest.mark.slow
def test_no_tight_true_claim_is_refuted_more_often_than_the_level():
    """Exact binomial test of each share against the level of 1/20, at 1/1000."""
    for one in (*study.false_refutations(), *study.sgd(50)):
        hits = round(one.bets * one.trials)
        assert stats.binomtest(hits, one.trials, study.ALPHA, alternative="greater").pvalue > 1e-3, one


@pytest.mark.slow
def test_what_is_tempting_breaks_its_level():
    """Why the bets are there: the same trials, a z-test that peeks and a mean above its bound."""
    for one in (one for one in study.false_refutations(200) if one.name.startswith(("two-point, 0 or 2", "beta", "exponential"))):
        assert one.bets <= study.most(200)
        assert one.peeking > study.most(200)
        assert one.mean > study.most(200)


def test_a_share_above_the_level_would_be_told():
    assert not study.Measurement("", 0.2, "", study.most(1000)).met
    assert study.Measurement("", 0.05, "", study.most(1000)).met


def test_a_false_claim_is_refuted_the_sooner_the_more_it_is_violated():
    for _, found in study.powers(3):
        shares = np.array(found).reshape(len(study.VIOLATIONS), len(study.BUDGETS))
        assert (np.diff(shares, axis=1) >= 0).all()
        assert (np.diff(shares, axis=0) >= -1 / 3).all()
    assert dict(study.powers(3))["beta(2, 2)"][-1] == 1


def test_a_heavy_tail_is_confirmed_by_what_is_tempting_and_by_no_bets():
    found = study.confirmations(200)
    assert found.pop("bets, which ask for a proved range") == 0
    assert min(found.values()) > 0.4


def test_the_floors_of_sgd_are_tight():
    """Half of the bound is refuted on each of them, so that nothing there is true by a wide margin."""
    from dataclasses import replace

    from checkers.experiment.decide import Spot
    from checkers.experiment.fresh_draws import place_of, retested
    from checkers.experiment.retest import Level, Streams
    from theorems.hypotheses import PL, BoundedVariance, Smooth
    from theorems.language import E, Rational, Theorem, constants, f, f_star, t, x
    from theorems.methods import SGD
    from theorems.normal_form import normal_form

    L, mu, eta, sigma = constants("L mu eta sigma")
    rate = (1 - 2 * eta * mu * (1 - L * eta / 2)) ** t
    for case in study.sgd_cases().values():
        outcomes = []
        for share in (1, Rational(1, 2)):
            bound = share * (rate * (f(x[0]) - f_star) + L * eta * sigma**2 * (1 - rate) / (4 * mu * (1 - L * eta / 2)))
            theorem = Theorem(given=[Smooth(L), PL(mu), BoundedVariance(sigma)], method=SGD(step=eta), claim=E(f(x[t]) - f_star) <= bound)
            place = place_of(theorem, normal_form(theorem.claims[0]), replace(case), Spot(case.steps, 1), Streams(0, 0))
            outcomes.append(retested(place, Level(0.05, 1), 2048).outcome)
        assert outcomes == ["open", "refuted"]


def test_the_document_holds_the_tables_that_the_command_writes():
    text = study.DOCUMENT.read_text(encoding="utf-8")
    assert study.written(text, text.split(study.START)[1].split(study.END)[0].strip("\n") + "\n") == text
    for law in study.LAWS:
        assert text.count(f"| {law.name} |") == 2
