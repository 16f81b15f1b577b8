"""The second reading of the words that speak of a problem: its values, gradients and draws, and the losses of a game."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import sympy as sp

from tests.checkers.experiment.second_reading import plain_numbers as n
from tests.checkers.experiment.second_reading.plain_functions import mean_of
from tests.checkers.experiment.second_reading.plain_numbers import NoValue, Number
from tests.checkers.experiment.second_reading.plain_terms import index, number, point, reads, value
from tests.checkers.experiment.second_reading.plain_trials import Run, Value, Where
from theorems import words as w


@reads(w.f)
def _f(run: Run, e: Any, where: Where) -> Value:
    if run.trial.game is not None:
        return loss(run, number(run, e.args[0], where), _played(run, e.args[0], where), where)
    assert run.trial.objective is not None
    return run.trial.objective.value(point(run, e.args[0], where))


@reads(w.grad)
def _grad(run: Run, e: Any, where: Where) -> Value:
    if run.trial.game is None:
        assert run.trial.objective is not None
        return run.trial.objective.gradient(point(run, e.args[0], where))
    at, step, near = number(run, e.args[0], where), _played(run, e.args[0], where), Fraction(1, 2**20)
    rise = n.minus(loss(run, n.plus(at, near), step, where), loss(run, n.minus(at, near), step, where))
    return n.over(rise, 2 * near)  # exact for losses of degree two at most


@reads(w.dist_sq)
def _dist_sq(run: Run, e: Any, where: Where) -> Value:
    assert run.trial.objective is not None
    assert run.trial.objective.dist_sq is not None
    return run.trial.objective.dist_sq(point(run, e.args[0], where))


@reads(w.stochastic_grad)
def _stochastic(run: Run, e: Any, where: Where) -> Value:
    at, draws = point(run, e.args[0], where), run.draw(index(run, e.args[1], where), where)
    assert run.trial.drawn_gradient is not None
    return mean_of([run.trial.drawn_gradient(at, which) for which in draws[: run.count(e.args[2])]])


@reads(w.AtRandom)
def _at_random(run: Run, e: Any, where: Where) -> Value:
    return value(run, e.args[1 + run.draw(index(run, e.args[0], where), where)[0]], where)


@reads(w.InTurn)
def _in_turn(run: Run, e: Any, where: Where) -> Value:
    step = index(run, e.args[0], where)
    if step < 0:
        raise NoValue("a turn before the first")
    return value(run, e.args[1 + step % (len(e.args) - 1)], where)


# Games


def _played(run: Run, e: Any, where: Where) -> int:
    """The step whose loss is meant: that of the play, or the one at hand."""
    return index(run, e.indices[0], where) if isinstance(e, sp.Indexed) else where.indices[w.t]


def loss(run: Run, at: Number, step: int, where: Where) -> Number:
    """What a play costs in a step of the game."""
    assert run.trial.game is not None
    several = run.trial.game.losses
    if step < 0:
        raise NoValue("a loss before the first")
    which = 0 if len(set(several)) == 1 else step % len(several) if run.trial.game.order == "cycle" else run.draw(step, where)[0]
    return number(run, several[which], replace(where, indices={**where.indices, w.t: step}, known={w.x[w.t]: at}, making=None))


@reads(w.regret)
def _regret(run: Run, e: Any, where: Where) -> Value:
    assert run.trial.game is not None
    best, paid = number(run, run.trial.game.comparator, where), []
    for step in range(index(run, e.args[0], where)):
        paid.append(n.minus(loss(run, run.member("x", step, where), step, where), loss(run, best, step, where)))
    return n.total(paid)


@reads(w.project)
def _project(run: Run, e: Any, where: Where) -> Value:
    at, ends = number(run, e.args[0], where), run.trial.game.domain if run.trial.game else None
    if ends is None:
        return at
    low, high = (number(run, end, where) for end in ends)
    return n.larger(low, n.smaller(high, at))
