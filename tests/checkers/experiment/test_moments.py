"""Second moments along the iterates: certified by the run up to its end, and by the geometry of quadratics after it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared, simulate, starts
from checkers.experiment.moments import along_iterates, certified_exactly, readable_root, with_second_moment
from problems.discovery import families
from problems.float64 import Float64
from problems.noise import Noise, two_point
from theorems.hypotheses import PL, SecondMoment, Smooth
from theorems.language import E, Eq, Theorem, constants, f, grad, iterates, stochastic_grad, t, x
from theorems.methods import SGD, Method

L, mu, eta, C = constants("L mu eta C")
y = iterates("y")
ONE, HALF = Fraction(1), Fraction(1, 2)
PARABOLA = families()["quadratic"].build((ONE,), (Fraction(0),), (Fraction(0),))


def statement(method):
    return Theorem(given=[Smooth(L), PL(mu), SecondMoment(C, on="iterates")], method=method, claim=E(f(x[t])) <= C)


def case_of(step, start=0, steps=2, instance=PARABOLA, noise=None):
    """The constant C is any, until the run certifies one."""
    return Case(
        instance, {"eta": Fraction(step), "L": ONE, "mu": ONE, "C": Fraction(99)}, noise or two_point(1, ONE), (Fraction(start),), steps=steps
    )


def completed(theorem, case):
    m = Float64()
    with m.scope():
        run = simulate(theorem, prepared(theorem, [case], m), starts([case], m))
        (found,) = with_second_moment(theorem, [case], run)
        return found, run


@pytest.mark.parametrize(
    ("step", "start", "steps", "square"),
    # E||g_t||^2 = E x_t^2 + 1: 1, 1 + eta^2, ... from 0; x_0^2 + 1 from a far start; after the last step E x_t^2 alone
    [("1", 0, 2, Fraction(2)), ("1/2", 0, 3, 1 + Fraction(5, 16)), ("1/2", 10, 3, Fraction(101)), ("2", 0, 2, Fraction(8)), ("1/2", 0, 1, ONE)],
)
def test_the_constant_is_the_largest_moment_of_the_run(step, start, steps, square):
    found, run = completed(statement(SGD(step=eta)), case_of(step, start, steps))
    constant = found.constants["C"]
    assert square <= constant**2 <= square * (1 + Fraction(1, 2**20))
    assert float(run.constants["C"][0, 0]) == float(constant)
    assert certified_exactly(statement(SGD(step=eta)), found)


def test_a_smaller_constant_is_not_certified():
    found, _ = completed(statement(SGD(step=eta)), case_of("1"))
    smaller = replace(found, constants={**found.constants, "C": found.constants["C"] * Fraction(999, 1000)})
    assert not certified_exactly(statement(SGD(step=eta)), smaller)
    larger = replace(found, constants={**found.constants, "C": Fraction(7)})
    assert certified_exactly(statement(SGD(step=eta)), larger)


def test_a_moment_that_the_constant_meets_exactly_is_certified():
    """The noise of size 1/3 at the minimiser has the second moment 1/9: C = 1/3, which no ball holds exactly."""
    found, _ = completed(statement(SGD(step=eta)), case_of("1/2", steps=1, noise=two_point(1, Fraction(1, 3))))
    exact = replace(found, constants={**found.constants, "C": Fraction(1, 3)})
    assert certified_exactly(statement(SGD(step=eta)), exact)


@pytest.mark.parametrize("step", ["9/4", "3"])
def test_steps_beyond_two_over_l_certify_nothing(step):
    theorem, case = statement(SGD(step=eta)), case_of(step)
    assert completed(theorem, case)[0] is None
    assert not certified_exactly(theorem, replace(case, constants={**case.constants, "C": Fraction(1000)}))


def test_steps_that_fall_with_t_certify_and_growing_ones_do_not():
    assert completed(statement(SGD(step=2 * eta / (t + 1))), case_of("1"))[0] is not None
    assert completed(statement(SGD(step=eta * (t + 1))), case_of("1/8"))[0] is None
    assert completed(statement(SGD(step=eta - t)), case_of("1"))[0] is None


def test_functions_that_are_no_quadratics_certify_nothing():
    huber = families()["huber"].library()[0]
    assert completed(statement(SGD(step=eta)), case_of("1/10", instance=huber))[0] is None


def test_methods_with_a_memory_certify_nothing():
    remembered = Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t]) + (x[t] - x[t - 1]) / 2), start={x[-1]: x[0]})
    assert completed(statement(remembered), case_of("1/10"))[0] is None
    averaged = Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t])), Eq(y[t + 1], y[t] / 2 + grad(x[t])), start={y[0]: x[0]})
    assert completed(statement(averaged), case_of("1/10"))[0] is None


def test_no_constant_where_nothing_moves():
    zero = Noise("additive", ((Fraction(0),), (Fraction(0),)))
    assert completed(statement(SGD(step=eta)), case_of("1", noise=zero))[0] is None


def test_other_theorems_are_left_alone():
    theorem = Theorem(given=[Smooth(L)], method=SGD(step=eta), claim=E(f(x[t])) <= L)
    assert not along_iterates(theorem)
    case = case_of("1")
    assert completed(theorem, case)[0] is case
    assert certified_exactly(theorem, case)
    assert not along_iterates(Theorem(given=[SecondMoment(C)], method=SGD(step=eta), claim=E(f(x[t])) <= C))


@pytest.mark.parametrize("moment", [Fraction(2), Fraction(1, 3), Fraction(101, 7), Fraction(8, 7) + Fraction(1, 10**12)])
def test_readable_roots_lie_just_above(moment):
    found = readable_root(Fraction(float(moment)))
    assert moment < found**2 < moment * (1 + Fraction(1, 2**20))
    assert found.denominator < 10**6


def test_roots_of_squares_are_exact():
    assert readable_root(Fraction(4)) == 2
    assert readable_root(Fraction(float(Fraction(9, 49)))) == Fraction(3, 7)


def test_each_of_several_second_moments_is_bounded_by_the_constant_of_its_own():
    D = constants("D")
    theorem = Theorem(
        given=[Smooth(L), PL(mu), SecondMoment(C, on="iterates"), SecondMoment(D, on="iterates")], method=SGD(step=eta), claim=E(f(x[t])) <= D
    )
    found, _ = completed(theorem, replace(case_of("1"), constants={**case_of("1").constants, "D": ONE}))
    assert found.constants["C"] == found.constants["D"]
    assert certified_exactly(theorem, found)
    assert not certified_exactly(theorem, replace(found, constants={**found.constants, "D": ONE}))
    assert not certified_exactly(theorem, replace(found, constants={**found.constants, "C": ONE}))


def test_a_second_moment_whose_constant_is_no_symbol_is_completed_for_no_case():
    theorem = Theorem(
        given=[Smooth(L), PL(mu), SecondMoment(C, on="iterates"), SecondMoment(C / 2, on="iterates")], method=SGD(step=eta), claim=E(f(x[t])) <= C
    )
    assert completed(theorem, case_of("1"))[0] is None
