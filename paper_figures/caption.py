"""The caption of a figure: its own words, then every claim that is drawn, with its source, as LaTeX or as plain text."""

from collections.abc import Iterator

from paper_figures.figure import Figure
from theorems.catalogue import Loaded
from theorems.notation import tex_text
from theorems.printing import in_words, latex, unicode


def as_text(name: str, title: str, figure: Figure) -> str:
    """The caption in Unicode."""
    words, _ = in_words(figure.caption)
    claims = [f"  {unicode(claim)}   ({one.entry.id}; {one.entry.source})" for one, claim in _claims(figure)]
    stated = ["", "Claims drawn:", *claims] if claims else []
    return "\n".join([f"{name}. {title}.", "", words, *stated]) + "\n"


def as_tex(name: str, title: str, figure: Figure) -> str:
    r"""A `\caption` with its `\label`, to stand below `\includegraphics` in a figure environment."""
    _, words = in_words(figure.caption)
    claims = "; ".join(rf"${latex(claim)}$ ({tex_text(one.entry.source.rstrip('.'))})" for one, claim in _claims(figure))
    stated = f" The claims drawn: {claims}." if claims else ""
    return f"\\caption{{\\textbf{{{tex_text(title)}.}} {words}{stated}}}\n\\label{{fig:{name}}}\n"


def _claims(figure: Figure) -> Iterator[tuple[Loaded, object]]:
    for one, numbers in figure.stated():
        yield from ((one, one.theorem.claims[number]) for number in numbers)
