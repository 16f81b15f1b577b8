"""The terminal: how wide it is, whether it shows colour and Unicode, and one way to write to it."""

import json
import math
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

import click

WHEN_PIPED = 120
"""Columns of output that goes to a file or a pipe."""

PIECE = 1000
"""Characters that are written at once: at most 4096 bytes, which POSIX lets a pipe take whole or not at all."""


@dataclass(frozen=True)
class Terminal:
    """What standard output can show."""

    width: int
    colour: bool
    unicode: bool

    def write(self, text: str = "") -> None:
        """One line, in ASCII where nothing else can be shown."""
        put(self.plain(text) + "\n", self.colour)

    def plain(self, text: str) -> str:
        """The text as this terminal can show it."""
        return text if self.unicode else ascii_text(text)

    def style(self, text: str, **style: Any) -> str:
        """The text in colour, where there is colour."""
        return click.style(text, **style) if self.colour else text


def terminal(color: str = "auto") -> Terminal:
    """Standard output as it is now; `color` is auto, always or never."""
    attached = standard_output().isatty()
    columns = shutil.get_terminal_size((80 if attached else WHEN_PIPED, 24)).columns
    auto = attached and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Terminal(max(columns, 40), color == "always" or (color == "auto" and auto), shows_unicode(standard_output()))


def shows_unicode(stream: TextIO) -> bool:
    """Whether the stream's encoding is a Unicode one."""
    return (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "").startswith("utf")


def ascii_text(text: str) -> str:
    """The text in ASCII."""
    from theorems.notation import ascii_only

    return ascii_only(text)


def complain(*messages: str) -> None:
    """Write messages to standard error, each with the command's name before it."""
    for message in messages:
        click.echo(f"lemmata: {message if shows_unicode(sys.stderr) else ascii_text(message)}", err=True)


class OutputError(Exception):
    """Standard output takes nothing more: a full disk, a closed file."""


def standard_output() -> TextIO:
    """Standard output, also while the prints of a theorem file that runs in another thread go to standard error."""
    return sys.__stdout__ if sys.stdout is sys.stderr and sys.__stdout__ is not None else sys.stdout


def put(text: str, colour: bool | None = None) -> None:
    """Write to standard output, whole, in pieces that a pipe takes at once: Python's buffer loses text where a signal comes within a larger one."""
    try:
        for start in range(0, len(text), PIECE):
            click.echo(text[start : start + PIECE], file=standard_output(), nl=False, color=colour)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output: {error.strerror or error}.") from None


def write_json(document: Mapping[str, Any], code: Callable[[], int] | None = None) -> int:
    """Write a document as JSON that any reader accepts: no NaN, and no letter that standard output cannot encode (half of a pair stands escaped).

    `code` gives the exit code, which stands at the end and is asked for when all else is written; returns it, or 0.
    """
    plain = _plain(document)
    text = json.dumps(plain, indent=2, allow_nan=False, ensure_ascii=not shows_unicode(standard_output()))
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(plain, indent=2, allow_nan=False)
    if code is None:
        put(text + "\n")
        return 0
    put(text.removesuffix("\n}") + ",\n")
    ended = code()
    put(f'  "exit_code": {ended}\n}}\n')
    return ended


def _plain(value: Any) -> Any:
    """Plain data: what JSON has no form for becomes a string, what is no number becomes null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else "oo" if value > 0 else "-oo"
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(inside) for key, inside in value.items()}
    return [_plain(inside) for inside in value] if isinstance(value, (list, tuple, set, frozenset)) else str(value)
