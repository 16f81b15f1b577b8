"""What real optimizers are refuted for, and what is left to rounding: bounds, moved inputs, the equations beside the run."""

from dataclasses import replace
from fractions import Fraction

import pytest
import torch

from checkers.experiment.case import Case
from checkers.experiment.decide import Outcome, Spot, decide
from checkers.experiment.rounding import BENEATH, RESTLESS, SINGULAR, TIED, WITHIN, settled
from problems.discovery import families
from problems.noise import two_point
from theorems.language import E, Eq, Rational, Theorem, constants, f, f_star, grad, norm, norm_sq, sqrt, t, x
from theorems.methods import GradientDescent
from theorems.normal_form import normal_form
from theorems.torch_optimizer import TorchOptimizer

F = Fraction
SQUARE = families()["quadratic"].build((F(1),), (F(1),), (F(0),))
ONE, HALF = F(1), F(1, 2)
eta, delta = constants("eta delta")
GD = TorchOptimizer(torch.optim.SGD, lr=eta)


def at(method, claim, spot, rate=HALF, start=ONE, steps=8, noise=None, **more):
    theorem = Theorem(method=method, claim=claim)
    case = Case(SQUARE, {"eta": rate, **more}, noise, (start,), steps=steps)
    return settled(theorem, normal_form(claim, theorem.sequences), case, spot)


@pytest.mark.parametrize(
    ("share", "outcome"), [(F(1, 10**6), Outcome.VIOLATED), (F(1, 10**7), Outcome.VIOLATED), (F(1, 10**9), Outcome.UNDECIDED), (F(-1), Outcome.HOLDS)]
)
def test_a_violation_has_to_exceed_the_bound(share, outcome):
    """f(x[0]) <= (1 - delta) f(x[0]), exactly false for every delta > 0; the sizes of the terms add up to less than 4 f(x[0])."""
    claim = f(x[t]) <= (1 - delta) * f(x[t])
    found, beside = at(GD, claim, Spot(0, 1), delta=share)
    assert found.outcome is outcome
    assert (beside is not None) == (outcome is Outcome.VIOLATED)
    assert outcome is not Outcome.UNDECIDED or found.reason == WITHIN
    exact, nothing = at(GradientDescent(eta), claim, Spot(0, 1), delta=share)
    assert (exact.outcome is Outcome.VIOLATED, nothing) == (share > 0, None)


def test_the_bound_is_a_share_of_the_largest_terms_so_far():
    """At t = 12 both sides are 1/2 * 2^-24: three times as much is no violation that floats may claim."""
    claim = 3 * f(x[t]) <= f(x[t])
    assert at(GD, claim, Spot(12, 1), steps=16)[0].outcome is Outcome.VIOLATED
    found, _ = at(GD, claim, Spot(14, 1), steps=16)
    assert (found.outcome, found.reason) == (Outcome.UNDECIDED, WITHIN)


def test_a_run_that_blows_up_later_does_not_hide_what_came_before():
    claim = f(x[t]) <= f(x[0])
    found, _ = at(GD, claim, Spot(1, 1), rate=F(1000), steps=24)
    assert found.outcome is Outcome.VIOLATED


@pytest.mark.parametrize("spot", [Spot(t, 1) for t in (1, 10, 60, 128)])
@pytest.mark.parametrize("rate", [F(1, 3), F(2, 7), F(9, 7), F(1)])
def test_a_tight_bound_is_never_violated(spot, rate):
    claim = f(x[t]) - f_star <= (1 - eta) ** (2 * t) * (f(x[0]) - f_star)
    found, _ = at(GD, claim, spot, rate=rate, start=F(10, 3), steps=128)
    assert found.outcome is not Outcome.VIOLATED
    assert found.outcome is Outcome.HOLDS or found.reason == WITHIN


def test_equalities_hold_within_the_bound():
    claim = Eq(x[t + 1], (1 - eta) * x[t])
    found, _ = at(GD, claim, Spot(5, 1), rate=F(1, 3))
    assert found.reason == WITHIN
    found, beside = at(GD, Eq(x[t + 1], (1 - eta) * x[t] + x[0] / 1000), Spot(5, 1), rate=F(1, 3))
    assert (found.outcome, beside.equations[1].outcome) == (Outcome.VIOLATED, Outcome.VIOLATED)


def test_a_strict_claim_that_is_tied_stays_undecided():
    claim = f(x[t + 1]) < f(x[t])
    for start in (F(0), F(1)):
        rate = F(2)  # from 1 to -1 and back
        found, _ = at(GD, claim, Spot(2, 1), rate=rate, start=start)
        assert (found.outcome, found.reason) == (Outcome.UNDECIDED, TIED)
        assert at(GradientDescent(eta), claim, Spot(2, 1), rate=rate, start=start)[0].outcome is Outcome.VIOLATED
    assert at(GD, claim, Spot(2, 1), rate=F(1, 2))[0].outcome is Outcome.HOLDS


def test_the_sides_are_those_of_the_iterates_as_they_are():
    """x[1] = 1 - 0.333... in floats, and half of its square without rounding."""
    found, _ = at(GD, 4 * f(x[t + 1]) <= f(x[t]), Spot(0, 1), rate=F(1, 3))
    moved = F(1 - 1 / 3)
    assert (str(found.left), str(found.right)) == (str(2 * moved**2), "1/2")
    assert moved != F(2, 3)


def test_roots_are_taken_in_balls():
    found, beside = at(GD, sqrt(f(x[t + 1])) <= sqrt(f(x[t])) / 2 - sqrt(f(x[0])) / 100, Spot(1, 1))
    assert found.outcome is Outcome.VIOLATED
    assert beside.equations[1].outcome is Outcome.VIOLATED


class Unknown(torch.optim.Optimizer):
    """Gradient descent without equations that are known."""

    share = 1.0

    def __init__(self, params, lr):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                p.add_(p.grad, alpha=-self.share * group["lr"])


class Short(Unknown):
    share = 0.999


IDENTITY = norm_sq(x[t + 1] - x[t] + eta * grad(x[t])) <= 0
STEP = norm(x[t + 1] - x[t]) <= eta * norm(grad(x[t]))
RATES = [F(1, 3), F(1), F(1, 25), F(10), F(1, 2 * 10**12), F(1, 7 * 10**10)]


@pytest.mark.parametrize("optimizer", [torch.optim.SGD, Unknown])
@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("claim", [IDENTITY, STEP, norm(x[t + 1] - x[t]) >= eta * norm(grad(x[t])), Eq(x[t + 1], x[t] - eta * grad(x[t]))])
def test_what_the_grid_of_x_makes_of_a_step_is_no_violation(optimizer, rate, claim):
    for start in (F(1), F(1, 3), F(7, 5), F(99, 100)):
        for step in (0, 3):
            found, beside = at(TorchOptimizer(optimizer, lr=eta), claim, Spot(step, 1), rate=rate, start=start)
            assert beside is None
            assert found.outcome in (Outcome.HOLDS, Outcome.TIE) or found.reason in (BENEATH, WITHIN)


@pytest.mark.parametrize("claim", [IDENTITY, norm(x[t + 1] - x[t]) >= eta * norm(grad(x[t]))])
@pytest.mark.parametrize("rate", [F(1, 3), F(1), F(10)])
def test_a_step_that_is_short_by_a_thousandth_is_one(rate, claim):
    assert at(TorchOptimizer(Short, lr=eta), claim, Spot(1, 1), rate=rate, start=F(1, 3))[0].outcome is Outcome.VIOLATED


def test_a_step_that_is_half_too_long_is_a_violation_even_where_steps_are_tiny():
    method = TorchOptimizer(torch.optim.SGD, lr=3 * eta / 2)
    found, beside = at(method, STEP, Spot(0, 1), rate=F(1, 2 * 10**12), start=F(1))
    assert (found.outcome, beside.equations[1].outcome) == (Outcome.VIOLATED, Outcome.VIOLATED)


def test_a_false_claim_that_only_the_last_places_decide_is_left_open():
    """The equations violate it by a unit in the last place; so would rounding."""
    claim = norm(x[t + 1] - x[t]) <= (1 - delta) * eta * norm(grad(x[t]))
    found, _ = at(GD, claim, Spot(0, 1), rate=F(1, 2 * 10**12), start=F(1), delta=F(1, 10**7))
    assert (found.outcome, found.reason) == (Outcome.UNDECIDED, RESTLESS)


class Restless(torch.optim.SGD):
    """Adds what the last places of x decide."""

    @torch.no_grad()
    def step(self, closure=None):
        super().step()
        for p in self.param_groups[0]["params"]:
            p.add_(torch.frac(p * 2.0**52 / 3) * 2)


def test_what_last_places_decide_is_no_violation():
    found, beside = at(TorchOptimizer(Restless, lr=eta), f(x[t + 1]) <= f(x[t]), Spot(0, 1), start=F(1, 3))
    assert (found.outcome, found.reason, beside) == (Outcome.UNDECIDED, RESTLESS, None)


class Noisy(torch.optim.SGD):
    @torch.no_grad()
    def step(self, closure=None):
        super().step()
        for p in self.param_groups[0]["params"]:
            p.add_(torch.randn_like(p))


def test_an_optimizer_with_randomness_of_its_own_is_not_refuted_by_it():
    before = torch.get_rng_state()
    claim = f(x[t + 1]) <= f(x[t])
    starts = [F(number, 7) for number in range(-10, 11)]
    outcomes = [at(TorchOptimizer(Noisy, lr=eta), claim, Spot(0, 1), rate=F(1, 10), start=start)[0] for start in starts]
    assert all(found.outcome is not Outcome.VIOLATED for found in outcomes)
    assert any(found.reason == RESTLESS for found in outcomes)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize(("spot", "steps"), [(Spot(10**9, 1), 4), (Spot(0, 10**9), 4), (Spot(0, 1), 10**9)])
def test_what_lies_beyond_the_run_is_left_undecided(spot, steps):
    assert at(GD, f(x[t + 1]) <= f(x[t]) - 1, spot, steps=steps)[0].outcome is Outcome.UNDECIDED


class WrongSign(torch.optim.SGD):
    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                p.add_(p.grad, alpha=group["lr"])


class Uncorrected(torch.optim.Adam):
    """Adam without its bias correction."""

    @torch.no_grad()
    def step(self, closure=None):
        group = self.param_groups[0]
        (first, second), state = group["betas"], self.state
        for p in group["params"]:
            m, v = state[p].get("m", 0), state[p].get("v", 0)
            state[p]["m"], state[p]["v"] = first * m + (1 - first) * p.grad, second * v + (1 - second) * p.grad**2
            p.sub_(group["lr"] * state[p]["m"] / (state[p]["v"].sqrt() + group["eps"]))


class Slipping(torch.optim.SGD):
    """Forgets to move in its fourth step."""

    @torch.no_grad()
    def step(self, closure=None):
        self.state["count"] = self.state.get("count", 0) + 1
        if self.state["count"] != 4:
            super().step()


@pytest.mark.parametrize(
    ("method", "claim", "spot", "parted"),
    [
        (TorchOptimizer(WrongSign, lr=eta), f(x[t + 1]) <= f(x[t]), Spot(0, 1), 1),
        (TorchOptimizer(Uncorrected, lr=eta, betas=(Rational(9, 10), Rational(99, 100)), eps=0), norm_sq(x[1] - x[0]) <= eta**2 / 2, None, 2),
        (TorchOptimizer(Uncorrected, lr=eta, betas=(Rational(9, 10), Rational(9999, 10000)), eps=0), norm_sq(x[1] - x[0]) <= eta**2, Spot(0, 1), 1),
        (TorchOptimizer(Slipping, lr=eta), f(x[t + 1]) <= f(x[t]) / 2, Spot(3, 1), 4),
    ],
)
def test_planted_faults_are_refuted_where_the_equations_hold(method, claim, spot, parted):
    found, beside = at(method, claim, spot or Spot(0, 1))
    assert found.outcome is Outcome.VIOLATED
    name, model = beside.equations
    assert beside.parted == parted
    if spot is None:  # with these betas the first step is eta, fault or not
        assert model.outcome is Outcome.VIOLATED
        assert "violate it, too" in beside.reason()
    else:
        assert model.outcome in (Outcome.HOLDS, Outcome.TIE)
        assert f"the equations of {name} meet it there" in beside.reason()
        assert f"leaves them at t = {parted}" in beside.reason()


def test_the_run_says_nothing_where_the_equations_have_no_value():
    """Steps of 1/10 along the sign of the gradient, from 3/10: floats miss 0 by 2^-55 and step on, the equations divide 0 by 0."""
    method = TorchOptimizer(torch.optim.Adam, lr=eta, betas=(0, 0), eps=0)
    found, beside = at(method, f(x[t + 1]) <= f(x[t]), Spot(3, 1), rate=F(1, 10), start=F(3, 10))
    assert (found.outcome, found.reason, beside) == (Outcome.UNDECIDED, SINGULAR, None)
    assert found.left > 10**15 * found.right


def test_an_unknown_optimizer_is_refuted_alone():
    found, beside = at(TorchOptimizer(torch.optim.Rprop, lr=eta), f(x[t + 1]) <= f(x[t]) / 100, Spot(0, 1))
    assert (found.outcome, beside.equations, beside.parted) == (Outcome.VIOLATED, None, None)
    assert "its equations are not known" in beside.reason()
    assert beside.optimizer == "torch.optim.Rprop(lr=0.5)"


def test_expectations_are_over_all_paths_and_other_claims_over_one():
    method, noise = TorchOptimizer(torch.optim.SGD, lr=eta, batch=1), two_point(1, F(1))
    claim = E(norm_sq(x[t])) <= norm_sq(E(x[t])) + Rational(1, 8)
    found, beside = at(method, claim, Spot(2, 1), noise=noise, steps=3)
    assert found.outcome is Outcome.VIOLATED
    assert (str(found.left), str(found.right)) == (str(beside.equations[1].left), str(beside.equations[1].right)) == ("3/8", "3/16")
    every, climbed = f(x[t + 1]) <= f(x[t]), []
    for path in range(8):
        found, beside = at(method, every, Spot(0, 1, path), noise=noise, steps=3)
        climbed.append(found.outcome is Outcome.VIOLATED)
        assert beside is None or beside.equations[1].outcome is Outcome.VIOLATED
    exact = [at(method.model, every, Spot(0, 1, path), noise=noise, steps=3)[0].outcome is Outcome.VIOLATED for path in range(8)]
    assert climbed == exact


def test_what_raises_or_leaves_the_numbers_decides_nothing():
    assert at(TorchOptimizer(torch.optim.SGD, lr=-eta), f(x[t + 1]) <= f(x[t]) - 1, Spot(0, 1))[0].outcome is not Outcome.VIOLATED
    found, _ = at(TorchOptimizer(torch.optim.Adam, lr=eta, eps=0), f(x[t]) <= -1, Spot(1, 1), start=F(0))
    assert found.outcome is not Outcome.VIOLATED


def test_deciding_exactly_is_not_for_real_optimizers():
    claim = f(x[t + 1]) <= f(x[t]) / 100
    theorem = Theorem(method=GD, claim=claim)
    case = Case(SQUARE, {"eta": F(1, 2)}, None, (F(1),), steps=4)
    assert decide(theorem, normal_form(claim), case, Spot(0, 1)).outcome is Outcome.UNDECIDED
    assert decide(replace(theorem, method=GD.model), normal_form(claim), case, Spot(0, 1)).outcome is Outcome.VIOLATED
