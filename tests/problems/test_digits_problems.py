"""Problems on digits: their constants against NumPy's eigenvalues, their networks against the neurons' sums, and their names."""

import numpy as np
import pytest

from checkers.own_problems import brought
from checkers.verify import Options, UsageError, verify
from problems.digits import DataError, two_digits
from problems.digits_problems import PROBLEMS, RIDGE, problem_on_digits
from theorems.catalogue import load, lookup


def data(count, side):
    found = two_digits(count, side)
    return np.array(found.inputs, dtype=float), np.array(found.labels, dtype=float)


@pytest.mark.parametrize(("name", "count", "side"), [("least-squares", 24, 4), ("interpolation", 4, 2), ("underdetermined", 8, 4)])
def test_least_squares_has_the_spectrum_of_the_data(name, count, side):
    problem, (rows, labels) = problem_on_digits(name), data(count, side)
    values = np.linalg.eigvalsh(rows.T @ rows / count)
    positive = values[values > 1e-9]
    assert pytest.approx(positive[-1], rel=1e-7) == problem.L
    assert problem.mu == pytest.approx(positive[0], rel=1e-7)
    assert problem.infimum == pytest.approx(np.sum((rows @ np.linalg.lstsq(rows, labels)[0] - labels) ** 2) / (2 * count), abs=1e-9)


@pytest.mark.parametrize(("name", "count", "side", "ridge"), [("logistic", 24, 4, 0), ("logistic-ridge", 12, 2, float(RIDGE))])
def test_logistic_regression_is_that_of_the_labels(name, count, side, ridge):
    problem, (rows, labels) = problem_on_digits(name), data(count, side)
    w = np.linspace(-1, 2, rows.shape[1])
    assert problem.value(w) == pytest.approx(np.mean(np.log1p(np.exp(-labels * (rows @ w)))) + ridge / 2 * w @ w)
    assert pytest.approx(np.linalg.eigvalsh(rows.T @ rows)[-1] / (4 * count) + ridge) == problem.L


@pytest.mark.parametrize("name", ["network", "network-both"])
def test_networks_are_on_the_images_at_every_width(name):
    problem, (rows, _) = problem_on_digits(name), data(6, 4)
    instance, point = problem.ladder(24, np.random.default_rng(5))
    u, hidden = np.array(point, dtype=float), 24 * 16
    weights = np.array(instance.parameters["weights"], dtype=float) if name == "network" else u[hidden:]
    assert set(weights) == {-1.0, 1.0}
    assert instance.parameters["inputs"] == problem.instance.parameters["inputs"]
    family = problem.alone
    assert family.network is not None
    from problems.float64 import Float64
    from problems.instance import stacked

    m = Float64()
    with m.scope():
        found = float(family.value(stacked([instance], m), m.array(u, (1, 1, len(u))), m)[0, 0])
    assert found == pytest.approx(weights @ np.tanh(u[:hidden].reshape(24, 16) @ rows[0]) / np.sqrt(24))


def test_the_wide_loss_is_wide_enough_for_its_certificate_and_starts_from_zero_outputs():
    """The width that ntk-global-convergence asks for, from NumPy's own kernel: 128 beta^2 n f(x_0)/lambda_0^2 for inputs of norm 1 at most."""
    problem, (rows, labels) = problem_on_digits("wide-loss"), data(2, 4)
    w = problem.start.reshape(-1, 16)
    signs, h = np.array(problem.instance.parameters["weights"], dtype=float), w @ rows.T
    assert np.abs(signs @ np.tanh(h)).max() < 1e-12
    back = signs[:, None] * (1 - np.tanh(h) ** 2)
    kernel = (back.T @ back) * (rows @ rows.T) / len(w)
    start = np.sum((labels / 16) ** 2) / 2
    assert problem.value(problem.start) == pytest.approx(start)
    assert len(w) >= 128 * 16 / 27 * 2 * start / np.linalg.eigvalsh(kernel)[0] ** 2


def test_the_squared_loss_is_that_of_the_images():
    problem, (rows, labels) = problem_on_digits("squared-loss"), data(4, 4)
    w = np.linspace(-1, 1, 128)
    outputs = np.tanh(rows @ w.reshape(8, 16).T) @ np.array([1, -1] * 4) / 8**0.5
    assert problem.value(w) == pytest.approx(np.sum((outputs - labels) ** 2) / 2)


@pytest.mark.parametrize("name", PROBLEMS)
def test_no_search_leaves_the_images(name):
    """The family that holds a problem has networks of other widths on the same images only, and none made for a certificate."""
    assert problem_on_digits(name).alone.doubled is None


def test_names_are_known_and_close_ones_are_offered():
    assert brought("digits:interpolation").name == "digits:interpolation"
    assert brought("digits:interpolation") is brought("digits:interpolation")
    for wrong in ("digits:interpolatoin", "digits:", "digits"):
        with pytest.raises(UsageError, match=f"digits:{next(iter(PROBLEMS))}"):
            brought(wrong)


def test_what_is_missing_is_told_as_a_mistake_of_usage(monkeypatch):
    def missing():
        raise DataError("the digits are not there")

    monkeypatch.setitem(PROBLEMS, "logistic", missing)
    with pytest.raises(UsageError, match="digits:logistic: the digits are not there"):
        brought("digits:logistic")


def test_a_false_theorem_is_refuted_on_the_images(tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path))
    options = Options(problems=("digits:interpolation",), instances=2, steps=4, rounds=0)
    true, false = ([one.verdict.name for one in verify([load(lookup(id))], options)] for id in ("pl-gd", "sgd-interpolation-contracts.mutant-1"))
    assert true == ["SUPPORTED", "SUPPORTED"]
    assert false == ["REFUTED"]
