from fractions import Fraction

import pytest
from flint import fmpq

from problems.exact.arithmetic import Exact
from problems.families import huber
from problems.instance import stacked


@pytest.mark.parametrize("steps", range(1, 11))
def test_gradient_descent_from_one_ends_exactly_at_the_worst_gap(steps: int) -> None:
    instance, m = huber.library()[steps - 1], Exact()
    p, x = stacked([instance], m), m.array([Fraction(1)], (1, 1, 1))
    for _ in range(steps):
        x = x - huber.gradient(p, x, m)
    assert huber.value(p, x, m)[0, 0] == fmpq(1, 4 * steps + 2)


def test_both_branches_meet_at_the_threshold() -> None:
    instance, m = huber.build(Fraction(3), Fraction(1, 2)), Exact()
    x = m.array([Fraction(1, 4), Fraction(1, 2), Fraction(-2)], (1, 3, 1))
    assert list(huber.value(stacked([instance], m), x, m)[0]) == [fmpq(3, 32), fmpq(3, 8), fmpq(21, 8)]
    assert list(huber.gradient(stacked([instance], m), x, m)[0, :, 0]) == [fmpq(3, 4), fmpq(3, 2), fmpq(-3, 2)]


def test_the_library_holds_the_worst_thresholds_of_gradient_descent_and_smaller_ones() -> None:
    thresholds = [instance.parameters["threshold"] for instance in huber.library()]
    assert thresholds[:10] == [Fraction(1, 2 * n + 1) for n in range(1, 11)]
    assert min(thresholds) == Fraction(1, 4000)
    assert max(thresholds) == Fraction(9, 10)
    assert all((Fraction(1),) in instance.starts for instance in huber.library())


@pytest.mark.parametrize(("curvature", "threshold"), [(0, 1), (1, 0), (-1, 1)])
def test_a_function_that_is_not_huber_is_refused(curvature: int, threshold: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        huber.build(Fraction(curvature), Fraction(threshold))
