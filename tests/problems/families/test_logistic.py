from fractions import Fraction

import numpy as np
import pytest
from flint import arb
from scipy.optimize import minimize

from problems.exact.arithmetic import Exact
from problems.families import logistic
from problems.float64 import Float64
from problems.instance import Instance, exactly

ONE, ZERO = Fraction(1), Fraction(0)


def found(instance: Instance) -> float:
    """The least value that SciPy finds."""
    rows, ridge = np.array(instance.arrays["rows"], dtype=float), float(instance.arrays["ridge"])
    return minimize(lambda w: np.mean(np.logaddexp(0, -rows @ w)) + ridge / 2 * w @ w, np.zeros(rows.shape[1])).fun


@pytest.mark.parametrize("instance", logistic.library(), ids=lambda instance: instance.formula)
def test_the_infimum_is_enclosed_tightly(instance: Instance) -> None:
    assert instance.infimum.high - instance.infimum.low < Fraction(1, 10**30)
    assert found(instance) == pytest.approx(float(instance.infimum.high), abs=1e-4 if instance.infimum == exactly(0) else 1e-9)


def test_two_opposite_labels_have_infimum_log_two() -> None:
    instance = logistic.build(((ONE,), (ONE,)), (ONE, -ONE), ZERO)
    with Exact(bits=256).scope():
        assert arb(instance.infimum.low.numerator) / instance.infimum.low.denominator < arb(2).log()
        assert arb(instance.infimum.high.numerator) / instance.infimum.high.denominator > arb(2).log()
    assert instance.facts["variance"].value == exactly(Fraction(1, 4))


def test_separable_data_has_no_minimiser_and_says_so() -> None:
    instance = logistic.build(((ONE, ZERO), (ZERO, ONE)), (ONE, -ONE), ZERO)
    assert instance.infimum == exactly(0)
    assert instance.minimisers == ()
    assert "not attained" in instance.formula


@pytest.mark.parametrize("last", [(ZERO, ZERO), (ZERO, ONE)])
def test_data_that_a_hyperplane_separates_in_part_is_certified_too(last: tuple[Fraction, Fraction]) -> None:
    """One row runs off to infinity; the two that stay give log 2 each, or a zero row does."""
    rows = ((ONE, ZERO), last, tuple(-entry for entry in last))
    instance = logistic.build(rows, (ONE, ONE, ONE), ZERO)
    assert instance.infimum.high - instance.infimum.low < Fraction(1, 10**12)
    assert float(instance.infimum.low) == pytest.approx(2 / 3 * np.log(2), rel=1e-11)


def test_the_slope_keeps_its_digits_far_to_the_right() -> None:
    m = Float64()
    slopes = logistic.model.link.slope(m.array([Fraction(50), Fraction(-800), Fraction(800)], (3,)), m)
    np.testing.assert_allclose(slopes.numpy(), [-np.exp(-50), -1, 0], rtol=1e-13, atol=1e-300)


@pytest.mark.parametrize(("feature", "label", "ridge"), [(1, 2, 0), (0, 1, 0), (1, 1, -1)])
def test_what_is_no_logistic_regression_is_refused(feature: int, label: int, ridge: int) -> None:
    with pytest.raises(ValueError, match="logistic"):
        logistic.build(((Fraction(feature),),), (Fraction(label),), Fraction(ridge))
