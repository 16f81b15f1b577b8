"""Random statements against PEPit's models of them, written by hand: components of their own interpolation conditions, and every path."""

from fractions import Fraction

import pytest

from checkers.worst_case.random_methods.randomness import equally_likely
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.solving.solve import solve
from theorems.catalogue import load, lookup
from theorems.hypotheses import ConvexSum, SmoothSum
from theorems.language import E, Theorem, constants, f, f_star, norm_sq, stochastic_grad, x, x_star
from theorems.methods import SGD

CLOSE = 1e-4
"""Relative; PEPit's own error reaches 2e-5."""

L, eta = constants("L eta")


def ours(theorem, values, steps, reader, number=0):
    return max(solve(one).value for one in programs(theorem, theorem.claims[number], values, steps, reader))


def one_step(count, L, mu, eta, contraction, floor):
    """E||x+ - x*||^2 over contraction ||x - x*||^2 + floor E||g(x*)||^2, for smooth convex components with a strongly convex mean."""
    from PEPit import PEP
    from PEPit.functions import SmoothConvexFunction

    problem = PEP()
    components = [problem.declare_function(SmoothConvexFunction, L=L) for _ in range(count)]
    mean = sum(components[1:], components[0]) / count
    best = mean.stationary_point()
    start = problem.set_initial_point()
    both = [(best, mean.gradient(best), mean.value(best)), (start, mean.gradient(start), mean.value(start))]
    for (u, g, v), (z, _, s) in (both, both[::-1]):
        problem.add_constraint(s >= v + g * (z - u) + mu / 2 * (z - u) ** 2)
    noise = sum(c.gradient(best) ** 2 for c in components) / count
    problem.set_initial_condition(contraction * (start - best) ** 2 + floor * noise <= 1)
    problem.set_performance_metric(sum((start - eta * c.gradient(start) - best) ** 2 for c in components) / count)
    return problem.solve(wrapper="cvxpy", solver="CLARABEL", verbose=0)


@pytest.mark.slow
@pytest.mark.parametrize(("mu", "step"), [(Fraction(1, 2), Fraction(1, 2)), (Fraction(1, 10), Fraction(9, 10)), (Fraction(4, 5), Fraction(1, 5))])
def test_one_step_on_a_finite_sum(mu, step):
    """Two and five components in PEPit, two on ours, and any number in the mean: with one step all are the same."""
    theorem, values = load(lookup("sgd-finite-sum-distance")).theorem, {"L": Fraction(1), "mu": mu, "eta": step}
    contraction, floor = 1 - 2 * step * mu * (1 - step), 2 * step**2
    peers = [one_step(count, 1.0, float(mu), float(step), float(contraction), float(floor)) for count in (2, 5)]
    found = [ours(theorem, values, 1, reader) for reader in (equally_likely(2, same=False), equally_likely(3, same=False))]
    (program,) = programs(theorem, theorem.claims[0], values, 1)
    assert [*peers, *found] == pytest.approx([solve(program).value] * 4, rel=CLOSE)


def two_steps(L, eta):
    """E f(x_2) - f* over (||x_0 - x*||^2 + E||g(x*)||^2), for two smooth convex components, on all four paths."""
    from PEPit import PEP
    from PEPit.functions import SmoothConvexFunction

    problem = PEP()
    components = [problem.declare_function(SmoothConvexFunction, L=L) for _ in range(2)]
    mean = (components[0] + components[1]) / 2
    best = mean.stationary_point()
    start = problem.set_initial_point()
    first = [start - eta * c.gradient(start) for c in components]
    second = [point - eta * c.gradient(point) for point in first for c in components]
    noise = sum(c.gradient(best) ** 2 for c in components) / 2
    problem.set_initial_condition((start - best) ** 2 + noise <= 1)
    problem.set_performance_metric(sum(mean.value(point) for point in second) / 4 - mean.value(best))
    return problem.solve(wrapper="cvxpy", solver="CLARABEL", verbose=0)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Solution may be inaccurate")
@pytest.mark.parametrize("step", [Fraction(1, 2), Fraction(1, 4)])
def test_two_steps_on_two_components(step):
    bound = norm_sq(x[0] - x_star) + E(norm_sq(stochastic_grad(x_star, sample=0)))
    theorem = Theorem(given=[SmoothSum(L), ConvexSum()], method=SGD(step=eta), claim=E(f(x[2])) - f_star <= bound)
    found = ours(theorem, {"L": Fraction(1), "eta": step}, 2, equally_likely(2, same=False))
    assert found == pytest.approx(two_steps(1.0, float(step)), rel=CLOSE)
    (program,) = programs(theorem, theorem.claims[0], {"L": Fraction(1), "eta": step}, 2)
    assert solve(program).value >= found - 1e-6
