"""Whether a script proves more than its claim: every term of a claim changed by one per cent so that the claim says more, and the script run again.

A script that still ends proves the changed claim: the claim's constant is not the best that this proof gives, which people want to know. It is told
where the second checker agrees, and where the changed term is seen to be no negative number: of a negative one the change would say less.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from checkers.proof.certificate import as_data
from checkers.proof.forms import RejectedError
from checkers.proof.goal import read
from checkers.proof.lines import ScriptError
from checkers.proof.prove import Script, prove
from checkers.proof.reader import objection
from checkers.proof.script import Proof
from checkers.proof.translation import NotReadError
from theorems import words as w
from theorems.errors import LanguageError
from theorems.language import Theorem
from theorems.printing import unicode
from theorems.typed import walk

CHANGE = sp.Rational(1, 100)


@dataclass(frozen=True)
class Stronger:
    """A claim that says more than the theorem's by one per cent of one of its terms."""

    claim: int
    relation: Any
    term: Any

    @property
    def size(self) -> Any:
        """The term, its minus sign apart."""
        return -self.term if self.term.could_extract_minus_sign() else self.term

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
            one = Stronger(claim, relation, term)
            more = sp.Add(side, sign * CHANGE * one.size, evaluate=True)
            yield replace(one, relation=_related(relation, *((more, small) if side is large else (large, more))))


def _related(relation: Any, large: Any, small: Any) -> Any:
    sides = (large, small) if isinstance(relation, (sp.Ge, sp.Gt)) else (small, large)
    return relation.func(*sides, evaluate=False)


def also_proved(theorem: Theorem, script: Script, claim: int) -> list[Stronger]:
    """The stronger claims that the same script proves."""
    return [one for one in changed_and_proved(theorem, script, claim) if says_more(theorem, one)]


def changed_and_proved(theorem: Theorem, script: Script, claim: int) -> Iterator[Stronger]:
    """The changed claims that the same script proves, whether or not they are seen to say more."""
    for one in stronger_claims(theorem, claim):
        claims = [one.relation if number == claim else other for number, other in enumerate(theorem.claims)]
        try:
            changed = replace(theorem, claim=claims)
            outcome = prove(changed, script)
        except LanguageError:
            continue
        if claim in outcome.proved and not objection(as_data(outcome, changed, "stronger", [claim]), changed):
            yield one


def says_more(theorem: Theorem, one: Stronger) -> bool:
    """Whether the claim follows from the changed one: an inequality, one term of which is made smaller or larger by a number that is not negative."""
    if isinstance(one.relation, sp.Eq):
        return False
    p = Proof(theorem.plain, read(theorem).statement)
    try:
        for point in {e.args[0] for e in walk(one.term) if isinstance(e, w.f)}:
            p.use("infimum", u=point)
    except (ScriptError, NotReadError):
        pass  # there is none, or none at that point
    try:
        p.about(one.claim)
        return p.steps.signs.fact(p.number(one.size), False) is not None
    except (RejectedError, NotReadError):
        return False
