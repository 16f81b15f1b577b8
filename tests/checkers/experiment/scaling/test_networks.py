"""Slopes of Hessian norms: -1/2 of two layers, 0 where linearity fails; how exact Lanczos was is told, and what has not converged has no value."""

import subprocess
import sys
import time

import numpy as np
import pytest

from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.scaling.judge import TOLERANCE
from checkers.verdict import Verdict
from problems import lanczos
from problems.float64 import Float64
from problems.two_layer_networks import BOTH_LAYERS
from theorems.catalogue import load, lookup
from theorems.language import Rational, Scales, Theorem, naturals, points
from theorems.observables import hessian_norm
from theorems.settings import RandomNetwork


def seen(name, number):
    """The reading of one claim of a theorem, and the interval of its slope without the tolerance."""
    theorem = load(lookup(name)).theorem
    (reading,) = read(Theorem(given=theorem.given, setting=theorem.setting, claim=theorem.claims[number]), (), Effort())
    low, high = reading.growth.as_json()["fitted"].values()
    assert (reading.growth.low, reading.growth.high) == pytest.approx((low - TOLERANCE, high + TOLERANCE))
    assert reading.growth.slopes == f"slope {low:.4f} to {high:.4f}"
    return reading, low, high


@pytest.mark.parametrize("name", ["ttl-hessian", pytest.param("ttl-hessian-first-layer", marks=pytest.mark.slow)])
def test_the_hessian_of_two_layers_has_slope_minus_one_half(name):
    reading, low, high = seen(name, 2)
    assert reading.verdict is Verdict.SUPPORTED
    assert -0.51 <= low <= high <= -0.49


@pytest.mark.slow
@pytest.mark.parametrize(("name", "error"), [("ttl-fails-nonlinear-output", 0.02), ("ttl-fails-bottleneck", 0.15)])
def test_the_hessian_keeps_its_size_where_the_output_is_not_linear_or_a_layer_is_narrow(name, error):
    reading, low, high = seen(name, 1)
    assert reading.verdict is Verdict.SUPPORTED
    assert -error <= low <= high <= error
    assert reading.growth.as_json()["lanczos"]["converged"]
    assert "by Lanczos" in reading.reason


@pytest.mark.slow
def test_norms_that_have_not_converged_are_no_values(monkeypatch):
    monkeypatch.setattr(lanczos.spectral_norm, "__defaults__", (1e-12, 3))
    m, u = naturals("m"), points("u")
    given = load(lookup("ttl-fails-nonlinear-output")).theorem.given
    (reading,) = read(Theorem(given=given, setting=RandomNetwork(u), claim=Scales(hessian_norm(u), m, -Rational(1, 2))), (), Effort())
    assert reading.verdict is Verdict.INCONCLUSIVE
    assert "not converged" in reading.reason
    told = reading.growth.as_json()["lanczos"]
    assert not told["converged"]
    assert told["products"] == 3
    assert told["not_converged"] > 0
    assert (reading.growth.low, reading.growth.high) == (None, None)


IMPORT = """
import time
start = time.perf_counter()
import torch
print(time.perf_counter() - start)
"""


@pytest.mark.slow
def test_the_norm_of_a_million_neurons_takes_less_time_than_loading_torch():
    """Both measured here, three times in turn; the least of each counts."""
    m, width, rng = Float64(), 2**20, np.random.default_rng(1)
    p = {"inputs": m.array(np.array([0.6, 0.8]), (1, 1, 2)), "tanh": m.zeros((1,))}
    x = m.array(rng.standard_normal(3 * width), (1, 1, 3 * width))
    loads, norms = [], []
    for _ in range(3):
        loads.append(float(subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True).stdout))
        start = time.perf_counter()
        with m.scope():
            norm = float(BOTH_LAYERS.hessian_norm(p, x, m))
        norms.append(time.perf_counter() - start)
    assert 0 < norm < 10 / width**0.5
    assert min(norms) < min(loads)
