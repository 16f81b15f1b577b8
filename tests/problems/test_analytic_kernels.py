"""Kernels of infinite width against 60 digits, closed forms and wide random networks."""

import mpmath
import numpy as np
import pytest
import torch

from problems.analytic_kernels import Kernels, erf_kernels, relu_kernels

DIGITS = 60
ANGLES = (1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.5, 1.0, 3.0, 3.14159265)


def in_digits(inputs, depth, activation, gain=1):
    """The same recursion by arccos and arcsin in 60 digits, from the floats as they are."""
    with mpmath.workdps(DIGITS):
        z = [[mpmath.mpf(float(e)) for e in row] for row in inputs]
        nngp = mpmath.matrix([[mpmath.fsum(a * b for a, b in zip(x, y, strict=True)) for y in z] for x in z])
        tangent, n = nngp.copy(), len(z)
        for _ in range(depth):
            after, slopes = mpmath.matrix(n, n), mpmath.matrix(n, n)
            for i in range(n):
                for j in range(n):
                    after[i, j], slopes[i, j] = activation(nngp[i, i], nngp[j, j], nngp[i, j], i == j)
            after, slopes = gain * after, gain * slopes
            earlier = mpmath.matrix([[tangent[i, j] * slopes[i, j] for j in range(n)] for i in range(n)])
            tangent, nngp = after + earlier, after
        return nngp, tangent


def relu_pair(a, b, c, same):
    cosine = mpmath.mpf(1) if same else c / mpmath.sqrt(a * b)
    angle = mpmath.acos(cosine)
    share = (mpmath.sin(angle) + (mpmath.pi - angle) * cosine) / (2 * mpmath.pi)
    return mpmath.sqrt(a * b) * share, (mpmath.pi - angle) / (2 * mpmath.pi)


def erf_pair(a, b, c, same):
    value = 2 / mpmath.pi * mpmath.asin(2 * c / mpmath.sqrt((1 + 2 * a) * (1 + 2 * b)))
    return value, 4 / mpmath.pi / mpmath.sqrt((1 + 2 * a) * (1 + 2 * b) - 4 * c * c)


def apart(found, known):
    """The largest relative error of the entries."""
    with mpmath.workdps(DIGITS):
        n = found.shape[0]
        return max(float(abs((mpmath.mpf(float(found[i, j])) - known[i, j]) / known[i, j])) for i in range(n) for j in range(n))


def least(known):
    with mpmath.workdps(DIGITS):
        return float(min(mpmath.eigsy(known, eigvals_only=True)))


def near(angle):
    """Two inputs at an angle and two further ones, of different norms."""
    return np.array([[1.0, 0.0, 0.0], [np.cos(angle), np.sin(angle), 0.0], [0.3, -0.4, 1.2], [-2.0, 0.1, 0.3]])


@pytest.mark.parametrize("depth", [1, 3])
@pytest.mark.parametrize("angle", ANGLES)
def test_relu_kernels_keep_their_digits_near_parallel_inputs(angle, depth):
    inputs = near(angle)
    found, (nngp, tangent) = relu_kernels(inputs, depth), in_digits(inputs, depth, relu_pair)
    assert apart(found.nngp, nngp) < 1e-14 * max(1, 1e-8 / abs(np.pi - angle))
    assert apart(found.tangent, tangent) < 1e-13
    assert np.linalg.eigvalsh(found.tangent)[0] == pytest.approx(least(tangent), rel=1e-5 if angle < 1e-6 else 1e-6)


def test_by_arccos_the_least_eigenvalue_is_wrong_by_all_of_itself():
    """What the half angles are for: at 1e-8 the cosine is 1 in floats, or next to it."""
    inputs, known = near(1e-8)[:2], in_digits(near(1e-8)[:2], 3, relu_pair)[1]
    cosines = np.clip(inputs @ inputs.T, -1, 1)
    tangent = cosines.copy()
    for _ in range(3):
        angle = np.arccos(np.clip(cosines, -1, 1))
        cosines, slopes = (np.sin(angle) + (np.pi - angle) * np.cos(angle)) / np.pi, (np.pi - angle) / np.pi
        tangent = cosines + tangent * slopes
    naive, ours = (np.linalg.eigvalsh(one)[0] for one in (tangent, relu_kernels(inputs, 3, gain=2).tangent))
    true = 8 * least(known)
    assert abs(naive / true - 1) > 0.5
    assert ours == pytest.approx(true, rel=1e-6)


@pytest.mark.parametrize("depth", [1, 2, 4])
@pytest.mark.parametrize("angle", ANGLES[::2])
def test_erf_kernels_keep_their_digits(angle, depth):
    inputs = 3 * near(angle)
    found, (nngp, tangent) = erf_kernels(inputs, depth, gain=1.5), in_digits(inputs, depth, erf_pair, mpmath.mpf(1.5))
    assert apart(found.nngp, nngp) < 2e-14
    assert apart(found.tangent, tangent) < 1e-13
    if angle >= 1e-3:
        assert np.linalg.eigvalsh(found.tangent)[0] == pytest.approx(least(tangent), rel=1e-5)


def test_many_inputs_of_which_most_are_close_are_taken_in_parts(monkeypatch):
    monkeypatch.setattr("problems.analytic_kernels.AT_A_TIME", 7)
    inputs = np.random.default_rng(0).normal(size=(9, 3)) * 1e-3 + [1, 2, -1]
    found = relu_kernels(inputs, 2)
    assert apart(found.tangent, in_digits(inputs, 2, relu_pair)[1]) < 1e-14


def test_closed_forms_after_one_layer():
    """At a right angle: 1/(2 pi) of the product of norms, and a quarter; for erf arcsin and the determinant."""
    inputs = np.array([[2.0, 0.0], [0.0, 3.0]])
    relu, erf = relu_kernels(inputs), erf_kernels(inputs)
    np.testing.assert_allclose(relu.nngp, [[2, 3 / np.pi], [3 / np.pi, 4.5]], rtol=1e-15)
    np.testing.assert_allclose(relu.earlier, [[2, 0], [0, 4.5]], atol=1e-15)
    np.testing.assert_allclose(relu.tangent, relu.nngp + relu.earlier, rtol=1e-15)
    np.testing.assert_allclose(erf.nngp, np.diag(2 / np.pi * np.arcsin([8 / 9, 18 / 19])), atol=1e-15)
    np.testing.assert_allclose(erf.earlier, np.diag([16 / np.pi / np.sqrt(17), 36 / np.pi / np.sqrt(37)]), atol=1e-14)


def test_opposite_inputs_share_nothing_after_relu():
    inputs = np.array([[1.0, 2.0], [-1.0, -2.0]])
    assert relu_kernels(inputs).tangent[0, 1] == 0
    assert relu_kernels(inputs).nngp[0, 0] == pytest.approx(2.5, rel=1e-15)


def empirical(inputs, activation, gain, widths, networks):
    """NNGP and tangent kernels of random networks with two hidden layers by autograd-free sums: (networks, 2, n, n)."""
    random, found = np.random.default_rng(7), []
    for _ in range(networks):
        first, second = (random.normal(size=size) for size in ((widths, inputs.shape[1]), (widths, widths)))
        h1 = inputs @ first.T
        s1, d1 = activation(h1)
        h2 = np.sqrt(gain / widths) * s1 @ second.T
        s2, d2 = activation(h2)
        nngp = gain * s2 @ s2.T / widths
        back2 = np.sqrt(gain / widths) * d2 * np.where(random.random(widths) < 0.5, 1.0, -1.0)
        back1 = np.sqrt(gain / widths) * (back2 @ second) * d1
        tangent = nngp + (back2 @ back2.T) * (gain * s1 @ s1.T / widths) + (back1 @ back1.T) * (inputs @ inputs.T)
        found.append([nngp, tangent])
    return np.array(found)


def of_relu(h):
    return np.maximum(h, 0), (h > 0).astype(float)


def of_erf(h):
    return torch.erf(torch.from_numpy(h)).numpy(), 2 / np.sqrt(np.pi) * np.exp(-(h**2))


@pytest.mark.parametrize(("kernels", "activation", "gain"), [(relu_kernels, of_relu, 2.0), (erf_kernels, of_erf, 1.0)])
def test_wide_random_networks_have_these_kernels(kernels, activation, gain):
    """The mean of 48 networks of width 512 lies within 6 standard errors and the bias of finite width, of the size 1/width."""
    inputs = np.array([[1.0, 0.2], [0.9, 0.4], [-0.5, 0.8]])
    seen, limit = empirical(inputs, activation, gain, 512, 48), kernels(inputs, 2, gain)
    for place, known in enumerate((limit.nngp, limit.tangent)):
        error = seen[:, place].std(axis=0, ddof=1) / np.sqrt(48)
        assert (abs(seen[:, place].mean(axis=0) - known) < 6 * error + 8 / 512 * np.sqrt(np.outer(known.diagonal(), known.diagonal()))).all()
        assert (abs(seen[:, place].mean(axis=0) - 1.2 * known) > 6 * error)[np.eye(3, dtype=bool)].all()


@pytest.mark.parametrize("inputs", [[[0.0, 0.0]], [[float("nan"), 1.0]], [1.0, 2.0]])
def test_inputs_are_rows_of_numbers_that_are_not_all_zero(inputs):
    with pytest.raises(ValueError, match="without a row of zeros"):
        relu_kernels(np.array(inputs))
    with pytest.raises(ValueError, match="one hidden layer"):
        relu_kernels(np.ones((1, 1)), 0)


def test_symmetric_and_positive():
    inputs = np.random.default_rng(1).normal(size=(20, 5))
    for found in (relu_kernels(inputs, 3), erf_kernels(inputs, 3)):
        assert isinstance(found, Kernels)
        assert all((one == one.T).all() and np.linalg.eigvalsh(one)[0] > 0 for one in (found.nngp, found.tangent))
