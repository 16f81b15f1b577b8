"""Where few drawn instances are instances of the theorem, more are drawn; nothing else about the draws changes."""

from checkers.experiment.regions import Region
from checkers.experiment.search.chance import MOST_DRAWN, drawn_cases
from checkers.experiment.search.draws import instances_drawn
from checkers.experiment.search.scope import Scope
from problems.discovery import families
from problems.matching import lacking
from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Theorem, constants, f, f_star, t, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")
COUNT = 5
"""Instances wanted of each of three families."""


def cases(*given):
    theorem = Theorem(given=given, method=GradientDescent(step=1 / L), claim=f(x[t + 1]) - f_star <= f(x[t]) - f_star)
    scope = Scope(theorem, theorem.claims, Region(theorem), ("quadratic", "least_squares", "zigzag"), 3, 0)
    return theorem, [case for found in drawn_cases(scope, 3 * COUNT) for case in found]


def test_rare_hypotheses_get_as_many_instances_as_can_be_found():
    theorem, found = cases(Smooth(L), StronglyConvex(mu))
    family = families()["quadratic"]
    fitting = [one for one in instances_drawn(family, MOST_DRAWN * COUNT, 0) if lacking(theorem, one, None, theorem.claims) is None]
    first = [one for one in instances_drawn(family, COUNT, 0) if one in fitting]
    tried = [case.instance for case in found if case.instance.family == "quadratic"]
    assert len(first) < len(fitting[:COUNT]) == len(dict.fromkeys(one.formula for one in tried))
    assert all(one in fitting[:COUNT] for one in tried)
    assert not any(case.instance.family == "zigzag" for case in found)


def test_where_enough_fit_the_first_are_taken():
    _, found = cases(Smooth(L))
    family = families()["least_squares"]
    tried = list(dict.fromkeys(case.instance.formula for case in found if case.instance.family == "least_squares"))
    assert tried == [one.formula for one in instances_drawn(family, COUNT, 0)]
