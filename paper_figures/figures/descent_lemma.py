"""The descent lemma: a smooth function lies between two parabolas.

The parabolas are those sides of the two claims that do not name f(v), at one point u and every v of a grid; each v is decided to be an instance.
The shares are those that sharpness counts: the first claim's at the minimiser, where f bends upwards as much as L allows, the second's at u, where
f bends downwards; x^2/2 and its negative use all of a bound at every v.
"""

from dataclasses import replace
from fractions import Fraction

import sympy as sp
from matplotlib.axes import Axes

from checkers.experiment.along import Along, along
from checkers.experiment.trials import trial
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, table
from paper_figures.sheet import Sheet, curve, grid
from paper_figures.style import ATTAINED, BOUND, FAINT, SERIES
from problems.families import quadratic, sine_valley
from problems.instance import Instance
from theorems.catalogue import load, lookup
from theorems.language import constants, f, points

UPPER, LOWER = replace(SERIES[1], marker=""), replace(SERIES[2], marker="")
L = constants("L")
u, v = points("u v")

ONE, ZERO = Fraction(1), Fraction(0)
VALLEY = sine_valley.build(Fraction(1, 8))
"""L = 1; f'' lies between -1/2 and 1."""

POINT, LOWEST = Fraction(3, 2), ZERO
"""Where the parabolas touch, which is where f bends downwards; and the minimiser."""

REACH = 5
"""How far v lies from 0 at most."""

LOW, HIGH = -1.6, 4.4
"""The heights between which the first panel shows its curves."""


def _over(number: int, instance: Instance, at: Fraction, places: list[Fraction]) -> list[Along]:
    """A claim with u = `at` and every v of the grid, one case each."""
    theorem = load(lookup("descent-lemma")).theorem
    claim = theorem.claims[number]
    return along(theorem, claim, [trial(theorem, claim, instance, points={"u": (at,), "v": (place,)}) for place in places])


def _parabola(sign: int) -> Instance:
    """x^2/2 or its negative."""
    return quadratic.build((ONE * sign,), (ZERO,), (ZERO,))


def numbers(setup: Setup) -> Numbers:
    """f and both parabolas at every v, the shares of both bounds that f uses there, and those that +-x^2/2 use."""
    parts = setup.pick(8, 32)
    places = [Fraction(k, parts) for k in range(-REACH * parts, REACH * parts + 1)]
    above, below = (_over(number, VALLEY, POINT, places) for number in (0, 1))
    steep = _over(0, VALLEY, LOWEST, places)
    tight = [_over(number, _parabola(sign), POINT, places) for number, sign in ((0, 1), (1, -1))]
    rows = []
    for place, high, low, *shared in zip(places, above, below, steep, below, *tight, strict=True):
        rows.append((float(place), high.small[0, 0], high.large[0, 0], low.small[0, 0], *(one.share[0, 0] for one in shared)))
    columns = ("v", "f", "above", "below", "used_above", "used_below", "attained_above", "attained_below")
    return table(columns, rows, {"f": VALLEY.formula, "u of the parabolas and of used_below": str(POINT), "u of used_above": str(LOWEST)})


def _models(found: Numbers, axes: Axes) -> None:
    places, values = found.floats("v"), found.floats("f")
    curve(axes, places, found.floats("above"), UPPER, "upper model")
    curve(axes, places, values, BOUND, "$f(v)$")
    curve(axes, places, found.floats("below"), LOWER, "lower model")
    touched = list(places).index(float(POINT))
    axes.plot(places[touched], values[touched], "o", color=BOUND.color, markersize=4)
    axes.annotate("$u$", (places[touched], values[touched]), (0, -10), textcoords="offset points", ha="center")
    axes.set(ylabel="value", ylim=(LOW, HIGH))
    axes.legend(loc="lower left")


def _shares(found: Numbers, axes: Axes) -> None:
    whole = Numbers(found.columns, tuple(row for row in found.rows if float(row[0] or 0).is_integer()))
    axes.axhline(0, color=FAINT, linewidth=0.6)
    curve(axes, whole.floats("v"), whole.floats("attained_above"), ATTAINED, r"$\pm x^2/2$, both bounds")
    curve(axes, found.floats("v"), found.floats("used_above"), UPPER, "$f$, upper bound, $u = 0$")
    curve(axes, found.floats("v"), found.floats("used_below"), LOWER, "$f$, lower bound, $u = 3/2$")
    axes.set(ylabel="share of the bound used", ylim=(-1.35, 1.1))
    axes.legend(loc="lower center")


def draw(found: Numbers, sheet: Sheet) -> None:
    """The parabolas in the first panel, the shares in the second."""
    for place, show in enumerate((_models, _shares)):
        axes = sheet.panel(place)
        show(found, axes)
        axes.set(xlabel="$v$", xlim=(-REACH - 0.2, REACH + 0.2))
        grid(axes)


figure = Figure(
    theorems=("descent-lemma",),
    caption=(
        "(a) The function ",
        f(v),
        " with ",
        sp.Eq(L, 1),
        ", not convex, between the right-hand side of the first claim and that of the second, which touch it at ",
        sp.Eq(u, sp.Rational(3, 2)),
        ". (b) The share of the bound that is used: by the same function, of the upper bound from its minimiser, where it bends upwards as much as ",
        L,
        " allows, and of the lower bound from 3/2, where it bends downwards by at most half of that (negative: it lies on the other side of its "
        "tangent); and by the parabolas, which attain the upper and the lower bound everywhere.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(1, 2),
    height=0.8,
    wide=True,
)
