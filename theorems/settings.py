"""Settings: what the claims of a theorem are about when it is neither all points nor a run of a method alone."""

from dataclasses import dataclass
from typing import Any

from theorems import words as w
from theorems.errors import LanguageError
from theorems.online_game import OnlineGame

__all__ = ["OnlineGame", "RandomNetwork"]


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
        for point in points:
            if not isinstance(point, w.Point) or point == w.x_star:
                raise LanguageError(f'RandomNetwork draws points of the statement: {point} is none; write u = points("u").', "setting")
        if len(set(points)) != len(points):
            raise LanguageError("RandomNetwork names a point twice.", "setting")
        object.__setattr__(self, "points", tuple(points))
        object.__setattr__(self, "output_weights", output_weights)

    def __repr__(self) -> str:
        weights = "" if self.output_weights == "signs" else f", output_weights='{self.output_weights}'"
        return f"RandomNetwork(points={self.points}{weights})"

    def expressions(self) -> list[Any]:
        """The points that are drawn."""
        return list(self.points)
