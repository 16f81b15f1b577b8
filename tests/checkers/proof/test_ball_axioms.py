"""What hypotheses on a ball say of its points holds of every ball that is certified, and not of points outside; wrong variants are seen."""

from fractions import Fraction
from functools import cache
from random import Random

import pytest
import sympy as sp

from checkers.proof.ball_axioms import of_balls
from checkers.proof.translation import Translation
from problems.balls import ON_BALLS, ball_facts, may_hold
from problems.discovery import families
from tests.checkers.experiment.second_reading.plain_functions import Plain
from tests.checkers.experiment.second_reading.plain_losses import loss_of
from tests.checkers.experiment.second_reading.readings import OBJECTIVES
from tests.checkers.proof.sums import ZERO, Component, FiniteSum, Terms, size_of
from theorems.balls import PLStar, SmoothOnBall
from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, grad, inner, norm_sq, points, reals, x
from theorems.methods import GradientDescent

L, mu, R, eta = constants("L mu R eta")
u, v = points("u v")


@cache
def axioms(radius=R):
    given = [PLStar(mu, radius), SmoothOnBall(L, radius)]
    return {one["name"]: one for one in of_balls(Theorem(given=given, method=GradientDescent(step=eta), claim=f(x[0]) >= 0), {})}


NAMES = sorted(axioms())
CERTIFIED = [
    pytest.param(name, number, id=f"{name}-{number}")
    for name in ("two_layer_loss", "linear_loss", "product", "quadratic", "least_squares")
    for number, instance in enumerate(families()[name].library())
    if may_hold(instance) and ball_facts(instance, instance.starts[0]) is not None
]


def single(value, gradient, dimension):
    """A function as the sum of one component."""
    return FiniteSum([Component(value, gradient, ZERO, False, False)], dimension)


def objective(instance):
    network = loss_of(instance.family, instance.parameters)
    found = Plain(network.output, network.jacobian) if network else OBJECTIVES[instance.family](**instance.parameters)
    return single(found.value, found.gradient, instance.dimension)


def place(start, radius, rng):
    """A rational point of the ball, or one just beside it; often near its boundary."""
    away = [Fraction(rng.randint(-9, 9), 4) for _ in start]
    length = Fraction(float(sum(a * a for a in away)) ** 0.5).limit_denominator(1000) or Fraction(1)
    share = radius / length * rng.choice((Fraction(99, 100), Fraction(99, 100), Fraction(1, 2), Fraction(1, 10), Fraction(11, 10)))
    return tuple(a + share * b for a, b in zip(start, away, strict=True))


def met(one, terms):
    return all(size_of(terms.number(term)) >= 0 for _, term in one["conditions"])


def worst(one, of, start, values, rng, rounds):
    """How far an axiom fails at most at points that meet its conditions, and how often they did."""
    found, count = 0.0, 0
    for _ in range(rounds):
        symbols = {f"real {name}": value for name, value in zip(("mu", "L", "R"), values, strict=True)}
        symbols |= {"start of x": start, "point u": place(start, values[2], rng), "point v": place(start, values[2], rng)}
        terms = Terms(of, symbols, ZERO)
        if met(one, terms):
            count, found = count + 1, max(found, -size_of(terms.number(one["term"])))
    return found, count


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("family", "number"), CERTIFIED)
def test_an_axiom_holds_of_every_ball_that_is_certified(name, family, number):
    instance = families()[family].library()[number]
    start = instance.starts[0]
    facts = ball_facts(instance, start)
    values = [facts[fact].value.low for fact in ON_BALLS]
    found, count = worst(axioms()[name], objective(instance), start, values, Random(f"{name} {family} {number}"), 8)
    assert found <= 1e-12  # the rounding of decimals, where f is no rational function
    assert count


def wild(at):
    """x^2/2 on the ball of radius 1 around 0, and bent by 100 upwards on one side of it, downwards on the other."""
    (r,) = at
    return r * r / 2 + 50 * max(r - 1, 0) ** 2 - 50 * max(-r - 1, 0) ** 2


def wild_slope(at):
    (r,) = at
    return (r + 100 * max(r - 1, 0) + 100 * max(-r - 1, 0),)


def flat(at):
    """1/2 everywhere outside of the ball of radius 1, x^2/2 within: no inequality holds outside, where f does not bend."""
    (r,) = at
    return r * r / 2 if abs(r) <= 1 else Fraction(1, 2)


def flat_slope(at):
    (r,) = at
    return (r if abs(r) <= 1 else ZERO,)


ONE = [Fraction(1), Fraction(1), Fraction(1)]
CASES = {"SmoothOnBall": single(wild, wild_slope, 1), "PLStar": single(flat, flat_slope, 1)}


@pytest.mark.parametrize("name", NAMES)
def test_an_axiom_holds_in_the_ball_alone(name):
    one, rng = axioms()[name], Random(name)
    of = CASES[name.split(":")[0]]
    found, count = worst(one, of, (ZERO,), ONE, rng, 200)
    assert found <= 0
    assert count > 20
    assert worst({**one, "conditions": []}, of, (ZERO,), ONE, rng, 200)[0] > 0
    assert worst({**one, "conditions": one["conditions"][:-1]}, of, (ZERO,), ONE, rng, 200)[0] > 0


tangent = f(u) + inner(grad(u), v - u)
WRONG = {
    "1% more": ("PLStar: PL*, in the ball", norm_sq(grad(u)) / 2 >= sp.Rational(101, 100) * mu * f(u)),
    "1% less above": ("SmoothOnBall: upper model, in the ball", f(v) <= tangent + sp.Rational(99, 200) * L * norm_sq(v - u)),
    "convex": ("SmoothOnBall: lower model, in the ball", f(v) >= tangent + L * norm_sq(v - u) / 100),
    "1% less": ("SmoothOnBall: Lipschitz gradient, in the ball", norm_sq(grad(u) - grad(v)) <= sp.Rational(99, 100) * L**2 * norm_sq(u - v)),
}
BENT = single(lambda at: at[0] ** 2 / 2, lambda at: at, 1), single(lambda at: 1 - at[0] ** 2 / 2, lambda at: (-at[0],), 1)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_variant_fails(wrong):
    name, relation = WRONG[wrong]
    one = {**axioms()[name], "term": Translation({"x": "vector"}).difference(relation)[1]}
    assert any(worst(one, of, (ZERO,), ONE, Random(wrong), 60)[0] > 0 for of in BENT)


def test_every_axiom_has_a_wrong_variant():
    assert {name for name, _ in WRONG.values()} == set(NAMES)


def test_a_radius_that_may_not_be_positive_is_a_condition():
    radius = reals("r")
    (one,) = (one for name, one in axioms(radius).items() if name == "PLStar: PL*, in the ball")
    assert [relation for relation, _ in one["conditions"]] == [">", ">="]


def test_hypotheses_that_hold_everywhere_are_on_no_ball():
    assert list(of_balls(Theorem(given=[Smooth(L), Convex()], claim=f(u) >= f(v)), {})) == []
