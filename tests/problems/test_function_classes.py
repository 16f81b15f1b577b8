"""What hypotheses say together, attacked like what each says by itself: on every instance that certifies them all, with the certified constants."""

from fractions import Fraction
from itertools import combinations

import pytest
import sympy as sp

from problems.discovery import families
from problems.instance import Instance
from problems.matching import facts_of
from tests.problems.test_inequalities import NAMES, evaluable, instances, instantiated, violations
from theorems.function_classes import FunctionClass, function_class
from theorems.hypotheses import Convex, Hypothesis, Lipschitz, Smooth, StronglyConvex

MOST = 6
KINDS = (Smooth, Convex, StronglyConvex, Lipschitz)
BELOW = Fraction(99, 100)
"""Of strong convexity: with its tight constant a parabola alone would be left, whose condition divides by zero."""


def hypothesis(instance: Instance, kind: type, factor: Fraction = Fraction(1)) -> Hypothesis | None:
    fact = facts_of(instance, None).get(kind.certified_as)
    factor = factor * BELOW if kind is StronglyConvex else factor
    return None if fact is None else instantiated(kind, fact, factor)


def classes(instance: Instance) -> dict[str, FunctionClass]:
    """Every class that the instance is a member of, with its tight constants."""
    found = [h for kind in KINDS if (h := hypothesis(instance, kind)) is not None]
    subsets = [one for size in range(len(found) + 1) for one in combinations(found, size)]
    return {made.name: made for made in map(function_class, subsets)}


def relations(instance: Instance, one: FunctionClass):
    """The conditions that no hypothesis of the class declares by itself."""
    alone = [q.relation for h in one.covers for q in h.inequalities()]
    return [(q.name, relation) for q in one.conditions if q.relation not in alone and (relation := evaluable(instance, q.relation)) is not None]


@pytest.mark.parametrize("name", NAMES)
def test_no_condition_of_a_class_is_violated_by_a_member(name):
    for instance in instances(name)[:MOST]:
        for one in classes(instance).values():
            for condition, relation in relations(instance, one):
                assert not violations(instance, None, relation), (instance.formula, one.name, condition)


def test_every_class_has_members_here():
    names = {name for family in NAMES for instance in families()[family].library()[:MOST] for name in classes(instance)}
    assert names == {
        "differentiable",
        "smooth",
        "convex",
        "strongly convex",
        "smooth convex",
        "smooth strongly convex",
        "convex Lipschitz",
        "smooth convex Lipschitz",
    }


STRONGER = [((Smooth, Convex), "quadratic"), ((Smooth, StronglyConvex), "quadratic"), ((Smooth, Convex, Lipschitz), "huber")]


@pytest.mark.parametrize(("kinds", "family"), STRONGER)
def test_a_smoothness_half_a_percent_too_small_is_caught(kinds, family):
    caught = 0
    for instance in families()[family].library()[:4]:
        tight = [hypothesis(instance, kind, Fraction(199, 200) if kind is Smooth else Fraction(1)) for kind in kinds]
        if all(h is not None for h in tight):
            caught += any(violations(instance, None, relation) for _, relation in relations(instance, function_class(tight)))
    assert caught > 0


def test_too_much_strong_convexity_is_caught():
    instance = families()["quadratic"].build((Fraction(1), Fraction(4)), (Fraction(1), Fraction(0)), (Fraction(0), Fraction(0)), Fraction(0))
    for mu, violated in ((Fraction(99, 100), False), (Fraction(101, 100), True)):
        one = function_class([Smooth(4), StronglyConvex(sp.Rational(mu.numerator, mu.denominator))])
        assert any(violations(instance, None, relation) for _, relation in relations(instance, one)) == violated
