"""Which class hypotheses make together, and what of them it leaves over."""

import pytest

from theorems.function_classes import function_class, left_over
from theorems.hypotheses import PL, BoundedGradient, Convex, Lipschitz, QuadraticGrowth, Smooth, StronglyConvex
from theorems.language import Rational, constants, oo
from theorems.normal_form import normal_form
from theorems.typed import Kinds, check_relation

L, mu, G, M = constants("L mu G M")


@pytest.mark.parametrize(
    ("given", "name", "left"),
    [
        ([], "differentiable", ()),
        ([Smooth(L)], "smooth", ()),
        ([Convex()], "convex", ()),
        ([Smooth(L), Convex()], "smooth convex", ()),
        ([StronglyConvex(mu)], "strongly convex", ()),
        ([Smooth(L), StronglyConvex(mu), Convex(), PL(mu), QuadraticGrowth(mu)], "smooth strongly convex", ()),
        ([Smooth(L), StronglyConvex(mu), PL(2 * mu)], "smooth strongly convex", (PL(2 * mu),)),
        ([Convex(), Lipschitz(G)], "convex Lipschitz", ()),
        ([Convex(), BoundedGradient(G)], "convex Lipschitz", ()),
        ([Convex(), BoundedGradient(G, oo)], "convex", (BoundedGradient(G, oo),)),
        ([Smooth(L), Convex(), Lipschitz(G)], "smooth convex Lipschitz", ()),
        ([Smooth(L), Lipschitz(G)], "smooth", (Lipschitz(G),)),
        ([Smooth(L), PL(mu)], "smooth", (PL(mu),)),
        ([Smooth(L), Smooth(M), Convex()], "smooth convex", (Smooth(M),)),
        ([PL(mu)], "differentiable", (PL(mu),)),
    ],
)
def test_the_class_of_hypotheses(given, name, left):
    found = function_class(given)
    assert (found.name, left_over(found, given)) == (name, left)
    assert found.source


def test_conditions_are_relations_of_the_language():
    for given in ([Smooth(L), Convex()], [Smooth(L), StronglyConvex(mu)], [Convex(), Lipschitz(G)], [Smooth(L), Convex(), Lipschitz(G)]):
        for one in function_class(given).conditions:
            check_relation(Kinds({}), one.relation)
            assert one.interpolation


def test_without_strong_convexity_the_condition_of_strongly_convex_functions_is_that_of_convex_ones():
    strong, plain = (function_class(given).conditions[0].relation for given in ([Smooth(L), StronglyConvex(Rational(0))], [Smooth(L), Convex()]))
    assert normal_form(strong) == normal_form(plain)
