"""The worst case on a page: a row per horizon, each remark once, and nothing where there are no rows."""

from paper_figures.atlas.worst_case_section import worst_case

ROW = {
    "N": 1,
    "constants": {"L": "1", "mu": "1/10"},
    "sharpness": 0.98,
    "lower": "49/50",
    "upper": "1",
    "certified": True,
    "reason": "certified",
    "function": "f(x) = x^2/2 & more",
    "remarks": ["PL has no conditions that suffice"],
}


def told(*rows):
    return worst_case({"verdict": "CERTIFIED", "reason": "certified for N = 1", "rows": list(rows)})


def test_a_row_tells_the_constants_both_ends_and_the_function():
    page = told(ROW, {**ROW, "N": 2, "lower": None, "function": None})
    for said in ("L = 1, μ = 1/10", "49/50", "0.98", "f(x) = x^2/2 &amp; more"):
        assert said in page
    assert page.count("<tr>") == 3
    assert page.count("PL has no conditions that suffice") == 1


def test_what_was_not_read_has_no_table():
    assert worst_case(None) is None
    assert told() is None
    assert told({**ROW, "sharpness": None, "upper": None, "lower": None}) is None
