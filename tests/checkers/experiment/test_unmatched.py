"""What is said where no problem fits: the hypothesis, two of them, the word, or the numbers at hand; and claims do not narrow each other."""

import pytest

from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope
from checkers.experiment.unmatched import fitting, unmatched
from checkers.verdict import Verdict
from theorems.deep_networks import Network, features_norm, signal_norm
from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, f, f_star, grad, naturals, norm_sq, points
from theorems.networks import TwoLayer, input_norm_sq, output, output_weight, target
from theorems.observables import hessian_norm, tangent_kernel_error
from theorems.relu_networks import ReLUNetwork

m, n, u = naturals("m"), naturals("n"), points("u")
L, mu, rho = constants("L mu rho")

SAID = [
    (Theorem(given=[ReLUNetwork(m), Smooth(L)], claim=f(u) >= 0), "no family of problems certifies ReLUNetwork and Smooth together"),
    (Theorem(given=[TwoLayer(m, train="both"), PL(mu)], claim=f(u) >= f_star), "no family of problems certifies TwoLayer and PL together"),
    (Theorem(given=[ReLUNetwork(m)], claim=hessian_norm(u) <= 0), "relu_output lacks a second derivative"),
    (Theorem(given=[TwoLayer(m)], claim=tangent_kernel_error(u) >= 0), "two_layer_output lacks tangent_kernel_error"),
    (Theorem(given=[TwoLayer(m)], claim=target(1) >= 0), "two_layer_output lacks target"),
    (Theorem(given=[TwoLayer(m, inputs=2)], claim=output(u, 3) >= 0), "inputs is 1, 2"),
    (Theorem(given=[Network(m, depth=1)], claim=f(u) >= 0), "width is 1, 2, 3 and depth is 2, 3, 4"),
]


def scope_of(theorem):
    return Scope(theorem, theorem.claims, Region(theorem), (), 8, 0)


@pytest.mark.parametrize(("theorem", "said"), SAID, ids=[said for _, said in SAID])
def test_why_nothing_fits_is_told(theorem, said):
    assert said in unmatched(scope_of(theorem))


def test_claims_with_words_of_different_families_are_tried_apart():
    """Only a two-layer network has output weights; a claim beside it is tried on deep ones all the same."""
    theorem = Theorem(given=[Network(m)], claim=[norm_sq(grad(u)) >= 0, output_weight(u, 1) >= 0])
    assert [fitting(theorem, claim) for claim in theorem.claims] == [{"deep_output"}, frozenset()]
    first, second = read(theorem, (), Effort(instances=3, rounds=0))
    assert (first.verdict, second.verdict) == (Verdict.SUPPORTED, Verdict.NOT_APPLICABLE)


def test_deep_networks_have_inputs():
    """||grad f||^2 >= ||delta_1||^2 ||z||^2, the first layer's share; with twice the input it fails."""
    share = signal_norm(u, 1) ** 2 * input_norm_sq(1)
    theorem = Theorem(given=[Network(m, depth=3)], claim=[norm_sq(grad(u)) >= share, norm_sq(grad(u)) >= 4 * share])
    assert [one.verdict for one in read(theorem, (), Effort(instances=3, rounds=0))] == [Verdict.SUPPORTED, Verdict.REFUTED]


def test_two_layers_are_a_deep_network_of_depth_two():
    theorem = Theorem(given=[Network(m, depth=2)], claim=[norm_sq(grad(u)) >= features_norm(u, 1) ** 2 / m, f(u) >= 0])
    assert [one.verdict for one in read(theorem, (), Effort(instances=32, rounds=0))] == [Verdict.SUPPORTED, Verdict.REFUTED]
