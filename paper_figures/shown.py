"""A figure with its numbers, which a notebook shows as SVG."""

from dataclasses import dataclass

from paper_figures import caption, drawing
from paper_figures.discovery import find, names
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers


@dataclass(frozen=True, repr=False)
class Shown:
    """A figure, its name and title, and the table that it is drawn from."""

    name: str
    title: str
    figure: Figure
    numbers: Numbers
    style: str = "neurips"

    def __repr__(self) -> str:
        return f"<figure {self.name}: {self.title}>"

    def _repr_svg_(self) -> tuple[str, dict[str, str]]:
        """The figure, to be laid on white where a notebook is dark."""
        return drawing.svg(self.figure, self.numbers, self.style, title=self.title), {"needs_background": "light"}

    @property
    def caption(self) -> str:
        """The caption in Unicode, with the claims that are drawn."""
        return caption.as_text(self.name, self.title, self.figure).strip()


def draw(what: str | Figure, *, quick: bool = False, seed: int = 0, style: str = "neurips", title: str = "") -> Shown:
    """A figure of the catalogue by its name, or one of your own, with its numbers computed now; FigureNameError for an unknown name."""
    own = isinstance(what, Figure)
    figure = what if isinstance(what, Figure) else find(what)
    name = "figure" if own else str(what)
    return Shown(name, title or ("" if own else names()[name]), figure, figure.numbers(Setup(quick, seed)), style)
