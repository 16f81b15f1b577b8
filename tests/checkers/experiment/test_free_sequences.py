"""Claims on free sequences and online games: run against independent loops, decided exactly, refuted where they are false."""

import math
from dataclasses import replace
from fractions import Fraction as Q

import numpy as np
import pytest
import torch

from checkers.experiment.case import Case, case_from_json
from checkers.experiment.decide import Outcome, Spot, decide
from checkers.experiment.engine import prepared, simulate, starts
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.free_sequences import allowed
from checkers.experiment.membership import member
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope
from checkers.verdict import Verdict
from problems import no_objective
from problems.float64 import Float64
from problems.noise import Noise, equally_likely
from problems.sequences import FreeSequence
from theorems import words as w
from theorems.catalogue import load, lookup
from theorems.errors import LanguageError
from theorems.language import (
    Abs,
    E,
    Eq,
    OnlineGame,
    Probability,
    Sum,
    T,
    Theorem,
    constants,
    f,
    grad,
    iterates,
    j,
    k,
    project,
    regret,
    sequence,
    sqrt,
    t,
    x,
)
from theorems.methods import Adam, Method
from theorems.normal_form import normal_form

G = constants("G")
g = sequence("g")
QUICK = Effort(instances=16)


def recursion(steps, start=0, noise=None, sequences=None, **values):
    constants_ = {name: Q(value) for name, value in values.items()}
    return Case(no_objective.build(), constants_, noise, (Q(start),), None, {}, steps, "test", sequences or {})


def run_of(theorem, case):
    m = Float64()
    with m.scope():
        return simulate(theorem, prepared(theorem, [case], m), starts([case], m))


def at_steps(run, e, count):
    with run.m.scope():
        return run.m.floats(Evaluator(run, {w.t: np.arange(count)}, 1).number(e))[0]


def reddi(C, alpha, steps, amsgrad):
    """Plays and average regret of the periodic game, in a loop of its own."""
    beta2, position, v, top, regret_, plays = 1 / (1 + C * C), 1.0, 0.0, 0.0, 0.0, []
    for step in range(steps):
        slope = C if step % 3 == 0 else -1.0
        plays.append(position)
        regret_ += slope * (position + 1)
        v = beta2 * v + (1 - beta2) * slope * slope
        top = max(top, v)
        position = min(1.0, max(-1.0, position - alpha / math.sqrt(step + 1) * slope / math.sqrt(top if amsgrad else v)))
    return plays, regret_ / steps


@pytest.mark.parametrize(("name", "amsgrad"), [("adam-reddi", False), ("amsgrad-reddi", True)])
def test_a_periodic_game_is_played_as_an_independent_loop_plays_it(name, amsgrad):
    theorem = load(lookup(name)).theorem.plain
    case = recursion(3000, start=1, C=3, alpha=Q(9, 10), beta2=Q(1, 10), u=-1)
    run = run_of(theorem, case)
    plays, average = reddi(3.0, 0.9, 3000, amsgrad)
    assert np.abs(at_steps(run, x[t], 3000)[0] - plays).max() < 1e-12
    total = OnlineGame(losses=[3 * x[t], -x[t], -x[t]], comparator=-1).regret(T)
    with run.m.scope():
        found = run.m.floats(Evaluator(run, {T: np.array([3000])}, 1).number(total))
    assert found.item() / 3000 == pytest.approx(average, rel=1e-12)
    assert average < 0.06 if amsgrad else 2 / 3 < average < 0.69


def test_at_three_thousand_steps_the_average_regret_is_decided_exactly():
    theorem = load(lookup("adam-reddi")).theorem.plain
    claim = theorem.claims[2]
    case = recursion(3000, start=1, C=3, alpha=Q(9, 10), beta2=Q(1, 10))
    found = decide(replace(theorem, claim=claim), normal_form(claim, theorem.sequences), case, Spot(0, 3000))
    assert found.outcome is Outcome.HOLDS
    assert float(found.right) == pytest.approx(reddi(3.0, 0.9, 3000, False)[1], rel=1e-12)


@pytest.mark.parametrize(("C", "average"), [(Q(5, 2), 0.338), (Q(3), 0.671), (Q(5), 2.004), (Q(10), 5.338)])
def test_the_average_regret_grows_with_the_large_slope_as_published(C, average):
    alpha = 0.9 * math.sqrt(1 - 1 / (1 + float(C) ** 2))
    assert reddi(float(C), alpha, 30_000, False)[1] == pytest.approx(average, abs=1e-3)


def test_drawn_losses_are_enumerated_with_their_mean():
    theorem = load(lookup("adam-reddi-stochastic")).theorem.plain
    run = run_of(theorem, recursion(5, start=1, noise=equally_likely(3), C=4, alpha=Q(1, 2), beta2=Q(1, 17)))
    assert run.paths == 3**5
    slope = OnlineGame(losses=[4 * x[t], -x[t], -x[t]], comparator=-1, order="random").slope(x[t], t)
    assert at_steps(run, E(slope), 5)[0] == pytest.approx([2 / 3] * 5)
    assert at_steps(run, Probability(slope >= 4), 5)[0] == pytest.approx([1 / 3] * 5)
    assert at_steps(run, E(x[t] * slope) - E(x[t]) * E(slope), 5)[0] == pytest.approx([0] * 5, abs=1e-14)


@pytest.mark.parametrize("betas", [(Q(9, 10), Q(999, 1000)), (Q(9, 10), Q(99, 100)), (Q(1, 2), Q(1, 2))])
def test_the_extremal_sequence_attains_the_step_bound_and_torch_agrees(betas):
    theorem = load(lookup("adam-update-bound")).theorem
    ratio = betas[1] / betas[0]
    case = recursion(300, sequences={"g": FreeSequence("geometric", (Q(1), ratio))}, alpha=1, eps=0, beta1=betas[0], beta2=betas[1])
    run = run_of(theorem, case)
    (claim,) = theorem.claims
    left, right = (at_steps(run, side, 301)[0, 1:] for side in claim.args)
    assert left == pytest.approx(right, rel=1e-10)
    parameter = torch.zeros(1, dtype=torch.float64)
    optimizer, moved = torch.optim.Adam([parameter], lr=1.0, betas=(float(betas[0]), float(betas[1])), eps=0.0), []
    for gradient in case.sequences["g"].members(300):
        before = parameter.item()
        parameter.grad = torch.tensor([float(gradient)], dtype=torch.float64)
        optimizer.step()
        moved.append(abs(parameter.item() - before))
    assert left == pytest.approx(moved, rel=1e-9)


def test_the_published_step_bound_fails_first_at_step_210():
    _, mutant = load(lookup("adam-update-bound")).mutants[0]
    (found,) = read(mutant, (), QUICK)
    assert found.verdict is Verdict.REFUTED
    assert found.refutation.spot.t == 210
    form = normal_form(mutant.claims[0], mutant.sequences)
    assert decide(mutant, form, found.refutation.case, Spot(209, 1)).outcome is Outcome.HOLDS


def test_a_case_with_sequences_is_stored_and_read_back():
    case = recursion(5, sequences={"g": FreeSequence("geometric", (Q(1), Q(10, 9)))}, alpha=1)
    assert case_from_json(case.as_json()) == case


def test_what_given_asks_of_a_sequence_is_decided_exactly():
    theorem = Theorem(given=[Abs(g[t]) <= G, g[t] >= -1 / (t + 1)], claim=Sum(g[j], (j, 0, T)) <= G * (T + 1))
    assert allowed(theorem, recursion(4, sequences={"g": FreeSequence("periodic", (Q(2),))}, G=2))
    assert not allowed(theorem, recursion(4, sequences={"g": FreeSequence("periodic", (Q(2) + Q(1, 10**40),))}, G=2))
    negative = {"g": FreeSequence("listed", (Q(-1), Q(-1, 2), Q(-1, 3)))}
    assert allowed(theorem, recursion(4, sequences=negative, G=2))
    assert not allowed(theorem, recursion(4, sequences={"g": FreeSequence("listed", (Q(-1), Q(-1)))}, G=2))


@pytest.mark.parametrize(
    ("theorem", "verdict"),
    [
        (Theorem(given=[Abs(g[t]) <= G], claim=Abs(Sum(g[j], (j, 0, T - 1))) <= G * T), Verdict.SUPPORTED),
        (Theorem(given=[Abs(g[t]) <= G], claim=Abs(Sum(g[j], (j, 0, T - 1))) <= G * sqrt(T)), Verdict.REFUTED),
        (Theorem(given=[g[t] >= 0], claim=Sum(g[j], (j, 0, T - 1)) ** 2 <= T * Sum(g[j] ** 2, (j, 0, T - 1))), Verdict.SUPPORTED),
        (Theorem(given=[g[t] >= 0], claim=Sum(g[j], (j, 0, T - 1)) ** 2 <= Sum(g[j] ** 2, (j, 0, T - 1))), Verdict.REFUTED),
        (Theorem(given=[g[t] >= 1, g[t] <= 0], claim=g[t] >= 3), None),
        (Theorem(claim=g[t] * g[t + 1] <= (g[t] ** 2 + g[t + 1] ** 2) / 2), Verdict.SUPPORTED),
        (Theorem(claim=g[t] * g[t + 1] <= (g[t] ** 2 + g[t + 1] ** 2) / 4), Verdict.REFUTED),
        (Theorem(method=Adam(step=G, gradient=g[t]), claim=Abs(x[t + 1] - x[t]) <= 10 * G), Verdict.SUPPORTED),
    ],
)
def test_claims_about_free_sequences_get_the_right_verdict(theorem, verdict):
    (found,) = read(theorem, (), QUICK)
    assert found.verdict is (verdict or Verdict.NOT_APPLICABLE)


eta, D = constants("eta D")
DESCENT = Method(Eq(x[t + 1], project(x[t] - eta * grad(x[t]))))


@pytest.mark.parametrize(("share", "verdict"), [(1, Verdict.SUPPORTED), (Q(1, 4), Verdict.REFUTED)])
def test_online_gradient_descent_keeps_its_regret_bound(share, verdict):
    bound = D**2 / (2 * eta) + share * eta * G**2 * T / 2 if share == 1 else (D**2 / (2 * eta) + eta * G**2 * T / 2) / 4
    game = OnlineGame(losses=g[t] * x[t], domain=(0, D), comparator=D)
    theorem = Theorem(given=[Abs(g[t]) <= G, Eq(x[0], 0)], setting=game, method=DESCENT, claim=regret(T) <= bound)
    (found,) = read(theorem, (), QUICK)
    assert found.verdict is verdict


def test_a_recursion_without_iterates_of_its_own_runs():
    a, b = sequence("a"), iterates("b")
    theorem = Theorem(given=[a[t] >= 0], method=Method(Eq(b[t + 1], b[t] + a[t]), start={b[0]: 0}), claim=Eq(b[T], Sum(a[j], (j, 0, T - 1))))
    (found,) = read(theorem, (), QUICK)
    assert found.verdict is Verdict.SUPPORTED
    assert found.ties


def scope_of(theorem):
    return Scope(theorem.plain, theorem.plain.claims, Region(theorem.plain), (), 8, 0)


def test_only_the_game_s_own_draws_make_an_instance():
    game = OnlineGame(losses=[x[t], -x[t]], comparator=0, order="random")
    theorem = Theorem(setting=game, method=Method(Eq(x[t + 1], x[t] - grad(x[t]))), claim=Eq(E(x[t]), x[0]))
    scope = scope_of(theorem)
    assert member(scope, recursion(2, noise=equally_likely(2)))
    for biased in (equally_likely(3), equally_likely(1), None, Noise("additive", ((Q(1),), (Q(-1),)))):
        assert not member(scope, recursion(2, noise=biased))


def test_the_step_of_a_loss_is_that_of_its_sum():
    game = OnlineGame(losses=[x[t] ** 2, 3 * x[t]], domain=(-1, 1), comparator=G)
    written = Sum(f(x[k]) - f(G * 1), (k, 0, T - 1))
    method = Method(Eq(x[t + 1], project(x[t] - grad(x[t]))))
    plain = Theorem(given=[G <= 1], setting=game, method=method, claim=Eq(2 * written, 2 * regret(T))).plain
    assert plain.claims[0].lhs == plain.claims[0].rhs
    with pytest.raises(LanguageError, match="names no step"):
        Theorem(given=[G <= 1], setting=game, method=method, claim=f(G * 1) <= regret(T))


@pytest.mark.parametrize(("domain", "message"), [((1, -1), "empty"), ((G, G - 1), None)])
def test_an_empty_domain_is_refused_or_excluded(domain, message):
    def made():
        return Theorem(setting=OnlineGame(losses=x[t], domain=domain, comparator=0), method=DESCENT, claim=x[t + 1] <= domain[1])

    if message:
        with pytest.raises(LanguageError, match=message):
            made()
    else:
        (found,) = read(made(), (), QUICK)
        assert found.verdict in (Verdict.NOT_APPLICABLE, Verdict.VACUOUS)


def test_a_strict_claim_that_may_be_tied_is_not_supported():
    game = OnlineGame(losses=-x[t], domain=(0, sqrt(2)), comparator=0)
    (found,) = read(Theorem(given=[Eq(x[0], 1)], setting=game, method=DESCENT, claim=x[t] < sqrt(2)), (), QUICK)
    assert found.verdict is Verdict.INCONCLUSIVE


def test_a_method_without_values_after_its_start_supports_nothing():
    b = iterates("b")
    broken = Method(Eq(b[t + 1], g[t] / b[t]), start={b[0]: 0})
    (found,) = read(Theorem(method=broken, claim=b[t] <= 0), (), QUICK)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert "at the start only" in found.reason
