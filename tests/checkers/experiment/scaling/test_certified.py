"""Widths with and without a certificate: what is told of them, against the kernel by hand and runs of plain NumPy."""

from dataclasses import replace

import numpy as np
import pytest

from checkers.experiment.decide import Outcome, Spot, decide
from checkers.experiment.membership import member
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.regions import Region
from checkers.experiment.report import experiment_json
from checkers.experiment.scaling.certified import STEPS, certified_widths, told
from checkers.experiment.search.scope import Scope
from checkers.verdict import Verdict
from problems.network_facts import LADDER_INPUTS
from theorems.catalogue import load, lookup
from theorems.language import E, Rational, Theorem, constants, f, t, x
from theorems.methods import SGD
from theorems.normal_form import normal_form

SMALL = Effort(instances=2, rounds=0, steps=6, without=("hypothesis", "worst-case", "climb"))
THEOREM = load(lookup("ntk-global-convergence")).theorem
NETWORK, POSITIVE, WIDE, SHORT = THEOREM.given


def scope(theorem):
    return Scope(theorem, theorem.claims, Region(theorem), (), 6, 0)


@pytest.fixture(scope="module")
def found():
    return certified_widths(scope(THEOREM))


def by_hand(case):
    """The least eigenvalue of the kernel and the loss at the start, and the loss after STEPS steps, in plain NumPy."""
    z, y = np.array(LADDER_INPUTS, dtype=float), np.array([float(e) for e in case.instance.parameters["targets"]])
    a = np.array([float(e) for e in case.instance.parameters["weights"]])
    w, m, eta = np.array([float(e) for e in case.start]).reshape(-1, 2), len(a), float(case.constants["eta"])

    def outputs(w):
        return a @ np.tanh(w @ z.T) / np.sqrt(m)

    back = a[:, None] / np.cosh(w @ z.T) ** 2
    least, first = np.linalg.eigvalsh(back.T @ back * (z @ z.T) / m)[0], np.sum((outputs(w) - y) ** 2) / 2
    for _ in range(STEPS):
        w = w - eta * (a[:, None] / np.cosh(w @ z.T) ** 2 * (outputs(w) - y)) @ z / np.sqrt(m)
    return least, first, np.sum((outputs(w) - y) ** 2) / 2


def test_the_width_needed_is_that_of_the_formula_and_runs_are_those_of_numpy(found):
    for one, case in found:
        least, first, last = by_hand(case)
        assert one.needed == np.ceil(128 * 16 / 27 * 2 * first / least**2)
        assert one.certified == (one.width >= one.needed)
        assert one.first == pytest.approx(first, rel=1e-12)
        assert one.last == pytest.approx(last, rel=1e-6, abs=1e-20)
        assert one.converged == (last <= first / 1000)


def test_it_stops_at_the_second_width_with_a_certificate(found):
    widths, certified = [one.width for one, _ in found], [one.certified for one, _ in found]
    assert widths == [2**power for power in range(6, 6 + len(widths))]
    assert certified.count(True) == 2
    assert certified[-2:] == [True, True]


def test_the_reason_tells_widths_without_a_certificate_from_runs_that_do_not_converge(found):
    shown = [one for one, _ in found]
    said = told(shown)
    assert "certified from m = 2048 on" in said
    assert f"at m = 64 no certificate (needs {shown[0].needed}), the run converged" in said
    assert "did not converge" in told([replace(one, converged=False) for one in shown])
    assert "certified at none of the widths 64 to 1024" in told([one for one in shown if not one.certified])
    assert "needs" not in told([replace(shown[0], needed=None)])


@pytest.mark.slow
def test_the_reason_and_the_evidence_hold_it():
    narrow = replace(THEOREM, claim=THEOREM.claims[1])
    (reading,) = read(narrow, (), SMALL)
    assert reading.verdict is Verdict.SUPPORTED
    assert "certified from m = 2048 on; at m = 64 no certificate (needs" in reading.reason
    widths = experiment_json(reading, 1e-6, False)["widths"]
    assert [set(one) for one in widths] == [{"family", "name", "width", "needed", "certified", "converged", "first", "last"}] * len(widths)
    assert {one["certified"] for one in widths} == {True, False}
    assert reading.tally.searchers["widths"] == 2, "what is certified is tried"


@pytest.mark.slow
def test_a_theorem_that_no_width_meets_is_not_applicable_and_the_reason_says_that_runs_converge():
    far = WIDE.func(WIDE.lhs, 10**6 * WIDE.rhs)
    unmet = replace(THEOREM, given=[NETWORK, POSITIVE, far, SHORT, f(x[0]) >= Rational(1, 10)], claim=THEOREM.claims[0])
    (reading,) = read(unmet, (), SMALL)
    assert reading.verdict is Verdict.NOT_APPLICABLE
    assert "certified at none of the widths 64 to 8192" in reading.reason
    assert "the run converged" in reading.reason
    assert reading.widths


def test_plain_data_has_no_number_that_json_lacks(found):
    one, _ = found[0]
    assert one.as_json()["width"] == 64
    assert (one.as_json()["family"], one.as_json()["name"]) == ("two_layer_loss", "m")
    assert replace(one, last=float("nan")).as_json()["last"] is None


def test_a_certified_network_of_thousands_of_neurons_is_decided_exactly(found):
    case = next(case for one, case in found if one.certified)
    assert case.instance.dimension >= 4096
    for claim in THEOREM.claims:
        narrowed = scope(replace(THEOREM, claim=claim))
        assert member(narrowed, case)
        decision = decide(narrowed.theorem, normal_form(claim, THEOREM.sequences), case, Spot(2, 1))
        assert decision.outcome is Outcome.HOLDS


def test_methods_that_draw_have_no_widths():
    drawn = replace(THEOREM, method=SGD(step=constants("eta")), claim=E(f(x[t])) <= f(x[0]))
    assert certified_widths(scope(drawn)) == []


def test_theorems_without_a_width_tell_of_none():
    without = Theorem(given=[NETWORK, POSITIVE, SHORT], method=THEOREM.method, claim=THEOREM.claims[0])
    assert certified_widths(scope(without)) == []
    assert certified_widths(scope(load(lookup("pl-gd")).theorem)) == []


@pytest.mark.slow
def test_a_refuted_claim_is_told_without_widths():
    name, wrong = load(lookup("ntk-global-convergence")).mutants[1]
    (reading,) = read(wrong, (), SMALL)
    assert reading.verdict is Verdict.REFUTED, name
    assert reading.widths == ()
