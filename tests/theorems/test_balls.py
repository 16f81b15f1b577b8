"""Hypotheses on a ball around the start: their constants, how they are said, and that a start is needed."""

import pytest
import sympy as sp

from theorems.balls import PLStar, SmoothOnBall
from theorems.errors import LanguageError
from theorems.hypothesis import Bound
from theorems.language import Theorem, constants, f, norm_sq, points, x
from theorems.methods import GradientDescent
from theorems.printing import in_words, phrase
from theorems.typed import Kinds, check_relation

L, mu, R, S, eta = constants("L mu R S eta")
u = points("u")


def test_both_bind_their_constant_and_the_radius():
    assert PLStar(mu, R).bounds == (Bound(mu, "pl_star", sp.Le), Bound(R, "ball_radius", sp.Le))
    assert SmoothOnBall(L, radius=R).bounds == (Bound(L, "smooth_on_ball", sp.Ge), Bound(R, "ball_radius", sp.Le))
    assert {PLStar(mu, R).scope, SmoothOnBall(L, R).scope} == {"ball"}


def test_what_holds_at_all_points_is_little():
    """No reader may take the inequality for one at every point."""
    for inequality in PLStar(mu, R).inequalities():
        check_relation(Kinds({"x": "vector"}), inequality.relation)
    assert [one.name for one in PLStar(mu, R).inequalities()] == ["nonnegative", "PL* at the start"]
    assert SmoothOnBall(L, R).inequalities() == ()


def test_they_are_said_with_their_ball():
    assert in_words(phrase(PLStar(mu, R)))[0] == "PL*: f is nonnegative, and ½‖∇f(x)‖² ≥ μf(x) where ‖x−x₀‖ ≤ R"
    assert in_words(phrase(SmoothOnBall(L, R)))[0] == "f is L-smooth where ‖x−x₀‖ ≤ R"


def test_each_constant_and_radius_is_of_the_digest():
    claim = f(x[0]) >= 0
    method = GradientDescent(step=eta)
    variants = [PLStar(mu, R), PLStar(mu, S), PLStar(L, R), SmoothOnBall(mu, R), SmoothOnBall(mu, S)]
    assert len({Theorem(given=[h], method=method, claim=claim).digest(claim) for h in variants}) == len(variants)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: Theorem(given=[PLStar(mu, R)], claim=norm_sq(u) >= 0), "no method"),
        (lambda: Theorem(given=[PLStar(mu, R), SmoothOnBall(L, S)], method=GradientDescent(step=eta), claim=f(x[0]) >= 0), "one radius"),
        (lambda: PLStar(mu <= 1, R), "takes a constant"),
        (lambda: SmoothOnBall(L, R <= 1), "takes a constant"),
        (lambda: Theorem(given=[PLStar(mu, f(u))], method=GradientDescent(step=eta), claim=f(x[0]) >= 0), "more than constants"),
    ],
)
def test_what_makes_no_sense_is_refused(made, message):
    with pytest.raises(LanguageError, match=message):
        made()
