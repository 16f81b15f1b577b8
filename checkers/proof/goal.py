"""A theorem as the statement that the kernel proves: its claims as goals, its hypotheses, equations and ranges as named axioms. Plain data.

What is written here is trusted: a claim is proved as far as its goal says the same. The goal of a claim holds for every t >= 0 (and T >= 1) at
which its terms can have a value; a first step at which they surely have none, such as 0 for C/t, is left out, as everywhere else. At later ones
without a value the goal says more than the claim: there the kernel takes any number for what means nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from checkers.proof.axioms import Axiom, at_a_minimiser, axiom, growing, of_hypotheses, of_method, where_defined
from checkers.proof.ball_axioms import of_balls
from checkers.proof.circular import claims_among
from checkers.proof.component_axioms import of_batches, of_sums
from checkers.proof.exponential_axioms import of_exponential
from checkers.proof.nearest_axioms import at_nearest
from checkers.proof.network_axioms import of_networks
from checkers.proof.own_words import named_in
from checkers.proof.ranges import Range, never_negative
from checkers.proof.translation import MINUS_ONE, NotReadError, Translation
from theorems import words as w
from theorems.hypotheses import PL, Quadratic, QuadraticGrowth, StronglyConvex, u
from theorems.hypothesis import Hypothesis
from theorems.language import Theorem
from theorems.method import Method
from theorems.printing import in_words, phrase, unicode
from theorems.scaling import Asymptotic
from theorems.settings import DRAWN
from theorems.steps import at_step
from theorems.typed import free_indices, parts, walk


@dataclass(frozen=True)
class Reading:
    """The statement that was read, and why the other claims and hypotheses were not."""

    statement: dict[str, Any]
    unread: dict[int, str]
    unread_hypotheses: dict[str, str] = field(default_factory=dict)


def statement(theorem: Theorem) -> dict[str, Any]:
    """Axioms and goals of a theorem, as a certificate holds them."""
    return read(theorem).statement


def read(theorem: Theorem) -> Reading:
    """Axioms and goals of a theorem, and what the kernel has no terms for."""
    texts, theorem = [unicode(claim) for claim in theorem.claims], theorem.plain
    elsewhere = [h for h in theorem.hypotheses if not type(h).__module__.startswith("theorems.")]
    theorem = replace(theorem, given=[one for one in theorem.given if one not in elsewhere]) if elsewhere else theorem
    if theorem.method is not None and not isinstance(theorem.method, Method):
        return Reading({"axioms": [], "goals": []}, dict.fromkeys(range(len(theorem.claims)), "the method has no equations"))
    if word := named_in(theorem.terms()):
        return Reading({"axioms": [], "goals": []}, dict.fromkeys(range(len(theorem.claims)), f"{word} is a word of proofs, which no statement has"))
    unread_hypotheses = {type(h).__name__: "it is no hypothesis of the language but one that is made elsewhere" for h in elsewhere}
    spoken = {number: (bounded_below(theorem, claim), has_minimiser(theorem, claim)) for number, claim in enumerate(theorem.claims)}
    below, minimiser = (any(pair[place] for pair in spoken.values()) for place in (0, 1))
    analytic, axioms = _said(theorem, below, minimiser, unread_hypotheses)
    unread, goals, ranges = dict[int, str](), list[dict[str, Any]](), list[list[str]]()
    common = {pair: [one["name"] for one in _said(theorem, *pair, {})[1]] for pair in set(spoken.values())}
    for number, claim in enumerate(theorem.claims):
        try:
            goal, domain = _goal(theorem, number, claim, texts[number])
        except NotReadError as error:
            unread[number] = str(error)
            continue
        axioms += [axiom for axiom in domain if axiom not in axioms]
        goals.append(goal)
        ranges.append([axiom["name"] for axiom in domain])
    for goal, own, itself in zip(goals, ranges, claims_among(analytic, goals), strict=True):
        goal["axioms"] = [*(name for name in common[spoken[goal["claim"]]] if name not in itself), *own]
    return Reading({"axioms": axioms, "goals": goals}, unread, unread_hypotheses)


def _said(theorem: Theorem, below: bool, minimiser: bool, unread: dict[str, str]) -> tuple[list[Axiom], list[Axiom]]:
    """The inequalities of hypotheses, and all axioms, where f is known to have an infimum, and a minimiser."""
    infimum = _source(theorem, "f is bounded below", speaks_of_infimum, lambda h: bounds(theorem, h)) if below else ""
    least = _source(theorem, "x⋆ is a minimiser", speaks_of_minimiser, lambda h: attains(theorem, h)) if minimiser else ""
    analytic = [*of_hypotheses(theorem, infimum, least, unread), *(one for of in OBJECTS for one in of(theorem, unread))]
    stated = [*_ranges(theorem), *_relations(theorem, unread), *analytic, *_of_infimum(theorem, infimum, least)]
    if isinstance(theorem.method, Method):
        stated += of_method(theorem.method, unread)
    return analytic, list({one["name"]: one for one in stated}.values())


OBJECTS = (of_balls, of_sums, of_batches, of_networks, of_exponential)
"""The axioms of balls around the start, of finite sums and batches of draws, of networks and of the exponential."""


def _goal(theorem: Theorem, number: int, claim: Any, text: str) -> tuple[dict[str, Any], list[Axiom]]:
    if isinstance(claim, Asymptotic):
        raise NotReadError("an asymptotic claim has no derivation")
    if theorem.setting is not None and not isinstance(theorem.setting, DRAWN):
        raise NotReadError("the claim is about a setting that the kernel has no terms for")
    loose = free_indices(claim) - {w.t, w.T}
    if loose:
        raise NotReadError(f"{', '.join(map(str, loose))} is free in the claim")
    if theorem.setting is not None and any(isinstance(e, w.E) for e in walk(claim)):
        raise NotReadError("an expectation over the draws of a network is none over the draws of a method")
    relation, term = Translation(theorem.sequences, ranges=_ranges_of_steps(theorem, claim)).difference(claim)
    return {"claim": number, "text": text, "relation": relation, "term": term}, list(_domain(theorem, claim))


def _domain(theorem: Theorem, claim: Any) -> Iterator[Axiom]:
    """The range of the claim's own indices."""
    free = free_indices(claim)
    horizon = w.T in free or (theorem.method is not None and not theorem.method.horizon_free)
    if horizon:
        yield axiom("T ≥ 1", "every horizon T", (">=", ["+", ["integer", "T"], -1]))
    if w.t in free:
        first = first_step(theorem, claim)
        yield axiom(f"t ≥ {first}", "every step t", (">=", ["+", ["integer", "t"], -first]))
        if horizon:
            yield axiom("t ≤ T", "every step t up to T", (">=", ["+", ["integer", "T"], ["*", MINUS_ONE, ["integer", "t"]]]))


def _ranges_of_steps(theorem: Theorem, claim: Any) -> dict[Any, Range]:
    """The steps t that the claim speaks of."""
    free = free_indices(claim)
    horizon = w.T in free or (theorem.method is not None and not theorem.method.horizon_free)
    return {w.t: (first_step(theorem, claim), w.T if horizon else None)} if w.t in free else {}


def first_step(theorem: Theorem, said: Any, whole: bool = False) -> int:
    """The first t at which a claim is not surely undefined; with `whole`, at which a relation of `given` surely says something.

    The two differ where a term that means nothing stands in a sum that may have no terms: that sum is 0, and the claim is made.
    """
    return next(step for step in range(LATEST + 1) if step == LATEST or not _undefined(theorem, said, step, whole))


LATEST = 4


def _with_a_part(e: Any, step: int) -> Iterator[Any]:
    """The terms that have a part in the value at a step: those of a sum only where it has some for every T and all naturals."""
    yield e
    if isinstance(e, w.OVER_STEPS) and not all(never_negative(at_step(hi - lo, step), {}) for _, lo, hi in e.limits):
        return
    for part in (one for a in parts(e) for one in (a if isinstance(a, sp.Tuple) else (a,)) if isinstance(one, sp.Basic)):
        yield from _with_a_part(part, step)


def _undefined(theorem: Theorem, said: Any, step: int, whole: bool) -> bool:
    """Whether some term divides by 0 or names a step before the start, at this t."""
    terms = walk(said) if whole else _with_a_part(said, step)
    starts = {str(key.base): int(key.indices[0]) for key, _ in sorted(theorem.method.start if theorem.method else (), key=_index_of, reverse=True)}
    for e in (at_step(e, step) for e in terms if not bound_inside(e)):
        if isinstance(e, sp.Pow) and e.exp.is_negative and sp.expand(e.base) == 0:
            return True
        if isinstance(e, w.stochastic_grad) and e.args[1].is_negative:
            return True
        member = isinstance(e, sp.Indexed) and isinstance(e.base, (w.Iterates, w.Sequence)) and e.indices[0].is_Integer
        if member and e.indices[0] < min(0, starts.get(str(e.base), 0)):
            return True
        if e in (sp.zoo, sp.nan):
            return True
    return False


def _index_of(started: tuple[Any, Any]) -> int:
    return int(started[0].indices[0])


def bound_inside(e: Any) -> bool:
    """Whether a term speaks of an index that a sum around it binds, or is no expression."""
    return not isinstance(e, sp.Expr) or bool(free_indices(e) - {w.t, w.T})


def _relations(theorem: Theorem, unread: dict[str, str]) -> Iterator[Axiom]:
    for h in theorem.given:
        try:
            if not isinstance(h, Hypothesis):
                yield _relation(theorem, h)
        except NotReadError as error:
            unread[str(h)] = str(error)


def _of_infimum(theorem: Theorem, infimum: str, minimiser: str) -> Iterator[Axiom]:
    if infimum:
        yield axiom("infimum", infimum, Translation({}).difference(w.f(u) >= w.f_star), [("u", "point")])
    if minimiser:
        yield from (*at_a_minimiser(minimiser), *at_nearest(theorem, minimiser))


def _source(theorem: Theorem, named: str, speaks: Callable[[Iterable[Any]], bool], gives: Callable[[Hypothesis], bool]) -> str:
    """Where it comes from that f has an infimum or a minimiser: from a member of `given`, where there is a claim that does not name it itself."""
    given = [in_words(phrase(h))[0] for h in theorem.hypotheses if gives(h)]
    given += [in_words((relation,))[0] for relation in theorem.relations if isinstance(relation, sp.Basic) and speaks(walk(relation))]
    beside = [[e for e in theorem.expressions(claim) if e not in theorem.relations] for claim in theorem.claims]
    named_by_all = all(speaks(term for e in own if isinstance(e, sp.Basic) for term in walk(e)) for own in beside)
    return given[0] if given and not named_by_all else named


def _ranges(theorem: Theorem) -> Iterator[Axiom]:
    for constant in theorem.names(w.Constant):
        yield axiom(f"{constant} > 0", f"{constant} is positive", (">", ["real", str(constant)]))
    for natural in theorem.names(w.Natural):
        yield axiom(f"{natural} ≥ 1", f"{natural} is a natural number", (">=", ["+", ["integer", str(natural)], -1]))
    yield axiom("d ≥ 1", "the dimension", (">=", ["+", ["integer", "d"], -1]))


def _relation(theorem: Theorem, relation: Any) -> Axiom:
    """A relation of `given`, for every step at which it is defined where it names one."""
    first, name = first_step(theorem, relation, whole=True), unicode(relation)
    if free_indices(relation) - {w.t}:
        raise NotReadError(f"{relation} speaks of other indices than t")
    if w.t not in free_indices(relation):
        return axiom(name, name, Translation(theorem.sequences, ranges={}).difference(relation))
    said = Translation(theorem.sequences, ranges={w.t: (first, None)}).difference(relation)
    defined = where_defined(said[1], {str(c) for c in theorem.names(w.Constant)})
    return axiom(name, name, said, [("t", "integer")], [(">=", ["+", ["integer", "t"], -first]), *defined])


def bounded_below(theorem: Theorem, claim: Any) -> bool:
    """Whether f has an infimum: the statement with this claim names it or a minimiser, or a hypothesis speaks of it."""
    return any(bounds(theorem, h) for h in theorem.hypotheses) or speaks_of_infimum(theorem.terms(claim))


def bounds(theorem: Theorem, h: Hypothesis) -> bool:
    """Whether f has an infimum by a hypothesis: it speaks of the gap to it, or gives f a minimiser."""
    return attains(theorem, h) or growing(theorem, h, BOUNDED_BELOW)


BOUNDED_BELOW = (PL, QuadraticGrowth, StronglyConvex)
"""Hypotheses that speak of the gap to the infimum, or give f one, where their constant is positive."""


def has_minimiser(theorem: Theorem, claim: Any) -> bool:
    """Whether f has a minimiser: the statement with this claim names one, or the distance to all of them, or a hypothesis gives it one."""
    return speaks_of_minimiser(theorem.terms(claim)) or any(attains(theorem, h) for h in theorem.hypotheses)


def attains(theorem: Theorem, h: Hypothesis) -> bool:
    """Whether f has a minimiser by a hypothesis: strong convexity, or that f is a convex quadratic which is bounded below.

    Such a quadratic is constant along what its Hessian maps to 0, for it would fall without end there, and strongly convex across.
    """
    return isinstance(h, Quadratic) or growing(theorem, h)


def speaks_of_infimum(terms: Iterable[Any]) -> bool:
    """Whether the infimum, or what has it, is among some terms."""
    return any(e in (w.f_star, w.x_star) or isinstance(e, w.dist_sq) for e in terms)


def speaks_of_minimiser(terms: Iterable[Any]) -> bool:
    """Whether a minimiser, or the distance to all of them, is among some terms."""
    return any(e == w.x_star or isinstance(e, w.dist_sq) for e in terms)
