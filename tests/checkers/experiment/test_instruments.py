"""Observables on instances: the instruments against independent computations, what they refuse, and the words of networks in both arithmetics."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
import torch
from flint import arb

from checkers.experiment import instruments
from checkers.experiment.case import Case
from checkers.experiment.decide import Outcome, Spot, decide
from checkers.experiment.engine import prepared
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.instruments import hessian_norm as instrument
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.verdict import Verdict
from problems.discovery import families
from problems.exact.arithmetic import Exact, Undecided
from problems.float64 import Float64
from problems.network_facts import number_of
from theorems import observables
from theorems.hypotheses import Smooth
from theorems.language import Abs, Best, Eq, Sum, Theorem, Worst, constants, f, grad, i, j, naturals, norm, norm_sq, points, sqrt
from theorems.networks import TwoLayer, activation, input_norm_sq, output_weight, preactivation
from theorems.normal_form import normal_form
from theorems.observables import hessian_norm, jacobian_dist, tangent_kernel, tangent_kernel_min
from theorems.words import Word

ONE = Fraction(1)
m = naturals("m")
u, v = points("u v")
INPUTS = ((Fraction(3, 5), Fraction(4, 5)), (Fraction(1), Fraction(0)), (Fraction(-1, 2), Fraction(2)))
FIRST = families()["two_layer_output"].build(number_of("tanh"), INPUTS, (ONE, Fraction(-2), Fraction(1, 2)))
BOTH = families()["two_layer_both"].build(number_of("softplus"), INPUTS, Fraction(3))
EVERY = pytest.mark.parametrize("instance", [FIRST, BOTH], ids=["first", "both"])


def point(instance, seed):
    rng = np.random.default_rng([seed, instance.dimension])
    return tuple(Fraction(int(k), 16) for k in rng.integers(-24, 25, instance.dimension))


def case(instance):
    width = instance.facts["width"].value.low if "width" in instance.facts else ONE
    return Case(instance, {"m": width}, None, None, None, {"u": point(instance, 0), "v": point(instance, 1)})


def measured(e, instance, arithmetic=None):
    """The value of a term on an instance, and whether it has one."""
    arithmetic = arithmetic or Float64()
    theorem = Theorem(given=[TwoLayer(m)], claim=sp.Le(norm_sq(u - v), 1))
    with arithmetic.scope():
        evaluator = Evaluator(prepared(theorem, [case(instance)], arithmetic), {}, 0)
        value = evaluator.number(sp.sympify(e)).reshape(-1)[0]
        return value if arithmetic.name == "exact" else float(value), bool(evaluator.defined.all())


def jacobian(instance, x):
    """DF (n, p) by automatic differentiation of a network written here."""
    inputs = torch.tensor(np.array(instance.parameters["inputs"], dtype=float))
    width, d = 3, 2

    def outputs(parameters):
        h = inputs @ parameters[: width * d].reshape(width, d).T
        fixed = torch.tensor(np.array(instance.parameters.get("weights", ()), dtype=float))
        a = fixed if "weights" in instance.parameters else parameters[width * d :]
        return (torch.tanh(h) if "tanh" in instance.arrays else torch.nn.functional.softplus(h)) @ a / width**0.5

    at = torch.tensor(np.array(x, dtype=float))
    return torch.func.jacrev(outputs)(at).numpy(), torch.autograd.functional.hessian(lambda q: outputs(q)[0], at).numpy()


def expected(instance):
    (first, bend), (second, _) = (jacobian(instance, point(instance, seed)) for seed in (0, 1))
    kernel = first @ first.T
    return {
        hessian_norm(u): np.linalg.norm(bend, 2),
        tangent_kernel(u, 1, 1): kernel[0, 0],
        tangent_kernel(u, 2, 3): kernel[1, 2],
        tangent_kernel_min(u): np.linalg.eigvalsh(kernel)[0],
        jacobian_dist(u, v): np.linalg.norm(first - second),
        norm(grad(u)): np.linalg.norm(first[0]),
        Sum(tangent_kernel(u, i, i), (i, 1, 3)): np.trace(kernel),
        Worst(tangent_kernel(u, i, 2), (i, 1, 3)): kernel[:, 1].max(),
        Best(tangent_kernel(u, 1, j), (j, 1, 3)): kernel[0].min(),
        Sum(Sum(tangent_kernel(u, i, j), (i, 1, 3)), (j, 1, 3)): kernel.sum(),
        Worst(input_norm_sq(i), (i, 1, 3)): 4.25,
    }


@EVERY
def test_floats_agree_with_automatic_differentiation_of_another_network(instance):
    for e, value in expected(instance).items():
        found, defined = measured(e, instance)
        assert defined
        np.testing.assert_allclose(found, value, rtol=1e-10, atol=1e-13, err_msg=str(e))


@EVERY
def test_exact_values_enclose_the_floats(instance):
    for e in expected(instance):
        found, _ = measured(e, instance, Exact(bits=256))
        assert float(arb(found).rad()) < 1e-60, e
        np.testing.assert_allclose(float(arb(found)), measured(e, instance)[0], rtol=1e-10, atol=1e-13, err_msg=str(e))


@EVERY
def test_the_output_is_the_sum_over_the_neurons(instance):
    """The words for neurons against f, in both arithmetics."""
    total = Sum(output_weight(u, i) * activation(preactivation(u, i)), (i, 1, m)) / sqrt(m)
    assert abs(measured(f(u) - total, instance)[0]) < 1e-14
    assert arb(measured(f(u) - total, instance, Exact())[0]).contains(0)


@EVERY
@pytest.mark.parametrize("order", [0, 1])
def test_derivatives_of_the_activation_are_those_of_the_one_before(instance, order):
    h, step = preactivation(u, 2), sp.Rational(1, 10**6)
    quotient = (activation(h + step, order) - activation(h - step, order)) / (2 * step)
    assert abs(measured(quotient - activation(h, order + 1), instance)[0]) < 1e-8


@EVERY
def test_there_is_no_neuron_or_input_beyond_the_last(instance):
    for e in (output_weight(u, 4), output_weight(u, 0), preactivation(u, 4), tangent_kernel(u, 4, 1), tangent_kernel(u, 1, 0), input_norm_sq(4)):
        assert not measured(e, instance)[1], e
        assert not measured(e, instance, Exact())[1], e
    assert measured(output_weight(u, 3), instance)[1]


def test_beyond_its_largest_dimension_the_blocks_give_the_same_norm(monkeypatch):
    for instance in (FIRST, BOTH):
        dense = measured(hessian_norm(u), instance)[0]
        monkeypatch.setattr(instrument, "LARGEST", 0)
        np.testing.assert_allclose(measured(hessian_norm(u), instance)[0], dense, rtol=1e-12)
        monkeypatch.undo()


def test_the_float_norm_sees_the_values_only(monkeypatch):
    """A wrong formula for the Hessian does not reach it: the identity of the theorem is tested against something else."""
    before = measured(hessian_norm(u), FIRST)[0]
    kind = type(families()["two_layer_output"].network)
    monkeypatch.setattr(kind, "hessian", lambda *arguments: None)
    monkeypatch.setattr(kind, "hessian_norm", lambda *arguments: None)
    assert measured(hessian_norm(u), FIRST)[0] == before


def test_the_hessian_of_a_quadratic_has_the_norm_of_its_matrix():
    instance = families()["quadratic"].library()[0]
    assert measured(hessian_norm(u), instance)[0] == pytest.approx(float(instance.facts["smooth"].value.low))
    with pytest.raises(Undecided, match="no exact Hessian"):
        measured(hessian_norm(u), instance, Exact())


def test_a_claim_on_the_hessian_of_other_families_is_tried_in_floats_and_never_refuted_by_them():
    L = constants("L")
    true, wrong = (read(Theorem(given=[Smooth(L)], claim=hessian_norm(u) <= L / k), (), Effort(instances=4))[0] for k in (1, 4))
    assert true.verdict is Verdict.SUPPORTED
    assert wrong.verdict in (Verdict.REFUTED, Verdict.INCONCLUSIVE)
    assert wrong.refutation is None or families()[wrong.refutation.case.instance.family].network is not None


def test_words_of_networks_need_a_network():
    """Without one no instance is tried; nothing fails."""
    L = constants("L")
    found = read(Theorem(given=[Smooth(L)], claim=tangent_kernel(u, 1, 1) >= 0), (), Effort(instances=2, families=("quadratic",)))[0]
    assert found.verdict is Verdict.NOT_APPLICABLE


def test_the_worst_of_an_empty_range_has_no_value():
    assert not measured(Worst(Abs(output_weight(u, i)), (i, 2, 1)), FIRST)[1]


@pytest.mark.parametrize("arithmetic", [Float64(), Exact()], ids=["floats", "exact"])
def test_worst_and_best_are_the_ends(arithmetic):
    """Output weights 1, -2, 1/2, some of them only, and with a term that depends on an outer index."""
    for e, value in (
        (Worst(output_weight(u, i), (i, 1, m)), 1),
        (Best(output_weight(u, i), (i, 1, m)), -2),
        (Worst(output_weight(u, i), (i, 2, m)), 0.5),
        (Worst(Abs(output_weight(u, i)), (i, 1, m)), 2),
        (Sum(Worst(output_weight(u, i) * j, (i, 1, m)), (j, 1, 3)), 6),
        (Sum(Worst(output_weight(u, i), (i, j, m)), (j, 1, m)), 2),
    ):
        assert float(measured(e, FIRST, arithmetic)[0]) == value, e


def test_every_observable_has_one_instrument():
    named = {cls for cls in vars(observables).values() if isinstance(cls, type) and issubclass(cls, Word) and cls is not Word}
    assert named == set(instruments.RULES)
    assert all(cls.__doc__ and all(cls.spelled) for cls in named)


def test_an_identity_is_decided_as_a_tie_and_a_wrong_one_is_not():
    a = output_weight(u, i) * activation(preactivation(u, i), 2) * input_norm_sq(1)
    for worst, outcome in ((Worst(Abs(a), (i, 1, m)), Outcome.TIE), (Best(Abs(a), (i, 1, m)), Outcome.VIOLATED)):
        claim = Eq(hessian_norm(u), worst / sqrt(m))
        one = Case(FIRST, {"m": Fraction(3)}, None, None, None, {"u": point(FIRST, 0)})
        assert decide(Theorem(given=[TwoLayer(m)], claim=claim), normal_form(claim), one, Spot(0, 1)).outcome is outcome
