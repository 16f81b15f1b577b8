"""What was found, part by part."""

import pytest

from checkers import told
from checkers.attained import attained

QUADRATIC = {
    "family": "quadratic",
    "parameters": {"spectrum": ["1"], "axis": ["0"], "centre": ["0"], "level": "0"},
    "constants": {"L": "1", "eta1": "1/2"},
    "noise": {"kind": "additive", "atoms": [["1"], ["-1"]], "scale": "0"},
    "start": ["1/2"],
    "minimiser": None,
    "points": {},
    "steps": 4,
    "found_by": "library: quadratic",
    "sequences": {},
}


def test_where_a_claim_is_attained_is_told_in_the_order_of_a_re_check():
    found = {"case": QUADRATIC, "t": 0, "T": 4, "smaller": "1/8", "larger": "1/4"}
    assert list(attained(found)) == [
        ("function", "f(x) = x^2/2 on R"),
        ("constants", "L = 1, η₁ = 1/2"),
        ("noise", "added to the gradient, equally likely: 1, -1"),
        ("start", "x[0] = 1/2"),
        ("step", "T = 4"),
        ("sides", "smaller 1/8, larger 1/4"),
        ("found by", "library: quadratic"),
    ]


def test_a_step_is_told_where_no_horizon_is_and_sides_only_where_they_were_decided():
    found = {"case": {**QUADRATIC, "noise": None}, "t": 3, "T": 1, "smaller": None, "larger": None}
    parts = dict(attained(found))
    assert parts["step"] == "t = 3"
    assert "sides" not in parts
    assert "noise" not in parts


def test_a_recursion_has_no_function_and_points_are_told_by_name():
    bare = {**QUADRATIC, "family": "no objective", "parameters": {}, "noise": None, "steps": 0, "points": {"u": ["1", "2"]}}
    parts = dict(attained({"case": bare, "t": 0, "T": 1, "smaller": "1", "larger": "1"}))
    assert "function" not in parts
    assert "step" not in parts
    assert parts["points"] == "u = (1, 2)"


def test_a_witness_is_told():
    found = {"function": "f(x) = x^2/2 on R", "constants": {"mu": "1"}, "start": "1", "t": 1, "T": None, "smaller": "0", "larger": "1"}
    assert list(told.witnessed(found)) == [
        ("function", "f(x) = x^2/2 on R"),
        ("constants", "μ = 1"),
        ("start", "x[0] = 1"),
        ("step", "t = 1"),
        ("sides", "smaller 0, larger 1"),
    ]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"exact": True}, "exact"),
        ({"exact": False, "optimizer": "torch.optim.SGD"}, "in float64"),
        ({"exact": False, "statistics": {"said": ""}, "alpha": 1e-6}, "by draws at level α = 1e-6"),
        ({"exact": False}, "not exact"),
    ],
)
def test_how_a_counterexample_was_decided(found, said):
    assert told.exactness(found) == said


def test_evidence_is_named_where_it_lies():
    assert told.file_of({"theorem": "pl-gd", "claim": 0, "digest": "ab"}) == ".lemmata/pl-gd-0-ab.json"


@pytest.mark.parametrize(("left", "right", "sign"), [("1/2", "9/20", ">"), ("0.1", "1/5", "<"), ("1", "1", "="), ("sqrt(2)", "1", "against")])
def test_the_sign_between_two_sides(left, right, sign):
    assert told.compared(left, right) == sign
