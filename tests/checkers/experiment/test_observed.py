"""Constants that are only observed: tried where nothing is certified, and never more than INCONCLUSIVE."""

from functools import partial

import pytest

from checkers.experiment.emptiness import empty_because
from checkers.verdict import Verdict
from checkers.verify import Options, results
from problems.discovery import families
from problems.instance import EVERYWHERE, OBSERVED, Fact, exactly
from problems.matching import closed, facts_of, lacking
from theorems.catalogue import entry_for_file, load
from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, f, f_star, grad, norm_sq, points

HEAD = '''"""A statement."""
from theorems.hypotheses import *
from theorems.language import *
from theorems.methods import *
L, mu, eta = constants("L mu eta")
u, v = points("u v")
'''
GD = "given=[Smooth(L), PL(mu), eta <= 1 / L], method=GradientDescent(step=eta)"
TRUE = f"{GD}, claim=f(x[t]) - f_star <= (1 - eta * mu) ** t * (f(x[0]) - f_star)"
FALSE = f"{GD}, claim=f(x[t]) - f_star <= (1 - eta * mu) ** (4 * t) * (f(x[0]) - f_star)"
ABOUT_POINTS = "given=[Smooth(L), PL(mu)], claim=norm_sq(grad(u)) <= 2 * mu * (f(u) - f_star)"
WAVES = Options(problems=("waves",), instances=16, steps=8)


def run(folder, statement, options=WAVES):
    target = folder / "statement.py"
    target.write_text(f"{HEAD}theorem = Theorem({statement})\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEMMATA_HOME", str(folder / "home"))
        return next(iter(results(load(entry_for_file(target)), options))).as_json()


@pytest.fixture
def decided(tmp_path):
    return partial(run, tmp_path)


@pytest.fixture(scope="module")
def true_on_waves(tmp_path_factory):
    """The true claim, decided once."""
    return run(tmp_path_factory.mktemp("true"), TRUE)


def test_a_true_claim_is_not_supported(true_on_waves):
    found = true_on_waves
    assert found["verdict"] == Verdict.INCONCLUSIVE.value
    assert "PL(mu) that are only observed" in found["reason"]
    assert "held on" in found["reason"]
    assert found["sharpness"] is found["counterexample"] is None


@pytest.mark.parametrize("statement", [FALSE, ABOUT_POINTS])
def test_a_false_claim_is_not_refuted_but_the_place_is_told(decided, statement):
    found = decided(statement)
    assert found["verdict"] == Verdict.INCONCLUSIVE.value
    assert "violated on f(x) = " in found["reason"]
    assert found["reason"].endswith("if the observed constant is right")
    assert found["counterexample"] is None


def test_the_json_lists_what_is_observed(true_on_waves):
    (observed,) = true_on_waves["readers"]["experiment"]["observed"]
    assert observed.startswith("PL: ")
    assert observed.endswith("(waves)")


@pytest.mark.parametrize("problems", [("waves", "quadratic"), ("waves", "sine_valley")])
def test_where_instances_are_certified_observed_ones_change_nothing(decided, problems):
    both, alone = (decided(TRUE, Options(problems=names, instances=16, steps=8)) for names in (problems, problems[1:]))
    assert both["verdict"] == alone["verdict"] == Verdict.SUPPORTED.value
    assert both["readers"]["experiment"]["observed"] == []
    assert both["readers"]["experiment"]["families"] == list(problems[1:])
    assert decided(FALSE, Options(problems=problems, instances=16, steps=8))["counterexample"]["case"]["family"] == problems[1]


def test_what_no_instance_observes_either_stays_not_applicable(decided):
    found = decided("given=[Smooth(L), StronglyConvex(mu)], claim=norm_sq(grad(u)) >= 2 * mu * (f(u) - f_star)")
    assert found["verdict"] == Verdict.NOT_APPLICABLE.value


def test_certified_constants_alone_are_decided_on_waves(decided):
    """Nothing observed is needed: smoothness is certified."""
    assert decided("given=[Smooth(L)], claim=norm_sq(grad(u)) <= 2 * L * (f(u) - f_star)")["verdict"] == Verdict.SUPPORTED.value
    assert decided("given=[Smooth(L)], claim=norm_sq(grad(u)) <= L * (f(u) - f_star)")["verdict"] == Verdict.REFUTED.value


def test_an_observed_fact_certifies_nothing():
    u = points("u")
    claim = norm_sq(grad(u)) >= 2 * (f(u) - f_star)
    theorem, instance = Theorem(given=[Smooth(1), PL(1)], claim=claim), families()["waves"].library()[0]
    assert empty_because(theorem, ()) is None
    assert lacking(theorem, instance, None, [claim]) == "PL"
    assert lacking(theorem, instance, None, [claim], observed=True) is None
    assert facts_of(instance, None)["quadratic_growth"].scope == OBSERVED


def test_what_follows_from_a_certificate_is_not_said_to_be_observed():
    found = closed({"pl": Fact("seen", exactly(3), OBSERVED), "strongly_convex": Fact("shown", exactly(1))})
    assert found["quadratic_growth"].scope == EVERYWHERE
    assert found["quadratic_growth"].value == exactly(1)
    assert found["pl"].scope == OBSERVED
