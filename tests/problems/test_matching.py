"""Which problems a theorem speaks about, where it names no draw, or words of networks."""

import pytest

from problems.discovery import families
from problems.instance import exactly
from problems.matching import facts_for, lacking
from theorems.hypotheses import BoundedVariance, Interpolation, NonnegativeSum, SecondMoment, Smooth, StrongGrowth
from theorems.language import E, Theorem, constants, f, f_star, norm_sq, points, stochastic_grad
from theorems.methods import SGD

L, C, rho, sigma, eta = constants("L C rho sigma eta")
u = points("u")
OF_DRAWS = [BoundedVariance(sigma), SecondMoment(C), Interpolation(), StrongGrowth(rho), NonnegativeSum()]


@pytest.fixture
def huber():
    return families()["huber"].build(*families()["huber"].library()[0].parameters.values())


@pytest.mark.parametrize("hypothesis", OF_DRAWS, ids=lambda h: type(h).__name__)
def test_what_is_supposed_of_draws_holds_where_none_is_named(hypothesis, huber):
    """The gradient as its own draw: no variance, and E||g||^2 = ||grad f||^2; f as its own component, with the infimum 0."""
    silent = Theorem(given=[hypothesis], claim=f(u) >= f_star)
    drawing = Theorem(given=[hypothesis], claim=E(norm_sq(stochastic_grad(u))) >= f_star)
    run = Theorem(given=[hypothesis], method=SGD(step=eta), claim=f(u) >= f_star)
    assert lacking(silent, huber, None, silent.claims) is None
    assert [lacking(one, huber, None, one.claims) for one in (drawing, run)] == [type(hypothesis).__name__] * 2


def test_the_constants_are_those_of_the_gradient_as_its_own_draw(huber):
    facts = facts_for(Theorem(given=OF_DRAWS, claim=f(u) >= f_star), huber, None)
    assert facts["variance"].value == exactly(0)
    assert facts["strong_growth"].value == exactly(1)
    assert facts["second_moment"].value.high >= facts["lipschitz"].value.high


def test_a_function_below_zero_is_no_component_that_is_never_negative():
    theorem = Theorem(given=[NonnegativeSum(), Smooth(L)], claim=f(u) >= 0)
    below = [one for family in families().values() for one in family.library() if one.infimum is not None and one.infimum.high < 0]
    assert below
    assert {lacking(theorem, one, None, theorem.claims) for one in below} <= {"NonnegativeSum", "Smooth"}
