"""Means and probabilities over random networks: in closed form where there is one, else by fresh draws at a level."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import binom

from checkers.experiment import fresh_draws, over_networks
from checkers.experiment.case import Case
from checkers.experiment.decide import Outcome, Spot, decide
from checkers.experiment.network_draws import drawable, drawn_run
from checkers.experiment.random_networks import averaged_exactly
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope, point_names
from checkers.replay import replay
from checkers.verdict import Verdict
from checkers.verify import Options, verify
from problems.discovery import families
from problems.exact.arithmetic import Exact
from problems.float64 import Float64
from theorems.catalogue import entry_for_file, load, lookup
from theorems.language import (
    Abs,
    E,
    Eq,
    Probability,
    Rational,
    Scales,
    Sum,
    Theorem,
    constants,
    f,
    grad,
    i,
    j,
    naturals,
    norm_sq,
    points,
    sqrt,
)  # fmt: skip
from theorems.networks import TwoLayer, input_norm_sq, output
from theorems.normal_form import normal_form
from theorems.observables import hessian_det, hessian_min, hessian_norm, tangent_kernel, tangent_kernel_error, tangent_kernel_min
from theorems.relu_networks import ReLUNetwork, angle
from theorems.settings import RandomNetwork

ONE = Fraction(1)
m, n = naturals("m n")
u, v = points("u v")
delta, beta = constants("delta beta")
QUICK = Effort(instances=4, rounds=1)


def answer(claim, *given, normal=False, effort=QUICK):
    setting = RandomNetwork(u, output_weights="normal" if normal else "signs")
    return read(Theorem(given=given or (ReLUNetwork(m, inputs=n),), setting=setting, claim=claim), (), effort)[0]


def test_the_slope_of_a_mean_in_closed_form_is_free_of_chance():
    """Of one entry of the kernel, a mean of m independent events with p = 1/2 times |z|^2: the variance is |z|^4/(4 m)."""
    variance = E((tangent_kernel(u, 1, 1) - input_norm_sq(1) / 2) ** 2)
    right, wrong = (answer(Scales(variance, m, -power), ReLUNetwork(m, inputs=n)) for power in (1, Rational(19, 20)))
    assert (right.verdict, right.growth.seeds) == (Verdict.SUPPORTED, 1)
    assert right.growth.fitted == pytest.approx((-1, -1), abs=1e-9)  # rounding alone
    assert wrong.growth.fitted == pytest.approx((-1, -1), abs=1e-3)  # a fiftieth of what the wrong exponent is off by


@pytest.mark.slow
def test_the_slope_of_a_mean_over_draws_is_told_from_one_a_tenth_away():
    """E f^2 of a tanh network tends to E tanh^2: slope 0, and the claim of 1/10 is excluded."""
    network = TwoLayer(m, inputs=n, slope=beta, input_norms=1, output_weights=1)
    wrong = answer(Scales(E(f(u) ** 2), m, Rational(1, 10)), network)
    assert wrong.verdict is Verdict.INCONCLUSIVE
    assert wrong.growth.low < 0 < wrong.growth.high < 0.1


def test_a_mean_in_closed_form_is_decided_exactly():
    """E f^4 of one neuron with signs is E max(0, g)^4 = 3/2."""
    one = Case(families()["relu_output"].build(((ONE,),), (ONE,)), {"m": ONE, "n": ONE})
    for bound, outcome in ((Rational(3, 2), Outcome.TIE), (Rational(149, 100), Outcome.VIOLATED), (Rational(151, 100), Outcome.HOLDS)):
        theorem = Theorem(given=[ReLUNetwork(m, inputs=n)], setting=RandomNetwork(u), claim=E(f(u) ** 4) <= bound)
        found = decide(theorem, normal_form(theorem.claims[0]), one, Spot(0, 1))
        assert (found.outcome, found.rational) == (outcome, True)


@pytest.mark.slow
def test_sums_over_inputs_and_several_words_inside_one_mean():
    trace = Sum(tangent_kernel(u, i, i), (i, 1, n))
    assert answer(Eq(E(trace), Sum(input_norm_sq(i), (i, 1, n)) / 2)).verdict is Verdict.SUPPORTED
    assert answer(Eq(E(trace * norm_sq(grad(u))), E(trace) * input_norm_sq(1) / 2)).verdict is Verdict.REFUTED
    square = Sum(output(u, i) * output(u, j), (i, 1, n), (j, 1, n))
    assert answer(Eq(E((f(u) + output(u, 2)) ** 2), E(f(u) ** 2) + 2 * E(f(u) * output(u, 2)) + E(output(u, 2) ** 2))).verdict is Verdict.SUPPORTED
    assert averaged_exactly(Theorem(given=[ReLUNetwork(m, inputs=n)], setting=RandomNetwork(u), claim=E(square) >= 0))


@pytest.mark.parametrize("claim", [E(Abs(f(u))) >= 0, E(f(u) * f(v)) >= 0, E(tangent_kernel_min(u)) >= 0, E(f(u) ** 8) >= 0, E(f(u) ** -1) >= 0])
def test_what_has_no_closed_form(claim):
    assert not averaged_exactly(Theorem(given=[ReLUNetwork(m)], setting=RandomNetwork(u, v), claim=claim))


def test_signs_and_normal_output_weights_differ_in_the_fourth_moment_only():
    square, fourth = Eq(E(f(u) ** 2), input_norm_sq(1) / 2), Eq(E(f(u) ** 4), 3 * (1 + 5 / m) * input_norm_sq(1) ** 2 / 4)
    assert [answer(square, normal=normal).verdict for normal in (False, True)] == [Verdict.SUPPORTED] * 2
    assert [answer(fourth, normal=normal).verdict for normal in (False, True)] == [Verdict.REFUTED, Verdict.SUPPORTED]


def small(bound):
    """A kernel below a quarter of the squared norm of one input: Bin(m, 1/2) <= m/4."""
    return Probability(tangent_kernel(u, 1, 1) <= input_norm_sq(1) / 5) <= bound


def test_a_probability_is_refuted_and_confirmed_by_draws():
    reading = answer(small(Rational(1, 4)))
    assert reading.verdict is Verdict.REFUTED
    assert reading.refutation.chance.tail < 1e-6
    assert reading.refutation.case.points == {}
    confirmed = answer(small(Rational(9, 10)))
    assert confirmed.verdict is Verdict.SUPPORTED
    assert "the exact binomial tail confirms it" in confirmed.reason
    assert all(one.outcome == "confirmed" for one in confirmed.sampled.retests)


@pytest.mark.slow
def test_a_probability_that_is_its_bound_is_neither_refuted_nor_confirmed():
    """One neuron is active with probability 1/2."""
    reading = answer(small(Rational(1, 2)))
    assert reading.verdict is Verdict.INCONCLUSIVE
    assert "asymptotic" in reading.reason


def test_bounds_that_say_nothing_are_not_tried():
    assert answer(small(1)).verdict is Verdict.NOT_APPLICABLE


@pytest.mark.slow
def test_too_rare_an_event_is_tried_for_refutation_only():
    reading = answer(Probability(tangent_kernel(u, 1, 1) < 0) <= Rational(1, 10**6))
    assert reading.verdict is Verdict.INCONCLUSIVE
    assert answer(small(Rational(1, 10**6))).verdict is Verdict.REFUTED


@pytest.mark.slow
def test_a_mean_without_a_closed_form_is_refuted_by_bets_and_never_confirmed():
    """E |f| of a single active or idle neuron is 1/sqrt(2 pi), about 0.4 |z|."""
    low, high = (answer(E(Abs(f(u))) <= share * sqrt(input_norm_sq(1))) for share in (Rational(1, 5), Rational(3, 5)))
    assert low.verdict is Verdict.REFUTED
    assert low.refutation.chance.log_e > np.log(1e6)
    assert high.verdict is Verdict.INCONCLUSIVE


@pytest.mark.slow
def test_other_networks_are_drawn_too():
    given = TwoLayer(m, train="both", inputs=n, slope=beta, input_norms=1)
    assert answer(Probability(norm_sq(grad(u)) <= 4 * m + beta**2) >= Rational(1, 2), given).verdict is Verdict.SUPPORTED
    assert answer(Probability(f(u) >= 0) >= Rational(3, 4), given).verdict is Verdict.REFUTED


def test_fixed_output_weights_are_drawn_only_where_the_draws_meet_what_is_supposed():
    relu, two = families()["relu_output"].library()[0], families()["two_layer_output"].build(Fraction(0), ((ONE,),), (Fraction(2), ONE))
    signs = Theorem(given=[ReLUNetwork(m)], setting=RandomNetwork(u), claim=E(f(u)) <= 0)
    normal = replace(signs, setting=RandomNetwork(u, output_weights="normal"))
    assert drawable(signs, relu)
    assert drawable(normal, relu)
    assert not drawable(signs, two)
    assert not drawable(replace(normal, given=[TwoLayer(m, output_weights=2)]), two)
    assert drawable(replace(signs, setting=RandomNetwork(u, v)), relu)


def test_two_points_are_drawn_of_one_network():
    """E f(u) f(v) = (1/m) sum_r a_r^2 (E max(0, w . z))^2 = |z|^2/(2 pi) where both have the same output weights; with others it would be 0."""
    theorem = Theorem(given=[ReLUNetwork(m)], setting=RandomNetwork(u, v), claim=E(f(u) * f(v)) <= 1)
    case = Case(families()["relu_output"].library()[3], {"m": Fraction(16)}, points={})
    numbers = Float64()
    with numbers.scope():
        run = drawn_run(theorem, case, numbers, 0, 16, range(4096))
        one, other = (numbers.floats(case.family.value(run.arrays, run.points[name], numbers)).reshape(-1) for name in ("u", "v"))
    sizes = [4 * values.std() / np.sqrt(len(values)) for values in (one * other, one)]  # four standard errors
    assert abs((one * other).mean() - 1 / (2 * np.pi)) < sizes[0]
    assert abs(one.mean()) < sizes[1] < 1 / (2 * np.pi)


@pytest.mark.parametrize("claim", [E(f(u)) <= f(v), E(f(v)) <= 0, E(f(v) ** 2) >= input_norm_sq(1) / 2, Probability(f(u) <= f(v)) >= 0])
def test_what_is_not_drawn_depends_on_output_weights_that_are(claim):
    assert answer(claim).verdict is Verdict.NOT_APPLICABLE


def test_inputs_are_numbered_from_1():
    """A mean of the output at input 0 is none of the last one."""
    assert answer(Eq(E(Sum(output(u, i - 1) ** 2, (i, 1, n))), n * input_norm_sq(1))).verdict is Verdict.NOT_APPLICABLE


def test_draws_depend_on_their_own_seed_alone_and_are_what_they_are_said_to_be():
    theorem = Theorem(given=[ReLUNetwork(m)], setting=RandomNetwork(u), claim=E(f(u)) <= 0)
    case = Case(families()["relu_output"].build(((ONE, ONE),), (ONE,) * 300), {"m": Fraction(300)})
    arithmetic = Float64()
    with arithmetic.scope():
        both, one = (drawn_run(theorem, case, arithmetic, 0, 5, seeds) for seeds in ([3, 8], [8]))
    assert (both.points["u"][1] == one.points["u"][0]).all()
    assert (both.arrays["weights"][1] == one.arrays["weights"][0]).all()
    assert set(one.arrays["weights"].unique().tolist()) == {1.0, -1.0}
    weights = both.points["u"].flatten()
    assert abs(float(weights.mean())) < 5 / 1200**0.5
    assert abs(float(weights.var()) - 1) < 5 * (2 / 1200) ** 0.5
    exact = Exact()
    with exact.scope():
        again = drawn_run(theorem, case, exact, 0, 5, [8])
    assert float(again.points["u"][0, 0, 0].p) / float(again.points["u"][0, 0, 0].q) == float(one.points["u"][0, 0, 0])


def test_the_tail_is_that_of_the_binomial_distribution():
    theorem = Theorem(given=[ReLUNetwork(m, inputs=n)], setting=RandomNetwork(u), claim=small(Rational(1, 4)))
    found = read(theorem, (), QUICK)[0].refutation.chance
    assert found.tail == pytest.approx(binom.sf(round(found.mean * found.draws) - 1, found.draws, found.bound), rel=1e-6, abs=1e-300)


def test_a_refutation_by_draws_can_be_replayed(tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path))
    file = tmp_path / "too_rare.py"
    text = "from theorems.language import *\nfrom theorems.observables import tangent_kernel\nfrom theorems.relu_networks import ReLUNetwork\n"
    text += 'm, u = naturals("m"), points("u")\ntheorem = Theorem(given=[ReLUNetwork(m)], setting=RandomNetwork(u), '
    file.write_text(f'"""Too rare."""\n{text}claim=Probability(tangent_kernel(u, 1, 1) <= Rational(1, 100)) <= Rational(1, 100))\n')
    (result,) = verify([load(entry_for_file(file))], Options(instances=2))
    assert result.verdict is Verdict.REFUTED
    assert replay(result.evidence).verdict is Verdict.REFUTED


def test_drawn_points_are_bound_where_there_is_a_mean_and_free_elsewhere():
    drawn = Theorem(given=[ReLUNetwork(m)], setting=RandomNetwork(u), claim=E(f(u)) <= f(v))
    assert point_names(drawn) == ["v"]
    assert point_names(replace(drawn, claim=f(u) <= f(v))) == ["u", "v"]
    assert point_names(replace(drawn, claim=Scales(E(f(u) ** 2), m, 0))) == ["u"]


def test_a_function_with_kinks_is_no_instance_where_nothing_allows_for_them():
    """A theorem that says nothing of kinks speaks of functions with a gradient, one about bends of twice differentiable ones."""
    instance = families()["relu_output"].library()[0]
    assert Scope(*(lambda one: (one, one.claims, Region(one), (), 1, 0))(Theorem(claim=f(u) >= 0))).lacking(instance, None) == "a gradient everywhere"
    twice = Theorem(given=[TwoLayer(m, bend=beta)], claim=f(u) >= beta)
    assert Scope(twice, twice.claims, Region(twice), (), 1, 0).lacking(instance, None) == "TwoLayer"
    for word in (hessian_norm, hessian_min, hessian_det):
        bent = Theorem(given=[ReLUNetwork(m)], claim=word(u) >= 0)
        assert Scope(bent, bent.claims, Region(bent), (), 1, 0).lacking(instance, None) == "a second derivative"
    assert "activation_bend" not in instance.facts
    assert "smooth" not in instance.facts


@pytest.mark.slow
def test_the_norm_over_widths_falls_like_its_root():
    theorem = load(lookup("ntk-concentration")).theorem
    reading = read(replace(theorem, claim=Scales(E(tangent_kernel_error(u)), m, -Rational(1, 2))), (), QUICK)[0]
    assert reading.verdict is Verdict.SUPPORTED
    assert -0.6 < reading.growth.low < -0.5 < reading.growth.high < -0.4


def test_no_case_is_drawn_with_seeds_that_screening_uses():
    assert over_networks.WIDTHS[-1] < fresh_draws.FIRST_SEED
    assert answer(Probability(tangent_kernel(u, 1, 2) <= angle(1, 2)) >= 0).verdict in (Verdict.SUPPORTED, Verdict.NOT_APPLICABLE)
