"""Constants that a person fixes, as in `--set eta=0.1/L`: exact, and never more than arithmetic."""

from collections.abc import Sequence
from typing import Any

import sympy as sp

from checkers.own_problems import UsageError
from theorems import words as w
from theorems.errors import LanguageError, did_you_mean
from theorems.language import Theorem
from theorems.numbers import parse_expression


def fixed(theorem: Theorem, texts: Sequence[str]) -> tuple[Any, ...]:
    """`eta=0.1/L` as the relation eta = L/10, for the constants of the statement."""
    known = {s.name: s for kind in (w.Constant, w.Natural, w.Real) for s in theorem.names(kind)}
    relations = []
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not value:
            raise UsageError(f"--set {text}: write NAME=VALUE, as in eta=0.1/L.")
        if name.strip() not in known:
            hint = did_you_mean(name.strip(), list(known))
            raise UsageError(f'--set {text}: "{name.strip()}" is no constant of the statement (it has {", ".join(known) or "none"}).{hint}')
        try:
            relations.append(sp.Eq(known[name.strip()], parse_expression(value, known), evaluate=False))
        except LanguageError as error:
            raise UsageError(f"--set {text}: {error.message}") from None
    return tuple(relations)
