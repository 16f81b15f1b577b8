"""A counterexample in words."""

import pytest

from checkers.counterexample import compared


@pytest.mark.parametrize(("left", "right", "sign"), [("1/2", "9/20", ">"), ("0.1", "1/5", "<"), ("1", "1", "="), ("sqrt(2)", "1", "against")])
def test_the_sign_between_two_sides(left, right, sign):
    assert compared(left, right) == sign
