"""The theorems on interpolation and minimisers against NumPy and SciPy: closed forms, pseudoinverses, all draws written out."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp, softmax

from checkers.experiment.regions import Region
from checkers.experiment.search.library import library_cases
from checkers.experiment.search.scope import Scope
from theorems.catalogue import load, lookup


def data(seed, n=4, d=6, rank=None):
    """Rows and targets of a system with a solution."""
    rng = np.random.default_rng(seed)
    rows = rng.standard_normal((n, d)) if rank is None else rng.standard_normal((n, rank)) @ rng.standard_normal((rank, d))
    return rows, rows @ rng.standard_normal(d)


@pytest.mark.parametrize("draws", ["all", "single"])
def test_the_limit_is_the_projection_of_the_start(draws):
    """x0 + A^+ (b - A x0); with coordinates rescaled it is another solution."""
    (a, b), rng = data(0), np.random.default_rng(1)
    start = rng.standard_normal(6)
    step = 1 / np.max(np.sum(a**2, axis=1)) if draws == "single" else len(a) / np.linalg.norm(a, 2) ** 2
    x = start.copy()
    for _ in range(6000):
        chosen = rng.integers(len(a), size=1) if draws == "single" else np.arange(len(a))
        x -= step * a[chosen].T @ (a[chosen] @ x - b[chosen]) / len(chosen)
    nearest = start + np.linalg.pinv(a) @ (b - a @ start)
    assert np.allclose(x, nearest, atol=1e-8)
    for shift in np.eye(6):
        other = nearest + (np.eye(6) - np.linalg.pinv(a) @ a) @ shift
        assert np.isclose(np.sum((start - other) ** 2) - np.sum((start - nearest) ** 2), np.sum((nearest - other) ** 2))
    y = start.copy()
    for _ in range(6000):
        g = a.T @ (a @ y - b) / len(a)
        y -= 0.02 * g / np.sqrt(g**2 + 0.01)
    assert np.allclose(a @ y, b, atol=1e-6)
    assert np.linalg.norm(y - nearest) > 1e-2


@pytest.mark.parametrize("name", ["min-norm-bias", "min-norm-bias-sgd"])
def test_several_minimisers_of_one_function_are_tried(name):
    theorem = load(lookup(name)).theorem
    scope = Scope(theorem, theorem.claims, Region(theorem), (), 8, 0)
    seen: dict[str, set] = {}
    for case in (one for batch in library_cases(scope) for one in batch):
        seen.setdefault(case.instance.formula, set()).add(case.minimiser)
    several = [formula for formula, minimisers in seen.items() if len(minimisers) > 1]
    assert len(several) >= 2


@pytest.mark.parametrize(("m", "rows"), [(1, None), (2, None), (3, None), (1, "orthogonal"), (3, "orthogonal")])
def test_the_mean_of_mini_batches_is_that_of_the_closed_form(m, rows):
    """E H_m^2, all batches written out; the contraction, and equality for orthogonal rows of one length."""
    a = 2 * np.eye(3) if rows else data(m, n=3, d=3)[0]
    n = len(a)
    singles = [np.outer(row, row) for row in a]
    hessian = sum(singles) / n
    written = sum(np.linalg.matrix_power(sum(singles[i] for i in batch) / m, 2) for batch in product(range(n), repeat=m)) / n**m
    closed = sum(one @ one for one in singles) / (m * n) + (m - 1) / m * hessian @ hessian
    assert np.allclose(written, closed)
    beta, values = max(np.sum(a**2, axis=1)), np.linalg.eigvalsh(hessian)
    eta = m / (beta + (m - 1) * values[-1])
    worst = np.linalg.eigvalsh(np.eye(3) - 2 * eta * hessian + eta**2 * written)[-1]
    assert worst <= 1 - eta * values[0] + 1e-12
    if rows:
        assert np.isclose(worst, 1 - eta * values[0])


@pytest.mark.parametrize("seed", range(4))
def test_noise_and_distance_of_almost_interpolated_least_squares(seed):
    """E||g*||^2 <= 2 max|a_i|^2 f*, an equality for rows of one length; and the distance after t steps, all draws written out."""
    rng = np.random.default_rng(seed)
    a, b = rng.standard_normal((3, 2)), rng.standard_normal(3)
    a = a / np.linalg.norm(a, axis=1)[:, None] if seed % 2 else a
    best = np.linalg.lstsq(a, b, rcond=None)[0]
    residuals, lengths = a @ best - b, np.sum(a**2, axis=1)
    noise, least, largest = np.mean(lengths * residuals**2), np.mean(residuals**2) / 2, np.max(lengths)
    assert noise <= 2 * largest * least + 1e-12
    if seed % 2:
        assert np.isclose(noise, 2 * largest * least)
    mu, eta, start = np.linalg.eigvalsh(a.T @ a / 3)[0], 1 / (2 * largest), rng.standard_normal(2)
    points = np.array([start])
    for t in range(1, 7):
        points = np.concatenate([points - eta * np.outer(points @ row - target, row) for row, target in zip(a, b, strict=True)])
        bound = (1 - eta * mu) ** t * np.sum((start - best) ** 2) + 4 * eta * largest / mu * least
        assert np.mean(np.sum((points - best) ** 2, axis=1)) <= bound + 1e-12


def test_growth_of_the_valley_as_scipy_finds_it():
    """The least 2 f/x^2 of x^2 + 3 sin^2 x is 2, at pi; the PL constant 0.1755 is far below it, and the error bound's least |f'|/|x| above it."""
    grid = np.linspace(0.01, 20, 20001)
    f, slope = grid**2 + 3 * np.sin(grid) ** 2, 2 * grid + 3 * np.sin(2 * grid)
    inequality = minimize_scalar(
        lambda x: (2 * x + 3 * np.sin(2 * x)) ** 2 / (2 * (x**2 + 3 * np.sin(x) ** 2)), bounds=(1.8, 2.6), method="bounded"
    ).fun
    assert np.isclose(inequality, 0.1755309858, atol=1e-9)
    assert np.isclose(np.min(2 * f / grid**2), 2, atol=1e-5)
    assert inequality < np.min(np.abs(slope) / grid) < np.min(2 * f / grid**2) < 8


def test_shifted_log_sum_exp_does_not_overflow():
    """The shifted form agrees with SciPy in floats where the plain one overflows: beyond 709.78 in float64, 88.73 in float32."""
    for kind, edge in ((np.float64, 709.7), (np.float32, 88.7)):
        z = np.array([edge, edge - 1, 3], dtype=kind)
        with np.errstate(over="ignore"):
            assert np.isfinite(np.exp(z)).all()
            assert not np.isfinite(np.log(np.sum(np.exp(z + kind(0.2)))))
            shifted = z + kind(0.2)
        c = shifted.max()
        stable = c + np.log(np.sum(np.exp(shifted - c)))
        assert np.isclose(stable, logsumexp(shifted), rtol=1e-6)
        assert c <= stable <= c + np.log(3)
        assert np.allclose(np.exp(shifted - c) / np.sum(np.exp(shifted - c)), softmax(shifted), rtol=1e-5)


def test_the_second_claim_of_expected_smoothness_is_approached_and_not_attained():
    """One component (L/2) x^2 + b x among n - 1 linear ones: the share used of 4 L gap + 2 floor tends to 1 as n grows."""
    shares = []
    for n in (2, 8, 64):
        own, others = Fraction(1), Fraction(-1, n - 1)
        at_one = [1 + own, *(n - 1) * [others]]
        gap, floor = Fraction(1, 2 * n), (own**2 + (n - 1) * others**2) / n
        shares.append(sum(g**2 for g in at_one) / n / (4 * gap + 2 * floor))
    assert shares == sorted(shares)
    assert Fraction(97, 100) < shares[-1] < 1
