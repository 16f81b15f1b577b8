"""Bounds of the literature beside the exact worst case and what attains it.

The worst case at a horizon is a semidefinite program that is read from the claim; a certificate bounds it in fractions, and a function that is run
attains it. Where they lie below the claim it is loose, for every function of its class at these constants. Under the Polyak-Lojasiewicz inequality
the conditions are necessary only: there the program bounds the worst case from above, and what a function attains bounds it from below.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from matplotlib.axes import Axes

from checkers.experiment.along import along
from checkers.experiment.case import Case
from checkers.experiment.trials import drawn, trial
from checkers.worst_case.bracket import Row, row
from paper_figures.figure import Figure, Setup
from paper_figures.figures.gd_rates import EXTREMAL
from paper_figures.numbers import Numbers, table
from paper_figures.sheet import Sheet, curve, decades, grid, typeset
from paper_figures.style import ATTAINED, BOUND, RANDOM, Stroke
from problems.families import huber, quadratic, zigzag
from problems.instance import Vector
from problems.matching import matching_families
from theorems.catalogue import load, lookup
from theorems.language import T, Theorem, constants, t
from theorems.typed import free_indices

L, mu, eta, beta = constants("L mu eta beta")
ONE, ZERO = Fraction(1), Fraction(0)

AT_REST = 1e-20
"""A bound below this is that of a run which starts at a minimiser, up to rounding: its shares are noise."""

TICKS, ROOM = (1, 2, 4, 8), 0.3
"""Horizons that are named where their axis is logarithmic; how far such an axis goes on below the least value, for the legend."""

WORST = Stroke("#009E73", (0, (6, 1.5, 1, 1.5)))
CERTIFIED = Stroke("#009E73", "", "_")


def _parabola(curvatures: Vector, start: Vector, **fixed: Fraction) -> Callable[[Theorem, Any, int], Case]:
    """||x||^2 with these curvatures over two, for every horizon."""
    zeros = (ZERO,) * len(curvatures)

    def made(theorem: Theorem, claim: Any, horizon: int) -> Case:
        return trial(theorem, claim, quadratic.build(curvatures, zeros, zeros), start=start, steps=horizon, constants=fixed)

    return made


def _huber(theorem: Theorem, claim: Any, horizon: int) -> Case:
    """The Huber function whose linear part the run never leaves."""
    return trial(theorem, claim, huber.build(ONE, Fraction(1, 2 * horizon + 1)), start=(ONE,), steps=horizon)


def _zigzag(theorem: Theorem, claim: Any, horizon: int) -> Case:
    """The function that has the same slope at the first `horizon` iterates; with a single one, a parabola."""
    if horizon == 1:
        return _parabola((ONE,), (ONE,))(theorem, claim, horizon)
    return trial(theorem, claim, zigzag.build(ONE, ONE, Fraction(horizon - 1)), start=(Fraction(horizon - 1),), steps=horizon)


@dataclass(frozen=True)
class Part:
    """A panel: a claim of the literature at fixed constants.

    unit    : an instance on which the bound counts from 1 (distance or gap); attains : what comes closest to the worst case, by horizon,
              the function that the worst-case reader finds where none is named
    related : what fixes the constants of random instances, whose L is their own; steps, values: whether these axes are logarithmic
    """

    name: str
    id: str
    claim: int
    constants: dict[str, Fraction]
    unit: Callable[[Theorem, Any, int], Case]
    attains: Callable[[Theorem, Any, int], Case] | None
    label: str
    related: tuple[Any, ...] = ()
    steps: bool = False
    values: bool = True

    def theorem(self) -> tuple[Theorem, Any]:
        """The theorem and the claim."""
        theorem = load(lookup(self.id)).theorem
        return theorem, theorem.claims[self.claim]


FLAT, STEP, MOMENTUM = Fraction(1, 25), Fraction(1, 2), Fraction(7, 10)
QUARTER = Fraction(1, 4)

PARTS = (
    Part("convex", "gd-convex", 0, {"L": ONE}, _parabola((ONE,), (ONE,)), _huber, "Huber functions", steps=True),
    Part("nonconvex", "gd-nonconvex-rate", 1, {"L": ONE}, _parabola((ONE, ONE), (ONE, ONE)), _zigzag, "zigzags", steps=True),
    Part(
        "heavy ball",
        "heavy-ball-strongly-convex",
        0,
        {"L": ONE, "mu": FLAT, "eta": STEP, "beta": MOMENTUM},
        _parabola((ONE, FLAT), (ONE, Fraction(5)), eta=STEP, beta=MOMENTUM),
        None,
        "function found",
        (sp.Eq(mu, L / 25), sp.Eq(eta, 1 / (2 * L)), sp.Eq(beta, sp.Rational(7, 10))),
        values=False,
    ),
    Part(
        "PL",
        "pl-gd",
        0,
        {"L": ONE, "mu": QUARTER, "eta": ONE},
        _parabola((ONE, QUARTER), (ONE, Fraction(2)), eta=ONE),
        _parabola((QUARTER,), (ONE,), L=ONE, mu=QUARTER, eta=ONE),
        "flattest parabola",
        (sp.Eq(mu, L / 4), sp.Eq(eta, 1 / L)),
    ),
)


def _random(part: Part, horizons: int, setup: Setup) -> tuple[np.ndarray, str]:
    """The largest share at each horizon that a random instance uses, (horizons + 1,), and what was drawn."""
    theorem, claim = part.theorem()
    narrowed = replace(theorem, given=[*theorem.given, *part.related])
    families = tuple(name for name in matching_families(theorem, [claim]) if name not in EXTREMAL)
    cases = drawn(narrowed, claim, setup.pick(16, 512), horizons, setup.seed, families)
    shares = np.full((len(cases), horizons + 1), np.nan)
    for number, one in enumerate(along(narrowed, claim, cases)):
        if one.large[0, -1] > AT_REST:
            shares[number, one.at] = one.share[0]
    kinds = sorted({case.instance.family for case in cases})
    return np.fmax.reduce(shares), f"{len(cases)} of {len(kinds)} families ({', '.join(kinds)}), seed {setup.seed}"


def _attained(part: Part, found: Row) -> float:
    """The share that a function uses when it is run."""
    theorem, claim = part.theorem()
    if part.attains is not None:
        case = part.attains(theorem, claim, found.N)
    elif found.shown is not None:
        case = found.shown.found.case
    else:
        return np.nan
    (one,) = along(theorem, claim, [case])
    return float(one.share[0, list(one.at).index(found.N)])


def _exact(found: Row) -> str:
    """The certified share as n/d, where it is exactly the worst case of the conditions."""
    without_slack = found.certificates and all(certificate.slack == 0 for _, certificate in found.certificates)
    return "" if found.upper is None or not without_slack else f"{found.upper.numerator}/{found.upper.denominator}"


def numbers(setup: Setup) -> Numbers:
    """Rows (panel, T, bound, worst, certified, share, attained, random); all but `share`, the certified fraction, are shares times the bound."""
    horizons = (1, 2, 4) if setup.quick else (1, 2, 3, 4, 5, 6, 7, 8)
    rows, made = [], {}
    for part in PARTS:
        theorem, claim = part.theorem()
        (unit,) = along(theorem, claim, [part.unit(theorem, claim, horizons[-1])])
        bounds = dict(zip(unit.at, unit.large[0], strict=True))
        most, drawn_from = _random(part, horizons[-1], setup)
        for horizon in horizons:
            found, bound = row(theorem, claim, part.constants, horizon, light=part.attains is not None), bounds[horizon]
            shares = (found.sharpness, None if found.upper is None else float(found.upper), _attained(part, found), most[horizon])
            worst, certified, attained, random = (None if one is None else one * bound for one in shares)
            rows.append((part.name, horizon, bound, worst, certified, _exact(found), attained, random))
        made[f"random instances of {part.id}"] = drawn_from
    return table(("panel", "T", "bound", "worst", "certified", "share", "attained", "random"), rows, made)


def draw(found: Numbers, sheet: Sheet) -> None:
    """One panel for each claim, all of its curves against the horizon."""
    for place, part in enumerate(PARTS):
        one, axes = found.where(panel=part.name), sheet.panel(place, part.id)
        steps = one.floats("T")
        curve(axes, steps, one.floats("bound"), BOUND, "bound")
        curve(axes, steps, one.floats("random"), RANDOM, "best random instance")
        curve(axes, steps, one.floats("worst"), WORST, "worst case")
        curve(axes, steps, one.floats("certified"), CERTIFIED, "certified", markersize=7, markeredgewidth=1.2)
        curve(axes, steps, one.floats("attained"), ATTAINED, part.label)
        _, claim = part.theorem()
        axes.set(xlabel=f"steps {typeset(T)}", ylabel=typeset(claim.lhs.xreplace({t: T} if t in free_indices(claim) else {})))
        _scales(axes, part, min(np.nanmin(one.floats(name)) for name in ("worst", "attained", "random")))
        axes.legend(loc="lower left")
        grid(axes)


def _scales(axes: Axes, part: Part, least: float) -> None:
    decades(axes, x=part.steps, y=part.values)
    axes.set_ylim(ROOM * least if part.values else 0)
    if part.steps:
        axes.set_xticks(TICKS, [str(horizon) for horizon in TICKS])


figure = Figure(
    theorems=tuple(part.id for part in PARTS),
    claims=tuple((part.claim,) for part in PARTS),
    caption=(
        "(a) Convex and (b) nonconvex smooth functions with L = 1 that start at distance 1 from a minimiser, or 1 above the infimum; (c) heavy ball "
        "on smooth and strongly convex functions with L = 1, ",
        sp.Eq(mu, sp.Rational(1, 25)),
        ", ",
        sp.Eq(eta, sp.Rational(1, 2)),
        ", ",
        sp.Eq(beta, sp.Rational(7, 10)),
        "; (d) gradient descent under the Polyak-Lojasiewicz inequality with L = 1, ",
        sp.Eq(mu, sp.Rational(1, 4)),
        ", ",
        sp.Eq(eta, 1),
        ". Solid lines: the claims. Dash-dotted lines: the largest value after ",
        T,
        " steps over all functions of the class, by a semidefinite program; bars: what is certified of it in fractions. In (d) its conditions are "
        "necessary only, and the truth lies between bars and dots. Dots: values that a function attains when it is run. Dashed lines: the largest "
        "share of the bound that any of the random instances uses, times the bound; families that consist of worst cases are left out.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(2, 2),
    height=0.72,
    wide=True,
)
