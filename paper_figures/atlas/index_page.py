"""The page of all theorems, by theme, with a filter by lecture, theme, verdict and words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from paper_figures.atlas import figures
from paper_figures.atlas.found import Found, counted
from paper_figures.atlas.layout import SITE, page, section, verdict
from paper_figures.atlas.markup import Html, joined, tag, words
from theorems.printing import unicode

SCRIPT = re.compile(r"(?P<mark>[_^])(?:\{(?P<braced>[^{}]*)\}|\((?P<bracketed>[^()]*)\)|(?P<bare>[\w∞]+))|(?P<star>⋆)")
SCRIPTS = {"_": "sub", "^": "sup"}

OWN = "your files"
"""The group of theorems that belong to no theme."""


def index_page(found: Sequence[Found], drawn: Sequence[figures.Drawn] = ()) -> str:
    """The page of all theorems, as HTML text."""
    groups = {theme: [one for one in found if one.loaded.entry.theme == theme] for theme in sorted({one.loaded.entry.theme for one in found})}
    plates = [figures.shown(one) for one in figures.of_catalogue(drawn)]
    main = [
        tag("h1", "Theorems about optimization for deep learning"),
        tag("p", _lead(found), class_="lead"),
        _filter(found),
        *(_group(theme, members) for theme, members in groups.items()),
        section("figures", "Figures of the catalogue", *plates) if plates else None,
    ]
    return page("index.html", SITE, main, "Theorems about optimization for deep learning, each with its verdict and what it rests on.")


def _lead(found: Sequence[Found]) -> Html:
    told = counted(word for one in found for word in one.verdicts)
    wrong = counted(word for one in found for mutant in one.mutants for word in mutant.verdicts)
    number = sum(count for _, count in told)
    said = [
        f"{len(found)} theorem{'s' * (len(found) != 1)} with {number} claim{'s' * (number != 1)}: {_listed(told)}.",
        f" Of {sum(count for _, count in wrong)} wrong variants of them: {_listed(wrong)}." if wrong else None,
        " ",
        tag("a", "What the verdicts guarantee", href="verdicts.html"),
        ".",
    ]
    return joined(*said)


def _listed(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {name.lower()}" for name, count in counts)


def _filter(found: Sequence[Found]) -> Html:
    """The controls; without the script they are not there, and everything is shown."""
    lectures = sorted({name for one in found for name in one.loaded.entry.lectures})
    themes = sorted({one.loaded.entry.theme for one in found if one.loaded.entry.theme})
    verdicts = [name for name, _ in counted(word for one in found for word in one.verdicts)]
    search = tag("label", tag("span", "Search"), tag("input", type="search", id="q", autocomplete="off", placeholder="/", aria_keyshortcuts="/"))
    chosen = [_select("lecture", lectures), _select("theme", themes), _select("verdict", verdicts)]
    count = tag("p", f"{len(found)} of {len(found)} theorems", id="count", role="status", aria_live="polite")
    clear = tag("button", "Clear", type="button", id="clear")
    return tag("form", search, *chosen, clear, count, id="filter", role="search", aria_label="Filter the theorems", hidden=True)


def _select(name: str, values: Sequence[str]) -> Html:
    every = tag("option", f"every {name}", value="")
    options = (tag("option", words(value) if name == "theme" else value, value=value) for value in values)
    return tag("label", tag("span", name.capitalize()), tag("select", every, options, id=name))


def _group(theme: str, members: Sequence[Found]) -> Html:
    name = f"theme-{theme or 'own'}"
    title = words(theme).capitalize() if theme else OWN.capitalize()
    return tag("section", tag("h2", title, id=name), *(_entry(one) for one in members), class_="group", aria_labelledby=name)


def _entry(found: Found) -> Html:
    entry = found.loaded.entry
    facts = " · ".join([*(["core set"] if entry.core else []), *entry.lectures])
    line = tag("p", tag("code", entry.id), f" · {facts}" if facts else None, f" · {entry.source}" if entry.source else None, class_="facts")
    claims = (_claim(found, number) for number in range(len(found.verdicts)))
    return tag(
        "article",
        tag("h3", tag("a", entry.title, href=found.link)),
        tag("ul", claims, class_="claims"),
        line,
        class_="entry",
        data_theme=entry.theme,
        data_lectures=" ".join(entry.lectures),
        data_verdicts="|".join(dict.fromkeys(found.verdicts)),
    )


def _claim(found: Found, number: int) -> Html:
    claim = tag("span", in_the_line(unicode(found.loaded.theorem.claims[number])), class_="statement")
    result = found.results[number]
    sharp = None if result is None or result.get("sharpness") is None else tag("span", f"sharpness {result['sharpness']}", class_="sharp")
    return tag("li", claim, tag("span", sharp, " ", verdict(found.verdicts[number]), class_="outcome"))


def in_the_line(text: str) -> Html:
    """A claim in one line of Unicode with its scripts raised and lowered, and its letters in italics."""
    return Html("".join(f"<{SCRIPTS[mark]}>{_slanted(inside)}</{SCRIPTS[mark]}>" if mark else _slanted(inside) for mark, inside in _pieces(text)))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What is lowered (`_`), what is raised (`^`), and what stands between."""
    end = 0
    for found in SCRIPT.finditer(text):
        yield "", text[end : found.start()]
        yield found["mark"] or "_", found["braced"] or found["bracketed"] or found["bare"] or found["star"]
        end = found.end()
    yield "", text[end:]


def _slanted(text: str) -> str:
    """Escaped, single letters in italics; words such as log stay upright."""
    pieces = re.split(r"([A-Za-z]+|[α-ωℓ])", text)
    return "".join(f"<i>{piece}</i>" if piece.isalpha() and len(piece) <= 2 else escape(piece, quote=False) for piece in pieces)
