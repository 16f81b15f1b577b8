"""Methods: kinds are inferred, equations ordered, starts demanded, and what makes no recursion is refused."""

import pytest
import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.language import E, Eq, Max, Rational, T, Theorem, constants, f, grad, i, inner, iterates, norm_sq, sqrt, stochastic_grad, t, x
from theorems.methods import SGD, GradientDescent, HeavyBall, Method, Nesterov
from theorems.typed import NUMBER, VECTOR

eta, beta, eps = constants("eta beta eps")
y, s, m, v = (iterates(name) for name in "ysmv")
plain = Eq(x[t + 1], x[t] - eta * grad(x[t]))

REFUSED = [
    ((), {}, "needs an equation for x[t + 1]; it has equations for nothing"),
    ((Eq(y[t + 1], x[t]),), {}, "needs an equation for x[t + 1]; it has equations for y"),
    ((plain, plain), {}, "two equations for one sequence"),
    ((x[t],), {}, "is none"),
    ((x[t + 1] <= x[t].indices[0],), {}, "is none"),
    ((Eq(x[t], x[t - 1]),), {}, "its left side is x[t]"),
    ((Eq(w.Sequence("c")[t + 1], x[t]),), {}, "its left side is c[t + 1]"),
    ((Eq(x[t + 1], x[t] - eta),), {}, "adds the number -eta to a vector"),
    ((Eq(x[t + 1], x[t + 2]),), {}, "not at x[t + 2]"),
    ((Eq(x[t + 1], x[2 * t]),), {}, "not at x[2*t]"),
    ((Eq(x[t + 1], x[1] - eta * grad(x[t])),), {}, "not at x[1]"),
    ((Eq(x[t + 1], x[t] * i),), {}, "i is free in"),
    ((Eq(x[t + 1], x[t] - eta * E(grad(x[t]))),), {}, "an update cannot use an expectation"),
    ((Eq(x[t + 1], x[t + 1] / 2),), {}, "need each other's new values"),
    ((Eq(x[t + 1], y[t + 1]), Eq(y[t + 1], x[t + 1])), {y[0]: x[0]}, "need each other's new values"),
    ((Eq(x[t + 1], y[t]), Eq(y[t + 1], x[t + 1])), {}, "y[0] has no value: add it to start={...}, for example start={y[0]: x[0]}"),
    ((Eq(x[t + 1], x[t] + beta * (x[t] - x[t - 1])),), {}, "x[-1] has no value"),
    ((Eq(x[t + 1], x[t - 2]),), {x[-2]: x[0]}, "x[-1] has no value"),
    ((plain,), {x[1]: x[0]}, "start gives values at step 0 or before"),
    ((plain,), {x[t]: x[0]}, "start gives values at step 0 or before"),
    ((plain,), {eta: 1}, "start gives values at step 0 or before"),
    ((plain,), {y[0]: x[0]}, 'no sequence "y"'),
    ((plain, Eq(s[t + 1], s[t] + 1)), {s[0]: x[0]}, "adds the number 1 to a vector"),
    ((plain, Eq(v[t + 1], v[t] + grad(x[t]))), {v[0]: 1}, "compares a vector with a number"),
    ((plain,), {x[0]: 0}, "x[0] is where the theorem starts from"),
    ((plain, Eq(y[t + 1], x[t]), Eq(v[t + 1], x[t])), {y[0]: v[0], v[0]: y[0]}, "the starts of y[0], v[0] need each other"),
    ((Eq(x[t + 1], x[t] - 0.1 * grad(x[t])),), {}, "write Rational(-1, 10) for -0.1"),
    ((Eq(x[t + 1], x[t] - eta * grad(y[t])),), {}, 'no sequence "y"'),
    ((Eq(x[t + 1], x[t] - eta * f(x[t])),), {}, "adds the number -eta*f(x[t]) to a vector"),
    ((plain, Eq(s[t + 1], s[t])), {s[0]: t}, "t"),
]


@pytest.mark.parametrize(("equations", "start", "message"), REFUSED, ids=[message for *_, message in REFUSED])
def test_refusals(equations, start, message):
    with pytest.raises(LanguageError) as refused:
        Method(*equations, start=start)
    assert message in refused.value.message


@pytest.mark.parametrize("value", ["1/L", None, [eta], x, Eq(eta, 1)])
def test_a_step_is_an_expression(value):
    with pytest.raises(LanguageError):
        GradientDescent(step=value)


KINDS = [
    ([Eq(s[t + 1], s[t] / 2 + inner(x[t], x[t]))], {s[0]: 1}, {"x": VECTOR, "s": NUMBER}),
    ([Eq(m[t + 1], beta * m[t] + grad(x[t]))], {m[0]: grad(x[0])}, {"x": VECTOR, "m": VECTOR}),
    ([Eq(v[t + 1], m[t] / 2), Eq(m[t + 1], y[t]), Eq(y[t + 1], x[t])], {v[0]: x[0], m[0]: x[0], y[0]: x[0]}, dict.fromkeys("xvmy", VECTOR)),
    ([Eq(v[t + 1], v[t] + grad(x[t]) ** 2), Eq(s[t + 1], s[t] + norm_sq(v[t]))], {v[0]: 0, s[0]: 0}, {"x": VECTOR, "v": VECTOR, "s": NUMBER}),
    ([Eq(m[t + 1], beta * m[t] + grad(y[t])), Eq(y[t + 1], x[t + 1] + m[t + 1])], {m[0]: grad(x[0]), y[0]: x[0]}, dict.fromkeys("xmy", VECTOR)),
    ([Eq(s[t + 1], f(y[t])), Eq(y[t + 1], x[t])], {s[0]: 1, y[0]: x[0]}, {"x": VECTOR, "s": NUMBER, "y": VECTOR}),
]


@pytest.mark.parametrize(("equations", "start", "kinds"), KINDS)
def test_kinds_are_inferred_whatever_the_order(equations, start, kinds):
    for ordered in ([plain, *equations], [*equations[::-1], plain]):
        assert Method(*ordered, start=start).sequences == kinds


def test_equations_are_ordered_by_what_they_need():
    method = Method(
        Eq(y[t + 1], x[t + 1] + (s[t] - 1) / s[t + 1] * (x[t + 1] - x[t])),
        Eq(x[t + 1], y[t] - eta * grad(y[t])),
        Eq(s[t + 1], s[t] + 1),
        start={y[0]: x[0], s[0]: 1},
    )
    assert [str(e.lhs.base) for e in method.equations] == ["x", "s", "y"]


def test_randomness_and_horizons_are_seen():
    assert SGD(step=eta).random
    assert not HeavyBall(step=eta, momentum=beta).random
    assert Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t - 1])), start={x[-1]: x[0]}).random
    assert GradientDescent(step=eta / (t + 1)).horizon_free
    assert not GradientDescent(step=eta / sqrt(T)).horizon_free
    assert not Method(plain, Eq(s[t + 1], s[t]), start={s[0]: 1 / T}).horizon_free


def test_the_equations_are_those_of_the_papers():
    assert GradientDescent(step=eta).equations == (plain,)
    assert HeavyBall(step=eta, momentum=beta).equations[0].rhs == x[t] - eta * grad(x[t]) + beta * (x[t] - x[t - 1])
    assert dict(HeavyBall(step=eta, momentum=beta).start) == {x[-1]: x[0]}
    assert [e.lhs for e in Nesterov(step=eta, momentum=beta).equations] == [x[t + 1], y[t + 1]]
    clock = next(e for e in Nesterov(step=eta).equations if e.lhs == s[t + 1])
    assert sp.expand((2 * clock.rhs - 1) ** 2) == 1 + 4 * s[t] ** 2
    assert dict(Nesterov(step=eta).start) == {y[0]: x[0], s[0]: 1}
    assert SGD(step=eta, batch=3).equations[0].rhs == x[t] - eta * stochastic_grad(x[t], batch=3)


def test_coordinatewise_updates_are_accepted():
    adam = Method(
        Eq(m[t + 1], beta * m[t] + (1 - beta) * grad(x[t])),
        Eq(v[t + 1], Max(v[t], grad(x[t]) ** 2)),
        Eq(x[t + 1], x[t] - eta * m[t + 1] / (sqrt(v[t + 1]) + eps)),
        start={m[0]: 0, v[0]: 0},
    )
    assert set(adam.sequences.values()) == {VECTOR}
    assert str(adam.equations[-1].lhs.base) == "x"


def test_claims_may_speak_of_every_sequence_of_the_method():
    method = Nesterov(step=eta)
    assert Theorem(method=method, claim=f(y[t]) <= f(x[0]) + s[t]).claims
    with pytest.raises(LanguageError, match='no sequence "v"'):
        Theorem(method=method, claim=f(v[t]) <= f(x[0]))


def test_steps_may_be_any_number():
    for step in (1, Rational(1, 3), eta / (1 + t) ** Rational(1, 2), 0):
        assert GradientDescent(step=step).name == "GradientDescent"
