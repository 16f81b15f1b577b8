"""A figure: whose theorems' claims it draws, how its numbers are computed, how they are drawn, and what its caption says.

A module of `paper_figures/figures/` holds one, called `figure`; its name is that of the module with dashes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paper_figures.numbers import Numbers
from theorems.catalogue import Loaded, load, lookup

if TYPE_CHECKING:
    from paper_figures.sheet import Sheet


@dataclass(frozen=True)
class Setup:
    """What the numbers of a figure depend on besides its own code and the recorded evidence.

    quick : fewer random instances, seeds and steps, so that all figures take about two minutes; seed : the root of every stream.
    """

    quick: bool = False
    seed: int = 0

    def pick(self, quick: int, whole: int) -> int:
        """A count: the first for a quick figure."""
        return quick if self.quick else whole


@dataclass(frozen=True)
class Figure:
    """One figure.

    theorems : ids of the theorems whose claims it draws; the caption states the claims, and the pages of the theorems show the figure
    caption  : sentences in words and expressions, as in ("the gap after ", T, " steps"); the title is the first line of the module's docstring
    numbers  : the table it is drawn from; draw sees nothing else
    panels   : rows and columns of panels; height : of a panel in widths of a panel; wide : over the whole width of the text
    claims   : which claims of each theorem the caption states, by number; all unless given
    """

    theorems: tuple[str, ...]
    caption: tuple[Any, ...]
    numbers: Callable[[Setup], Numbers]
    draw: Callable[[Numbers, "Sheet"], None]
    panels: tuple[int, int] = (1, 1)
    height: float = 0.62
    wide: bool = False
    claims: tuple[tuple[int, ...], ...] = ()

    def stated(self) -> list[tuple[Loaded, tuple[int, ...]]]:
        """The theorems with the numbers of their claims that are drawn."""
        loaded = [load(lookup(id)) for id in self.theorems]
        chosen = self.claims or tuple(tuple(range(len(one.theorem.claims))) for one in loaded)
        return list(zip(loaded, chosen, strict=True))
