"""Exact arithmetic: rational as long as it can be, enclosing where it cannot, the same operations as in floats, and no guessing."""

from fractions import Fraction

import numpy as np
import pytest
from flint import arb, ctx, fmpq

from problems.exact.arithmetic import Exact, Undecided, fraction
from problems.float64 import Float64

VALUES = [Fraction(p, 7) for p in (-30, -9, -1, 0, 1, 4, 7, 25)]
POSITIVE = [abs(value) + Fraction(1, 3) for value in VALUES]
UNARY = ["sqrt", "exp", "log", "sin", "cos", "tanh", "atan", "softplus", "log_cosh", "abs", "sign", "floor"]


@pytest.mark.parametrize("balls", [False, True])
def test_a_float_is_the_number_that_it_stands_for(balls):
    """Not its whole part: sampled normal noise enters exact runs as floats."""
    exact, near = Exact(balls=balls), Float64()
    values = np.array([0.1, -2.75, 1e-300])
    with exact.scope():
        assert list(exact.array(values, (3,))) == [fmpq(*float(v).as_integer_ratio()) for v in values]
    assert list(near.floats(near.array(values, (3,)))) == list(values)


@pytest.mark.parametrize("balls", [False, True])
@pytest.mark.parametrize("operation", UNARY)
def test_both_arithmetics_agree(operation, balls):
    values = POSITIVE if operation in ("sqrt", "log") else VALUES
    exact, near = Exact(balls=balls), Float64()
    with exact.scope():
        found = exact.floats(getattr(exact, operation)(exact.array(values, (2, 4))))
    np.testing.assert_allclose(found, near.floats(getattr(near, operation)(near.array(values, (2, 4)))), rtol=1e-14, atol=1e-300)


@pytest.mark.parametrize("operation", ["maximum", "minimum"])
def test_binary_operations_broadcast_alike(operation):
    found = []
    for m in (Exact(), Float64()):
        found.append(m.floats(getattr(m, operation)(m.array(VALUES, (8, 1)), m.array(VALUES[:3], (1, 3)))))
    assert (found[0] == found[1]).all()
    assert found[0].shape == (8, 3)


def test_sums_and_minima_run_along_an_axis():
    for operation in ("running_total", "running_least", "total"):
        exact, near = (m.floats(getattr(m, operation)(m.array(VALUES, (2, 4)), 1)) for m in (Exact(), Float64()))
        np.testing.assert_allclose(exact, near, rtol=1e-15, atol=1e-15)


@pytest.mark.parametrize(
    ("operation", "value", "result"),
    [
        ("sqrt", Fraction(4, 9), Fraction(2, 3)),
        ("floor", Fraction(-1, 2), -1),
        ("log", 1, 0),
        ("exp", 0, 1),
        ("cos", 0, 1),
        *((operation, 0, 0) for operation in ("sin", "tanh", "atan", "log_cosh")),
    ],
)
def test_what_is_rational_stays_rational(operation, value, result):
    m = Exact()
    (found,) = getattr(m, operation)(m.array([value], (1,)))
    assert isinstance(found, fmpq)
    assert fraction(found) == result


def test_roots_that_are_irrational_are_enclosed():
    m = Exact(bits=200)
    with m.scope():
        (root,) = m.sqrt(m.array([2], (1,)))
        assert isinstance(root, arb)
        assert (root * root).contains(2)
        assert float(root.rad()) < 1e-55


def test_powers():
    m = Exact()
    base, exponents = m.array([Fraction(2, 3), 0, Fraction(-2), Fraction(4, 9)], (4,)), m.array([-2, 0, 3, Fraction(1, 2)], (4,))
    assert [fraction(e) for e in m.power(base, exponents)] == [Fraction(9, 4), 1, -8, Fraction(2, 3)]
    with pytest.raises(ZeroDivisionError):
        m.power(m.array([0], (1,)), m.array([-1], (1,)))


OPEN = (Fraction(-1, 10**6), Fraction(1, 10**6))


@pytest.mark.parametrize("exponent", [1, 2, 3, 4, 7])
def test_a_ball_that_holds_zero_has_whole_powers(exponent):
    """flint itself gives no number."""
    m = Exact()
    with m.scope():
        ball = m.array([(Fraction(-1, 8), Fraction(1, 4))], (1,))
        for found in (m.whole_power(ball, exponent), m.power(ball, m.array([Fraction(exponent)], (1,)))):
            assert found[0].is_finite()
            assert all(found[0].contains(fmpq(p, 8) ** exponent) for p in (-1, 0, 1, 2))
            assert found[0].rad() < 1 / 2**exponent


def test_what_balls_cannot_settle_is_not_guessed():
    m = Exact()
    a = m.array([OPEN], (1,))
    for question in (m.is_zero, m.is_negative, m.sign, m.floor):
        with pytest.raises(Undecided):
            question(a)
    (hull,) = m.select(a, m.zeros((1,)), m.array([1], (1,)), m.array([5], (1,)))
    assert hull.contains(1)
    assert hull.contains(5)
    (larger,) = m.maximum(a, m.zeros((1,)))
    assert larger.contains(fmpq(1, 10**7))
    assert m.is_zero(m.array([0, Fraction(1, 9)], (2,))).tolist() == [True, False]


def test_an_enclosure_contains_both_its_ends():
    m = Exact()
    low, high = Fraction(1, 3), Fraction(2, 3)
    ball = m.number((low, high))
    assert ball.contains(fmpq(1, 3))
    assert ball.contains(fmpq(2, 3))
    assert m.number((low, low)) == fmpq(1, 3)


def test_rationals_that_grow_too_tall_end_the_run():
    m = Exact(tallest=100)
    m.guard(m.array([Fraction(1, 2**90)], (1,)))
    with pytest.raises(Undecided, match="100 bits"):
        m.guard(m.array([Fraction(1, 2**200)], (1,)))


def fails_inside(m):
    with m.scope():
        assert ctx.prec == m.bits
        raise Undecided("inside")


def test_the_precision_is_given_back():
    before = ctx.prec
    with pytest.raises(Undecided):
        fails_inside(Exact(bits=777))
    assert ctx.prec == before
