"""Reasons for signs of polynomials on a region: found where they should be, and never for what is false."""

import pytest

from checkers.worst_case.symbolic.signs import nonnegative
from checkers.worst_case.symbolic.squares import squares
from checkers.worst_case.symbolic.statement import region_of
from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, f, f_star, t, x
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")
THEOREM = Theorem(given=[Smooth(L), PL(mu), mu <= L, eta <= 1 / L], method=GradientDescent(step=eta), claim=f(x[t + 1]) - f_star <= f(x[t]) - f_star)
REGION = region_of(THEOREM, THEOREM.claims[0])
big, step, low = REGION[0].polynomial.ring.gens

TRUE = [
    *(big - low, 2 * big + low, 4 - big * step, (big - low) ** 2 * low, (2 * big - low) ** 3),
    *(3 - 2 * big * step - step * low, 1 - big * step + big**2 * step**2, big**2 - 3 * big * low + 3 * low**2),
]
FALSE = [
    *(low - big, 1 - 2 * big * step, big - 2 * low, big * step - 1, -big, big**2 - 3 * big * low + low**2),
    *(99 * big - 100 * low, 10**6 - 10**6 * big * step - step * low),
]


@pytest.mark.parametrize("p", TRUE, ids=str)
def test_true_signs_are_found_and_multiply_out(p):
    sign = nonnegative(p, REGION)
    assert sign is not None
    product = p.ring(p.ring.domain(sign.constant.numerator, sign.constant.denominator))
    for factor in sign.factors:
        product *= factor.polynomial**factor.power
    assert product == p


@pytest.mark.parametrize("p", FALSE, ids=str)
def test_false_signs_have_no_reason(p):
    assert nonnegative(p, REGION) is None


@pytest.mark.parametrize("p", [big - low, 1 - big * step, (big - low) ** 2, (1 - big * step) * (2 * big - low), big.ring.zero], ids=str)
def test_what_vanishes_at_the_edge_is_not_strictly_positive(p):
    assert nonnegative(p, REGION) is not None
    assert nonnegative(p, REGION, strict=True) is None


def test_quadratic_forms_are_sums_of_squares_where_they_are_semidefinite():
    field = big.ring.to_field()
    form = {("a", "a"): field(big), ("a", "b"): -2 * field(low), ("b", "b"): field(big)}
    found = squares(form, REGION)
    assert not isinstance(found, str)
    assert [len(square.vector) for square in found] == [2, 1]
    assert isinstance(squares({**form, ("a", "b"): field(-2 * big - low)}, REGION), str)
    assert isinstance(squares({("a", "b"): field(big)}, REGION), str)
    assert isinstance(squares({("f(x)",): field(big)}, REGION), str)
    assert len(squares({**form, ("a", "b"): field(-2 * big)}, REGION)) == 1
