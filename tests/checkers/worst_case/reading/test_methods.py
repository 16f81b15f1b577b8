"""Methods unrolled."""

from fractions import Fraction

import pytest

from checkers.worst_case.program import NotReadError
from checkers.worst_case.reading.methods import Unrolled
from checkers.worst_case.reading.translation import Reading, Translation
from checkers.worst_case.terms import Vector
from theorems.language import Eq, Rational, T, Theorem, f, grad, iterates, norm_sq, t, x
from theorems.methods import SGD, Adam, GradientDescent, HeavyBall, Method, Nesterov

y, s = iterates("y"), iterates("s")


def members(method, horizon=None):
    theorem = Theorem(method=method, claim=f(x[t]) <= norm_sq(x[0]))
    return Translation(Reading({}, member=Unrolled(theorem, horizon)))


def parts(vector: Vector):
    return {name: str(value) for name, value in vector.parts.items()}


def test_gradient_descent_with_steps_that_depend_on_the_horizon():
    at = members(GradientDescent(step=(t + 1) / T), horizon=4)
    assert parts(at.vector(x[2])) == {"x[0]": "1", "grad(x[0])": "-1/4", "grad(x[1])": "-1/2"}


def test_heavy_ball():
    at = members(HeavyBall(step=1, momentum=Rational(1, 2)))
    assert at.vector(x[-1]) == at.vector(x[0])
    assert parts(at.vector(x[2])) == {"x[0]": "1", "grad(x[0])": "-3/2", "grad(x[1])": "-1"}


def test_nesterov_looks_at_its_second_sequence():
    at = members(Nesterov(step=1, momentum=Rational(1, 3)))
    assert parts(at.vector(x[2])) == {"x[0]": "1", "grad(y[0])": "-4/3", "grad(y[1])": "-1"}
    assert at.vector(grad(x[0])) == at.vector(grad(y[0]))


def test_the_classical_clock_is_irrational_from_the_second_step_on():
    at = members(Nesterov(step=1))
    at.vector(x[1])
    assert not at.reading.roundings.terms
    assert at.constant(s[0]) == 1
    assert abs(float(at.constant(s[1])) - 1.618033988749895) < 1e-14
    assert at.reading.roundings.terms


def test_torchs_momentum_begins_with_an_undamped_gradient():
    at = members(SGD(step=1, momentum=Rational(1, 2), dampening=Rational(1, 4), gradient=grad(x[t])))
    assert parts(at.vector(x[2])) == {"x[0]": "1", "grad(x[0])": "-3/2", "grad(x[1])": "-3/4"}


def test_only_what_is_asked_for_is_evaluated():
    at = members(GradientDescent(step=1))
    at.vector(x[3])
    assert [one.name for one in at.reading.objective.evaluations] == ["x[0]", "x[1]", "x[2]"]


def test_a_long_run_is_no_deep_recursion():
    at = members(Method(Eq(s[t + 1], s[t] / 2 + 1), Eq(x[t + 1], x[t] + (s[t + 1] - 2) * x[0]), start={s[0]: 2}))
    assert parts(at.vector(x[400])) == {"x[0]": "1"}


def test_a_zero_vector_is_a_start():
    at = members(Method(Eq(y[t + 1], y[t] + grad(x[t])), Eq(x[t + 1], x[t] - y[t + 1]), start={y[0]: 0}))
    assert at.vector(y[0]) == Vector()
    assert at.vector(y[1]).parts == {"grad(x[0])": Fraction(1)}


def test_members_before_the_start_have_no_value():
    with pytest.raises(NotReadError, match="no value"):
        members(GradientDescent(step=1)).vector(x[-1])


def test_coordinatewise_methods_are_not_linear():
    with pytest.raises(NotReadError, match="not linear"):
        members(Adam(Rational(1, 10))).vector(x[1])
