"""Least squares on any data: the certified spectrum against NumPy's and at random points, the minimisers, and ranks below full."""

from fractions import Fraction

import numpy as np
import pytest
import torch

from problems.float64 import Float64
from problems.instance import stacked
from problems.models.linear_model import build, component_gradient, family, library

STREAM = np.random.default_rng(0)


def drawn(n, d, rank):
    whole = STREAM.integers(-3, 4, (n, rank)) @ STREAM.integers(-3, 4, (rank, d))
    a = whole.astype(float) if rank < d else STREAM.standard_normal((n, d))
    b = STREAM.standard_normal(n)
    return a, b, build(tuple(tuple(map(Fraction, row)) for row in a.tolist()), tuple(map(Fraction, b.tolist())), Fraction(2))


@pytest.mark.parametrize(("n", "d"), [(1, 1), (6, 3), (3, 5)])
def test_the_spectrum_is_enclosed(n, d):
    a, _, one = drawn(n, d, d)
    spectrum = 2 * np.linalg.svd(a, compute_uv=False) ** 2 / n
    for name, true in (("smooth", spectrum[0]), ("pl", spectrum[-1])):
        value = one.facts[name].value
        assert value.low <= value.high
        assert float(value.low) == pytest.approx(true, rel=1e-8)
        assert float(value.high) == pytest.approx(true, rel=1e-8)
    assert ("strongly_convex" in one.facts) == (n >= d)


@pytest.mark.parametrize("one", library(), ids=lambda one: one.formula)
def test_no_point_contradicts_what_is_certified(one):
    m = Float64()
    p, x = stacked([one], m), torch.tensor(STREAM.standard_normal((1, 200, one.dimension)) * 3)
    gaps = family.value(p, x, m) - float(one.infimum.low)
    slopes = (family.gradient(p, x, m) ** 2).sum(dim=-1)
    assert (gaps >= -1e-12).all()
    assert (slopes <= 2 * float(one.facts["smooth"].value.high) * gaps + 1e-9).all()
    assert (slopes >= 2 * float(one.facts["pl"].value.low) * gaps * (1 - 1e-9) - 1e-12).all()
    assert (gaps >= float(one.facts["quadratic_growth"].value.low) * family.dist_sq(p, x, m) / 2 * (1 - 1e-9) - 1e-9).all()


def test_every_minimiser_is_one_and_components_average_to_the_gradient():
    _, _, one = drawn(4, 3, 2)
    m = Float64()
    p, count = stacked([one], m), len(one.minimisers)
    x = torch.tensor([[[float(e.low) for e in point] for point in one.minimisers]], dtype=torch.float64)
    assert count == 2
    assert family.gradient(p, x, m).abs().max() < 1e-9
    parts = [component_gradient(p, x + 1, np.full((1, count), k), m) for k in range(4)]
    assert torch.allclose(sum(parts) / 4, family.gradient(p, x + 1, m))


def test_plain_spectra_are_exact():
    facts = library()[0].facts
    assert facts["smooth"].value.exact
    assert facts["pl"].value.exact


@pytest.mark.parametrize("wrong", [(((Fraction(0),),), (Fraction(1),)), (((Fraction(1),),), ())])
def test_data_without_a_least_squares_problem_are_refused(wrong):
    with pytest.raises(ValueError, match="nonzero matrix"):
        build(*wrong)
