"""Guesses put into holes: one step composed for every horizon, certificates at some horizons, and nothing for wrong guesses."""

import pytest
import sympy as sp

from checkers.worst_case.symbolic.filled import Filled, composed, filled, one_step
from checkers.worst_case.symbolic.prove import Unproved
from theorems.hypotheses import PL, Smooth
from theorems.language import Best, T, Theorem, constants, f, f_star, grad, norm_sq, t, x
from theorems.methods import GradientDescent
from theorems.overparameterized import pl_gd_improved

L, mu, c = constants("L mu c")
N, big, small = sp.symbols("N L mu")
RATIO = (2 * big - 2 * small) / (2 * big + small)


def linear():
    return Theorem(given=[Smooth(L), PL(mu), mu <= L], method=GradientDescent(step=1 / L), claim=f(x[T]) - f_star <= c * (f(x[0]) - f_star))


def test_a_power_is_proved_for_every_horizon_by_one_step():
    theorem = linear()
    made = filled(theorem, theorem.claims[0], c, RATIO**N)
    assert isinstance(made, Filled)
    assert made.horizons == ()
    assert made.certificates[0].scope == "every step"
    assert str(made).startswith("proved for every step and all constants: ")
    assert str(made.claim.rhs) == "((2*L - 2*mu)/(2*L + mu))**T*(-f_star + f(x[0]))"


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [sp.Rational(99, 100) * RATIO, (2 * big - 3 * small) / (2 * big + small), RATIO**2])
def test_a_power_that_is_too_small_is_not_proved(wrong):
    theorem = linear()
    assert isinstance(filled(theorem, theorem.claims[0], c, wrong**N), Unproved)


@pytest.mark.slow
def test_a_form_of_one_step_is_proved_for_every_step():
    claim = f(x[t + 1]) - f_star <= c * (f(x[t]) - f_star)
    theorem = Theorem(given=[Smooth(L), PL(mu), mu <= L], method=GradientDescent(step=1 / L), claim=claim)
    made = filled(theorem, claim, c, RATIO)
    assert isinstance(made, Filled)
    assert made.horizons == ()


@pytest.mark.slow
def test_a_form_that_is_no_power_is_proved_at_some_horizons():
    claim = Best(norm_sq(grad(x[t])), (t, 0, T)) <= c * L * (f(x[0]) - f_star)
    theorem = Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=claim)
    made = filled(theorem, claim, c, 4 / (3 * N + 2))
    assert isinstance(made, Filled)
    assert made.horizons == (1, 2)
    assert [one.scope for one in made.certificates] == ["N = 1", "N = 2"]
    assert isinstance(filled(theorem, claim, c, 4 / (3 * N + 3)), Unproved)
    only_first = filled(theorem, claim, c, 4 / (4 * N + 1))
    assert isinstance(only_first, Filled)
    assert only_first.horizons == (1,)


def test_only_contractions_are_composed():
    step = pl_gd_improved.theorem.claims[0]
    made = composed(pl_gd_improved.theorem, step)
    assert made == sp.Le(f(x[T]) - f_star, pl_gd_improved.factor**T * (f(x[0]) - f_star))
    decrease = f(x[t]) - f(x[t + 1]) >= norm_sq(grad(x[t])) / (2 * L)
    assert composed(Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=decrease), decrease) is None
    shrinking = f(x[t + 1]) - f_star <= (mu - L) * (f(x[t]) - f_star)
    assert composed(Theorem(given=[Smooth(L), PL(mu), mu <= L], method=GradientDescent(step=1 / L), claim=shrinking), shrinking) is None


def test_only_powers_have_one_step():
    claim = linear().claims[0]
    assert one_step(claim, c, RATIO**N) == sp.Le(f(x[t + 1]) - f_star, RATIO * (f(x[t]) - f_star), evaluate=False)
    assert one_step(claim, c, 2 * RATIO**N) is None
    assert one_step(claim, c, 1 / (N + 1)) is None
