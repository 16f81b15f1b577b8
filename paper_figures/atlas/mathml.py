"""Formulas in MathML, which browsers set themselves.

latex2mathml reads the LaTeX; its tree is then put right where it says less than the formula: brackets and bars that belong together
become one group (with the exponent on the group, not on the closing bracket), names such as Reg become one identifier,
the range below a minimum stands below it, and the nabla and the star are no binary operators.
"""

from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import Converter

from paper_figures.atlas.markup import Html

SCRIPTED = ("msub", "msup", "msubsup", "munder", "mover", "munderover")
CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
BARS = ("|", "‖")
LETTERS = ("∇", "⋆", "∞", "…")
UPRIGHT = tuple("ΓΔΘΛΞΠΣΦΨΩ")
RELATIONS = {"~": "∼", "∼": "∼"}
NAMED = ("max", "min", "sup", "inf", "log", "exp")


def formula(tex: str, display: bool = False) -> Html:
    """A formula given in LaTeX (without dollars), in the line or as a display."""
    math = Converter(display="block" if display else "inline").convert_to_element(tex)
    del math.attrib["xmlns"]
    _read(math)
    _righted(math, display)
    if not display:
        del math.attrib["display"]
    math.set("alttext", tex)
    return Html(tostring(math, encoding="unicode"))


def _read(e: Element) -> None:
    """The letters in place of their numbers."""
    for member in e.iter():
        member.text = None if member.text is None else unescape(member.text)


def _righted(e: Element, display: bool) -> None:
    _named(e)
    for member in e:
        _righted(member, display)
    if e.tag in ("math", "mrow", "msqrt", "mtd"):
        _replace(e, _grouped(list(e)))
    if e.tag in SCRIPTED and len(e) > 1:
        _script(e, display)
    if e.tag == "mrow" and len(e) == 1:
        _become(e, e[0])


def _replace(e: Element, children: Iterable[Element]) -> None:
    for child in list(e):
        e.remove(child)
    e.extend(children)


def _become(e: Element, other: Element) -> None:
    """A row of one member is that member."""
    children, text, attributes = list(other), other.text, dict(other.attrib)
    e.tag, e.text = other.tag, text
    e.attrib.clear()
    e.attrib.update(attributes)
    _replace(e, children)


def _named(e: Element) -> None:
    """`R`, `e`, `g` in upright letters are the name Reg; a nabla, a star and infinity are letters; names and signs as TeX sets them."""
    upright = [member for member in e if member.tag == "mi" and member.get("mathvariant") == "normal"]
    if e.tag == "mrow" and len(e) > 1 and len(upright) == len(e):
        e.tag, e.text = "mi", "".join(member.text or "" for member in e)
        _replace(e, [])
    elif e.tag == "mo" and e.text in LETTERS:
        e.tag = "mi"
        e.attrib.clear()
        if e.text == "∇":
            e.set("mathvariant", "normal")
    elif e.tag in ("mo", "mi") and e.text in NAMED:
        e.tag = "mo"
        e.attrib.update(form="prefix", lspace="0", rspace="0")
    elif e.tag == "mi" and e.text in UPRIGHT:
        e.set("mathvariant", "normal")
    elif e.tag == "mi" and e.text in (";", ","):
        e.tag = "mo"
    elif e.tag in ("mo", "mi") and e.text in RELATIONS:
        e.tag, e.text = "mo", RELATIONS[e.text]
        e.attrib.update(lspace="0.278em", rspace="0.278em")


def _script(e: Element, display: bool) -> None:
    """In a display the range of a minimum stands below it; what stands in a script has no spaces around its signs."""
    base = e[0]
    if display and e.tag == "msub" and base.tag == "mo" and base.text in NAMED:
        e.tag = "munder"
        base.set("rspace", "0.167em")


def _sign(e: Element) -> str:
    """The bracket, the bar or the operator that a member of a row is, also where it bears an exponent; else nothing."""
    held = e[0] if e.tag in SCRIPTED and len(e) else e
    return held.text or "" if held.tag == "mo" and held.get("form") != "prefix" else ""


def _grouped(children: list[Element]) -> Iterator[Element]:
    """A row whose brackets and bars that belong together are groups."""
    if len(children) > 1 and children[0].get("form") == "prefix" and children[-1].get("form") == "postfix":
        yield from (children[0], *_grouped(children[1:-1]), children[-1])
        return
    frames: list[list[Element]] = [[]]
    for child in children:
        sign, opened = _sign(child), _sign(frames[-1][0]) if len(frames) > 1 else ""
        if len(frames) > 1 and _closes(sign, opened, frames[-1]):
            inside = frames.pop()
            frames[-1].append(_group(inside, child))
        elif child.tag == "mo" and (sign in CLOSING or sign in BARS):
            frames.append([child])
        else:
            frames[-1].append(child)
    yield from (child for frame in frames for child in frame)


def _closes(sign: str, opened: str, frame: list[Element]) -> bool:
    if sign in BARS:
        before = [child for child in frame if child.tag != "mspace"][-1]
        return sign == opened and len(frame) > 1 and before.tag != "mo"
    return bool(sign) and CLOSING.get(opened) == sign


def _group(inside: list[Element], closing: Element) -> Element:
    """The group of an opening bracket, what follows it, and the closing one, whose exponent is that of the group."""
    group = Element("mrow")
    if closing.tag == "mo":
        group.extend([*inside, closing])
        return group
    bracket, *scripts = list(closing)
    group.extend([*inside, bracket])
    _replace(closing, [group, *scripts])
    return closing


def sentence(parts: Iterable[Any]) -> Html:
    """Words and expressions, as `theorems.printing` says them: words escaped, expressions as formulas in the line."""
    from theorems.printing import latex

    return Html("".join(escape(part, quote=False) if isinstance(part, str) else formula(latex(part)) for part in parts))
