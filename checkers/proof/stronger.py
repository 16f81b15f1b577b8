"""Whether a script proves more than its claim: every term of a claim changed by one per cent so that the claim says more, and the script run again.

A script that still ends proves the stronger claim: the claim's constant is not the best that this proof gives, which people want to know.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from checkers.proof.prove import Script, prove
from theorems.errors import LanguageError
from theorems.language import Theorem
from theorems.printing import unicode

CHANGE = sp.Rational(1, 100)


@dataclass(frozen=True)
class Stronger:
    """A claim that says more than the theorem's by one per cent of one of its terms."""

    claim: int
    relation: Any
    term: Any

    def __str__(self) -> str:
        return unicode(self.relation)


def stronger_claims(theorem: Theorem, claim: int) -> Iterator[Stronger]:
    """The claim with each term of the larger side taken down by one per cent, and each of the smaller side taken up."""
    relation = theorem.claims[claim]
    if not isinstance(relation, (sp.Le, sp.Ge, sp.Lt, sp.Gt, sp.Eq)):
        return
    upward = isinstance(relation, (sp.Ge, sp.Gt))
    small, large = (relation.rhs, relation.lhs) if upward else (relation.lhs, relation.rhs)
    for side, sign in ((large, -1), (small, 1)):
        for term in sp.Add.make_args(side):
            if term == 0:
                continue
            size = -term if term.could_extract_minus_sign() else term
            more = sp.Add(side, sign * CHANGE * size, evaluate=True)
            changed = (more, small) if side is large else (large, more)
            yield Stronger(claim, _related(relation, *changed), term)


def _related(relation: Any, large: Any, small: Any) -> Any:
    sides = (large, small) if isinstance(relation, (sp.Ge, sp.Gt)) else (small, large)
    return relation.func(*sides, evaluate=False)


def also_proved(theorem: Theorem, script: Script, claim: int) -> list[Stronger]:
    """The stronger claims that the same script proves."""
    found = []
    for one in stronger_claims(theorem, claim):
        changed = [one.relation if number == claim else other for number, other in enumerate(theorem.claims)]
        try:
            outcome = prove(replace(theorem, claim=changed), script)
        except LanguageError:
            continue
        if claim in outcome.proved:
            found.append(one)
    return found
