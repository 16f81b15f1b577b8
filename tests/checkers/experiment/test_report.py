import pytest
from flint import fmpq

from checkers.experiment.report import number_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (fmpq(1, 3), "1/3"),
        (fmpq(10**60 + 1, 3 * 10**60), "0.333333333333333"),
        (fmpq(10**500 + 1, 7), "1.42857142857143e+499"),
        (fmpq(-(10**500) - 1, 7), "-1.42857142857143e+499"),
    ],
)
def test_numbers_of_every_size_are_written(value: fmpq, text: str) -> None:
    """Runs that diverge reach numbers that no float holds."""
    assert number_text(value) == text
