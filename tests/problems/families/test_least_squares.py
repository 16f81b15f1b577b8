from fractions import Fraction

import numpy as np
import pytest

from problems.exact.linear import apply, dot, product, solve, transpose
from problems.families import least_squares
from problems.instance import Instance, exactly

ONE, ZERO = Fraction(1), Fraction(0)
EVERY = pytest.mark.parametrize("instance", least_squares.library(), ids=lambda instance: instance.formula)


@EVERY
def test_the_infimum_is_that_of_the_normal_equations(instance: Instance) -> None:
    rows, targets = instance.arrays["rows"], instance.arrays["targets"]
    solution = solve(product(transpose(rows), rows), apply(transpose(rows), targets))
    residual = [p - b for p, b in zip(apply(rows, solution), targets, strict=True)]
    assert instance.infimum == exactly(dot(residual, residual) / (2 * len(rows)))


@EVERY
def test_the_spectrum_is_that_of_numpy(instance: Instance) -> None:
    rows = np.array(instance.arrays["rows"], dtype=float)
    spectrum = np.linalg.eigvalsh(rows.T @ rows / len(rows))
    assert float(instance.facts["smooth"].value.high) == pytest.approx(spectrum[-1], rel=1e-12)
    assert float(instance.facts["pl"].value.low) == pytest.approx(min(s for s in spectrum if s > 1e-9), rel=1e-9)
    assert ("strongly_convex" in instance.facts) == (spectrum[0] > 1e-9)


def test_two_point_noise_has_variance_one_and_no_interpolation() -> None:
    facts = least_squares.build(((ONE,), (ONE,)), (ZERO,), (ONE, -ONE)).facts
    assert facts["variance"].value == exactly(1)
    assert "interpolation" not in facts


def test_rows_that_differ_by_more_than_a_sign_have_no_bounded_variance() -> None:
    assert "variance" not in least_squares.build(((ONE,), (Fraction(2),)), (ZERO,), (ONE, ONE)).facts
    assert "variance" in least_squares.build(((ONE,), (-ONE,)), (ZERO,), (ONE, ONE)).facts


def test_columns_that_are_not_orthogonal_and_zero_matrices_are_refused() -> None:
    with pytest.raises(ValueError, match="orthogonal"):
        least_squares.build(((ONE, ONE), (ZERO, ONE)), (ZERO, ZERO), (ONE, ONE))
    with pytest.raises(ValueError, match="nonzero"):
        least_squares.build(((ZERO,),), (ZERO,), (ONE,))
