"""Numbers and cells of the tables."""

import pytest

from checkers.told import compared
from lemmata.table import fitted, sharpness
from lemmata.terminal import Terminal

WIDE = Terminal(120, False, True)
PLAIN = Terminal(120, False, False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        (1.0, "1"),
        ("1", "1"),
        (0.99999, "0.9999"),
        (0.5, "0.5"),
        (0.00001, "0"),
        ("9/20", "9/20"),
        ("123456789/123456790", "0.9999"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
    ],
)
def test_sharpness_is_never_rounded_up(value, text):
    assert sharpness(value) == text


@pytest.mark.parametrize(("left", "right", "sign"), [("1/2", "9/20", ">"), ("0.1", "1/5", "<"), ("1", "1", "="), ("sqrt(2)", "1", "against")])
def test_the_sign_between_two_sides(left, right, sign):
    assert compared(left, right) == sign


def test_cells_have_their_width():
    assert fitted("η ≤ 1", 8, WIDE) == "η ≤ 1   "
    assert fitted("η ≤ 1/L", 5, WIDE) == "η ≤…"[:5].ljust(5)
    assert fitted("η ≤ 1/L", 10, PLAIN) == "eta <= 1/L"
    assert fitted("η ≤ 1/L", 8, PLAIN) == "eta <..."
