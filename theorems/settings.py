"""Settings: what the claims of a theorem are about when it is neither all points nor a run of a method alone."""

from dataclasses import dataclass
from typing import Any

from theorems import words as w
from theorems.errors import LanguageError
from theorems.online_game import OnlineGame

__all__ = ["OnlineGame", "RandomNetwork"]


@dataclass(frozen=True, init=False)
class RandomNetwork:
    """`RandomNetwork(u)`: the parameter point u is drawn, hidden weights standard normal and output weights 1 or -1, all independent.

    Scales, Tends, E and Probability range over these draws; several points are drawn independently. Every other claim is for all points.
    """

    points: tuple[Any, ...]

    def __init__(self, *points: Any) -> None:
        if not points:
            raise LanguageError('RandomNetwork draws the point u of u = points("u"): write RandomNetwork(u).', "setting")
        for point in points:
            if not isinstance(point, w.Point) or point == w.x_star:
                raise LanguageError(f'RandomNetwork draws points of the statement: {point} is none; write u = points("u").', "setting")
        if len(set(points)) != len(points):
            raise LanguageError("RandomNetwork names a point twice.", "setting")
        object.__setattr__(self, "points", tuple(points))

    def expressions(self) -> list[Any]:
        """The points that are drawn."""
        return list(self.points)
