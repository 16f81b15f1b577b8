"""The minimisers nearest to iterates, as named axioms of the kernel.

Where f has minimisers they are a closed set, for f is continuous, so that one of them is nearest to any point. Member k of the sequence `nearest'`
of proofs is one that is nearest to x[k], the same one for the same x[k]: it is known as soon as x[k] is. Every axiom holds for all steps k >= 0.
"""

from collections.abc import Iterator

from checkers.proof.axioms import AND, Axiom, K, axiom
from checkers.proof.own_words import NEAREST
from checkers.proof.translation import MINUS_ONE, Term, scaled
from theorems import words as w
from theorems.hypotheses import Interpolation, find
from theorems.language import Theorem
from theorems.method import Method
from theorems.printing import in_words, phrase
from theorems.typed import VECTOR

CLOSEST: Term = ["iterate", NEAREST, K]


def at_nearest(theorem: Theorem, source: str) -> Iterator[Axiom]:
    """What holds at a minimiser that is nearest to x[k], where a statement speaks of distances and of a method."""
    spoken = any(isinstance(e, w.dist_sq) for e in theorem.terms())
    if not spoken or not isinstance(theorem.method, Method) or theorem.method.sequences.get("x") != VECTOR:
        return
    reached = [(">=", K)]
    yield axiom("nearest minimiser: value", source, ("=", ["+", ["f", CLOSEST], ["*", MINUS_ONE, ["real", "f_star"]]]), [("k", "integer")], reached)
    yield axiom("nearest minimiser: gradient", source, ("vector", ["gradient", CLOSEST]), [("k", "integer")], reached)
    own = ["+", _square(["iterate", "x", K]), ["*", MINUS_ONE, ["word", "dist_sq", ["iterate", "x", K]]]]
    yield axiom("nearest minimiser: distance", source, ("=", own), [("k", "integer")], reached)
    any_point = ["+", _square(["point", "u"]), ["*", MINUS_ONE, ["word", "dist_sq", ["point", "u"]]]]
    yield axiom("nearest minimiser: distance of any point", source, (">=", any_point), [("u", "point"), ("k", "integer")], reached)
    quiet_at = next((h for h in theorem.hypotheses if find([h], Interpolation) is not None), None)
    if quiet_at is not None:
        draw = ["draw", CLOSEST, K]
        quiet = ("=", ["E", K, ["inner", draw, draw]])
        both = AND.join(dict.fromkeys((in_words(phrase(quiet_at))[0], source)))
        yield axiom("nearest minimiser: no noise", both, quiet, [("k", "integer")], reached)


def _square(point: Term) -> Term:
    apart = ["vectors", point, scaled(MINUS_ONE, CLOSEST)]
    return ["inner", apart, apart]
