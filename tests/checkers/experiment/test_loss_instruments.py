"""The words and observables of squared losses, in floats and exactly, against NumPy and torch's differentiation of a loss written here."""

from fractions import Fraction

import numpy as np
import pytest
import torch
from torch.autograd.functional import hessian as hessian_of
from torch.autograd.functional import jacobian as jacobian_of

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.instruments import gauss_newton_error as instrument
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.verdict import Verdict
from problems.discovery import families
from problems.exact.arithmetic import Exact, Undecided
from problems.float64 import Float64
from problems.matching import matching_families
from theorems.language import Eq, Theorem, f, naturals, norm_sq, points
from theorems.networks import ProductLoss, SquaredLoss, output, preactivation, target
from theorems.observables import gauss_newton_error, hessian_det, hessian_min, hessian_norm, tangent_kernel_max, tangent_kernel_min

n, u = naturals("n"), points("u")
INPUTS, WEIGHTS, TARGETS = ((Fraction(3, 5), Fraction(4, 5)), (Fraction(1), Fraction(0))), (Fraction(1), Fraction(-2)), (Fraction(1), Fraction(-1, 2))
INSTANCE = families()["two_layer_loss"].build(Fraction(0), INPUTS, WEIGHTS, targets=TARGETS)
AT = (Fraction(1, 2), Fraction(-1), Fraction(3, 4), Fraction(1, 4))


def outputs(x):
    inputs, weights = (torch.tensor(np.array(part, dtype=float)) for part in (INPUTS, WEIGHTS))
    return torch.tanh(inputs @ x.reshape(2, 2).T) @ weights / 2**0.5


def expected():
    """Each word with its value by hand."""
    x, y = torch.tensor(np.array(AT, dtype=float)), torch.tensor(np.array(TARGETS, dtype=float))
    jacobian = jacobian_of(outputs, x).numpy()
    hessian = hessian_of(lambda at: ((outputs(at) - y) ** 2).sum() / 2, x).numpy()
    kernel, bent = np.linalg.eigvalsh(jacobian @ jacobian.T), np.linalg.eigvalsh(hessian)
    left_over = np.linalg.norm(hessian - jacobian.T @ jacobian, 2)
    return {
        output(u, 2): float(outputs(x)[1]),
        target(2): -0.5,
        f(u): float(((outputs(x) - y) ** 2).sum() / 2),
        preactivation(u, 1): -0.5,
        tangent_kernel_min(u): kernel[0],
        tangent_kernel_max(u): kernel[-1],
        hessian_norm(u): np.abs(bent).max(),
        hessian_min(u): bent[0],
        hessian_det(u): np.linalg.det(hessian),
        gauss_newton_error(u): left_over,
    }


def measured(e, m):
    with m.scope():
        run = prepared(Theorem(claim=norm_sq(u) >= 0), [Case(INSTANCE, {}, None, None, None, {"u": AT})], m)
        found = Evaluator(run, {}, 0)
        value = m.floats(found.number(e)).reshape(-1)[0]
        assert found.defined.all()
        return float(value)


@pytest.mark.parametrize("m", [Float64(), Exact(), Exact(balls=True)], ids=["floats", "exact", "balls"])
def test_each_word_is_what_it_says(m):
    for e, value in expected().items():
        assert measured(e, m) == pytest.approx(value, rel=1e-9, abs=1e-12), e


def test_beyond_its_largest_dimension_the_error_comes_from_blocks(monkeypatch):
    monkeypatch.setattr(instrument, "LARGEST", 0)
    assert measured(gauss_newton_error(u), Float64()) == pytest.approx(expected()[gauss_newton_error(u)], rel=1e-9)


def test_the_float_error_sees_no_formula_for_the_bend(monkeypatch):
    monkeypatch.setattr(type(families()["two_layer_loss"].network.model), "blocks", lambda *arguments: None)
    assert measured(gauss_newton_error(u), Float64()) == pytest.approx(expected()[gauss_newton_error(u)], rel=1e-9)


def test_words_are_tried_on_families_that_have_them():
    def names(claim, given=()):
        return set(matching_families(Theorem(given=given, claim=claim), [claim]))

    losses = {"two_layer_loss", "two_layer_loss_both", "linear_loss", "product"}
    assert losses <= names(target(1) >= 0)
    assert not {"two_layer_output", "two_layer_both", "quadratic"} & names(target(1) >= 0)
    assert losses | {"two_layer_output", "two_layer_both"} <= names(output(u, 1) >= 0)
    assert not {"linear_loss", "product"} & names(preactivation(u, 1) >= 0)
    assert "quadratic" in names(hessian_min(u) >= 0)


def test_a_product_of_two_is_told_from_longer_ones():
    claim = Eq(hessian_det(u), (target(1) - output(u, 1)) * (3 * output(u, 1) - target(1)))
    two, any_ = (read(Theorem(given=[h], claim=claim), (), Effort(instances=4, families=("product",)))[0] for h in (ProductLoss(), SquaredLoss(n)))
    assert two.verdict is Verdict.SUPPORTED
    assert any_.verdict is Verdict.REFUTED
    assert any_.refutation.case.instance.dimension > 2


def test_no_hessian_is_exact_without_a_network():
    quadratic = families()["quadratic"].library()[0]
    m = Exact()
    with m.scope():
        point = (Fraction(1),) * quadratic.dimension
        run = prepared(Theorem(claim=norm_sq(u) >= 0), [Case(quadratic, {}, None, None, None, {"u": point})], m)
        evaluator = Evaluator(run, {}, 0)
        with pytest.raises(Undecided, match="no exact Hessian"):
            evaluator.number(hessian_det(u))
