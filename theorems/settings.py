"""Settings: what the claims of a theorem are about when it is neither all points nor a run of a method alone."""

from dataclasses import dataclass
from typing import Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.online_game import OnlineGame

__all__ = ["DRAWN", "SETTINGS", "Ladder", "OnlineGame", "RandomNetwork"]

STARTS = ("independent", "antisymmetric")


@dataclass(frozen=True, init=False, repr=False)
class RandomNetwork:
    """`RandomNetwork(u)`: the parameter point u is drawn, hidden weights standard normal and output weights 1 or -1, all independent.

    `output_weights="normal"` draws standard normal output weights. Where these are fixed numbers of the network they are drawn too.
    Scales, Tends, E and Probability range over these draws; several points are drawn independently. Every other claim is for all points.
    """

    points: tuple[Any, ...]
    output_weights: str = "signs"

    def __init__(self, *points: Any, output_weights: str = "signs") -> None:
        if output_weights not in ("signs", "normal"):
            raise LanguageError(f'RandomNetwork(output_weights="{output_weights}"): choose "signs" or "normal".', "setting")
        if not points:
            raise LanguageError('RandomNetwork draws the point u of u = points("u"): write RandomNetwork(u).', "setting")
        _check_points("RandomNetwork", points)
        object.__setattr__(self, "points", tuple(points))
        object.__setattr__(self, "output_weights", output_weights)

    def __repr__(self) -> str:
        weights = "" if self.output_weights == "signs" else f", output_weights='{self.output_weights}'"
        return f"RandomNetwork(points={self.points}{weights})"

    def expressions(self) -> list[Any]:
        """The points that are drawn."""
        return list(self.points)


@dataclass(frozen=True, init=False)
class Ladder:
    """`Ladder(over=m)`: the same experiment at doubling sizes m, on networks drawn anew at each; Scales and Tends over m follow a quantity of it.

    over   : a natural of the statement: a width, a depth, or a scale that `given` ties to the start
    points : of a theorem without a method, drawn independently; with a method the start x[0] is drawn. Weights are drawn as the network's
             parametrisation initialises them (without one: hidden weights standard normal, output weights 1 or -1)
    start  : "independent", or "antisymmetric": in pairs of neurons with the same hidden weights and opposite output weights, so that outputs vanish
    until  : a relation about x[t], such as f(x[t]) <= f(x[0])/10**6: each run ends at the first step t where it holds, and T is that step

    Claims that are not about growth are for all points and starts.
    """

    points: tuple[Any, ...]
    over: Any
    start: str
    until: Any

    def __init__(self, *points: Any, over: Any, start: str = STARTS[0], until: Any = None) -> None:
        _check_points("Ladder", points)
        if not isinstance(over, w.Natural):
            raise LanguageError(
                f'Ladder runs over a natural of the statement, as in Ladder(over=m) with m = naturals("m"): {over} is none.', "setting"
            )
        if start not in STARTS:
            raise LanguageError(f'Ladder(start="{start}"): choose "independent" or "antisymmetric".', "setting")
        if until is not None and not isinstance(until, (sp.Le, sp.Lt, sp.Ge, sp.Gt)):
            raise LanguageError(f"Ladder(until={until}): a run ends where a relation holds, as in until=f(x[t]) <= f(x[0])/10**6.", "setting")
        for name, value in (("points", tuple(points)), ("over", over), ("start", start), ("until", until)):
            object.__setattr__(self, name, value)

    def expressions(self) -> list[Any]:
        """The points that are drawn, what grows, and where a run ends."""
        return [*self.points, self.over, *([] if self.until is None else [self.until])]


def _check_points(name: str, points: tuple[Any, ...]) -> None:
    for point in points:
        if not isinstance(point, w.Point) or point == w.x_star:
            raise LanguageError(f'{name} draws points of the statement: {point} is none; write u = points("u").', "setting")
    if len(set(points)) != len(points):
        raise LanguageError(f"{name} names a point twice.", "setting")


DRAWN = (RandomNetwork, Ladder)
"""Settings that say what is drawn for claims about growth; all other claims of their theorems are for all points."""

SETTINGS = (OnlineGame, *DRAWN)
