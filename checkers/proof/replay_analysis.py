"""The rules of sums, extremes, expectations, vectors and functions, a second time."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from checkers.proof import replay_forms as forms
from checkers.proof.replay_reading import named
from checkers.proof.replay_rules import RULES, Checker, Fact, Premise, sign_of
from checkers.proof.replay_terms import ONE, ZERO, Number, Vector, require, single

NONE = frozenset[Premise]()


def unfold(c: Checker, term: Any, positive: int | None = None) -> Fact:
    """A sum that ends at hi, or a power, in terms of the one before."""
    whole = c.read.number(term)
    head, *parts = c.one_atom(whole, "sum", "pow")
    if head == "pow":
        base, exponent = parts
        reached = c.at(positive, ">=", c.minus(exponent, ONE))
        before = c.t.times(base, forms.power(c.t, base, c.minus(exponent, ONE)))
        return Fact("=", c.minus(whole, before), reached.premises)
    lo, hi, body = parts
    symbol = c.t.fresh("integer")
    opened = forms.moved(c.t, body, symbol, True)
    before = forms.summed(c.t, symbol, lo, c.minus(hi, ONE), opened)
    last = forms.substituted(c.t, opened, {f"integer {c.t.nodes[symbol][1]}": hi})
    return Fact("=", c.minus(c.minus(whole, before), last), NONE)


def member(c: Checker, term: Any, at: Any, conditions: Any) -> Fact:
    """A member against the least or the greatest of them; the conditions say that it is one."""
    whole, place = c.read.number(term), c.read.index(at)
    head, lo, hi, body = c.one_atom(whole, "least", "greatest")
    low, high = conditions
    used = c.at(low, ">=", c.minus(place, lo)).premises | c.at(high, ">=", c.minus(hi, place)).premises
    symbol = c.t.fresh("integer")
    one = forms.substituted(c.t, forms.moved(c.t, body, symbol, True), {f"integer {c.t.nodes[symbol][1]}": place})
    return Fact(">=", _scaled(c, c.minus(one, whole), sign_of(head)), used)


def _scaled(c: Checker, term: Number, factor: Fraction) -> Number:
    return c.t.times(term, Number({(): factor}))


def bound(c: Checker, head: str, name: str, lo: Any, hi: Any, body: Any, by: Any, fact: int, nonempty: int, range: Any = ()) -> Fact:
    """What bounds every member from below bounds the least, what bounds them from above the greatest."""
    require(head in ("least", "greatest"), "only the least and the greatest are bounded")
    symbol, key = c.t.node("integer", named(name)), f"integer {name}"
    low, high, inside, limit = c.read.index(lo), c.read.index(hi), c.read.number(body), c.read.number(by)
    require(not any(key in c.t.names_of(one) for one in (low, high, limit)), f"the bound or an end speaks of {name}")
    found, there = c.at(fact, ">=", _scaled(c, c.minus(inside, limit), sign_of(head))), c.at(nonempty, ">=", c.minus(high, low))
    k = single(symbol)
    used = _over_range(c, found, key, range, (c.minus(k, low), c.minus(high, k)))
    extreme = forms.binder(c.t, head, symbol, (low, high), inside)
    return Fact(">=", _scaled(c, c.minus(extreme, limit), sign_of(head)), used | there.premises)


def _over_range(c: Checker, found: Fact, key: str, given: Any, terms: Iterable[Number]) -> frozenset[Premise]:
    """The premises without those that say that a symbol is in its range; the others must leave it free."""
    used = set(found.premises)
    for position, term in zip(given, terms, strict=False):
        premise = c.assumed(position)
        require(premise.relation == ">=" and premise.term == term, "an assumption is not the range")
        used.discard(premise)
    c.any_value(key, used)
    return frozenset(used)


def monotone(c: Checker, of: str, fact: int, **parts: Any) -> Fact:
    """The sum, the integral or the expectation of a number that is >= 0, or 0."""
    require(of in _MONOTONE, "this is not monotone")
    found = c.at(fact, ">=")
    require(isinstance(found.term, Number), "only numbers are summed")
    term, used = _MONOTONE[of](c, found, **parts)
    return Fact("=" if found.relation == "=" else ">=", term, used)


def _sum(c: Checker, found: Fact, name: str, lo: Any, hi: Any, length: int, range: Any = ()) -> tuple[Number, frozenset[Premise]]:
    symbol, low, high, key = c.t.node("integer", named(name)), c.read.index(lo), c.read.index(hi), f"integer {name}"
    require(key not in c.t.names_of(low) | c.t.names_of(high), f"an end speaks of {name}")
    there, k = c.at(length, ">=", c.t.plus(c.minus(high, low), ONE)), single(symbol)
    used = _over_range(c, found, key, range, (c.minus(k, low), c.minus(high, k)))
    return forms.summed(c.t, symbol, low, high, found.term), used | there.premises


def _integral(c: Checker, found: Fact, name: str, range: Any = ()) -> tuple[Number, frozenset[Premise]]:
    symbol = c.t.node("real", named(name))
    s = single(symbol)
    return forms.integral(c.t, symbol, found.term), _over_range(c, found, f"real {name}", range, (s, c.minus(ONE, s)))


def _expectation(c: Checker, found: Fact, step: Any) -> tuple[Number, frozenset[Premise]]:
    for premise in found.premises:
        require(premise.name is not None or forms.known(c.t, premise.term, ZERO), "an assumption is about chance")
    return forms.expectation(c.t, c.read.index(step), found.term), found.premises


def norm(c: Checker, of: Any) -> Fact:
    """A squared norm is not negative."""
    w = c.read.vector(of)
    return Fact(">=", forms.inner(c.t, w, w), NONE)


def cauchy(c: Checker, left: Any, right: Any) -> Fact:
    """The inequality of Cauchy and Schwarz, squared."""
    u, v = c.read.vector(left), c.read.vector(right)
    both = c.t.times(forms.inner(c.t, u, u), forms.inner(c.t, v, v))
    return Fact(">=", c.minus(both, c.t.power(forms.inner(c.t, u, v), 2)), NONE)


def coordinates(c: Checker, left: Any, right: Any) -> Fact:
    """An inner product is the sum of products of coordinates 1 to d."""
    u, v, symbol = c.read.vector(left), c.read.vector(right), c.t.fresh("integer")
    at = single(symbol)
    products = c.t.times(forms.coordinate(c.t, u, at), forms.coordinate(c.t, v, at))
    return Fact("=", c.minus(forms.inner(c.t, u, v), forms.summed(c.t, symbol, ONE, c.t.atom("integer", "d"), products)), NONE)


def dot(c: Checker, fact: int, along: Any) -> Fact:
    """The inner product with a vector that is 0."""
    found = c.at(fact, "vector")
    return Fact("=", forms.inner(c.t, found.term, c.read.vector(along)), found.premises)


def component(c: Checker, fact: int, index: Any) -> Fact:
    """A coordinate of a vector that is 0."""
    found = c.at(fact, "vector")
    return Fact("=", forms.coordinate(c.t, found.term, c.read.index(index)), found.premises)


def logarithm(c: Checker, fact: int) -> Fact:
    """The logarithm lies below its tangent at 1."""
    found = c.at(fact, ">")
    return Fact(">=", c.minus(c.minus(found.term, ONE), c.t.atom("log", found.term)), found.premises)


def product(c: Checker, first: int, second: int) -> Fact:
    """The logarithm of a product."""
    one, other = c.at(first, ">"), c.at(second, ">")
    apart = c.t.plus(c.t.atom("log", one.term), c.t.atom("log", other.term))
    return Fact("=", c.minus(c.t.atom("log", c.t.times(one.term, other.term)), apart), one.premises | other.premises)


def congruence(c: Checker, head: str, left: Any, right: Any, fact: int, exponent: Any = 1) -> Fact:
    """Equal numbers have equal inverses, roots, logarithms and powers."""
    require(head in ("inv", "sqrt", "log", "pow"), "this is no function of one number")
    a, b = c.read.number(left), c.read.number(right)
    found = c.at(fact, "=", c.minus(a, b))
    more = [c.read.index(exponent)] if head == "pow" else []
    return Fact("=", c.minus(*(forms.build(c.t, head, [one, *more]) for one in (a, b))), found.premises)


def rewrite(c: Checker, fact: int, equation: int, old: Any, inside: Any = False) -> Fact:
    """An atom, or a basis vector, replaced by what it equals: equation says old - new = 0."""
    found, equal, whole = c.at(fact), c.at(equation), c.read.either(old)
    require(inside in (True, False) and isinstance(inside, bool), "inside is neither true nor false")
    require(equal.relation == ("vector" if isinstance(whole, Vector) else "="), "the equation is about something else")
    nodes = c.t.inside(whole) if isinstance(whole, Number) else list(whole.parts)
    require(
        len(nodes) == 1 and whole == (single(nodes[0]) if isinstance(whole, Number) else Vector({nodes[0]: ONE})), "more than one term is replaced"
    )
    new = c.minus(whole, equal.term)
    return Fact(found.relation, forms.rewritten(c.t, found.term, nodes[0], new, inside), found.premises | equal.premises)


_MONOTONE: dict[str, Callable[..., tuple[Number, frozenset[Premise]]]] = {"sum": _sum, "integral": _integral, "expectation": _expectation}

for _rule in (unfold, member, bound, monotone, norm, cauchy, coordinates, dot, component, logarithm, product, congruence, rewrite):
    RULES[_rule.__name__] = _rule
