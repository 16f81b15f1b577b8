"""The figures there are: every module of `paper_figures.figures`. No list is kept by hand."""

import ast
import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

import paper_figures.figures
from theorems.errors import did_you_mean

if TYPE_CHECKING:
    from paper_figures.figure import Figure


class FigureNameError(Exception):
    """A name that no figure has."""


def names() -> dict[str, str]:
    """The names of all figures with the first lines of their docstrings; nothing is imported."""
    folder = Path(next(iter(paper_figures.figures.__path__)))
    modules = [module.name for module in pkgutil.iter_modules([str(folder)]) if not module.name.startswith("_")]
    return {name.replace("_", "-"): _title(folder / f"{name}.py") for name in sorted(modules)}


def _title(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_bytes())) or "").split("\n")[0].removesuffix(".")


def find(name: str) -> "Figure":
    """The figure of that name; FigureNameError says which there are."""
    known = names()
    if name not in known:
        raise FigureNameError(f'no figure is called "{name}".{did_you_mean(name, list(known))} There are: {", ".join(known)}.')
    return _made(name)


def _made(name: str) -> "Figure":
    figure: Figure = importlib.import_module(f"paper_figures.figures.{name.replace('-', '_')}").figure
    return figure


def figures() -> dict[str, "Figure"]:
    """Every figure by its name, in alphabetical order."""
    return {name: _made(name) for name in names()}


def of_theorem(id: str) -> dict[str, "Figure"]:
    """The figures that draw a claim of a theorem."""
    return {name: figure for name, figure in figures().items() if id in figure.theorems}
