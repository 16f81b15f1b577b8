"""Bounds of the literature beside the exact worst case, what is certified of it, and what attains it.

The worst case at a horizon is a semidefinite program that is read from the claim; a certificate bounds it in fractions, and a function that is run
attains it. Where they lie below the claim it is loose, for every function of its class at these constants. Under the Polyak-Lojasiewicz inequality
the conditions are necessary only: there the program bounds the worst case from above, and what a function attains bounds it from below.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.along import along
from checkers.experiment.case import Case
from checkers.experiment.trials import drawn, trial
from checkers.worst_case.bracket import Row, row
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, table
from paper_figures.sheet import Sheet, curve, decades, grid, typeset
from paper_figures.style import ATTAINED, BOUND, RANDOM, Stroke
from problems.families import huber, quadratic, zigzag
from problems.instance import Vector
from problems.matching import matching_families
from theorems.catalogue import load, lookup
from theorems.language import T, Theorem, constants

L, mu, eta, beta = constants("L mu eta beta")
ONE, ZERO = Fraction(1), Fraction(0)

EXTREMAL = ("huber", "piecewise", "zigzag")
"""Families made of worst cases; a random member of them is no random function."""

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
    related : what fixes the constants of random instances, whose L is their own
    """

    name: str
    id: str
    claim: int
    constants: dict[str, Fraction]
    unit: Callable[[Theorem, Any, int], Case]
    attains: Callable[[Theorem, Any, int], Case] | None
    label: str
    related: tuple[Any, ...] = field(default=())

    def theorem(self) -> tuple[Theorem, Any]:
        """The theorem and the claim."""
        theorem = load(lookup(self.id)).theorem
        return theorem, theorem.claims[self.claim]


FLAT, STEP, MOMENTUM = Fraction(1, 25), Fraction(1, 2), Fraction(7, 10)
QUARTER = Fraction(1, 4)

PARTS = (
    Part("convex", "gd-convex", 0, {"L": ONE}, _parabola((ONE,), (ONE,)), _huber, "Huber functions"),
    Part("nonconvex", "gd-nonconvex-rate", 1, {"L": ONE}, _parabola((ONE, ONE), (ONE, ONE)), _zigzag, "zigzags"),
    Part(
        "heavy ball",
        "heavy-ball-strongly-convex",
        0,
        {"L": ONE, "mu": FLAT, "eta": STEP, "beta": MOMENTUM},
        _parabola((ONE, FLAT), (ONE, Fraction(5)), eta=STEP, beta=MOMENTUM),
        None,
        "function found",
        (sp.Eq(mu, L / 25), sp.Eq(eta, 1 / (2 * L)), sp.Eq(beta, sp.Rational(7, 10))),
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
    cases = drawn(narrowed, claim, setup.pick(64, 512), horizons, setup.seed, families)
    shares = np.full((len(cases), horizons + 1), np.nan)
    for number, one in enumerate(along(narrowed, claim, cases)):
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
    """The certified share as a fraction, where it is exactly the worst case of the conditions."""
    without_slack = found.certificates and all(certificate.slack == 0 for _, certificate in found.certificates)
    return str(found.upper) if without_slack else ""


def numbers(setup: Setup) -> Numbers:
    """Rows (panel, T, bound, worst, certified, share, attained, random); all but `share`, the certified fraction, are shares times the bound."""
    horizons = (1, 2, 4) if setup.quick else (1, 2, 3, 4, 5, 6, 8, 10)
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
        curve(axes, steps, one.floats("worst"), WORST, "worst case")
        curve(axes, steps, one.floats("certified"), CERTIFIED, "certified", markersize=7, markeredgewidth=1.2)
        curve(axes, steps, one.floats("attained"), ATTAINED, part.label)
        curve(axes, steps, one.floats("random"), RANDOM, "best random instance")
        decades(axes, x=not part.related)
        _, claim = part.theorem()
        axes.set(xlabel=f"steps {typeset(T)}", ylabel=typeset(claim.lhs))
        axes.legend(loc="lower left")
        grid(axes)


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
        ". Lines: the claims. Dots and dashes: the largest value after ",
        T,
        " steps over all functions of the class, a semidefinite program; bars: what is certified of it in fractions; in (d) its conditions are "
        "necessary only, so that the truth lies between the bars and the dots. Dots: values that a function attains when it is run. Dashes: the "
        "largest share of the bound that any of the random instances uses, times the bound; families that consist of worst cases are left out.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(2, 2),
    height=0.72,
    wide=True,
)
