"""Numbers and cells of the tables."""

from lemmata.table import fitted
from lemmata.terminal import Terminal

WIDE = Terminal(120, False, True)
PLAIN = Terminal(120, False, False)


def test_cells_have_their_width():
    assert fitted("η ≤ 1", 8, WIDE) == "η ≤ 1   "
    assert fitted("η ≤ 1/L", 5, WIDE) == "η ≤…"[:5].ljust(5)
    assert fitted("η ≤ 1/L", 10, PLAIN) == "eta <= 1/L"
    assert fitted("η ≤ 1/L", 8, PLAIN) == "eta <..."
