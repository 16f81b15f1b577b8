"""Exact means over random ReLU networks: against integrals in the plane, sums over neurons one by one, and draws."""

from fractions import Fraction
from functools import cache
from itertools import product

import mpmath
import numpy as np
import pytest
from flint import arb, fmpq

from problems.exact.arithmetic import Exact
from problems.float64 import Float64
from problems.relu_moments import NoClosedForm, angles, limit_kernel, product_mean

INPUTS = ((1, 0), (Fraction(3, 5), Fraction(4, 5)), (-1, Fraction(1, 2)), (2, 0), (-3, 0))


def exact(call, *arguments, bits=200):
    m = Exact(bits=bits)
    with m.scope():
        z = m.array([e for row in INPUTS for e in row], (1, len(INPUTS), 2))
        return call(*(z if a is INPUTS else a for a in arguments), m)


def in_floats(factors, width, normal):
    m = Float64()
    with m.scope():
        z = m.array([e for row in INPUTS for e in row], (1, len(INPUTS), 2))
        return float(product_mean(factors, z, width, normal, m)[0])


def neuron_mean(powers):
    return _neuron_mean(tuple(sorted(powers.items())))


@cache
def _neuron_mean(numbered):
    """E of the product over inputs of max(0, w . z_i)^p by quadrature over the angle of w, apart from the radius; p = 0 is the event."""
    powers = dict(numbered)
    degree = sum(powers.values())
    edges = sorted({(np.arctan2(float(z[1]), float(z[0])) + shift) % (2 * np.pi) for z in INPUTS for shift in (np.pi / 2, -np.pi / 2)})
    edges = [0.0, *edges, 2 * np.pi]

    def part(s):
        found = mpmath.mpf(1)
        for i, p in powers.items():
            h = mpmath.cos(s) * float(INPUTS[i][0]) + mpmath.sin(s) * float(INPUTS[i][1])
            found *= (h**p if h > 0 else 0) if p else (1 if h > 0 else 0)
        return found

    radial = mpmath.mpf(2) ** (mpmath.mpf(degree) / 2) * mpmath.gamma(mpmath.mpf(degree) / 2 + 1)
    return float(radial * mpmath.quad(part, edges) / (2 * mpmath.pi))


def by_sums(factors, width, normal):
    """The mean of the product written out over all choices of a neuron for each factor."""
    total = 0.0
    for chosen in product(range(width), repeat=len(factors)):
        term = 1.0
        for r in set(chosen):
            mine = [factor for factor, neuron in zip(factors, chosen, strict=True) if neuron == r]
            weight = sum(1 if len(factor) == 1 else 2 for factor in mine)
            term *= 0.0 if weight % 2 else (float(mpmath.fac2(weight - 1)) if normal else 1.0)
            powers = {}
            for factor in mine:
                for i in factor:
                    powers[i] = powers.get(i, 0) + (len(factor) == 1)
                if len(factor) == 2:
                    term *= float(sum(a * b for a, b in zip(INPUTS[factor[0]], INPUTS[factor[1]], strict=True)))
            term *= neuron_mean(powers) if term else 0.0
        total += term
    outputs = sum(len(factor) == 1 for factor in factors)
    return total / width ** (outputs / 2 + len(factors) - outputs)


PRODUCTS = [
    [(0,)], [(0,), (0,)], [(0,), (1,)], [(0,), (2,)], [(1,), (4,)], [(0,), (3,)], [(0,), (4,)], [(0, 0)], [(0, 1)], [(1, 2)], [(2, 2)], [(3, 4)],
    [(0,)] * 4, [(0,), (0,), (1,), (1,)], [(0,), (1,), (1,), (1,)], [(0, 1), (0, 1)], [(0, 1), (0, 0)], [(0,), (1,), (0, 1)],
    [(0,)] * 3, [(1, 2)] * 3,
]  # fmt: skip


@pytest.mark.parametrize("normal", [False, True])
@pytest.mark.parametrize("width", [1, 3])
@pytest.mark.parametrize("factors", PRODUCTS, ids=str)
def test_a_product_has_the_mean_of_its_sums_over_neurons(factors, width, normal):
    known = by_sums(factors, width, normal)
    assert in_floats(factors, width, normal) == pytest.approx(known, rel=1e-9, abs=1e-12)
    ball = exact(product_mean, factors, INPUTS, width, normal)[0]
    middle = float(ball.mid()) if isinstance(ball, arb) else int(ball.p) / int(ball.q)
    assert middle == pytest.approx(known, rel=1e-9, abs=1e-12)
    assert not isinstance(ball, arb) or float(ball.rad()) < 1e-50


def test_means_of_even_powers_of_one_output_are_rational():
    """E f^2 = |z|^2/2 and E f^4 = 3 (1 + 5/m) (|z|^2/2)^2 with normal output weights."""
    for width in (1, 2, 7):
        assert exact(product_mean, [(1,), (1,)], INPUTS, width, True)[0] == fmpq(1, 2)
        assert exact(product_mean, [(3,)] * 4, INPUTS, width, True)[0] == 3 * (1 + fmpq(5, width)) * 4


def test_three_inputs_at_once_and_many_factors_are_refused():
    with pytest.raises(NoClosedForm, match="more than two inputs"):
        exact(product_mean, [(0, 1), (1, 2)], INPUTS, 2, True)
    with pytest.raises(NoClosedForm, match="8 factors"):
        exact(product_mean, [(0,)] * 8, INPUTS, 2, True)


def test_draws_have_these_means():
    """400000 normal neurons: within 5 standard errors, and a third more is not."""
    h = np.maximum(np.random.default_rng(3).normal(size=(400_000, 2)) @ np.array(INPUTS, dtype=float).T, 0)
    for p, q, i, j in [(1, 1, 0, 1), (1, 3, 1, 2), (2, 2, 2, 3)]:
        sample = h[:, i] ** p * h[:, j] ** q
        known = in_floats([(i,)] * p + [(j,)] * q, 1, False)
        error = sample.std() / np.sqrt(len(sample))
        assert abs(sample.mean() - known) < 5 * error < abs(sample.mean() - 4 / 3 * known)


def test_angles_and_the_limit_kernel():
    theta, _, _ = exact(angles, INPUTS)
    known = [0, mpmath.acos(mpmath.mpf(3) / 5), mpmath.pi - mpmath.atan(mpmath.mpf(1) / 2), 0, mpmath.pi]
    for ball, number in zip(theta[0, 0], known, strict=True):
        assert abs(float(arb(ball).mid()) - float(number)) < 1e-15
    kernel = exact(limit_kernel, INPUTS)[0]
    assert abs(float(arb(kernel[0, 1]).mid()) - 0.6 * (np.pi - np.arccos(0.6)) / (2 * np.pi)) < 1e-15
    assert float(arb(kernel[0, 4]).mid()) == pytest.approx(0, abs=1e-50)


def test_near_inputs_keep_their_angle_in_floats():
    m = Float64()
    with m.scope():
        theta = angles(m.array([1, 0, 1, Fraction(1, 10**9)], (1, 2, 2)), m)[0]
    assert float(theta[0, 0, 1]) == pytest.approx(1e-9, rel=1e-14)
