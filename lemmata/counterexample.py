"""A counterexample on the terminal, as a person re-checks it by hand, and the command that repeats it."""

from collections.abc import Iterator, Mapping
from typing import Any

from checkers.told import exactness, parts
from lemmata.table import paragraph
from lemmata.terminal import Terminal

LABEL = 12
"""Columns that the names of the parts take."""


def described(counterexample: Mapping[str, Any], claim: str, screen: Terminal) -> Iterator[str]:
    """The lines below a refuted claim."""
    yield f"    counterexample, {exactness(counterexample)}:"
    for name, text in (("claim", claim), *parts(counterexample)):
        yield from paragraph(text, screen, indent=" " * (LABEL + 6), first=f"      {name:{LABEL}}")
    if counterexample.get("replay"):
        yield f"      {'again':{LABEL}}{counterexample['replay']}"
