"""The hypotheses of a theorem, its method's equations and its starts, as named axioms of the kernel.

An axiom holds for all values of its parameters at which its conditions hold. Conditions are what makes it true and mean something: that what is
divided by is positive (the kernel takes 1/0 for some number), that the step is one of the run, that a constant is positive where only then a
hypothesis implies another. What an inequality says of points holds at all of them, random ones too, and of a draw given what is known at its step;
where an inequality speaks of the run itself, its mean is over the run. An axiom that needs a minimiser or an infimum is there only where f has one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from checkers.proof.polynomial import BINDERS
from checkers.proof.translation import MINUS_ONE, NotReadError, Term, Translation, scaled
from theorems import words as w
from theorems.balls import PLStar
from theorems.function_classes import function_class
from theorems.hypotheses import Smooth, StronglyConvex, u, v
from theorems.hypothesis import Hypothesis, Inequality
from theorems.language import Theorem
from theorems.method import Method
from theorems.printing import in_words, phrase
from theorems.typed import VECTOR, walk

Axiom = dict[str, Any]
Conditions = tuple[tuple[str, Term], ...]
K = ["integer", "k"]
SEGMENT = "fundamental theorem of calculus along a segment"

AND = " and "
"""Between the members of `given` that an axiom comes from, where it comes from several."""


def axiom(name: str, source: str, said: tuple[str, Term], parameters: Any = (), conditions: Any = ()) -> Axiom:
    """An axiom: what it says at any values of its parameters that meet its conditions, and which hypothesis it comes from."""
    relation, term = said
    parts = {"parameters": list(map(list, parameters)), "conditions": list(map(list, conditions))}
    return {"name": name, "from": source, **parts, "relation": relation, "term": term}


def bottoms(term: Term, positive: set[str]) -> list[Term]:
    """What is divided by and could be 0, once each: all but sums and products of positive constants and numbers."""
    if not isinstance(term, list):
        return []
    own = [term[1]] if term[0] == "inv" and not _surely_positive(term[1], positive) else []
    every = [*own, *(found for part in term[1:] for found in bottoms(part, positive))]
    return [one for number, one in enumerate(every) if one not in every[:number]]


def _surely_positive(term: Term, positive: set[str]) -> bool:
    if not isinstance(term, list):
        return not str(term).startswith("-") and term != 0
    if term[0] in ("+", "*", "inv"):
        return all(_surely_positive(part, positive) for part in term[1:])
    return (term[0] == "^" and _surely_positive(term[1], positive)) or (term[0] == "real" and term[1] in positive)


def where_defined(term: Term, positive: set[str]) -> list[tuple[str, Term]]:
    """What makes a term mean something: what is divided by, and what has a logarithm or a power with a step, is > 0; what has a root is >= 0."""
    if not isinstance(term, list):
        return []
    head, *parts = term
    if head in ("least", "greatest"):
        raise NotReadError("a least or a greatest of members is not read where it may have none")
    own = [(SIGN[head], parts[0])] if head in SIGN and not _surely_positive(parts[0], positive) else []
    found = [*own, *(one for part in parts for one in where_defined(part, positive))]
    if head in BINDERS and any(_speaks(one, parts[0]) for _, one in found):
        raise NotReadError("a sum is not read where its terms may mean nothing")
    return [one for number, one in enumerate(found) if one not in found[:number]]


SIGN = {"inv": ">", "log": ">", "pow": ">", "sqrt": ">="}
"""What a number is, so that a function of it is defined."""


def _speaks(term: Term, name: str) -> bool:
    return isinstance(term, list) and (term == ["integer", name] or any(_speaks(part, name) for part in term))


def growing(theorem: Theorem, h: Hypothesis, kinds: tuple[type, ...] = (StronglyConvex,)) -> bool:
    """Whether a hypothesis is one of these with a constant that is surely positive: f has a minimiser by strong convexity, an infimum by all."""
    return isinstance(h, kinds) and where_positive(h.constant, {str(c) for c in theorem.names(w.Constant)}) == ()


def where_positive(constant: Any, positive: set[str]) -> Conditions | None:
    """On what condition a constant is positive: none, that it is, or None where the kernel has no term for it."""
    try:
        term = Translation({}, ranges={}).number(constant)
    except NotReadError:
        return None
    return () if _surely_positive(term, positive) else ((">", term),)


def at_a_minimiser(source: str) -> Iterator[Axiom]:
    """What holds at a minimiser x_star, whichever it is."""
    star, least = ["point", "x_star"], ["real", "f_star"]
    yield axiom("value at a minimiser", source, ("=", ["+", ["f", star], ["*", MINUS_ONE, least]]))
    yield axiom("gradient at a minimiser", source, ("vector", ["gradient", star]))
    nearest = ["word", "dist_sq", ["point", "u"]]
    apart = ["vectors", ["point", "u"], scaled(MINUS_ONE, star)]
    said: tuple[str, Term] = (">=", ["+", ["inner", apart, apart], ["*", MINUS_ONE, nearest]])
    yield axiom("distance to the minimisers", source, said, [("u", "point")])
    yield axiom("distance to the minimisers, not negative", source, (">=", nearest), [("u", "point")])


def of_hypotheses(theorem: Theorem, below: str, minimiser: str, unread: dict[str, str]) -> Iterator[Axiom]:
    """The inequalities of each hypothesis and of all that it implies, and those of the class that several describe together.

    below, minimiser : where it comes from that f has an infimum, and a minimiser; empty where it has none that is known
    """
    context = _Context(below, minimiser, {str(c) for c in theorem.names(w.Constant)}, unread)
    closure = list(_closure(theorem.hypotheses, context.positive))
    for h, source, conditions in closure:
        for one in h.inequalities():
            yield from _inequality(f"{type(h).__name__}: {one.name}", source, one, context, conditions)
    found = function_class(theorem.hypotheses)
    told = {h: source for h, source, _ in closure}
    source = AND.join(dict.fromkeys(told.get(h, in_words(phrase(h))[0]) for h in found.covers))
    for one in (*found.conditions, *(found.where_below if context.below else ())):
        yield from _inequality(f"{found.name} functions: {one.name}", source, one, context, ())
    smooth = next((source for h, source, _ in closure if isinstance(h, Smooth)), None)
    if smooth is not None:
        yield segment(smooth)


def _closure(hypotheses: tuple[Hypothesis, ...], positive: set[str]) -> Iterator[tuple[Hypothesis, str, Conditions]]:
    """Hypotheses with all that they imply, and on what condition: strong convexity with a constant that is not positive implies nothing more."""
    waiting: list[tuple[Hypothesis, str, Conditions]] = [(h, in_words(phrase(h))[0], ()) for h in hypotheses]
    seen = set[str]()
    while waiting:
        h, source, conditions = waiting.pop(0)
        there = where_positive(h.radius, positive) if isinstance(h, PLStar) else ()  # on a ball of negative radius there is no point
        if f"{type(h).__name__} {h!r}" not in seen and there is not None:
            seen.add(f"{type(h).__name__} {h!r}")
            yield h, source, (*conditions, *there)
            more = where_positive(h.mu, positive) if isinstance(h, StronglyConvex) else ()
            waiting += [(weaker, source, (*conditions, *more)) for weaker in h.implies()] if more is not None else []


@dataclass
class _Context:
    """Where f has an infimum and a minimiser from, which constants are positive, what could not be read, and the names so far."""

    below: str
    minimiser: str
    positive: set[str]
    unread: dict[str, str]
    named: set[str] = field(default_factory=set)


def _inequality(name: str, source: str, one: Inequality, context: _Context, where: Conditions) -> Iterator[Axiom]:
    terms = set(walk(one.relation))
    unknown = (w.f_star in terms and not context.below) or (w.x_star in terms and not context.minimiser)
    if unknown or name in context.named:
        return
    source = AND.join(dict.fromkeys((source, context.minimiser))) if w.x_star in terms else source
    random = any(isinstance(e, w.stochastic_grad) for e in terms) or w.t in terms
    points = [(p.name, "point") for p in (u, v) if p in terms]
    parameters = [*points, *([("k", "integer")] if random else [])]
    conditions: list[tuple[str, Term]] = [*([(">=", K)] if random else []), *where]
    try:
        if one.name == "unbiased":
            yield from _unbiased(name, source)
        else:
            along = any(isinstance(e, sp.Indexed) for e in terms)  # then E is the mean over the run, as in a claim; at points it is that of one draw
            said = Translation({"x": VECTOR}, {w.t: K}, step=0 if along else K, ranges={w.t: (0, None)}).difference(one.relation)
            divisors = [(">", bottom) for bottom in bottoms(said[1], context.positive)]
            yield axiom(name, source, said, parameters, [*conditions, *divisors])
        context.named.add(name)
    except NotReadError as error:
        context.unread[name] = str(error)


def _unbiased(name: str, source: str) -> Iterator[Axiom]:
    """The mean of a draw, given what is known at its step, is the gradient: along any vector that is known, and in every coordinate."""
    draw, gradient = ["draw", ["point", "u"], K], ["gradient", ["point", "u"]]
    along, at = ["point", "v"], ["integer", "c"]
    forms: tuple[tuple[str, Term, Term, tuple[str, str]], ...] = (
        (name, ["inner", draw, along], ["inner", gradient, along], ("v", "point")),
        (f"{name} in a coordinate", ["coordinate", draw, at], ["coordinate", gradient, at], ("c", "integer")),
    )
    for called, drawn, mean, parameter in forms:
        said = ("=", ["+", ["E", K, drawn], ["*", MINUS_ONE, mean]])
        yield axiom(called, source, said, [("u", "point"), ("k", "integer"), parameter], [(">=", K)])


def segment(source: str) -> Axiom:
    """The difference of two values of f as the integral of its slope, where the gradient is continuous."""
    start, end, s = ["point", "u"], ["point", "v"], ["real", "s"]
    apart: Term = ["vectors", end, scaled(MINUS_ONE, start)]
    slope = ["inner", ["gradient", ["vectors", start, scaled(s, apart)]], apart]
    said: tuple[str, Term] = ("=", ["+", ["f", end], ["*", MINUS_ONE, ["f", start]], ["*", MINUS_ONE, ["integral", "s", slope]]])
    return axiom(SEGMENT, source, said, [("u", "point"), ("v", "point")])


def of_method(method: Method, unread: dict[str, str]) -> Iterator[Axiom]:
    """Its equations for every step from 0 (before T, where they name T), coordinate by coordinate where they need it; and its starts."""
    conditions: list[tuple[str, Term]] = [(">=", ["integer", "t"])]
    if not method.horizon_free:
        conditions.append((">=", ["+", ["integer", "T"], -1, ["*", MINUS_ONE, ["integer", "t"]]]))
    for equation in method.equations:
        yield from _equation(method, f"update of {equation.lhs.base}", equation, [("t", "integer")], conditions, unread)
    for key, value in method.start:
        yield from _equation(method, f"start of {key}", sp.Eq(key, value, evaluate=False), [], [], unread)


def _equation(method: Method, name: str, equation: Any, parameters: Any, conditions: Any, unread: dict[str, str]) -> Iterator[Axiom]:
    steps = {w.t: (0, None if method.horizon_free else w.T - 1)} if parameters else {}
    translation, source = Translation(method.sequences, ranges=steps), "the method"
    vectors = method.sequences[str(equation.lhs.base)] == VECTOR
    try:
        if not vectors:
            said = ("=", ["+", translation.number(equation.lhs), ["*", MINUS_ONE, translation.number(equation.rhs)]])
            yield axiom(name, source, said, parameters, conditions)
            return
        said = ("vector", ["vectors", translation.vector(equation.lhs), scaled(MINUS_ONE, translation.vector(equation.rhs))])
        yield axiom(name, source, said, parameters, conditions)
    except NotReadError:
        yield from _coordinatewise(translation, name, equation, parameters, conditions, unread)


def _coordinatewise(translation: Translation, name: str, equation: Any, parameters: Any, conditions: Any, unread: dict[str, str]) -> Iterator[Axiom]:
    at = ["integer", "c"]
    try:
        if any(isinstance(e, w.Natural) and str(e) == "c" for e in walk(equation)):
            raise NotReadError("c is the number of a coordinate: name the number c otherwise")
        left, right = (translation.coordinate(side, at) for side in (equation.lhs, equation.rhs))
    except NotReadError as error:
        unread[name] = str(error)
        return
    yield axiom(f"{name} in a coordinate", "the method", ("=", ["+", left, ["*", MINUS_ONE, right]]), [*parameters, ("c", "integer")], conditions)
