"""Worst cases as functions: run exactly, run by torch, and never a violation of what is true."""

from fractions import Fraction as Q

import numpy as np
import pytest
import torch

from checkers.experiment.decide import Outcome, Spot, decide
from checkers.experiment.membership import member
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope
from checkers.worst_case.functions.met import at
from checkers.worst_case.functions.placed import quotient
from checkers.worst_case.functions.realise import NotRealised, Realised, realised
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.solving.solve import solve
from problems.discovery import family_of
from problems.float64 import Float64
from problems.instance import stacked
from theorems.hypotheses import PL, BoundedGradient, Convex, Lipschitz, QuadraticGrowth, Smooth, StronglyConvex
from theorems.language import Best, Eq, Rational, T, Theorem, constants, f, f_star, grad, inner, iterates, norm_sq, points, t, x, x_star
from theorems.methods import GradientDescent, HeavyBall, Method
from theorems.normal_form import normal_form

L, mu = constants("L mu")
u, v = points("u v")
y = iterates("y")
HALF = Rational(1, 2)
CONVEX, STRONG = [Smooth(L), Convex()], [Smooth(L), StronglyConvex(mu), mu <= L]
DESCENT, DISTANCE, GAP = GradientDescent(step=1 / L), norm_sq(x[0] - x_star), f(x[0]) - f_star
TWO = Method(Eq(y[t + 1], x[t] - grad(x[t]) / L), Eq(x[t + 1], y[t + 1] + HALF * (y[t + 1] - y[t])), start={y[0]: x[0]})


def worst(theorem, steps, **values):
    """The worst program of a theorem's only claim, and what is realised of it."""
    read = programs(theorem, theorem.claims[0], {name: Q(value) for name, value in values.items()}, steps)
    program, solution = max(((one, solve(one)) for one in read), key=lambda pair: pair[1].value)
    return program, solution, realised(theorem, program, solution)


def decided(theorem, program, found):
    """What the experiment reader says of the case."""
    assert isinstance(found, Realised), found.reason
    claim = theorem.claims[0]
    assert member(Scope(theorem, theorem.claims, Region(theorem), (), max(found.case.steps, 1), 0), found.case)
    spot = Spot(program.spot.get("t", program.steps), program.spot.get("T", max(program.steps, 1)))
    return decide(theorem, normal_form(claim, theorem.sequences), found.case, spot).outcome


def run_by_torch(case, steps):
    """f(x_N) - f* over |x_0 - x*|^2 when torch.optim.SGD runs on the function, its gradient by automatic differentiation."""
    family, m = family_of(case.instance), Float64()
    p = stacked([case.instance], m)
    position = torch.tensor([[[float(e) for e in case.start]]], dtype=torch.float64, requires_grad=True)
    optimizer, begun = torch.optim.SGD([position], lr=1.0), position.detach().clone()
    for _ in range(steps):
        optimizer.zero_grad()
        family.value(p, position, m).sum().backward()
        optimizer.step()
    minimiser = torch.tensor([float(e.low) for e in case.minimiser])
    gap = family.value(p, position.detach(), m) - float(case.instance.infimum.low)
    return float(gap / ((begun - minimiser) ** 2).sum())


@pytest.mark.parametrize("steps", [1, 2, 5, pytest.param(10, marks=pytest.mark.slow)])
def test_a_bound_slightly_below_the_worst_case_fails_on_a_function_of_few_dimensions(steps):
    """L R^2/(4N + 3) where L R^2/(4N + 2) is exact; torch violates it, too."""
    theorem = Theorem(given=CONVEX, method=DESCENT, claim=f(x[T]) - f_star <= L * DISTANCE / (4 * T + 3))
    program, _, found = worst(theorem, steps, L=1)
    assert decided(theorem, program, found) is Outcome.VIOLATED
    assert found.case.instance.dimension <= 2
    assert found.quotient > 1
    assert found.case.found_by == f"worst-case: SDP at N = {steps}"
    assert run_by_torch(found.case, steps) > 1 / (4 * steps + 3) * (1 + 1e-6)


TIGHT = {
    "convex": (Theorem(given=CONVEX, method=DESCENT, claim=f(x[T]) - f_star <= L * DISTANCE / (4 * T + 2)), {"L": 3}, "piecewise"),
    "nonconvex": (
        Theorem(given=[Smooth(L)], method=DESCENT, claim=Best(norm_sq(grad(x[t])), (t, 0, T)) <= 4 * L * GAP / (3 * T + 2)),
        {"L": Q(1, 2)},
        "piecewise",
    ),
    "strongly convex": (
        Theorem(given=STRONG, method=DESCENT, claim=norm_sq(x[t] - x_star) <= (1 - mu / L) ** (2 * t) * DISTANCE),
        {"L": 2, "mu": Q(1, 3)},
        "quadratic",
    ),
    "below the tangent": (Theorem(given=CONVEX, claim=norm_sq(grad(u) - grad(v)) <= 2 * L * (f(u) - f(v) - inner(grad(v), u - v))), {"L": 1}, None),
    "above the quadratic": (Theorem(given=STRONG, claim=mu * norm_sq(u - v) <= inner(grad(u) - grad(v), u - v)), {"L": 1, "mu": Q(1, 4)}, None),
}


@pytest.mark.parametrize("steps", [1, pytest.param(4, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", TIGHT)
def test_a_tight_bound_is_attained_exactly(name, steps):
    theorem, values, family = TIGHT[name]
    program, _, found = worst(theorem, steps, **values)
    assert decided(theorem, program, found) is Outcome.TIE
    assert found.quotient == 1
    assert found.case.instance.dimension == 1
    assert family in (None, found.case.instance.family)


PLANE = {
    "two sequences": (Theorem(given=CONVEX, method=TWO, claim=norm_sq(grad(x[3])) <= Rational(469, 10000) * L**2 * DISTANCE), {"L": 1}),
    "heavy ball": (
        Theorem(given=STRONG, method=HeavyBall(step=1 / L, momentum=HALF), claim=norm_sq(x[3] - x_star) <= Rational(6526, 10000) * DISTANCE),
        {"L": 1, "mu": Q(1, 10)},
    ),
}


@pytest.mark.parametrize("name", ["two sequences", pytest.param("heavy ball", marks=pytest.mark.slow)])
def test_a_worst_case_in_the_plane_is_met_exactly_by_the_run(name):
    """One percent below the worst case; gradients at the run's points are those of the data, in another arithmetic, too."""
    theorem, values = PLANE[name]
    program, solution, found = worst(theorem, 3, **values)
    assert decided(theorem, program, found) is Outcome.VIOLATED
    assert 1 < found.quotient < Q(solution.value) * (1 + Q(1, 10**6))
    instance, m = found.case.instance, Float64()
    assert (instance.family, instance.dimension) == ("interpolant", 2)
    for one in program.evaluations:
        place, slope = found.placed.point(one.position), found.placed.point(one.gradient)
        assert at(instance, place)[1] == slope
        near = torch.tensor([[[float(e) for e in place]]], dtype=torch.float64)
        seen = family_of(instance).gradient(stacked([instance], m), near, m)[0, 0].numpy()
        np.testing.assert_allclose(seen, [float(e) for e in slope], atol=1e-7)


def test_the_quotient_is_that_of_the_data():
    theorem, values, _ = TIGHT["nonconvex"]
    program, _, found = worst(theorem, 2, **values)
    assert quotient(program, found.placed) == found.quotient


def test_kinks_are_bent_until_the_function_is_differentiable():
    """Convex Lipschitz functions approach their worst case only."""
    theorem = Theorem(given=[Convex(), Lipschitz(1)], method=GradientDescent(step=HALF), claim=f(x[1]) - f_star <= HALF * (DISTANCE + 1))
    program, solution, found = worst(theorem, 1)
    assert decided(theorem, program, found) in (Outcome.HOLDS, Outcome.VIOLATED)
    assert (found.quotient > 1) == (solution.value > 1)
    assert found.case.instance.facts["lipschitz"].value.high <= 1


@pytest.mark.parametrize("hypothesis", [PL(mu), QuadraticGrowth(mu)])
def test_conditions_that_are_only_necessary_still_get_a_function(hypothesis):
    """The lower end: a function of the class, though the program's value is larger than any function's."""
    claim = f(x[t + 1]) - f_star <= 2 * (L - mu) / (2 * L + mu) * (f(x[t]) - f_star)
    theorem = Theorem(given=[Smooth(L), hypothesis, mu <= L], method=DESCENT, claim=claim)
    program, solution, found = worst(theorem, 1, L=1, mu=Q(1, 10))
    assert not program.complete
    assert decided(theorem, program, found) is Outcome.HOLDS
    assert found.quotient == Q(189, 200)
    assert found.quotient < solution.value
    assert found.case.instance.facts["pl"].value.low >= Q(1, 10)


def test_what_is_not_realised_has_a_reason():
    theorem = Theorem(given=[Smooth(L), BoundedGradient(1)], method=DESCENT, claim=norm_sq(grad(x[1])) <= 2 * L * GAP)
    _, _, found = worst(theorem, 1, L=1)
    assert isinstance(found, NotRealised)
    assert "necessary only" in found.reason


def test_rounding_never_makes_a_true_claim_fail():
    """Where floats take a tight claim for false, nothing that is handed out violates it."""
    theorem, values, _ = TIGHT["convex"]
    program = programs(theorem, theorem.claims[0], {name: Q(value) for name, value in values.items()}, 2)[0]
    solution = solve(program)
    object.__setattr__(solution, "value", 1 + 1e-4)
    assert isinstance(realised(theorem, program, solution), NotRealised)
