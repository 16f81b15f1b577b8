"""What the exponential is, as named axioms of the kernel where a statement speaks of it: positive, 1 at 0, sums to products, the inverse of log."""

from collections.abc import Iterator

import sympy as sp

from checkers.proof.axioms import Axiom, axiom
from checkers.proof.translation import MINUS_ONE, Term
from theorems.language import Theorem
from theorems.typed import walk

P, Q = ["real", "p"], ["real", "q"]


def of_exponential(theorem: Theorem, _: dict[str, str]) -> Iterator[Axiom]:
    """Identities of the real exponential, for all numbers p and q, and its sign."""
    if not any(isinstance(e, sp.exp) for stated in theorem.expressions() if isinstance(stated, sp.Basic) for e in walk(stated)):
        return
    source = "the exponential of a number"
    yield axiom("exp: positive", source, (">", _exp(P)), [("p", "real")])
    yield axiom("exp: inverse of log", source, ("=", ["+", ["log", _exp(P)], ["*", MINUS_ONE, P]]), [("p", "real")])
    yield axiom("exp: at 0", source, ("=", ["+", _exp(0), MINUS_ONE]))
    apart = ["*", MINUS_ONE, _exp(P), _exp(Q)]
    yield axiom("exp: of a sum", source, ("=", ["+", _exp(["+", P, Q]), apart]), [("p", "real"), ("q", "real")])


def _exp(term: Term) -> Term:
    return ["word", "exp", term]
