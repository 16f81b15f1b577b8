"""Short derivations as data, and words to write them in: terms of the kernel, axioms, steps; an attack with the same derivation made legal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Term = Any
Step = dict[str, Any]
Reader = Callable[[dict[str, Any], Sequence[Step]], int | None]
"""The number of the first step that is rejected, -1 where the statement is, None where all are accepted."""


@dataclass(frozen=True)
class Derivation:
    """A statement and steps."""

    statement: dict[str, Any]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Attack:
    """A derivation of what is false, of which exactly the last step must be rejected; and, where there is one, its near miss that is legal."""

    name: str
    false: Derivation
    legal: Derivation | None


def fails(attack: Attack, reader: Reader) -> str:
    """What a reader gets wrong about an attack, "" where nothing."""
    stopped, last = reader(attack.false.statement, attack.false.steps), len(attack.false.steps) - 1
    if stopped != last:
        return "accepted" if stopped is None else f"step {stopped} is rejected before the attack, step {last}"
    if attack.legal is None:
        return ""
    stopped = reader(attack.legal.statement, attack.legal.steps)
    return "" if stopped is None else f"its legal twin is rejected at step {stopped}"


def statement(axioms: Sequence[dict[str, Any]] = (), goals: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    return {"axioms": list(axioms), "goals": list(goals)}


def axiom(relation: str, term: Term, name: str = "A", parameters: Any = (), conditions: Any = ()) -> dict[str, Any]:
    parts = {"parameters": list(map(list, parameters)), "conditions": list(map(list, conditions))}
    return {"name": name, "from": "", **parts, "relation": relation, "term": term}


def goal(relation: str, term: Term, *axioms: str) -> dict[str, Any]:
    return {"claim": 0, "text": "", "relation": relation, "term": term, "axioms": list(axioms)}


def attack(
    name: str,
    before: Sequence[Step],
    bad: Step,
    good: Step | None = None,
    axioms: Sequence[dict[str, Any]] = (),
    goals: Sequence[dict[str, Any]] = (),
    legally: Sequence[Step] | None = None,
) -> Attack:
    """Steps and then a bad one; for the twin the same steps (or those of `legally`) and then a good one (or the same)."""
    over = statement(axioms, goals)
    legal = None
    if good is not None or legally is not None:
        legal = Derivation(over, (*(before if legally is None else legally), bad if good is None else good))
    return Attack(name, Derivation(over, (*before, bad)), legal)


def equation(name: str, false: tuple[Term, Term], true: tuple[Term, Term] | None) -> Attack:
    """Two terms that are not equal, and two that are by their normal forms."""
    return attack(name, [], equal(*false), None if true is None else equal(*true))


def real(name: str) -> Term:
    return ["real", name]


def integer(name: str) -> Term:
    return ["integer", name]


def point(name: str) -> Term:
    return ["point", name]


def plus(*terms: Term) -> Term:
    return ["+", *terms]


def times(*terms: Term) -> Term:
    return ["*", *terms]


def minus(a: Term, b: Term) -> Term:
    return ["+", a, ["*", -1, b]]


def square(a: Term) -> Term:
    return ["^", a, 2]


def x(at: Term) -> Term:
    return ["iterate", "x", at]


def y(at: Term) -> Term:
    return ["sequence", "y", at]


def z(at: Term) -> Term:
    return ["sequence", "z", at]


def w(at: Term) -> Term:
    return ["free", "w", at]


def mean(step: Term, term: Term) -> Term:
    return ["E", step, term]


def inner(u: Term, v: Term) -> Term:
    return ["inner", u, v]


def total(name: str, lo: Term, hi: Term, body: Term) -> Term:
    return ["sum", name, lo, hi, body]


def least(name: str, lo: Term, hi: Term, body: Term) -> Term:
    return ["least", name, lo, hi, body]


def use(name: str = "A", values: Any = None, conditions: Sequence[int] = ()) -> Step:
    return {"rule": "axiom", "name": name, "values": values or {}, "conditions": list(conditions)}


def assume(relation: str, term: Term) -> Step:
    return {"rule": "assume", "relation": relation, "term": term}


def combine(wanted: Term, relation: str, products: Any = (), **more: Any) -> Step:
    """Products as (c, fact, …)."""
    return {"rule": "combine", "goal": wanted, "relation": relation, "products": [[c, list(facts)] for c, *facts in products], **more}


def equal(a: Term, b: Term, **more: Any) -> Step:
    return {"rule": "combine", "goal": minus(a, b), "relation": "=", **more}


def conclude(fact: int, claim: Any = 0) -> Step:
    return {"rule": "conclude", "claim": claim, "fact": fact}


def substitute(fact: int, kind: str, name: str, value: Term, *discharged: Sequence[int]) -> Step:
    return {"rule": "substitute", "fact": fact, "kind": kind, "name": name, "value": value, "discharged": list(map(list, discharged))}


a, b, c, s = real("a"), real("b"), real("c"), real("s")
i, j, k, n = integer("i"), integer("j"), integer("k"), integer("n")
u, v = point("u"), point("v")
