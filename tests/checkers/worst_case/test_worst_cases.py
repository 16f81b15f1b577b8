"""Programs of statements whose exact worst case the literature knows, solved."""

from fractions import Fraction

import pytest

from checkers.worst_case.reading.programs import programs
from checkers.worst_case.solving.solve import Solution, solve
from tests.checkers.worst_case.statements import STATEMENTS, G, L, R, mu, u, v
from theorems.catalogue import load, lookup
from theorems.hypotheses import PL, Convex, Lipschitz, QuadraticGrowth, Smooth, StronglyConvex
from theorems.language import Best, T, Theorem, dist_sq, f, f_star, grad, inner, norm, norm_sq, t, x, x_star
from theorems.methods import GradientDescent
from theorems.words import unknown

c = unknown("c")
VALUES = {"L": Fraction(2), "mu": Fraction(1, 2), "eta": Fraction(1, 2), "R": Fraction(3), "G": Fraction(1, 3)}
gap, start, descent = f(x[T]) - f_star, norm_sq(x[0] - x_star), GradientDescent(step=1 / L)


def worst(theorem: Theorem, steps: int, claim: int = 0) -> float:
    """The largest quotient over all branches; its root where the claim was squared."""
    found = []
    for program in programs(theorem, theorem.claims[claim], VALUES, steps):
        solution = solve(program)
        assert isinstance(solution, Solution)
        found.append(solution.value ** (0.5 if program.squared else 1))
    return max(found)


def of_catalogue(name: str) -> Theorem:
    return load(lookup(name)).theorem


TIGHT = [
    *(("gd-convex-tight", 0), ("gd-nonconvex-tight", 0), ("gd-nonconvex-tight", 1), ("gd-nonconvex-rate", 0), ("gd-one-step-decrease", 0)),
    *(("gd-strongly-convex", 0), ("gd-strongly-convex", 1), ("pl-gd-improved", 0), ("descent-lemma", 0), ("descent-lemma", 1)),
]


@pytest.mark.parametrize("steps", [1, 3])
@pytest.mark.parametrize(("name", "claim"), TIGHT)
def test_tight_theorems_of_the_catalogue(name, claim, steps):
    assert worst(of_catalogue(name), steps, claim) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    "name", ["a radius", "norms", "a root", "the nearest minimiser", "a size", "a worst", "t and T", "cocoercivity", "a largest"]
)
def test_other_tight_statements(name):
    assert worst(STATEMENTS[name], 2) == pytest.approx(1, abs=1e-6)


def test_the_subgradient_method_attains_its_bound():
    """G R/sqrt(N + 1) for the best of N + 1 iterates with steps R/(G sqrt(N + 1)); at N = 3 all is rational."""
    given = [Convex(), Lipschitz(G), norm(x[0] - x_star) <= R]
    theorem = Theorem(given=given, method=GradientDescent(step=R / (2 * G)), claim=Best(f(x[t]), (t, 0, T)) - f_star <= G * R / 2)
    assert worst(theorem, 3) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    ("given", "claim", "steps", "value"),
    [
        ([Smooth(L), Convex()], gap <= c * start, 1, 2 / 6),
        ([Smooth(L), Convex()], gap <= c * start, 4, 2 / 18),
        ([Smooth(L), Convex()], c * gap <= start, 1, 2 / 6),
        ([Smooth(L)], Best(norm_sq(grad(x[t])), (t, 0, T)) <= c * (f(x[0]) - f_star), 2, 4 * 2 / 8),
        ([Smooth(L), Convex()], norm(grad(x[T])) <= c * norm(x[0] - x_star), 2, 2 / 3),
        ([Smooth(L), StronglyConvex(mu)], norm(x[T] - x_star) <= c * norm(x[0] - x_star), 2, 0.75**2),
        ([Smooth(L), StronglyConvex(mu)], dist_sq(x[T]) <= c * start, 1, 0.75**2),
        ([Smooth(L), PL(mu)], gap <= c * (f(x[0]) - f_star), 1, (2 * 2 - 2 * 0.5) / (2 * 2 + 0.5)),
        ([Smooth(L), Convex()], dist_sq(x[t + 1]) <= c * dist_sq(x[t]), 1, 1),
    ],
)
def test_the_best_constant_of_a_hole(given, claim, steps, value):
    assert worst(Theorem(given=given, method=descent, claim=claim), steps) == pytest.approx(value, rel=1e-6)


def test_growth_of_a_convex_function_contracts_distances():
    """f(x) - f_star >= mu/2 dist^2 and one step of 1/L: at most L/(L + mu) of the squared distance remains."""
    theorem = Theorem(given=[Smooth(L), Convex(), QuadraticGrowth(mu)], method=descent, claim=dist_sq(x[T]) <= L / (L + mu) * dist_sq(x[0]))
    assert worst(theorem, 1) <= 1 + 1e-6


def test_monotone_gradients():
    assert worst(Theorem(given=[Smooth(L), Convex()], claim=inner(grad(u) - grad(v), u - v) <= L * norm_sq(u - v)), 0) == pytest.approx(1, abs=1e-6)
