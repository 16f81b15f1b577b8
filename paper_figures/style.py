"""How figures look: sizes of the venues (by tueplots), fonts that come with matplotlib, strokes that differ in colour, in dash and in marker.

No TeX is needed, and no font of the machine is used, so that a figure is the same everywhere. The colours are those of Okabe and Ito, which
colour-blind readers tell apart; dashes and markers tell the curves apart in grey.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tueplots import bundles

if TYPE_CHECKING:
    from paper_figures.figure import Figure

STYLES = ("neurips", "icml", "iclr", "jmlr")

NARROW = 0.6
"""The share of a one-column text that a figure takes which is not wide."""


@dataclass(frozen=True)
class Stroke:
    """How a curve is drawn: `color`, `dash` as matplotlib's linestyle ("" for none), `marker` ("" for none)."""

    color: str
    dash: Any = "-"
    marker: str = ""


BOUND = Stroke("#000000", "-")
"""What a theorem claims."""

ATTAINED = Stroke("#0072B2", "", "o")
"""What an instance attains at which the bound is tight."""

RANDOM = Stroke("#D55E00", (0, (4, 1.5)), "s")
"""The most that random instances reach."""

WRONG = Stroke("#CC79A7", (0, (1, 1.2)))
"""A claim that is false."""

SERIES = (
    Stroke("#0072B2", "-", "o"),
    Stroke("#D55E00", (0, (4, 1.5)), "s"),
    Stroke("#009E73", (0, (6, 1.5, 1, 1.5)), "^"),
    Stroke("#E69F00", (0, (1, 1.2)), "D"),
    Stroke("#56B4E9", (0, (8, 2)), "v"),
)
"""Curves of one kind, in turn."""

FAINT = "#999999"
"""What is there for orientation only: grids, levels, zero lines."""

_COMMON: Mapping[str, Any] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "lemmata",
    "pdf.fonttype": 42,
    "figure.dpi": 100,
    "savefig.dpi": 300,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "axes.formatter.use_mathtext": True,
    "axes.unicode_minus": True,
    "axes.titlelocation": "left",
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.minor.width": 0.4,
    "ytick.minor.width": 0.4,
    "lines.linewidth": 1.2,
    "lines.markersize": 3.0,
    "legend.frameon": False,
    "legend.handlelength": 2.4,
    "legend.borderaxespad": 0.2,
    "legend.labelspacing": 0.3,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "image.cmap": "cividis",
}

_TIMES = {"font.serif": ["STIXGeneral"], "mathtext.fontset": "stix"}
_COMPUTER_MODERN = {"font.serif": ["cmr10"], "mathtext.fontset": "cm"}


def settings(style: str, figure: "Figure") -> dict[str, Any]:
    """matplotlib's settings for a figure of a venue; the height follows from the panels."""
    rows, columns = figure.panels
    found = {**_bundle(style, figure.wide), **_COMMON, **(_COMPUTER_MODERN if style == "jmlr" else _TIMES)}
    width = found["figure.figsize"][0]
    return {**found, "figure.figsize": (width, rows * figure.height * width / columns)}


def _bundle(style: str, wide: bool) -> dict[str, Any]:
    share = 1.0 if wide else NARROW
    match style:
        case "neurips":
            found = bundles.neurips2024(usetex=False, rel_width=share)
        case "iclr":
            found = bundles.iclr2024(usetex=False, rel_width=share)
        case "icml":
            found = bundles.icml2024(usetex=False, column="full" if wide else "half")
        case "jmlr":
            found = bundles.jmlr2001(rel_width=share)
        case _:
            raise ValueError(f"no style {style!r}: there are {', '.join(STYLES)}")
    return {**found, "text.usetex": False, "font.family": "serif"}
