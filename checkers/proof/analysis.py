"""Rules of sums, extremes, expectations, vectors and functions: what is taken from analysis, each under its name."""

from collections.abc import Callable, Sequence
from typing import Any

from checkers.proof import forms, reading
from checkers.proof.facts import Fact, Facts, Premise, stands_for_any
from checkers.proof.forms import known, require, substituted
from checkers.proof.polynomial import ONE, ZERO, Polynomial, Vector, atom
from checkers.proof.reading import number, vector


def unfold(facts: Facts, term: Any, positive: int | None = None) -> Fact:
    """A sum that ends at hi, which has hi - lo + 1 terms for all integers, or a power b^k with k >= 1, in terms of the one before."""
    whole = number(term)
    require(len(whole.atoms) == 1 and whole == atom(*whole.atoms[0]), "only a sum or a power is unfolded")
    head, *parts = whole.atoms[0]
    require(head in ("sum", "pow"), "only a sum or a power is unfolded")
    if head == "pow":
        base, exponent = parts
        reached = facts.says(positive, ">=", exponent - ONE)
        return Fact("=", whole - base * forms.power(base, exponent - ONE), reached.premises)
    name, lo, hi, body = parts
    key, fresh = f"integer {name}", forms.fresh()
    before = forms.summed(fresh, lo, hi - ONE, substituted(body, {key: atom("integer", fresh)}))
    return Fact("=", whole - before - substituted(body, {key: hi}), frozenset())


def member(facts: Facts, term: Any, at: Any, conditions: Sequence[int]) -> Fact:
    """A member against the least or the greatest of them; the conditions say that it is one."""
    whole = number(term)
    require(len(whole.atoms) == 1 and whole == atom(*whole.atoms[0]), "this is neither the least nor the greatest of members")
    require(whole.atoms[0][0] in EXTREME, "this is neither the least nor the greatest of members")
    (head, name, lo, hi, body), place, (low, high) = whole.atoms[0], reading.index(at), conditions
    used = facts.says(low, ">=", place - lo).premises | facts.says(high, ">=", hi - place).premises
    return Fact(">=", (substituted(body, {f"integer {name}": place}) - whole) * EXTREME[head], used)


def bound(facts: Facts, head: str, name: str, lo: Any, hi: Any, body: Any, by: Any, fact: int, nonempty: int, range: Sequence[int] = ()) -> Fact:
    """What bounds every member from below bounds the least, what bounds them from above the greatest: of members that there are."""
    low, high, inside, limit, key = reading.index(lo), reading.index(hi), number(body), number(by), f"integer {name}"
    require(head in EXTREME and key not in low.names | high.names | limit.names, f"the bound or an end speaks of {name}")
    found = facts.says(fact, ">=", (inside - limit) * EXTREME[head])
    there = facts.says(nonempty, ">=", high - low)
    used = _without(facts, found, key, [(k, term) for k, term in zip(range, _range(name, low, high), strict=False)])
    return Fact(">=", (forms.extreme(head, name, low, high, inside) - limit) * EXTREME[head], used | there.premises)


def _range(name: str, lo: Polynomial, hi: Polynomial) -> tuple[Polynomial, Polynomial]:
    k = atom("integer", name)
    return k - lo, hi - k


def _without(facts: Facts, found: Fact, key: str, range_of: Sequence[tuple[int, Polynomial]]) -> frozenset[Premise]:
    """The premises of a fact for all members of a range, those apart that say where the member lies."""
    used = set(found.premises)
    for position, term in range_of:
        premise = facts.assumption(position)
        require((premise.relation, premise.term) == (">=", term), "an assumption is not the range")
        used.discard(premise)
    stands_for_any(key, used)
    return frozenset(used)


def monotone(facts: Facts, of: str, fact: int, **parts: Any) -> Fact:
    """The sum, the integral or the expectation of a number that is >= 0, or 0."""
    found = facts.fact(fact, ">=")
    require(of in MONOTONE, f"{of!r} is not monotone")
    term, used = MONOTONE[of](facts, found, **parts)
    return Fact("=" if found.relation == "=" else ">=", term, used)


def _sum(facts: Facts, found: Fact, name: str, lo: Any, hi: Any, length: int, range: Sequence[int] = ()) -> tuple[Polynomial, frozenset[Premise]]:
    low, high, key = reading.index(lo), reading.index(hi), f"integer {name}"
    require(key not in low.names | high.names, f"an end speaks of {name}")
    there = facts.says(length, ">=", high - low + ONE)
    used = _without(facts, found, key, list(zip(range, _range(name, low, high), strict=False)))
    return forms.summed(name, low, high, found.term), used | there.premises


def _integral(facts: Facts, found: Fact, name: str, range: Sequence[int] = ()) -> tuple[Polynomial, frozenset[Premise]]:
    s = atom("real", name)
    used = _without(facts, found, f"real {name}", list(zip(range, (s, ONE - s), strict=False)))
    return forms.integral(name, found.term), used


def _expectation(facts: Facts, found: Fact, step: Any) -> tuple[Polynomial, frozenset[Premise]]:
    for premise in found.premises:
        require(not premise.assumed or known(premise.term, ZERO), "an assumption is about what is random")
    return forms.expectation(reading.index(step), found.term), found.premises


def norm(facts: Facts, of: Any) -> Fact:
    """A squared norm is not negative."""
    return Fact(">=", forms.inner(vector(of), vector(of)), frozenset())


def cauchy(facts: Facts, left: Any, right: Any) -> Fact:
    """The inequality of Cauchy and Schwarz, squared."""
    u, v = vector(left), vector(right)
    return Fact(">=", forms.inner(u, u) * forms.inner(v, v) - forms.inner(u, v) ** 2, frozenset())


def coordinates(facts: Facts, left: Any, right: Any) -> Fact:
    """An inner product is the sum of products of coordinates 1 to d."""
    u, v, name = vector(left), vector(right), forms.fresh()
    products = forms.coordinate(u, atom("integer", name)) * forms.coordinate(v, atom("integer", name))
    return Fact("=", forms.inner(u, v) - forms.summed(name, ONE, atom("integer", "d"), products), frozenset())


def dot(facts: Facts, fact: int, along: Any) -> Fact:
    """The inner product with a vector that is 0."""
    found = facts.at(fact)
    require(found.relation == "vector", f"fact {fact} is about no vector")
    return Fact("=", forms.inner(found.term, vector(along)), found.premises)


def component(facts: Facts, fact: int, index: Any) -> Fact:
    """A coordinate of a vector that is 0."""
    found = facts.at(fact)
    require(found.relation == "vector", f"fact {fact} is about no vector")
    return Fact("=", forms.coordinate(found.term, reading.index(index)), found.premises)


def logarithm(facts: Facts, fact: int) -> Fact:
    """The logarithm lies below its tangent at 1."""
    found = facts.fact(fact, ">")
    return Fact(">=", found.term - ONE - atom("log", found.term), found.premises)


def product(facts: Facts, first: int, second: int) -> Fact:
    """The logarithm of a product."""
    one, other = facts.fact(first, ">"), facts.fact(second, ">")
    apart = atom("log", one.term) + atom("log", other.term)
    return Fact("=", atom("log", one.term * other.term) - apart, one.premises | other.premises)


def congruence(facts: Facts, head: str, left: Any, right: Any, fact: int, exponent: Any = 1) -> Fact:
    """Equal numbers have equal inverses, roots, logarithms and powers."""
    a, b = number(left), number(right)
    found = facts.says(fact, "=", a - b)
    require(head in ("inv", "sqrt", "log", "pow"), f"{head!r} is no function of one number")
    if head == "pow":
        return Fact("=", forms.power(a, reading.index(exponent)) - forms.power(b, reading.index(exponent)), found.premises)
    return Fact("=", atom(head, a) - atom(head, b), found.premises)


def rewrite(facts: Facts, fact: int, equation: int, old: Any, inside: bool = False) -> Fact:
    """An atom, or a basis vector, replaced by what it equals: equation says old - new = 0."""
    found, equal = facts.at(fact), facts.at(equation)
    whole = reading.either(old)
    require(isinstance(inside, bool), "inside is neither true nor false")
    require(type(whole) is type(equal.term), "the equation is not about what is replaced")
    parts = whole.parts if isinstance(whole, Vector) else {a: ONE for a in whole.atoms}
    require(len(parts) == 1 and equal.relation in ("=", "vector"), "only an atom or a basis vector that equals something is replaced")
    (single,) = parts
    require(whole == (Vector({single: ONE}) if isinstance(whole, Vector) else atom(*single)), "only an atom or a basis vector is replaced")
    new = whole - equal.term
    return Fact(found.relation, forms.rewritten(found.term, single, new, inside), found.premises | equal.premises)


EXTREME = {"least": ONE, "greatest": -ONE}
"""The sign of (member - extreme)."""

MONOTONE: dict[str, Callable[..., tuple[Polynomial, frozenset[Premise]]]] = {"sum": _sum, "integral": _integral, "expectation": _expectation}
