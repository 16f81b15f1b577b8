"""What every page has: the head, the way past the navigation, the navigation, and what a formula or a verdict looks like."""

from collections.abc import Iterable, Sequence
from typing import Any

from paper_figures.atlas.markup import Html, anchor, joined, tag
from paper_figures.atlas.mathml import formula

SITE = "Lemmata atlas"
PAGES = (("index.html", "Theorems"), ("hypotheses.html", "Hypotheses"), ("methods.html", "Methods"), ("verdicts.html", "Verdicts"))
MADE_BY = "lemmata report"


def page(path: str, title: str, main: Iterable[Any], description: str = "", contents: Sequence[tuple[str, str]] = ()) -> str:
    """A whole page; `path` is where it stands in the site, `contents` are (anchor, words) of its sections."""
    root = "../" * path.count("/")
    head = joined(
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title if title == SITE else f"{title} · {SITE}"),
        tag("meta", name="description", content=description or title),
        tag("meta", name="generator", content=MADE_BY),
        tag("meta", name="color-scheme", content="light dark"),
        tag("link", rel="icon", href="data:,"),
        tag("link", rel="stylesheet", href=f"{root}style.css"),
        tag("script", src=f"{root}atlas.js", defer=True),
    )
    body = (
        tag("a", "Skip to the content", class_="skip", href="#content"),
        _header(root, path),
        tag("div", _contents(contents), tag("main", *main, id="content", tabindex="-1"), class_="page" if contents else "page plain"),
        _footer(),
    )
    return f"<!DOCTYPE html>\n{tag('html', tag('head', head), tag('body', *body), lang='en')}\n"


def _header(root: str, path: str) -> Html:
    links = (tag("li", tag("a", words, href=root + to, aria_current="page" if to == path else None)) for to, words in PAGES)
    name = tag("a", "lemmata", tag("span", " atlas"), class_="site", href=f"{root}index.html")
    return tag("header", name, tag("nav", tag("ul", links), aria_label="Site"), class_="top")


def _contents(contents: Sequence[tuple[str, str]]) -> Html | None:
    if not contents:
        return None
    links = (tag("li", tag("a", words, href=f"#{name}")) for name, words in contents)
    return tag("nav", tag("p", "On this page"), tag("ul", links), class_="contents", aria_label="On this page")


def _footer() -> Html:
    said = "Each formula, verdict and number here is made from the theorem's own statement and from recorded evidence. Made by "
    return tag("footer", tag("p", said, tag("code", MADE_BY), "."))


def section(name: str, title: Any, *children: Any) -> Html:
    """A section with its heading."""
    return tag("section", tag("h2", title, id=name), *children, aria_labelledby=name)


def displayed(tex: str, label: str) -> Html:
    """A displayed formula that scrolls in a box of its own where it is wider than the column, with its LaTeX to copy."""
    box = tag("div", formula(tex, display=True), class_="formula", tabindex="0", role="group", aria_label=label)
    return tag("div", box, latex(tex), class_="display")


def latex(tex: str) -> Html:
    """The LaTeX of a formula, folded."""
    return tag("details", tag("summary", "LaTeX"), copied(tex), class_="tex")


def copied(text: str) -> Html:
    """Text to be copied; the script adds a button."""
    return tag("pre", tag("code", text), class_="copy")


def command(text: str) -> Html:
    """A command that a reader can run."""
    return tag("pre", tag("code", text), class_="copy command")


def verdict(word: str, root: str = "") -> Html:
    """A verdict in its own word, with what it guarantees one step away."""
    return tag("a", word, class_=f"verdict {anchor(word.lower())}", href=f"{root}verdicts.html#{anchor(word.lower())}")


def listed(parts: Iterable[tuple[str, Any]], class_: str = "parts") -> Html:
    """Named parts, one below the other; equal names that follow each other are said once."""
    rows, before = [], None
    for name, said in parts:
        rows += [tag("dt", name)] if name != before else []
        rows.append(tag("dd", said))
        before = name
    return tag("dl", rows, class_=class_)
