"""Long formulas in lines: what is broken where, and that nothing is lost."""

import pytest

from theorems.catalogue import entries, load
from theorems.lines import INDENT, ROOM, rows, width
from theorems.printing import latex

CLAIMS = {f"{entry.id}-{number}": latex(claim) for entry in entries() for number, claim in enumerate(load(entry).theorem.claims)}
LETTERS = "abcdefghijklmnopqrstuvw"


def plain(tex):
    """The formula without what breaking adds: alignment, indents, empty groups, and signs of multiplication or thin spaces."""
    for added in ("&", r"\qquad", r"\quad", "{}", r"\times", r"\,", " "):
        tex = tex.replace(added, "")
    return tex


@pytest.mark.parametrize("room", [8, 15, 23, ROOM, 100])
@pytest.mark.parametrize("name", CLAIMS)
def test_breaking_changes_nothing_but_the_lines(name, room):
    found = rows(CLAIMS[name], room)
    assert plain("".join(found)) == plain(CLAIMS[name])
    assert all(row.count("&") == (len(found) > 1) for row in found)


@pytest.mark.parametrize("name", CLAIMS)
def test_every_claim_of_the_catalogue_fits_the_text_of_an_article(name):
    assert all(width(row) <= ROOM + INDENT for row in rows(CLAIMS[name]))


@pytest.mark.parametrize("room", [6, 10, 20])
@pytest.mark.parametrize("name", CLAIMS)
def test_no_line_ends_within_a_bracket_that_grows(name, room):
    for row in rows(CLAIMS[name], room):
        assert row.count(r"\left") == row.count(r"\right")
        assert row.count("{") == row.count("}")
        assert row.count(r"\langle") == row.count(r"\rangle")


def test_a_short_formula_stays_as_it_is():
    assert rows(r"a \leq b") == [r"a \leq b"]


def test_lines_break_before_relations_and_signs_and_align_at_the_relation():
    terms = [rf"\frac{{{letter * 12}}}{{2}}" for letter in LETTERS[:5]]
    found = rows(r"x \leq " + " + ".join(terms), 25)
    assert found[0].startswith(r"x & \leq ")
    assert all(row.startswith(r"& \quad {} + ") for row in found[1:])
    assert len(found) == 2 + 1


def test_a_long_left_side_has_a_line_of_its_own():
    found = rows(" + ".join(LETTERS[:18]) + r" \leq y", 20)
    assert found[0].startswith("& a + b")
    assert found[-1].endswith(r"\leq y")


def test_a_product_is_broken_only_where_terms_are_too_long():
    found = rows(r"x \leq \frac{" + "a" * 20 + r"}{b} \, (" + "c+" * 9 + "d)", 15)
    assert r"\times (" in " ".join(found)
    assert not any(r"\times" in row for row in rows(r"x \leq \frac{aaaaaa}{b} \, (c+d) + \frac{" + "e" * 18 + "}{f}", 15))


def test_absolute_values_are_not_broken():
    found = rows(r"x \leq |" + " + ".join(LETTERS[:12]) + r"| + \|" + " - ".join(LETTERS[:12]) + r"\|", 16)
    assert sorted(row.count("|") for row in found if "|" in row) == [2, 2]


@pytest.mark.parametrize(("narrow", "wide"), [(r"\frac{a}{b}", "a b"), ("x_t", "x t"), (r"\eta", r"\sum_{t=0}^{T-1}")])
def test_width_is_that_of_what_is_seen(narrow, wide):
    assert width(narrow) < width(wide)
