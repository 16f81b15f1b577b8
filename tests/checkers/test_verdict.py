"""Numbers of a result."""

import pytest

from checkers.verdict import sharpness


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
