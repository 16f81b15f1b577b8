"""Adam's largest step: the exact bound, what attains it, and the published bound.

Gradients that grow by the quotient of the two decays attain the exact bound at every step. The published bound is that of a mutant of the theorem;
one large gradient after tiny ones, the case that it was argued from, stays below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from checkers.experiment.along import Along, along
from checkers.experiment.trials import trial
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, table
from paper_figures.sheet import Sheet, curve, decades, grid, typeset
from paper_figures.spacing import spaced
from paper_figures.style import ATTAINED, BOUND, FAINT, RANDOM, SERIES, WRONG, Stroke
from problems.sequences import FreeSequence
from theorems.adaptive.adam_update_bound import alpha, beta1, beta2, eps, g, published
from theorems.catalogue import load, lookup
from theorems.language import t

TRUE, PUBLISHED = "adam-update-bound", "adam-update-bound.mutant-2"
Decays = tuple[Fraction, Fraction]
USUAL = (Fraction(9, 10), Fraction(999, 1000))
DECAYS = ((Fraction(9, 10), Fraction(99, 100)), (Fraction(4, 5), Fraction(99, 100)), USUAL, (Fraction(9, 10), Fraction(9999, 10_000)))
SUDDEN = 16
"""Steps at which a single large gradient is tried."""

TINY = Fraction(1, 10**12)
SINGLE = Stroke(RANDOM.color, "", "x")


NEAR = 1e-12
"""Relative rounding error of a step."""


def _growing(decays: Decays, steps: int) -> FreeSequence:
    """Gradients that grow by beta2 / beta1 at each step, of size one in the middle so that the ends stay within floats."""
    ratio = decays[1] / decays[0]
    return FreeSequence("geometric", (ratio ** (-steps // 2), ratio))


def _sudden(at: int) -> FreeSequence:
    """Tiny gradients before one of size one, the one that makes the step `at`."""
    return FreeSequence("listed", (TINY,) * (at - 1) + (Fraction(1),))


def _sides(id: str, steps: int, runs: Sequence[tuple[Decays, FreeSequence]]) -> list[Along]:
    """The claim along Adam's runs of learning rate 1 with eps = 0, all of them at once."""
    theorem = load(lookup(id)).theorem
    (claim,) = theorem.claims
    values = [{alpha.name: Fraction(1), eps.name: Fraction(0), beta1.name: one, beta2.name: two} for (one, two), _ in runs]
    cases = [trial(theorem, claim, steps=steps, constants=own, sequences={g.name: run[1]}) for own, run in zip(values, runs, strict=True)]
    return along(theorem, claim, cases)


def _rows(decays: Decays, true: Along, published: Along, kept: set[int], sudden: Mapping[int, float]) -> Iterator[tuple[Any, ...]]:
    """The steps kept, and those between which the published bound is crossed."""
    beyond = true.at[true.small[0] > published.large[0] * (1 + NEAR)]
    crossing = {int(beyond[0]) - 1, int(beyond[0])} if len(beyond) else set()
    for at in sorted(kept | crossing):
        yield (*map(str, decays), at, true.large[0, at], true.small[0, at], published.large[0, at], sudden.get(at))


def numbers(setup: Setup) -> Numbers:
    """For each pair of decays and each step, in learning rates: both bounds, the step of growing gradients and that of a sudden one."""
    steps = setup.pick(1000, 3000)
    places = spaced(steps, SUDDEN)
    kept = {*spaced(steps), *places}
    growing = [(decays, _growing(decays, steps)) for decays in DECAYS]
    true = _sides(TRUE, steps, growing)
    published = _sides(PUBLISHED, steps, [*growing, *((USUAL, _sudden(at)) for at in places)])
    single = {at: one.small[0, at] for at, one in zip(places, published[len(growing) :], strict=True)}
    rows: list[tuple[Any, ...]] = []
    for decays, exact, wrong in zip(DECAYS, true, published, strict=False):
        rows += _rows(decays, exact, wrong, kept, single if decays == USUAL else {})
    made = {"gradients": f"growing by beta2/beta1 at each of {steps} steps; and one of size 1 after tiny ones", "constants": "alpha = 1, eps = 0"}
    return table(("beta1", "beta2", "t", "bound", "attained", "published", "sudden"), rows, made)


def crossing(one: Numbers) -> int | None:
    """The first step in the table that exceeds the published bound."""
    beyond = one.floats("t")[one.floats("attained") > one.floats("published") * (1 + NEAR)]
    return int(beyond[0]) if len(beyond) else None


def draw(found: Numbers, sheet: Sheet) -> None:
    """The usual decays, then the steps of several decays as multiples of their published bounds."""
    _usual(sheet.panel(0, "the usual decays"), found.where(beta1=str(USUAL[0]), beta2=str(USUAL[1])))
    axes = sheet.panel(1, "several decays")
    for decays, stroke in zip(DECAYS, SERIES, strict=False):
        one = found.where(beta1=str(decays[0]), beta2=str(decays[1]))
        curve(axes, one.floats("t"), one.floats("attained") / one.floats("published"), stroke, ", ".join(f"{float(decay):g}" for decay in decays))
    axes.axhline(1, color=WRONG.color, linestyle=WRONG.dash, zorder=1)
    decades(axes, y=False)
    axes.set(xlabel=f"step {typeset(t)}", ylabel="step / published bound")
    axes.legend(loc="upper left", title=f"{typeset(beta1)}, {typeset(beta2)}", title_fontsize="small")
    grid(axes)


def _usual(axes: Any, one: Numbers) -> None:
    steps, places = one.floats("t"), np.unique(np.linspace(0, len(one.rows) - 1, SUDDEN).astype(int))
    curve(axes, steps, one.floats("bound"), BOUND, "exact bound")
    curve(axes, steps[places], one.floats("attained")[places], ATTAINED, "growing gradients")
    curve(axes, steps, one.floats("published"), WRONG, "published bound")
    curve(axes, steps, one.floats("sudden"), SINGLE, "one large gradient")
    first = crossing(one)
    if first is not None:
        level = one.where(t=first).floats("published")[0]
        axes.annotate(f"{typeset(t)} = {first}", (first, level), xytext=(-3, 4), textcoords="offset points", ha="right", size="small")
        axes.axvline(first, color=FAINT, linewidth=0.6, zorder=0)
    decades(axes, y=False)
    axes.set(xlabel=f"step {typeset(t)}", ylabel=f"{typeset(load(lookup(TRUE)).theorem.claims[0].lhs)} / {typeset(alpha)}")
    axes.legend(loc="upper left")
    grid(axes)


figure = Figure(
    theorems=(TRUE,),
    caption=(
        "How long Adam's steps can be, in learning rates, at ",
        eps,
        " = 0. (a) ",
        beta1,
        " = 9/10 and ",
        beta2,
        " = 999/1000: gradients that grow by ",
        beta2 / beta1,
        " at each step attain the exact bound throughout, and exceed the published bound ",
        published,
        " from the marked step on; one large gradient after tiny ones stays below it. (b) The steps of growing gradients as multiples of the "
        "published bound, for several decays.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(1, 2),
    height=0.85,
    wide=True,
)
