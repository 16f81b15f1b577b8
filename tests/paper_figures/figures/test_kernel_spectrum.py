"""Spectra of tangent kernels: what would be false if the figure were wrong."""

import numpy as np
import pytest

from paper_figures.figures.kernel_spectrum import SPECTRA, _circle, _limit


@pytest.fixture
def found(quick):
    return quick("kernel-spectrum")


def test_the_inputs_are_rational_points_of_the_circle_no_two_alike():
    points = _circle()
    assert all(sum(e * e for e in z) == 1 for z in points)
    z = np.array(points, dtype=float)
    assert np.sort((z @ z.T).ravel())[-len(points) - 1] < 0.95


def test_the_limit_is_the_mean_over_a_million_neurons():
    z, stream = np.array(_circle(), dtype=float), np.random.default_rng(0)
    works = (stream.standard_normal((10**6, 2)) @ z.T > 0).astype(float)
    np.testing.assert_allclose(_limit(_circle()), (z @ z.T) * (works.T @ works) / 10**6, atol=2e-3)


@pytest.mark.parametrize("panel", ["circle", "digits"])
def test_wider_networks_have_spectra_closer_to_the_limit(found, panel):
    limit = found.where(panel=panel, curve="limit").floats("middle")
    assert (np.diff(limit) <= 0).all()
    assert limit[-1] > 0
    spectra = [found.where(panel=panel, curve=f"width {width}").floats("middle") for width in SPECTRA]
    apart = [np.abs(np.log(one / limit)).max() for one in spectra]
    assert apart == sorted(apart, reverse=True)
    np.testing.assert_allclose(spectra[-1], limit, rtol=0.25)


def test_distances_keep_the_bound_and_the_mean_square_is_as_claimed(found):
    spectral, bound, frobenius, mean = (found.where(panel="distance", curve=name) for name in ("spectral", "bound", "Frobenius", "root mean square"))
    assert (spectral.floats("most") <= bound.floats("least")).all()
    assert (spectral.floats("middle") <= frobenius.floats("middle")).all()
    ratios = frobenius.floats("middle") / mean.floats("middle")
    assert ((ratios > 0.6) & (ratios < 1.3)).all()
    for one in (bound, mean):
        np.testing.assert_allclose(
            one.floats("middle") * np.sqrt(one.floats("at")), one.floats("middle")[0] * np.sqrt(one.floats("at")[0]), rtol=1e-9
        )
