"""Known worst cases, and what is no worst case."""

from dataclasses import replace
from fractions import Fraction as Q

import numpy as np
import pytest

from checkers.worst_case.program import Condition
from checkers.worst_case.solving import cones
from checkers.worst_case.solving.solve import Solution, Unsolved, solve
from checkers.worst_case.terms import basis, number
from tests.checkers.worst_case.by_hand import descent

KNOWN = {
    "convex": (lambda N: descent("smooth convex", N), lambda N: 1 / (4 * N + 2)),
    "convex, L = 100": (lambda N: descent("smooth convex", N, L=Q(100)), lambda N: 100 / (4 * N + 2)),
    "nonconvex": (lambda N: descent("smooth", N, measure="best", start="gap", minimiser=False), lambda N: 4 / (3 * N + 2)),
    "strongly convex": (
        lambda N: descent("smooth strongly convex", N, mu=Q(1, 10), eta=Q(20, 11), measure="distance"),
        lambda N: (9 / 11) ** (2 * N),
    ),
    "PL": (lambda N: descent("smooth", N, start="gap", minimiser=False, pl=Q(1, 4)), lambda N: (2 / 3) ** N),
}


@pytest.mark.parametrize("steps", [1, 2, 5])
@pytest.mark.parametrize("name", KNOWN)
def test_the_known_worst_case_is_found(name, steps):
    program, truth = KNOWN[name]
    found = solve(program(steps))
    assert isinstance(found, Solution)
    assert found.value == pytest.approx(truth(steps), rel=1e-6)
    assert sum(found.weights) == pytest.approx(1)


def test_a_worst_case_that_is_tiny_beside_the_terms_is_no_rounding_error():
    """L = 1/100, mu = 1/300, five steps: the squared distance shrinks by 2^-10, and the solver's absolute tolerances are not meant for that."""
    program = descent("smooth strongly convex", 5, L=Q(1, 100), mu=Q(1, 300), eta=Q(150), measure="distance")
    assert solve(program).value == pytest.approx(2**-10, rel=1e-5)


def evaluated(affine, program, found):
    place = {name: k for k, name in enumerate(program.basis)}
    products = sum(float(a) * found.gram[place[i], place[j]] for (i, j), a in affine.products.items())
    return float(affine.constant) * found.scale + products + sum(float(a) * found.values[name] for name, a in affine.values.items())


def test_the_solution_is_in_the_units_of_the_program():
    program = descent("smooth convex", 3, L=Q(50))
    found = solve(program)
    assert evaluated(program.denominator, program, found) == pytest.approx(1)
    assert evaluated(program.numerators[0], program, found) == pytest.approx(50 / 14, rel=1e-6)
    for condition in program.conditions:
        assert evaluated(condition.terms, program, found) == pytest.approx(found.slacks[condition.name], abs=1e-6)
        assert found.slacks[condition.name] > -1e-6
        assert found.multipliers[condition.name] > -1e-6


def test_least_trace_keeps_the_level_and_lowers_the_rank():
    program = descent("smooth convex", 2)
    found = solve(program, at_least=0.095, minimise="trace")
    assert evaluated(program.numerators[0], program, found) >= 0.095 - 1e-6
    spectrum = np.linalg.eigvalsh(found.gram)
    assert (spectrum > 1e-5 * spectrum[-1]).sum() <= 2


def test_a_level_above_the_worst_case_is_attained_by_nothing():
    found = solve(descent("smooth convex", 2), at_least=0.2, minimise="trace")
    assert isinstance(found, Unsolved)
    assert found.ray is None


def test_a_quotient_without_a_bound_comes_with_a_ray():
    program = descent("smooth", 1, start="distance", minimiser=False)
    found = solve(program)
    assert isinstance(found, Unsolved)
    assert "no constant bounds" in found.reason
    assert found.ray is not None
    assert evaluated(program.numerators[0], program, found.ray) > 0


def test_growth_without_a_ray_is_no_solution():
    """<x, g> / |g|^2 with x free: any value is approached, along no direction of Gram matrices."""
    program = descent("smooth convex", 0)
    x, g = basis("x0"), basis("g0")
    found = solve(replace(program, conditions=(), evaluations=(), numerators=(x.dot(g),), denominator=g.squared(), values=()))
    assert isinstance(found, Unsolved)
    assert "no constant" in found.reason


def test_conditions_that_leave_nothing_are_said_to():
    program = descent("smooth convex", 1)
    nothing = Condition("start at the minimiser", "given", basis("x0").squared(), equality=True)
    found = solve(replace(program, conditions=(*program.conditions, nothing)))
    assert isinstance(found, Unsolved)
    assert found.ray is None
    assert "denominator" in found.reason


def test_constants_are_scaled():
    """Gradients of norm at most 1 and a distance of at most 1: the quotient <g, x>/1 is at most 1."""
    program = descent("smooth convex", 0)
    x, g = basis("x0"), basis("g0")
    bounds = (
        Condition("bounded gradient", "given", number(1).plus(g.squared(), Q(-1))),
        Condition("bounded start", "given", number(1).plus(x.squared(), Q(-1))),
    )
    found = solve(replace(program, conditions=bounds, numerators=(x.dot(g),), denominator=number(1), values=()))
    assert found.value == pytest.approx(1, rel=1e-6)
    assert found.scale == pytest.approx(1, rel=1e-6)


def test_directions_that_nothing_sees_do_no_harm():
    """Two free points: only their difference counts."""
    program = descent("smooth convex", 0)
    u, v = basis("x0"), basis("x*")
    moved = replace(
        program,
        basis=("x*", *program.basis, "unused"),
        evaluations=(),
        conditions=(Condition("bounded", "given", basis("g0").squared().plus(u.plus(v, Q(-1)).squared(), Q(-1))),),
        numerators=(u.plus(v, Q(-1)).dot(basis("g0")),),
        denominator=basis("g0").squared(),
    )
    assert solve(moved).value == pytest.approx(1, rel=1e-6)


def test_a_panic_is_an_outcome_and_silent(monkeypatch, capfd):
    class PanicError(BaseException):
        pass

    def panics(*arguments):
        __import__("os").write(2, b"thread panicked")
        raise PanicError("called unwrap on an Err")

    monkeypatch.setattr("clarabel.DefaultSolver", panics)
    found = solve(descent("smooth convex", 1))
    assert isinstance(found, Unsolved)
    assert "panic: called unwrap" in found.reason
    assert capfd.readouterr().err == ""


def test_an_interrupt_is_none(monkeypatch):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("clarabel.DefaultSolver", interrupted)
    with pytest.raises(KeyboardInterrupt):
        solve(descent("smooth convex", 1))


def test_triangles_keep_inner_products():
    rng = np.random.default_rng(0)
    a, b = (m + m.T for m in rng.standard_normal((2, 4, 4)))
    assert cones.stacked(a) @ cones.stacked(b) == pytest.approx(np.trace(a @ b))
    assert cones.unstacked(cones.stacked(a), 4) == pytest.approx(a)


def test_equal_names_are_refused():
    program = descent("smooth convex", 1)
    with pytest.raises(ValueError, match="same name"):
        solve(replace(program, conditions=program.conditions * 2))


def test_the_same_program_gives_the_same_numbers():
    first, second = (solve(descent("smooth convex", 4)) for _ in range(2))
    assert np.array_equal(first.gram, second.gram)
    assert first.multipliers == second.multipliers
