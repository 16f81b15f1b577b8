"""Draws a figure's numbers: bytes of a file format that are the same on every run, with the configuration inside."""

import io
import json
from collections.abc import Mapping
from typing import Any

import matplotlib
from matplotlib.figure import Figure as Paper

from paper_figures.figure import Figure
from paper_figures.numbers import Numbers
from paper_figures.sheet import Sheet
from paper_figures.style import settings

FORMATS = ("pdf", "svg", "png")


def drawn(figure: Figure, numbers: Numbers, form: str, style: str = "neurips", told: Mapping[str, Any] | None = None, title: str = "") -> bytes:
    """The file of a figure; `told` is the configuration that goes into its metadata."""
    target = io.BytesIO()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(settings(style, figure))
        paper = Paper()
        panels = paper.subplots(*figure.panels, squeeze=False)
        figure.draw(numbers, Sheet(paper, panels))
        paper.savefig(target, format=form, metadata=_metadata(form, title, dict(told or {})))
    return target.getvalue()


def _metadata(form: str, title: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """No date and no machine, so that two runs give the same bytes."""
    said = json.dumps(told, sort_keys=True)
    if form == "pdf":
        return {"Title": title, "Keywords": said, "Creator": "lemmata", "Producer": None, "CreationDate": None}
    if form == "svg":
        return {"Title": title, "Description": said, "Creator": "lemmata", "Date": None}
    return {"Title": title, "Description": said, "Software": "lemmata"}


def svg(figure: Figure, numbers: Numbers, style: str = "neurips", told: Mapping[str, Any] | None = None, title: str = "") -> str:
    """The figure as SVG text, its letters as outlines."""
    return drawn(figure, numbers, "svg", style, told, title).decode("utf-8")
