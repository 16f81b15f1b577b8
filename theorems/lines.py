r"""Long formulas in several lines: how wide a formula is about, where it may be broken, and which breaks are taken.

A line breaks before a relation or a + or - that stands outside all brackets; only where that is not enough between the factors of a product;
and only where that is not enough within brackets that do not grow. Nothing is broken within `\left( ... \right)`, a fraction, a root or a norm.
"""

import re
from collections import deque
from collections.abc import Callable

ROOM = 32.0
"""The width of a display in em: a little less than the text of a 10 pt article (34.5 em)."""

INDENT = 2.0
"""Em by which a further line is moved in."""

_TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|\s+|.", re.S)
_RELATIONS = (r"\leq", r"\geq", "<", ">", "=", r"\sim", r"\to")
_OPENING, _CLOSING = (r"\left", "(", "{", "[", r"\{", r"\langle"), (r"\right", ")", "}", "]", r"\}", r"\rangle")
_WIDTHS = {
    **dict.fromkeys(_RELATIONS, 1.3), "+": 1.0, "-": 1.0, r"\,": 0.17, r"\quad": 1.0, r"\left": 0.25, r"\right": 0.25, r"\middle": 0.25,
    r"\displaystyle": 0.0, r"\text": 0.0, r"\mathrm": 0.0, r"\mathbb": 0.15, r"\nabla": 0.83, r"\max": 1.9, r"\min": 1.7, r"\log": 1.3, r"\exp": 1.6,
    r"\infty": 1.0, r"\sum": 1.44, "(": 0.39, ")": 0.39, "[": 0.28, "]": 0.28, "|": 0.28, r"\|": 0.5, ",": 0.45, "'": 0.3, " ": 0.0,
}  # fmt: skip
_LETTER = 0.56
_OPERATOR = re.compile(r"\\(max|min|sum)_\{[^{}]*\}(\^\{[^{}]*\}|\^\S)?$")


def width(tex: str) -> float:
    """About how wide a displayed formula is, in em; rather too much than too little."""
    return _sequence(deque(_TOKEN.findall(tex)), "")


def _sequence(tokens: deque[str], end: str) -> float:
    total = 0.0
    while tokens:
        token = tokens.popleft()
        if token == end:
            break
        total += _one(token, tokens)
    return total


def _one(token: str, tokens: deque[str]) -> float:
    if token == "{":
        return _sequence(tokens, "}")
    if token in ("_", "^"):
        return 0.7 * _argument(tokens)
    if token == r"\frac":
        return max(_argument(tokens), _argument(tokens)) + 0.24
    if token == r"\sqrt":
        return 0.9 + _argument(tokens)
    return _WIDTHS.get(token.strip() or " ", _LETTER)


def _argument(tokens: deque[str]) -> float:
    while tokens and tokens[0].isspace():
        tokens.popleft()
    return _one(tokens.popleft(), tokens) if tokens else 0.0


def rows(tex: str, room: float = ROOM) -> list[str]:
    r"""The rows of a formula for `split` or `aligned`, with & where they are aligned; one row without & where it fits `room` (in em)."""
    if width(tex) <= room:
        return [tex]
    pieces = [tex]
    for cuts in (_between_terms, _between_factors, _within_brackets):
        pieces = [part for piece in pieces for part in (_cut(piece, cuts) if width(piece) > room - INDENT else [piece])]
    first = width(pieces[0])
    under = room - first - INDENT
    if len(pieces) > 1 and pieces[1].startswith(_RELATIONS) and first <= room / 3 and all(width(piece) <= under for piece in pieces[1:]):
        head, *rest = _filled(pieces[1:], under)
        return [f"{pieces[0]} & {head}", *(rf"& \quad {_continued(line)}" for line in rest)]
    head, *rest = _filled(pieces, room - INDENT)
    return [f"& {head}", *(rf"& \qquad {_continued(line)}" for line in rest)]


def _filled(pieces: list[str], room: float) -> list[str]:
    """As many pieces on each line as fit."""
    lines = pieces[:1]
    for piece in pieces[1:]:
        joined = f"{lines[-1]} {piece.removeprefix(_TIMES)}"
        if width(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(piece)
    return lines


_TIMES = r"\times "


def _continued(line: str) -> str:
    """A line that does not begin with a letter begins with an operator between two terms, not with a sign."""
    return f"{{}} {line}" if line[0] in "+-" or line.startswith(_TIMES) else line


def _cut(tex: str, cuts: Callable[[list[str], int, list[str]], bool]) -> list[str]:
    """The formula cut wherever `cuts` says so of a token and the brackets that it stands in."""
    found, tokens = [""], _TOKEN.findall(tex)
    open_brackets: list[str] = []
    for place, token in enumerate(tokens):
        if found[-1].strip() and cuts(tokens, place, open_brackets):
            found.append(_TIMES if cuts is _between_factors else "")
        _follow(tokens, place, open_brackets)
        found[-1] += token
    return [_trimmed(piece) for piece in found]


def _follow(tokens: list[str], place: int, open_brackets: list[str]) -> None:
    """Open or close a bracket; a bar closes the bar that was opened last."""
    token, before = tokens[place], tokens[place - 1] if place else ""
    if before in (r"\left", r"\right", r"\middle"):
        return
    if token in ("|", r"\|"):
        closes = bool(open_brackets) and open_brackets[-1] == token
        open_brackets.pop() if closes else open_brackets.append(token)
    elif token in _OPENING:
        open_brackets.append(token)
    elif token in _CLOSING and open_brackets:
        open_brackets.pop()


def _between_terms(tokens: list[str], place: int, open_brackets: list[str]) -> bool:
    """A relation, or a + or - between spaces, outside all brackets."""
    spaced = place + 1 < len(tokens) and tokens[place + 1].isspace() and tokens[place - 1].isspace()
    return not open_brackets and (tokens[place] in _RELATIONS or (tokens[place] in ("+", "-") and spaced))


def _between_factors(tokens: list[str], place: int, open_brackets: list[str]) -> bool:
    """A thin space, or a bracket that opens after a space; an operator stays beside what it is over."""
    before = "".join(tokens[:place]).rstrip()
    if open_brackets or _OPERATOR.search(before):
        return False
    starts = tokens[place] in ("(", r"\left") and place > 0 and tokens[place - 1].isspace() and not before.endswith((r"\,", "+", "-", *_RELATIONS))
    return tokens[place] == r"\," or starts


def _within_brackets(tokens: list[str], place: int, open_brackets: list[str]) -> bool:
    """A + or - between the terms of a sum in brackets that do not grow."""
    return open_brackets == ["("] and tokens[place] in ("+", "-") and tokens[place - 1] != "("


def _trimmed(piece: str) -> str:
    r"""Without spaces at its ends, and without the thin space that a \times replaces."""
    text = piece.strip().removesuffix(r"\,").strip()
    return _TIMES + text.removeprefix(_TIMES.strip()).strip().removeprefix(r"\,").strip() if text.startswith(_TIMES.strip()) else text
