"""Where few drawn instances are instances of the theorem, more are drawn; nothing else about the draws changes."""

from checkers.experiment.regions import Region
from checkers.experiment.search.chance import MOST_DRAWN, drawn_cases
from checkers.experiment.search.draws import instances_drawn
from checkers.experiment.search.scope import Scope
from problems.discovery import families
from problems.matching import lacking
from theorems.hypotheses import BoundedVariance, Smooth, StronglyConvex
from theorems.language import E, Theorem, constants, f, f_star, naturals, norm_sq, points, stochastic_grad, t, x
from theorems.methods import SGD, GradientDescent
from theorems.networks import TwoLayer

L, mu, sigma = constants("L mu sigma")
(m, n), u = naturals("m n"), points("u")
COUNT = 5
"""Instances wanted of each family that has any."""


def cases(*given, families):
    theorem = Theorem(given=given, method=GradientDescent(step=1 / L), claim=f(x[t + 1]) - f_star <= f(x[t]) - f_star)
    scope = Scope(theorem, theorem.claims, Region(theorem), ("quadratic", "least_squares", "zigzag"), 3, 0)
    return theorem, [case for found in drawn_cases(scope, families * COUNT) for case in found]


def test_rare_hypotheses_get_as_many_instances_as_can_be_found():
    theorem, found = cases(Smooth(L), StronglyConvex(mu), families=2)
    family = families()["quadratic"]
    fitting = [one for one in instances_drawn(family, MOST_DRAWN * COUNT, 0) if lacking(theorem, one, None, theorem.claims) is None]
    first = [one for one in instances_drawn(family, COUNT, 0) if one in fitting]
    tried = [case.instance for case in found if case.instance.family == "quadratic"]
    assert len(first) < len(fitting[:COUNT]) == len(dict.fromkeys(one.formula for one in tried))
    assert all(one in fitting[:COUNT] for one in tried)
    assert not any(case.instance.family == "zigzag" for case in found)


def test_where_enough_fit_the_first_are_taken():
    _, found = cases(Smooth(L), families=3)
    family = families()["least_squares"]
    tried = list(dict.fromkeys(case.instance.formula for case in found if case.instance.family == "least_squares"))
    assert tried == [one.formula for one in instances_drawn(family, COUNT, 0)]


def test_draws_are_shared_among_the_families_that_have_instances():
    """No word of the claim tells a network's loss from any other objective; its hypothesis does."""
    theorem = Theorem(given=[TwoLayer(m, inputs=n, slope=L, loss="squared")], claim=f(u) >= 0)
    found = [case.instance for some in drawn_cases(Scope(theorem, theorem.claims, Region(theorem), (), 1, 0), 12) for case in some]
    assert {one.family for one in found} == {"two_layer_loss"}
    assert len(dict.fromkeys(one.formula for one in found)) == 12


def test_noise_is_skewed_and_rare_too():
    theorem = Theorem(given=[BoundedVariance(sigma)], method=SGD(step=1), claim=E(norm_sq(stochastic_grad(x[t]))) >= 0)
    scope = Scope(theorem, theorem.claims, Region(theorem), ("quadratic", "huber"), 2, 0)
    atoms = {case.noise.atoms for found in drawn_cases(scope, 40) for case in found if case.noise.atoms}
    moments = [[sum(atom[0] ** power for atom in one) / len(one) for power in (1, 2, 3, 4)] for one in atoms]
    assert all(first == 0 for first, *_ in moments)
    assert any(third**2 > second**3 for _, second, third, _ in moments)
    assert any(fourth > 3 * second**2 > 0 for _, second, _, fourth in moments)
