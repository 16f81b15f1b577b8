"""`lemmata tighten`: the best constant per horizon and its closed form, and what a claim without a hole is told."""

import json

import pytest
import sympy as sp

from lemmata.tighten import stated
from theorems.printing import unicode

FILE = '''"""Gradient descent, with the best constant."""

from theorems.hypotheses import Smooth
from theorems.language import Best, T, Theorem, constants, f, f_star, grad, norm_sq, t, unknown, x
from theorems.methods import GradientDescent

L = constants("L")
c = unknown("c")

theorem = Theorem(
    given=[Smooth(L)],
    method=GradientDescent(step=1 / L),
    claim=Best(norm_sq(grad(x[t])), (t, 0, T)) <= c * L * (f(x[0]) - f_star),
)
'''


@pytest.fixture
def best(tmp_path):
    path = tmp_path / "best.py"
    path.write_text(FILE)
    return str(path)


def test_the_best_constant_and_its_closed_form_are_found(lemmata, best):
    answer = lemmata("tighten", best)
    assert (answer.code, answer.err) == (0, "")
    assert "CERTIFIED: best constants certified for N = 1, 2, 3, 4, 5 at L = 1" in answer.out
    assert "5  0.235294  ≥ 4/17    ≤ 4/17" in answer.out
    assert "c = 4/(3N+2) at L = 1: a guess, which goes through 5 exact values" in answer.out


def test_brackets_as_data(lemmata, best):
    document = json.loads(lemmata("tighten", best, "-N", "1,2", "--json").out)
    (result,) = document["results"]
    assert (result["hole"], result["goal"], result["verdict"]) == ("c", "least", "CERTIFIED")
    assert [(row["N"], row["lower"], row["upper"], row["value"]) for row in result["rows"]] == [(1, "4/5", "4/5", "4/5"), (2, "1/2", "1/2", "1/2")]
    assert result["closed_form"]["expression"] is None
    assert "too few" in result["closed_form"]["reason"]


def test_a_claim_without_a_hole_is_told_how_to_write_one(lemmata):
    answer = lemmata("tighten", "gd-convex-tight")
    assert (answer.code, answer.out) == (2, "")
    assert 'no claim leaves a constant open: write c = unknown("c")' in answer.err


def test_nothing_named_is_bad_input(lemmata):
    assert lemmata("tighten").code == 2


def test_a_number_before_a_sum_below_the_bar_goes_into_it():
    N = sp.Symbol("N")
    assert unicode(stated(sp.factor(1 / (4 * N + 2)))) == "1/(4N+2)"
    assert unicode(stated(sp.factor((2 * N + 2) / (6 * N + 4)))) == "(N+1)/(3N+2)"
