"""Words of networks and observables: what they take, how they are written; and the hypothesis with several constants."""

import pytest
import sympy as sp

from theorems.balls import PLStar, SmoothOnBall
from theorems.errors import LanguageError
from theorems.hypotheses import PL, Smooth, find
from theorems.hypothesis import Bound
from theorems.language import Abs, Rational, Sum, Theorem, Worst, constants, f, grad, i, k, naturals, norm, norm_sq, points, sqrt, t, x
from theorems.networks import SquaredLoss, TwoLayer, activation, input_norm_sq, output, output_weight, preactivation, target
from theorems.normal_form import normal_form
from theorems.observables import (
    gauss_newton_error,
    hessian_det,
    hessian_min,
    hessian_norm,
    jacobian_dist,
    tangent_kernel,
    tangent_kernel_max,
    tangent_kernel_min,
)
from theorems.printing import ascii_only, in_words, latex, phrase, shown_hypotheses, unicode
from theorems.typed import Kinds, check_relation, free_indices, walk

m, n = naturals("m n")
u, v = points("u v")
beta, rho, s1, V = constants("beta rho s1 V")
NETWORK = TwoLayer(m, inputs=n, slope=s1, bend=beta, input_norms=rho, output_weights=V)


@pytest.mark.parametrize(
    ("e", "plain", "tex"),
    [
        (output_weight(u, i), "a_i(u)", "a_{i}(u)"),
        (preactivation(u, 1), "h_1(u)", "h_{1}(u)"),
        (activation(preactivation(u, i), 2), "σ''(h_i(u))", r"\sigma''(h_{i}(u))"),
        (activation(preactivation(u, i)), "σ(h_i(u))", r"\sigma(h_{i}(u))"),
        (input_norm_sq(1), "‖z_1‖²", r"\|z_{1}\|^2"),
        (hessian_norm(u), "‖∇²f(u)‖", r"\|\nabla^2 f(u)\|"),
        (hessian_norm(u + v) ** 2, "‖∇²f(u+v)‖²", r"\|\nabla^2 f(u+v)\|^2"),
        (tangent_kernel(u, 1, 2), "K_{1,2}(u)", "K_{1,2}(u)"),
        (tangent_kernel_min(u), "λ_min(K(u))", r"\lambda_{\min}(K(u))"),
        (tangent_kernel_max(u), "λ_max(K(u))", r"\lambda_{\max}(K(u))"),
        (gauss_newton_error(u), "‖∇²f(u) − DF(u)ᵀDF(u)‖", r"\|\nabla^2 f(u) - DF(u)^T DF(u)\|"),
        (hessian_min(u), "λ_min(∇²f(u))", r"\lambda_{\min}(\nabla^2 f(u))"),
        (hessian_det(u), "det ∇²f(u)", r"\det \nabla^2 f(u)"),
        (output(u, i) - target(i), "F_i(u) − y_i", "F_{i}(u) - y_{i}"),
        (jacobian_dist(u, v), "‖DF(u) − DF(v)‖_F", r"\|DF(u) - DF(v)\|_F"),
        (Worst(Abs(output_weight(u, i)), (i, 1, m)), "max_{1≤i≤m} |a_i(u)|", r"\max_{1 \leq i \leq m} |a_{i}(u)|"),
    ],
)
def test_words_are_written_as_in_a_paper(e, plain, tex):
    assert unicode(e) == plain
    assert latex(e) == tex
    assert ascii_only(plain).isascii()


@pytest.mark.parametrize(
    ("e", "message"),
    [
        (lambda: output_weight(1, i), "needs a vector"),
        (lambda: output_weight(u, rho), "whole number"),
        (lambda: preactivation(u, i / 2), "whole number"),
        (lambda: activation(u, 1), "needs a number"),
        (lambda: activation(preactivation(u, i), 3), "no word"),
        (lambda: activation(preactivation(u, i), rho), "no word"),
        (lambda: hessian_norm(norm(u)), "needs a vector"),
        (lambda: tangent_kernel(u, 1, v), "whole number"),
        (lambda: jacobian_dist(u, 1), "needs a vector"),
        (lambda: Worst(grad(u), (i, 1, m)), "compares numbers"),
    ],
)
def test_what_makes_no_sense_is_refused(e, message):
    with pytest.raises(LanguageError, match=message):
        Kinds().of(e())


def test_a_neuron_left_loose_is_refused():
    with pytest.raises(LanguageError, match="free in the claim"):
        Theorem(given=[NETWORK], claim=output_weight(u, i) <= V)


def test_the_order_of_a_derivative_is_no_term_and_the_number_of_a_neuron_is():
    first, second = activation(preactivation(u, i), 1), activation(preactivation(u, i), 2)
    assert first != second
    assert sp.Integer(2) not in list(walk(second))
    assert free_indices(second) == {i}
    assert not free_indices(Worst(second, (i, 1, m)))


def test_norms_of_matrices_count_as_nonnegative_and_kernels_do_not():
    form = normal_form(hessian_norm(u) + jacobian_dist(u, v) + tangent_kernel_min(u) + input_norm_sq(1) <= tangent_kernel(u, 1, 2))
    assert all(term.nonnegative for term in form.small_terms)
    assert not any(term.nonnegative for term in form.large_terms)
    assert normal_form(Worst(Abs(output_weight(u, i)), (i, 1, m)) <= V).small_terms[0].nonnegative
    assert not normal_form(Worst(output_weight(u, i), (i, 1, m)) <= V).small_terms[0].nonnegative


def test_a_network_binds_several_constants():
    assert NETWORK.bounds == (
        Bound(m, "width", sp.Eq),
        Bound(n, "inputs", sp.Eq),
        Bound(s1, "activation_slope"),
        Bound(beta, "activation_bend"),
        Bound(rho, "input_norms"),
        Bound(V, "output_weights"),
    )
    assert NETWORK.certificates == ("first_layer", "width", "inputs", "activation_slope", "activation_bend", "input_norms", "output_weights")
    assert TwoLayer(m, train="both").certificates == ("both_layers", "width")


def test_other_hypotheses_have_the_one_constant_they_had():
    assert Smooth(rho).bounds == (Bound(rho, "smooth", sp.Ge),)
    assert PL(rho).bounds == (Bound(rho, "pl", sp.Le),)
    assert Smooth(rho).certificates == ("smooth",)


def test_every_constant_of_a_network_is_one_of_the_statement_and_of_its_digest():
    claim = hessian_norm(u) <= 1
    assert {m, n} <= set(Theorem(given=[NETWORK], claim=claim).names(type(m)))
    variants = [
        TwoLayer(m), TwoLayer(n), TwoLayer(m, train="both"), TwoLayer(m, slope=s1), TwoLayer(m, bend=s1), TwoLayer(m, inputs=n),
        TwoLayer(m, input_norms=s1), TwoLayer(m, output_weights=s1), TwoLayer(m, output_weights=1), NETWORK,
        TwoLayer(m, inputs=n, loss="squared"), TwoLayer(m, train="both", inputs=n, loss="squared"), SquaredLoss(n), SquaredLoss(m),
        SquaredLoss(n, bend=s1), SquaredLoss(n, bend=0),
    ]  # fmt: skip
    assert len({Theorem(given=[h], claim=claim).digest(claim) for h in variants}) == len(variants)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: TwoLayer(m, train="second"), "first"),
        (lambda: TwoLayer(m, inputs=n, loss="logistic"), "squared"),
        (lambda: TwoLayer(m, loss="squared"), "inputs=n"),
        (lambda: SquaredLoss(n, bend=s1 <= 1), "takes a constant"),
        (lambda: TwoLayer(m, train="both", output_weights=1), "parameters"),
        (lambda: TwoLayer(m, bend=s1 <= 1), "takes a constant"),
        (lambda: Theorem(given=[TwoLayer(m, bend=norm(u))], claim=f(u) <= 1), "more than constants"),
        (lambda: Theorem(given=[TwoLayer(m, bend=0.5)], claim=f(u) <= 1), "Rational"),
    ],
)
def test_networks_that_make_no_sense_are_refused(made, message):
    with pytest.raises(LanguageError, match=message):
        made()


def test_a_network_is_said_in_words():
    said = "".join(part if isinstance(part, str) else unicode(part) for part in phrase(NETWORK))
    assert said == (
        "f is the output of a two-layer network of width m on n inputs whose first layer is trained, slope of the activation at most s₁, "
        "second derivative of the activation at most β, norms of the inputs at most ρ, sizes of the output weights at most V"
    )
    short = shown_hypotheses(Theorem(given=[TwoLayer(m, train="both", input_norms=Rational(1, 2))], claim=hessian_norm(u) <= 1))
    assert short[0] == (
        "f is the output of a two-layer network of width m both of whose layers are trained, norms of the inputs at most 1/2",
        r"$f$ is the output of a two-layer network of width $m$ both of whose layers are trained, norms of the inputs at most $\frac{1}{2}$",
    )


def test_sums_run_over_neurons_too():
    claim = sp.Eq(f(u), Sum(output_weight(u, k) * activation(preactivation(u, k)), (k, 1, m)) / sqrt(m))
    assert Theorem(given=[TwoLayer(m)], claim=claim).claims
    with pytest.raises(LanguageError, match="no method"):
        Theorem(given=[TwoLayer(m)], claim=norm_sq(grad(x[t])) <= tangent_kernel(x[t], 1, 1))


def test_a_loss_is_said_in_words_and_binds_its_constants():
    said = [in_words(phrase(h))[0] for h in (SquaredLoss(n), SquaredLoss(n, bend=s1), SquaredLoss(n, bend=0), TwoLayer(m, inputs=n, loss="squared"))]
    assert said[0] == "f is half the sum of the n squared residuals of a model"
    assert said[1].endswith("Hessians of its outputs at most s₁")
    assert said[2].endswith("linear in its parameters")
    assert said[3].startswith("f is the squared loss of a two-layer network of width m on n inputs")
    assert SquaredLoss(n, bend=s1).certificates == ("squared_loss", "inputs", "output_bend")
    assert SquaredLoss(n, bend=0).bounds == (Bound(n, "inputs", sp.Eq), Bound(sp.Integer(0), "output_bend"))


def test_the_loss_of_a_two_layer_network_is_a_squared_loss_and_its_output_is_none():
    loss = TwoLayer(m, inputs=n, loss="squared")
    assert find([loss], SquaredLoss) == SquaredLoss(n)
    assert find([TwoLayer(m, inputs=n)], SquaredLoss) is None
    assert loss.certified_as == "first_layer_loss"
    assert TwoLayer(m, train="both", inputs=n, loss="squared").certified_as == "both_layers_loss"


def test_the_relations_of_a_loss_are_of_the_language():
    for h in (SquaredLoss(n, bend=s1), TwoLayer(m, inputs=n, loss="squared", bend=beta)):
        for inequality in h.inequalities():
            check_relation(Kinds(), inequality.relation)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: TwoLayer(constants("rho")), r'TwoLayer\(width=rho\): rho is no natural; declare rho = naturals\("rho"\)'),
        (lambda: TwoLayer(0), r"TwoLayer\(width=0\): there are 1, 2, ... of them"),
        (lambda: SquaredLoss(Rational(1, 2)), r"SquaredLoss\(inputs=1/2\): there are 1, 2, ... of them"),
        (lambda: PLStar(1, radius=-1), r"PLStar\(radius=-1\): the radius of a ball is positive"),
        (lambda: SmoothOnBall(1, radius=0), r"SmoothOnBall\(radius=0\): the radius of a ball is positive"),
    ],
)
def test_numbers_of_things_are_whole_and_radii_positive(made, message):
    with pytest.raises(LanguageError, match=message):
        made()
