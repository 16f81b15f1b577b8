"""Online games: what their words are written out as, and what is refused."""

import pytest
import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.language import Abs, E, Eq, OnlineGame, T, Theorem, constants, exp, f, grad, iterates, k, project, reals, regret, sequence, sqrt, t, x
from theorems.methods import Method

C, eta = constants("C eta")
u = reals("u")
descent = Method(Eq(x[t + 1], project(x[t] - eta * grad(x[t]))))
LOSSES = [C * x[t], -x[t], -x[t]]


def game(losses=LOSSES, **options):
    return Theorem(method=descent, setting=OnlineGame(losses=losses, **{"comparator": -1, "domain": (-1, 1), **options}), claim=regret(T) >= 0)


def test_losses_that_take_turns_are_written_out_by_step():
    plain = game().plain
    assert plain.setting is None
    assert plain.sequences == {"x": "number"}
    slope = w.InTurn(t, C, -1, -1)
    assert plain.method.equations[0].rhs == sp.Max(-1, sp.Min(1, x[t] - eta * slope, evaluate=False), evaluate=False)
    (claim,) = plain.claims
    assert claim.lhs == sp.Sum(w.InTurn(k, C * x[k], -x[k], -x[k]) - w.InTurn(k, -C, 1, 1), (k, 0, T - 1))


def test_losses_drawn_at_random_make_the_method_random():
    plain = game(order="random").plain
    assert plain.method.random
    assert not game().plain.method.random
    assert any(isinstance(term, w.AtRandom) for term in plain.terms())


def test_one_loss_and_no_domain_leave_a_plain_recursion():
    square = Theorem(method=descent, setting=OnlineGame(losses=(x[t] - 1) ** 2, comparator=u), claim=f(x[t]) <= regret(T)).plain
    assert sp.expand(square.method.equations[0].rhs - (x[t] - eta * (2 * x[t] - 2))) == 0
    assert square.claims[0].lhs == (x[t] - 1) ** 2


def test_derivatives_are_those_of_real_functions():
    g = sequence("g")
    assert OnlineGame(losses=g[t] * x[t], comparator=0).slope(x[t], t) == g[t]
    assert OnlineGame(losses=Abs(x[t] - C), comparator=0).slope(x[t], t) == -sp.sign(C - x[t])
    assert OnlineGame(losses=exp(C * x[t]), comparator=0).slope(u, t) == C * sp.exp(C * u)
    assert OnlineGame(losses=t * x[t], comparator=0).slope(x[k], k) == k


def test_a_game_is_part_of_the_digest():
    claims = {one.digest(one.claims[0]) for one in (game(), game(order="random"), game(comparator=1), game(domain=(-2, 1)), game(LOSSES[:2]))}
    assert len(claims) == 5


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: OnlineGame(losses=[x[t + 1]], comparator=0), "expression in x"),
        (lambda: OnlineGame(losses=[0.5 * x[t]], comparator=0), "floats are not exact"),
        (lambda: OnlineGame(losses=[], comparator=0), "no losses"),
        (lambda: OnlineGame(losses=x[t], comparator=x[t]), "made of constants"),
        (lambda: OnlineGame(losses=x[t], comparator=0, domain=(0, 1, 2)), "interval"),
        (lambda: OnlineGame(losses=x[t], comparator=0, order="shuffled"), '"cycle" or "random"'),
        (lambda: OnlineGame(losses=sp.floor(x[t]), comparator=0), "no derivative"),
        (lambda: Theorem(setting=OnlineGame(losses=x[t], comparator=0), claim=regret(T) >= 0), "played by a method"),
        (lambda: Theorem(method=descent, claim=Eq(x[t], 0)), "online game"),
        (lambda: game(order="random").plain and Theorem(method=descent, setting=game(order="random").setting, claim=E(regret(T)) >= x[t]), "mixes"),
    ],
)
def test_what_makes_no_game_is_refused(made, message):
    with pytest.raises(LanguageError, match=message):
        made()


def test_without_a_game_a_method_that_sees_free_sequences_runs_on_the_line():
    g, m = sequence("g"), iterates("m")
    seen = Method(Eq(m[t + 1], m[t] / 2 + g[t]), Eq(x[t + 1], x[t] - m[t + 1] / sqrt(t + 1)), start={m[0]: 0})
    assert seen.sequences == {"m": "number", "x": "number"}
    assert Method(Eq(m[t + 1], m[t] + g[t]), start={m[0]: 0}).sequences == {"m": "number"}
    assert Method(Eq(x[t + 1], x[t] - g[t] * grad(x[t]))).sequences == {"x": "vector"}


def test_given_restricts_a_sequence_step_by_step():
    g = sequence("g")
    assert Theorem(given=[g[t] >= 0, g[t] <= 1 / (t + 1)], claim=g[t] <= 1)
    for wrong in (g[t] <= g[t - 1], g[t] <= T, g[t] <= w.norm_sq(w.Point("v"))):
        with pytest.raises(LanguageError):
            Theorem(given=[wrong], claim=g[t] <= 1)
