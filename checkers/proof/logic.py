"""Rules of logic and of arithmetic: axioms, assumptions, exact combinations, cases, substitution, induction."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from checkers.proof import forms, reading
from checkers.proof.facts import RELATIONS, Fact, Facts, Premise, ResidualError, stands_for_any
from checkers.proof.forms import require, substituted
from checkers.proof.polynomial import ONE, Polynomial, atom, product, rational
from checkers.proof.reading import number, vector

READ: dict[str, Callable[[Any], Any]] = {"point": vector, "integer": reading.index, "real": number}
"""How a term is read that takes the place of a symbol, by its kind."""


def axiom(facts: Facts, name: str, values: Mapping[str, Any], conditions: Sequence[int] = ()) -> Fact:
    """An axiom of the statement, for these terms."""
    require(name in facts.axioms, f"there is no axiom {name!r}")
    axiom, premise = facts.axioms[name]
    require({p for p, _ in axiom["parameters"]} == set(values), f"{name} takes {[p for p, _ in axiom['parameters']]}")
    given = {f"{kind} {p}": READ[kind](values[p]) for p, kind in axiom["parameters"]}
    require(len(conditions) == len(axiom["conditions"]), f"{name} has {len(axiom['conditions'])} conditions")
    used = {premise}
    for position, (relation, term) in zip(conditions, axiom["conditions"], strict=True):
        used |= facts.says(position, relation, substituted(number(term), given)).premises
    return Fact(axiom["relation"], substituted(premise.term, given), frozenset(used))


def assume(facts: Facts, relation: str, term: Any) -> Fact:
    """Any number is >= 0, > 0 or 0, as a premise."""
    require(relation in RELATIONS, f"{relation!r} is no relation")
    found = number(term)
    return Fact(relation, found, frozenset({Premise("assumed", relation, found, found.names, True)}))


def combine(
    facts: Facts,
    goal: Any,
    relation: str,
    products: Sequence[Any] = (),
    squares: Sequence[Any] = (),
    equalities: Sequence[Any] = (),
    nonzero: Sequence[int] = (),
    roots: Sequence[int] = (),
) -> Fact:
    """goal = sum of c * facts + sum of c * facts * square + sum of term * equality, where c is a rational number that is not negative."""
    require(relation in RELATIONS, f"{relation!r} is no relation")
    require(relation != "=" or not (products or squares), "an equality does not follow from inequalities")
    rest, used, strict = number(goal), set[Premise](), False
    for c, positions, *square in (*((c, p) for c, p in products), *((c, p, s) for c, p, s in squares)):
        factors = [facts.fact(position, ">=") for position in positions]
        c = reading.fraction(c)
        require(c >= 0, "a product of facts has a negative coefficient")
        rest = rest - product((rational(c), *(one.term for one in factors), *(number(s) ** 2 for s in square)))
        strict |= c > 0 and not square and all(one.relation == ">" for one in factors)
        used |= {premise for one in factors for premise in one.premises}
    for factor, position in equalities:
        one = facts.fact(position, "=")
        rest, used = rest - number(factor) * one.term, used | one.premises
    bottoms, rooted = [facts.fact(position, ">") for position in nonzero], [facts.fact(position, ">=") for position in roots]
    used |= {premise for one in (*bottoms, *rooted) for premise in one.premises}
    require(relation != ">" or strict, "nothing in the combination is strict")
    if not forms.vanishes(rest, {one.term for one in bottoms}, {one.term for one in rooted}):
        raise ResidualError(rest)
    return Fact(relation, number(goal), frozenset(used))


def inverse(facts: Facts, fact: int) -> Fact:
    """1/p > 0 from p > 0."""
    found = facts.fact(fact, ">")
    return Fact(">", atom("inv", found.term), found.premises)


def root(facts: Facts, fact: int) -> Fact:
    """The root of a number that is not negative."""
    found = facts.fact(fact, ">=")
    return Fact(">" if found.relation == ">" else ">=", atom("sqrt", found.term), found.premises)


def compare(facts: Facts, larger: int, squares: int, smaller: Any) -> Fact:
    """b >= a from b >= 0 and b^2 >= a^2: else a > b >= 0, and a^2 > b^2."""
    b, a = facts.fact(larger, ">="), number(smaller)
    both = facts.says(squares, ">=", b.term**2 - a**2)
    return Fact(">" if both.relation == ">" else ">=", b.term - a, b.premises | both.premises)


def equal(facts: Facts, above: int, below: int) -> Fact:
    """p = 0 from p >= 0 and -p >= 0."""
    one, other = facts.fact(above, ">="), facts.fact(below, ">=")
    require(isinstance(one.term, Polynomial) and other.term == -one.term, "the facts are not p >= 0 and -p >= 0")
    return Fact("=", one.term, one.premises | other.premises)


def cases(facts: Facts, first: int, second: int, assumptions: Sequence[int]) -> Fact:
    """A fact that is found with p >= 0, or with p > 0, and with -p >= 0: one of the two holds at all values of the symbols, and on every path."""
    one, other = facts.at(first), facts.at(second)
    above, below = (facts.assumption(position) for position in assumptions)
    require(above.relation in (">=", ">") and below.relation == ">=", "the cases are not p >= 0 (or p > 0) and -p >= 0")
    require(below.term == -above.term, "the cases are not p >= 0 (or p > 0) and -p >= 0")
    require(one.relation == other.relation and one.term == other.term, "the cases do not end in one fact")
    return Fact(one.relation, one.term, (one.premises - {above}) | (other.premises - {below}))


def substitute(facts: Facts, fact: int, kind: str, name: str, value: Any, discharged: Sequence[Any] = ()) -> Fact:
    """A free symbol replaced by a term; an assumption that speaks of it is replaced by a fact that says the same of the term."""
    found, key, given = facts.at(fact), f"{kind} {name}", READ[kind](value)
    kept, more = set(found.premises), set[Premise]()
    for assumption, position in discharged:
        premise = facts.assumption(assumption)
        kept.discard(premise)
        more |= facts.says(position, premise.relation, substituted(premise.term, {key: given})).premises
    stands_for_any(key, kept)
    return Fact(found.relation, substituted(found.term, {key: given}), frozenset(kept | more))


def induction(facts: Facts, name: str, start: Any, relation: str, claim: Any, base: int, step: int, hypothesis: int, reached: int) -> Fact:
    """P(k) for all integers k >= start, with k >= start as a premise."""
    k, lo, stated, key = atom("integer", name), reading.index(start), number(claim), f"integer {name}"
    before, range_of = facts.assumption(hypothesis), facts.assumption(reached)
    require((before.relation, before.term) == (relation, stated), "what the step assumes is not the claim")
    require((range_of.relation, range_of.term) == (">=", k - lo) and key not in lo.names, "the range of the step is not k >= start")
    first = facts.says(base, relation, substituted(stated, {key: lo}))
    then = facts.says(step, relation, substituted(stated, {key: k + ONE}))
    others = (then.premises - {before, range_of}) | first.premises
    stands_for_any(key, others)
    return Fact(relation, stated, others | {range_of})


def conclude(facts: Facts, claim: int, fact: int) -> Fact:
    """A fact that is a claim of the statement, and rests on axioms alone that speak of this claim."""
    require(type(claim) is int and 0 <= claim < len(facts.statement["goals"]), f"there is no claim {claim!r}")
    goal = facts.statement["goals"][claim]
    found = facts.says(fact, goal["relation"], number(goal["term"]))
    for premise in found.premises:
        require(not premise.assumed, "the fact rests on an assumption")
        require(premise.name in goal["axioms"], f"{premise.name} is no axiom of this claim")
    facts.proved[claim] = found
    return found
