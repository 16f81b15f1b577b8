"""HTML as it is written: elements with everything escaped that is not HTML already."""

from html import escape
from typing import Any

VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})


class Html(str):
    """Text that is HTML already; any other string is words, and is escaped where it enters a page."""

    __slots__ = ()


def tag(name: str, /, *children: Any, **attributes: Any) -> Html:
    """An element. `class_` is the attribute class and `data_theme` data-theme; None and False leave an attribute out, True has no value."""
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None and value is not False)
    if name in VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(*children)}</{name}>")


def _attribute(key: str, value: Any) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def joined(*children: Any) -> Html:
    """Children one after the other; None is nothing, a list or an iterator is its members."""
    return Html("".join(_child(child) for child in children))


def _child(child: Any) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    return escape(child, quote=False) if isinstance(child, str) else joined(*child)


def words(text: str) -> str:
    """A name of the code as words: `first_order` is first order."""
    return text.replace("_", " ")


def anchor(*parts: Any) -> str:
    """An id made of letters, digits and dashes."""
    kept = "-".join(str(part) for part in parts)
    return "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in kept).strip("-")
