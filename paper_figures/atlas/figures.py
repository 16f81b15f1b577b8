"""The figures that a page shows: drawn once, each with the words and the claims of its caption, as SVG that can stand in a page."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from paper_figures import discovery
from paper_figures.atlas.layout import command
from paper_figures.atlas.markup import Html, joined, tag
from paper_figures.atlas.mathml import formula, sentence
from paper_figures.drawing import svg
from paper_figures.figure import Figure, Setup
from theorems.printing import in_words, latex

STROKES = "stroke-linejoin:round;stroke-linecap:butt;"
"""What matplotlib says of all strokes in a style that would reach beyond the figure."""

MANY = 4
"""A figure of more theorems than this is about the catalogue: it stands on the page of all theorems."""


@dataclass(frozen=True)
class Drawn:
    """A figure with its name and title, as SVG text, and the command that draws it."""

    name: str
    title: str
    figure: Figure
    svg: str
    command: str


def chosen(ids: Iterable[str]) -> dict[str, Figure]:
    """The figures that draw a claim of one of the theorems."""
    wanted = set(ids)
    return {name: figure for name, figure in discovery.figures().items() if wanted & set(figure.theorems)}


def drawn(figures: dict[str, Figure], setup: Setup, on_progress: Callable[[str, int, int], None] | None = None) -> Iterator[Drawn]:
    """Compute and draw figures, one after the other."""
    titles = discovery.names()
    for number, (name, figure) in enumerate(figures.items()):
        if on_progress:
            on_progress(f"figure {name}", number, len(figures))
        again = f"lemmata figures {name}{' --quick' if setup.quick else ''}{f' --seed {setup.seed}' if setup.seed else ''}"
        yield Drawn(name, titles[name], figure, svg(figure, figure.numbers(setup), title=titles[name]), again)


def of_theorem(id: str, figures: Iterable[Drawn]) -> list[Drawn]:
    """The figures that the page of a theorem shows."""
    return [one for one in figures if id in one.figure.theorems and len(one.figure.theorems) <= MANY]


def of_catalogue(figures: Iterable[Drawn]) -> list[Drawn]:
    """The figures that are about the catalogue."""
    return [one for one in figures if len(one.figure.theorems) > MANY]


def shown(one: Drawn, known: Container[str] | None = None) -> Html:
    """The figure with its caption and the command that draws it anew; with the claims drawn on pages beside those that are `known`."""
    plain, _ = in_words(one.figure.caption)
    label = f"Figure: {one.title}"
    picture = tag("div", inline(one.svg, one.name, one.title, plain), class_="plate scroll", tabindex="0", role="group", aria_label=label)
    words = tag("p", tag("b", f"{one.title}."), " ", sentence(one.figure.caption))
    caption = tag("figcaption", words, None if known is None else _claims(one.figure, known))
    return tag("figure", picture, caption, command(one.command), id=f"figure-{one.name}")


def _claims(figure: Figure, known: Container[str]) -> Html | None:
    """The claims that are drawn, each with its theorem."""
    rows = []
    for loaded, numbers in figure.stated():
        id = loaded.entry.id
        name = tag("a", id, href=f"{id}.html") if id in known else tag("code", id)
        rows += [tag("li", name, ": ", _scrolling(latex(loaded.theorem.claims[number]), f"A claim of {id}")) for number in numbers]
    return joined(tag("p", "Claims drawn:"), tag("ul", rows)) if rows else None


def _scrolling(tex: str, label: str) -> Html:
    """A formula in a line of its own, which scrolls where it is wider than the page."""
    return tag("div", formula(tex), class_="formula", tabindex="0", role="group", aria_label=label)


def inline(text: str, name: str, title: str, said: str) -> Html:
    """SVG that stands in a page: without prolog, metadata and a style for all of the page, with a name for those who do not see it, ids its own."""
    body = text[text.index("<svg") :]
    body = re.sub(r"<(metadata|style)\b.*?</\1>", "", body, flags=re.S)
    ids = set(re.findall(r'\bid="([^"]+)"', body))
    body = re.sub(r'\bid="([^"]+)"', lambda found: f'id="{name}-{found[1]}"', body)
    body = re.sub(r'(href="#|url\(#)([^")]+)', lambda found: f"{found[1]}{name}-{found[2]}" if found[2] in ids else found[0], body)
    return Html(_named(_compact(_without_unused_ids(body)), name, title, said))


def _without_unused_ids(body: str) -> str:
    """matplotlib names every group; only what is referred to needs a name."""
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', body))
    return re.sub(r' id="([^"]+)"', lambda found: found[0] if found[1] in used else "", body)


def _compact(body: str) -> str:
    """Without comments, and without the space between elements."""
    return re.sub(r">\s+<", "><", re.sub(r"<!--.*?-->", "", body, flags=re.S)).strip()


def _named(body: str, name: str, title: str, said: str) -> str:
    """The root element with a role, a title, a description, and a width that follows the page."""
    root, rest = body.split(">", 1)
    box = re.search(r'viewBox="[\d. ]+"', root)
    width = re.search(r'\bwidth="([\d.]+)pt"', root)
    size = f' style="{STROKES}{f"max-width:{float(width[1]) * 1.6:.0f}px" if width else ""}"'
    named = f'<title id="{name}-title">{escape(title, quote=False)}</title><desc id="{name}-desc">{escape(said, quote=False)}</desc>'
    start = f'<svg role="img" aria-labelledby="{name}-title" aria-describedby="{name}-desc" {box[0] if box else ""}{size}'
    xlink = ' xmlns:xlink="http://www.w3.org/1999/xlink"' if "xlink:" in rest else ""
    return joined(Html(f"{start}{xlink}>{named}{rest.replace(f'<title>{escape(title)}</title>', '', 1)}"))
