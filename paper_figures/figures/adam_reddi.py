"""Average regret of Adam and AMSGrad on games that Adam loses.

All curves are sides of claims: on the game whose losses take turns and on the one that draws them at random, from the same start and with the same
constants. Expectations over the draws are means over seeded runs.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.along import Along, along
from checkers.experiment.engine import Sampling
from checkers.experiment.trials import trial
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, table
from paper_figures.sheet import Sheet, curve, decades, grid, typeset
from paper_figures.spacing import spaced
from paper_figures.style import ATTAINED, BOUND, RANDOM, WRONG, Stroke
from problems.noise import Noise, equally_likely
from theorems.adaptive.adam_reddi import C, alpha, beta2, game
from theorems.catalogue import load, lookup
from theorems.language import E, T, regret

LARGE = 3
VALUES = {C.name: Fraction(LARGE), alpha.name: Fraction(9, 10), beta2.name: Fraction(1, 1 + LARGE**2)}
PERIOD = len(game.losses)

IN_TURN = {"Adam": ("adam-reddi", 2), "AMSGrad": ("amsgrad-reddi", 0)}
UNTOLD = "adam-reddi-stochastic.mutant-2"
"""Of AMSGrad on the random game only a mutant speaks; what it claims is not told."""

AT_RANDOM = {
    "Adam": ("adam-reddi-stochastic", 0),
    "AMSGrad": (UNTOLD, 0),
    "worst play": ("adam-reddi-stochastic.mutant-1", 0),
}
"""Whose claims have these curves as a side. Mutants are false: one gives the regret of AMSGrad, the other the level that Adam's tends to."""

SHOWN = (-0.15, 1.8)
"""The average regrets at random that the panel shows; single first steps cost up to six."""

LIMIT = WRONG.dash
ADAM, AMSGRAD = Stroke(ATTAINED.color, "-", "o"), Stroke(RANDOM.color, (0, (4, 1.5)), "s")


def _sides(id: str, number: int, steps: int, noise: Noise | None = None, sampling: Sampling | None = None) -> Along:
    theorem = load(lookup(id)).theorem.plain
    claim = theorem.claims[number]
    case = trial(theorem, claim, start=(Fraction(1),), steps=steps, noise=noise, constants=VALUES)
    return along(theorem, claim, [case], sampling, each=True)[0]


def _regret(id: str, number: int, one: Along) -> tuple[np.ndarray, np.ndarray]:
    """The average regret on each run that is told, and the other side of the claim, each (P, K)."""
    claim = load(lookup(id)).theorem.claims[number]
    below, above = (one.large, one.small) if claim.gts.has(regret) else (one.small, one.large)
    scale = 1 if claim.has(regret(T) / T) else one.at
    return below / scale, above / scale


def _rows(order: str, method: str, id: str, number: int, one: Along) -> Iterator[tuple[Any, ...]]:
    """At some horizons, whole periods from a few of them on: the mean, and between which values nine tenths of the runs lie."""
    average, claimed = _regret(id, number, one)
    low, high = np.quantile(average, (0.05, 0.95), axis=0)
    for place in np.searchsorted(one.at, spaced(int(one.at[-1]), multiples=PERIOD)):
        ends = (low[place], high[place]) if len(average) > 1 else (None, None)
        yield (order, method, int(one.at[place]), average[:, place].mean(), None if id == UNTOLD else claimed[0, place], *ends)


def numbers(setup: Setup) -> Numbers:
    """For each game, method and horizon the average regret, its mean where losses are drawn, and what is claimed of it."""
    steps, runs = setup.pick(1000, 10_000), setup.pick(64, 256)
    rows: list[tuple[Any, ...]] = []
    sampling = Sampling(setup.seed, 0, range(runs))
    for method, (id, number) in IN_TURN.items():
        rows += _rows("in turn", method, id, number, _sides(id, number, steps))
    for method, (id, number) in AT_RANDOM.items():
        rows += _rows("at random", method, id, number, _sides(id, number, steps, equally_likely(PERIOD), sampling))
    made = {
        "constants": ", ".join(f"{name} = {value}" for name, value in VALUES.items()),
        "seeded runs": f"{runs}, seed {setup.seed}",
    }
    return table(("game", "method", "T", "average", "claimed", "low", "high"), rows, made)


def draw(found: Numbers, sheet: Sheet) -> None:
    """One panel for each game; horizons on a logarithmic axis, regrets too where they take turns."""
    for place, (order, measured) in enumerate((("in turn", regret(T)), ("at random", E(regret(T))))):
        axes, one = sheet.panel(place, f"losses {order}"), found.where(game=order)
        _curves(axes, one)
        decades(axes, y=order == "in turn")
        axes.set(xlabel=f"steps {typeset(T)}", ylabel=f"{typeset(measured)} / {typeset(T)}")
        grid(axes)
        if order == "in turn":
            axes.legend(loc="lower left")
        else:
            axes.set(ylim=SHOWN)
            axes.legend(handles=axes.get_lines()[-1:], loc="upper right")


def _curves(axes: Any, one: Numbers) -> None:
    """What is reached in the colour of its method, what is claimed in black; of the worst play only what it costs."""
    for method, stroke in (("Adam", ADAM), ("AMSGrad", AMSGRAD)):
        part = one.where(method=method)
        axes.fill_between(part.floats("T"), part.floats("low"), part.floats("high"), color=stroke.color, alpha=0.2, linewidth=0)
        curve(axes, part.floats("T"), part.floats("average"), stroke, method)
    for method, dash, label in (("Adam", "-", "Adam, at least"), ("AMSGrad", AMSGRAD.dash, "AMSGrad, at most"), ("worst play", LIMIT, "worst play")):
        part = one.where(method=method)
        if not np.isnan(part.floats("claimed")).all():
            curve(axes, part.floats("T"), part.floats("claimed"), Stroke(BOUND.color, dash), label)


figure = Figure(
    theorems=("adam-reddi", "amsgrad-reddi", "adam-reddi-stochastic"),
    claims=((2,), (0,), (0,)),
    caption=(
        "The losses ",
        *[part for loss in game.losses for part in (loss, ", ")][:-1],
        f" with C = {LARGE} (a) take turns, (b) are drawn at random; the play begins at 1, and regret is measured against ",
        sp.sympify(game.comparator),
        ". Colours: the average regret of both methods, in (b) means over seeded runs with bands that hold nine of ten runs. "
        "Black: what is claimed, of Adam at least, of AMSGrad at most. In (b) the claim for Adam rises towards the dotted level, "
        "what always playing 1 costs; wide bands of the first steps are cut off. From thirty steps on only whole periods of three are drawn.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(1, 2),
    height=0.85,
    wide=True,
)
