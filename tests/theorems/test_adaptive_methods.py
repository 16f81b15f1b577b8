"""Adaptive methods as equations: what they say, where they start, what they refuse; the first step by hand, in fractions.

tests/checkers/experiment/test_torch_conformance.py holds them against torch.
"""

import subprocess
import sys
from fractions import Fraction

import pytest
import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared, simulate, starts
from problems.discovery import families
from problems.exact.arithmetic import Exact, fraction
from problems.float64 import Float64
from theorems import methods
from theorems.language import E, Eq, LanguageError, Max, Min, Rational, Theorem, constants, f, grad, iterates, naturals, sqrt, stochastic_grad, t, x
from theorems.methods import SGD, Adagrad, Adam, AdamW, NAdam, RMSprop
from theorems.printing import shown_method
from theorems.typed import NUMBER, VECTOR

eta, beta1, beta2, eps, lam, alpha, mu = constants("eta beta1 beta2 eps lam alpha mu")
m, v, vmax, s, buf, product = (iterates(name) for name in ("m", "v", "vmax", "s", "buf", "product"))
ADAPTIVE = (Adam, AdamW, Adagrad, RMSprop, NAdam)


def equations_of(method):
    return {str(e.lhs.base): e.rhs for e in method.equations}


def same(method, **expected):
    found = equations_of(method)
    return found.keys() == expected.keys() and all(sp.simplify(found[name] - expected[name]) == 0 for name in expected)


@pytest.mark.parametrize("make", ADAPTIVE)
def test_defaults_are_exact_and_gradients_full(make):
    method = make(eta)
    assert method.name == make.__name__
    assert not method.random
    assert not any(e.rhs.atoms(sp.Float) for e in method.equations)
    assert getattr(methods, make.__name__) is make


@pytest.mark.parametrize("make", [SGD, *ADAPTIVE])
def test_a_batch_draws_one_stochastic_gradient_for_all_equations(make):
    b = naturals("b")
    for batch in (1, 3, b):
        drawn = set().union(*(e.rhs.atoms(stochastic_grad) for e in make(eta, batch=batch).equations))
        assert drawn == {stochastic_grad(x[t], batch=batch)}
    assert not any(e.rhs.atoms(stochastic_grad) for e in make(eta, batch=None).equations)


def test_adam_as_in_the_paper():
    g = grad(x[t])
    direction = m[t + 1] / (1 - beta1 ** (t + 1)) / (sqrt(v[t + 1] / (1 - beta2 ** (t + 1))) + eps)
    method = Adam(eta, beta1, beta2, eps)
    assert same(method, m=beta1 * m[t] + (1 - beta1) * g, v=beta2 * v[t] + (1 - beta2) * g**2, x=x[t] - eta * direction)
    assert dict(method.start) == {m[0]: 0, v[0]: 0}
    assert equations_of(AdamW(eta, beta1, beta2, eps, weight_decay=0)) == equations_of(method)
    moved = equations_of(AdamW(eta, beta1, beta2, eps, weight_decay=lam))
    assert sp.simplify(moved["x"] - ((1 - eta * lam) * x[t] - eta * direction)) == 0
    assert moved["m"] == equations_of(method)["m"]


def test_amsgrad_is_adam_with_the_largest_mean_so_far():
    plain, largest = equations_of(Adam(eta, beta1, beta2, eps)), equations_of(Adam(eta, beta1, beta2, eps, amsgrad=True))
    assert largest.pop("vmax") == Max(vmax[t], v[t + 1])
    assert largest == {**plain, "x": plain["x"].subs(v[t + 1], vmax[t + 1])}


def test_accumulated_squares():
    g = grad(x[t])
    assert same(Adagrad(eta, eps), s=s[t] + g**2, x=x[t] - eta * g / (sqrt(s[t + 1]) + eps))
    assert same(Adagrad(eta, eps, alpha, mu), s=s[t] + g**2, x=x[t] - eta / (1 + alpha * t) * g / (sqrt(mu + s[t + 1]) + eps))
    mean, centre = alpha * v[t] + (1 - alpha) * g**2, alpha * m[t] + (1 - alpha) * g
    assert same(RMSprop(eta, alpha, eps), v=mean, x=x[t] - eta * g / (sqrt(v[t + 1]) + eps))
    buffered = mu * buf[t] + g / (sqrt(v[t + 1] - m[t + 1] ** 2) + eps)
    assert same(RMSprop(eta, alpha, eps, mu, centered=True), v=mean, m=centre, buf=buffered, x=x[t] - eta * buf[t + 1])


def test_kinds_of_sequences():
    assert NAdam(eta).sequences == {"m": VECTOR, "v": VECTOR, "product": NUMBER, "x": VECTOR}
    assert Adam(eta, amsgrad=True).sequences == dict.fromkeys(("m", "v", "vmax", "x"), VECTOR)
    assert RMSprop(eta, momentum=mu, centered=True).sequences == dict.fromkeys(("v", "m", "buf", "x"), VECTOR)


@pytest.mark.parametrize("make", [SGD, Adam, Adagrad, RMSprop, NAdam])
def test_coupled_decay_and_maximizing_change_the_gradient_alone(make):
    """Adding lam/2 |x|^2 to f, or turning f round, says the same."""
    plain, changed = (make(eta, batch=None, **options) for options in ({}, {"weight_decay": lam, "maximize": True}))
    expected = [e.rhs.xreplace({grad(x[t]): lam * x[t] - grad(x[t])}) for e in plain.equations]
    assert [e.rhs for e in changed.equations] == expected


def test_the_momentum_of_torch():
    g = stochastic_grad(x[t])
    damped = SGD(eta, momentum=mu, dampening=alpha)
    assert same(damped, buf=mu * buf[t] + (1 - Min(t, 1) * alpha) * g, x=x[t] - eta * buf[t + 1])
    assert dict(damped.start) == {buf[0]: 0}
    assert same(SGD(eta, momentum=mu, nesterov=True), buf=mu * buf[t] + g, x=x[t] - eta * (g + mu * buf[t + 1]))
    assert SGD(eta, dampening=alpha) == SGD(eta)  # as torch, which has no buffer to dampen without momentum


@pytest.mark.parametrize(("options", "digest"), [({}, "47fa5baa8641"), ({"batch": naturals("b")}, "adce47c1798d")])
def test_sgd_without_options_is_what_it_was(options, digest):
    """The digests of statements, from before SGD had options."""
    method = SGD(eta, **options)
    assert method.equations == (Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t], **options)),)
    assert method == SGD(eta, **options, momentum=0, dampening=0, nesterov=False, weight_decay=0, maximize=False)
    assert Theorem(method=method, claim=E(f(x[t])) >= 0).digest(E(f(x[t])) >= 0) == digest


@pytest.mark.parametrize(("options", "message"), [({"momentum": 0}, "needs a momentum"), ({"momentum": mu, "dampening": alpha}, "no dampening")])
def test_nesterov_needs_momentum_without_dampening(options, message):
    with pytest.raises(LanguageError, match=message):
        SGD(eta, nesterov=True, **options)


OPTIONS = {
    SGD: ("step", "momentum", "weight_decay"),
    Adam: ("step", "beta1", "beta2", "eps", "weight_decay"),
    AdamW: ("step", "beta1", "beta2", "eps", "weight_decay"),
    Adagrad: ("step", "eps", "lr_decay", "initial_accumulator", "weight_decay"),
    RMSprop: ("step", "alpha", "eps", "momentum", "weight_decay"),
    NAdam: ("step", "beta1", "beta2", "eps", "momentum_decay", "weight_decay"),
}


@pytest.mark.parametrize(("make", "option"), [(make, option) for make, options in OPTIONS.items() for option in options])
def test_floats_and_undeclared_symbols_are_refused(make, option):
    with pytest.raises(LanguageError, match="floats are not exact: write Rational\\(1, 8\\)"):
        make(**{"step": eta, option: 0.125})
    with pytest.raises(LanguageError, match='the symbol "nobody" is not declared'):
        make(**{"step": eta, option: sp.Symbol("nobody")})


@pytest.mark.parametrize("make", ADAPTIVE)
def test_methods_are_shown_in_both_scripts(make):
    for plain, tex in shown_method(make(eta)):
        assert plain.count("(") == plain.count(")")
        assert tex.count("{") == tex.count("}")
    assert ("v_{t+1} = (1−β₂)∇f(x_t)² + β₂v_t", r"v_{t+1} = (1-\beta_2) \nabla f(x_t)^2 + \beta_2 v_t") in shown_method(Adam(eta, beta2=beta2))


@pytest.mark.parametrize("first", ["theorems.adaptive_methods", "theorems.momentum", "theorems.methods", "theorems.language"])
def test_any_module_may_be_imported_first(first):
    code = f"import {first}; from theorems.adaptive_methods import Adam; from theorems.methods import Adam as same; assert Adam is same; Adam(1)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)


LINE = families()["quadratic"].build((Fraction(2),), (Fraction(0),), (Fraction(0),))
STEP, FLOOR = Rational(1, 2), Rational(1, 3)


def run_of(method, steps, arithmetic):
    """x[0], x[1], ... of f(x) = x^2 from 3."""
    theorem, case = Theorem(method=method, claim=f(x[t]) >= 0), Case(LINE, {}, None, (Fraction(3),), steps=steps)
    with arithmetic.scope():
        return simulate(theorem, prepared(theorem, [case], arithmetic), starts([case], arithmetic)).trajectories["x"].values[0, 0, :, 0]


NEXT = Fraction(24, 25)
FIRST_STEPS = [
    # g = 6: bias correction makes the first mean 6 and the first root 6, whatever the betas
    (Adam(STEP, eps=FLOOR), 3 - Fraction(1, 2) * 6 / (6 + Fraction(1, 3))),
    (Adam(STEP, eps=FLOOR, amsgrad=True), 3 - Fraction(1, 2) * 6 / (6 + Fraction(1, 3))),
    (AdamW(STEP, eps=FLOOR, weight_decay=Rational(1, 5)), 3 * Fraction(9, 10) - Fraction(1, 2) * 6 / (6 + Fraction(1, 3))),
    (Adam(STEP, eps=FLOOR, weight_decay=1), 3 - Fraction(1, 2) * 9 / (9 + Fraction(1, 3))),
    (Adagrad(STEP, FLOOR), 3 - Fraction(1, 2) * 6 / (6 + Fraction(1, 3))),
    (Adagrad(STEP, FLOOR, initial_accumulator=28), 3 - Fraction(1, 2) * 6 / (8 + Fraction(1, 3))),
    # v = 36/4 without bias correction; centred, 4/5 - 16/25 = 4/25 of 36
    (RMSprop(STEP, Rational(3, 4), FLOOR), 3 - Fraction(1, 2) * 6 / (3 + Fraction(1, 3))),
    (RMSprop(STEP, Rational(1, 5), FLOOR, centered=True), 3 - Fraction(1, 2) * 6 / (Fraction(12, 5) + Fraction(1, 3))),
    # mu = 1/2 (1 - 1/2) at every step: (3/4) 6 / (3/4) + (1/4) 3 / (1 - 1/16)
    (NAdam(STEP, Rational(1, 2), eps=FLOOR, momentum_decay=0), 3 - Fraction(1, 2) * (6 + Fraction(4, 5)) / (6 + Fraction(1, 3))),
    (SGD(STEP, batch=None, momentum=Rational(1, 3), dampening=Rational(1, 7)), Fraction(0)),
]


@pytest.mark.parametrize(("method", "expected"), FIRST_STEPS, ids=[f"{method.name} {number}" for number, (method, _) in enumerate(FIRST_STEPS)])
def test_the_first_step_is_the_fraction_that_a_hand_finds(method, expected):
    assert fraction(run_of(method, 1, Exact())[1]) == expected


def test_dampening_begins_with_the_second_step():
    """x^2 from 3 with step 1/2: the buffer is 6, then 6/3 + (6/7) 0, then 2/3 + (6/7)(-2)."""
    method = SGD(STEP, batch=None, momentum=Rational(1, 3), dampening=Rational(1, 7))
    assert [fraction(e) for e in run_of(method, 3, Exact())] == [3, 0, -1, -1 - Fraction(1, 2) * (Fraction(2, 3) - Fraction(12, 7))]


@pytest.mark.parametrize("method", [Adam(STEP), Adam(STEP, amsgrad=True), AdamW(STEP), Adagrad(STEP), RMSprop(STEP, centered=True), NAdam(STEP)])
def test_floats_and_balls_run_the_same_equations(method):
    floats, balls = run_of(method, 12, Float64()), run_of(method, 12, Exact())
    assert all(abs(float(a) - float(b)) < 1e-12 for a, b in zip(floats, balls, strict=True))
