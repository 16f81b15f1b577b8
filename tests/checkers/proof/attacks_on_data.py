"""Data that is no step, no term or no statement: it is rejected in a sentence, whatever it is."""

from collections.abc import Iterator
from typing import Any

from tests.checkers.proof.derivations import Attack, Derivation, a, assume, attack, axiom, b, conclude, goal, k, n, point, statement, times, u, use, x


def attacks() -> Iterator[Attack]:
    yield from _terms()
    yield from _steps()
    yield from _statements()


def _terms() -> Iterator[Attack]:
    number = assume(">=", times(2, a))
    terms: dict[str, Any] = {
        "nothing": None,
        "a truth value": True,
        "a float": 0.5,
        "an empty list": [],
        "an object": {"real": "a"},
        "an object with the names of a term": {"real": 0, "a": 0},
        "a vector with the names of a term": ["f", {"point": 0, "u": 0}],
        "a list of lists": [["real", "a"]],
        "a name alone": "a",
        "a fraction of fractions": "1/2/3",
        "a fraction over 0": "1/0",
        "a decimal": "0.5",
        "a power of ten": "1e9",
        "digits of another script": "١",
        "a number with a space": " 1",
        "a head that is none": ["exp", a],
        "the head of an attribute": ["__class__", a],
        "a symbol without a name": ["real"],
        "a symbol with two names": ["real", "a", "b"],
        "a vector for a number": u,
        "a vector in a sum": ["+", a, u],
        "a sum of vectors": ["vectors", u],
        "f of a number": ["f", a],
        "an inner product with a number": ["inner", u, a],
        "an inner product of one": ["inner", u],
        "a mean without a step": ["E", a],
        "a mean at a real step": ["E", a, a],
        "a sum to a real end": ["sum", "k", 1, a, k],
        "a sum without an end": ["sum", "k", 1, k],
        "an integral with ends": ["integral", "s", 0, 1, a],
        "a member at a real place": ["sequence", "y", a],
        "a member at half a place": ["sequence", "y", times("1/2", k)],
        "an iterate at an inverse": ["f", ["iterate", "x", ["inv", 1]]],
        "a draw with a real sample": ["f", ["draw", u, a]],
        "a power with a real exponent": ["pow", a, a],
        "a scaled number": ["f", ["scaled", a, a]],
        "a point with a number for its name": ["f", point(3)],
        "a word without a name": ["word"],
    }
    for name, term in terms.items():
        yield attack(f"a term: {name}", [], assume(">=", term), number)
    yield attack("a term: a number of 5000 digits in a text", [], assume(">=", "9" * 5000), number)


def _steps() -> Iterator[Attack]:
    norm: dict[str, Any] = {"rule": "norm", "of": x(n)}
    steps: dict[str, Any] = {
        "no rule": {"of": u},
        "a rule that is none": {"rule": "trust", "of": u},
        "a rule that is a list": {"rule": ["norm"], "of": u},
        "a method of the kernel": {"rule": "apply", "step": norm},
        "a helper": {"rule": "_range", "name": "k", "lo": 0, "hi": 1},
        "an argument too many": {**norm, "sure": True},
        "an argument too few": {"rule": "norm"},
        "the facts themselves": {**norm, "facts": []},
        "a name that is no text": {"rule": "monotone", "of": ["sum"], "fact": 0},
        "values that are no object": {"rule": "axiom", "name": "A", "values": 3},
        "a product that is no pair": {"rule": "combine", "goal": a, "relation": ">=", "products": [[1]]},
        "a product that is a number": {"rule": "combine", "goal": a, "relation": ">=", "products": [1]},
        "an equality of three": {"rule": "combine", "goal": a, "relation": "=", "equalities": [[1, 0, 0]]},
    }
    for name, step in steps.items():
        yield attack(f"a step: {name}", [norm], step, norm)


def _statements() -> Iterator[Attack]:
    """Statements that are none: there are no steps, and they are rejected before the first."""
    one, both = axiom(">=", a, "A"), [axiom(">=", a, "A"), axiom(">", b, "B")]
    legal = Derivation(statement(both, [goal(">=", a, "A")]), (use("A"), conclude(0)))
    false = {
        "two axioms of one name": statement([one, axiom(">", a, "A")]),
        "an axiom with a relation that is none": statement([axiom("<=", a)]),
        "an axiom with another sign for its relation": statement([axiom("≥", a)]),
        "an axiom with a condition that is none": statement([axiom(">=", a, conditions=[(">=", b), ("<=", b)])]),
        "an axiom about a vector for a number": statement([axiom("vector", a)]),
        "an axiom about a number for a vector": statement([axiom(">=", u)]),
        "a claim with one text for its axioms": statement(both, [{**goal(">=", a), "axioms": "A and B"}]),
    }
    for name, over in false.items():
        yield Attack(f"a statement: {name}", Derivation(over, ()), legal)
