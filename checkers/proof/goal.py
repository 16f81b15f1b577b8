"""A theorem as the statement that the kernel proves: its claims as goals, its hypotheses, equations and ranges as named axioms. Plain data.

What is written here is trusted: a claim is proved as far as its goal says the same. The goal of a claim holds for every t >= 0 (and T >= 1) at
which its terms can have a value; a first step at which they surely have none, such as 0 for C/t, is left out, as everywhere else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from checkers.proof.axioms import Axiom, at_a_minimiser, axiom, of_hypotheses, of_method
from checkers.proof.circular import claims_among
from checkers.proof.network_axioms import of_networks
from checkers.proof.translation import MINUS_ONE, NotReadError, Translation
from theorems import words as w
from theorems.hypotheses import PL, QuadraticGrowth, StronglyConvex, u
from theorems.hypothesis import Hypothesis
from theorems.language import Theorem
from theorems.method import Method
from theorems.printing import unicode
from theorems.scaling import Asymptotic
from theorems.settings import RandomNetwork
from theorems.typed import free_indices, walk


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
    theorem = theorem.plain
    if theorem.method is not None and not isinstance(theorem.method, Method):
        return Reading({"axioms": [], "goals": []}, dict.fromkeys(range(len(theorem.claims)), "the method has no equations"))
    strange = next((name for name in _symbols(theorem).values() if not name.isidentifier()), None)
    if strange is not None:
        return Reading({"axioms": [], "goals": []}, dict.fromkeys(range(len(theorem.claims)), f"{strange} is no name for a symbol in a proof"))
    unread_hypotheses: dict[str, str] = {}
    analytic = list(of_hypotheses(theorem, bounded_below(theorem), has_minimiser(theorem), unread_hypotheses))
    analytic += of_networks(theorem, unread_hypotheses)
    named = {one["name"]: one for one in _axioms(theorem, analytic, unread_hypotheses)}
    axioms = [one for one in named.values() if _own(theorem, one, unread_hypotheses)]
    analytic = [one for one in analytic if one in axioms]
    unread, goals, ranges = dict[int, str](), list[dict[str, Any]](), list[list[str]]()
    common = [axiom["name"] for axiom in axioms]
    for number, claim in enumerate(theorem.claims):
        try:
            goal, domain = _goal(theorem, number, claim)
        except NotReadError as error:
            unread[number] = str(error)
            continue
        axioms += [axiom for axiom in domain if axiom not in axioms]
        goals.append(goal)
        ranges.append([axiom["name"] for axiom in domain])
    for goal, own, itself in zip(goals, ranges, claims_among(analytic, goals), strict=True):
        goal["axioms"] = [*(name for name in common if name not in itself), *own]
    return Reading({"axioms": axioms, "goals": goals}, unread, unread_hypotheses)


def _symbols(theorem: Theorem) -> dict[tuple[str, str], str]:
    """The names of the numbers that a statement speaks of, with their kinds: none has one of those that are given to bound indices, such as i1'."""
    kinds = {w.Natural: "integer", w.Constant: "real", w.Real: "real"}
    return {(str(e), kind): str(e) for symbol, kind in kinds.items() for e in theorem.names(symbol)}


def _own(theorem: Theorem, one: Axiom, unread: dict[str, str]) -> bool:
    """Whether no parameter of an axiom has the name of a number of the statement, which would stand for any number then."""
    taken = [name for name, kind in one["parameters"] if (name, kind) in _symbols(theorem)]
    if taken:
        unread[one["name"]] = f"{taken[0]} is a symbol of the statement, and a parameter of the axiom"
    return not taken


def _goal(theorem: Theorem, number: int, claim: Any) -> tuple[dict[str, Any], list[Axiom]]:
    if isinstance(claim, Asymptotic):
        raise NotReadError("an asymptotic claim has no derivation")
    if theorem.setting is not None and not isinstance(theorem.setting, RandomNetwork):
        raise NotReadError("the claim is about a setting that the kernel has no terms for")
    loose = free_indices(claim) - {w.t, w.T}
    if loose:
        raise NotReadError(f"{', '.join(map(str, loose))} is free in the claim")
    translation = Translation(theorem.sequences)
    relation, term = translation.difference(claim)
    return {"claim": number, "text": unicode(claim), "relation": relation, "term": term}, list(_domain(theorem, claim))


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


def first_step(theorem: Theorem, claim: Any) -> int:
    """The first t at which the claim is not surely undefined."""
    return next(step for step in range(LATEST + 1) if step == LATEST or not _undefined(theorem, claim, step))


LATEST = 4


def _undefined(theorem: Theorem, claim: Any, step: int) -> bool:
    """Whether some term divides by 0 or names a step before the start, at this t."""
    starts = {str(key.base): int(key.indices[0]) for key, _ in sorted(theorem.method.start if theorem.method else (), key=_index_of, reverse=True)}
    for e in (e.xreplace({w.t: sp.Integer(step)}) for e in walk(claim) if not bound_inside(e)):
        if isinstance(e, sp.Pow) and e.exp.is_negative and sp.expand(e.base) == 0:
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


def _axioms(theorem: Theorem, analytic: Iterable[Axiom], unread: dict[str, str]) -> Iterator[Axiom]:
    yield from _ranges(theorem)
    for h in theorem.given:
        try:
            if not isinstance(h, Hypothesis):
                yield _relation(theorem, h)
        except NotReadError as error:
            unread[str(h)] = str(error)
    yield from analytic
    if bounded_below(theorem):
        yield axiom("infimum", "f is bounded below", Translation({}).difference(w.f(u) >= w.f_star), [("u", "point")])
    if has_minimiser(theorem):
        yield from at_a_minimiser()
    if isinstance(theorem.method, Method):
        yield from of_method(theorem.method, unread)


def _ranges(theorem: Theorem) -> Iterator[Axiom]:
    for constant in theorem.names(w.Constant):
        yield axiom(f"{constant} > 0", f"{constant} is positive", (">", ["real", str(constant)]))
    for natural in theorem.names(w.Natural):
        yield axiom(f"{natural} ≥ 1", f"{natural} is a natural number", (">=", ["+", ["integer", str(natural)], -1]))
    yield axiom("d ≥ 1", "the dimension", (">=", ["+", ["integer", "d"], -1]))


def _relation(theorem: Theorem, relation: Any) -> Axiom:
    """A relation of `given`, for every step at which it can be defined where it names one."""
    parameters, conditions = [], []
    if w.t in free_indices(relation):
        parameters, conditions = [("t", "integer")], [(">=", ["+", ["integer", "t"], -first_step(theorem, relation)])]
    elif free_indices(relation):
        raise NotReadError(f"{relation} speaks of other indices than t")
    return axiom(unicode(relation), unicode(relation), Translation(theorem.sequences).difference(relation), parameters, conditions)


def bounded_below(theorem: Theorem) -> bool:
    """Whether the statement says that f has an infimum."""
    named = {w.f_star, w.x_star}
    speaks = any(named & set(theorem.terms(claim)) or any(isinstance(e, w.dist_sq) for e in theorem.terms(claim)) for claim in theorem.claims)
    return speaks or any(isinstance(h, (PL, QuadraticGrowth, StronglyConvex)) for h in theorem.hypotheses)


def has_minimiser(theorem: Theorem) -> bool:
    """Whether the statement says that f has a minimiser: it names one, or the distance to all of them."""
    return any(e == w.x_star or isinstance(e, w.dist_sq) for claim in theorem.claims for e in theorem.terms(claim))
