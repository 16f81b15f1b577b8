"""What a figure is drawn on: panels, and curves in the strokes of the style."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Paper
from matplotlib.ticker import NullFormatter

from paper_figures.numbers import Numbers
from paper_figures.style import FAINT, Stroke
from theorems.printing import latex

MARKERS = 9
"""Markers on a curve at most, so that a dense one stays a line."""


@dataclass(frozen=True)
class Sheet:
    """matplotlib's figure with its panels, (rows, columns) of them."""

    paper: Paper
    panels: np.ndarray

    def panel(self, number: int = 0, title: str = "") -> Axes:
        """A panel by its number, row by row, with the letter that a caption calls it by where there are several."""
        axes: Axes = self.panels.reshape(-1)[number]
        letter = f"({'abcdefgh'[number]})" if self.panels.size > 1 else ""
        axes.set_title(" ".join(part for part in (letter, title) if part))
        return axes


def curve(axes: Axes, x: Any, y: Any, stroke: Stroke, label: str = "", **more: Any) -> None:
    """One curve, (K,) against (K,), with a few markers where the stroke has some; all of them where it has no line."""
    every = 1 if not stroke.dash else max(1, -(-len(x) // MARKERS))
    line = stroke.dash or "none"
    axes.plot(x, y, color=stroke.color, linestyle=line, marker=stroke.marker or None, markevery=every, label=label or None, **more)


def band(axes: Axes, one: Numbers, over: str, stroke: Stroke) -> None:
    """From the least to the most, two columns of a table, over another one."""
    axes.fill_between(one.floats(over), one.floats("least"), one.floats("most"), color=stroke.color, alpha=0.2, linewidth=0)


def below(sheet: Sheet, columns: int, order: Sequence[str] = ()) -> None:
    """One legend of all panels below them; `order` are the labels, as they come unless given."""
    handles = {label: handle for axes in sheet.paper.axes for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)}
    chosen = [label for label in dict.fromkeys(order) if label in handles] if order else list(handles)
    sheet.paper.legend([handles[label] for label in chosen], chosen, loc="outside lower center", ncols=columns)


def grid(axes: Axes) -> None:
    """Faint lines at the major ticks."""
    axes.grid(True, which="major", color=FAINT, linewidth=0.3, alpha=0.5)
    axes.set_axisbelow(True)


def decades(axes: Axes, x: bool = True, y: bool = True) -> None:
    """Logarithmic axes that name powers of ten only."""
    for wanted, name, axis in ((x, "x", axes.xaxis), (y, "y", axes.yaxis)):
        if wanted:
            axes.set(**{f"{name}scale": "log"})
            axis.set_minor_formatter(NullFormatter())


def typeset(formula: Any) -> str:
    """An expression of the language as the text of a label."""
    return f"${latex(formula)}$"
