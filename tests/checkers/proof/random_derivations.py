"""Random derivations over a statement that is true in the model: steps that are mostly legal, and some that are nearly."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random
from typing import Any

from checkers.proof.facts import Premise
from checkers.proof.forms import RejectedError
from checkers.proof.kernel import Kernel
from checkers.proof.polynomial import Polynomial, Vector
from checkers.proof.reading import written
from tests.checkers.proof.derivations import axiom, inner, minus, plus, point, real, statement, times, x, y
from tests.checkers.proof.random_terms import INTEGERS, Terms

K, C, U, V = ["integer", "k"], ["integer", "c"], point("u"), point("v")
ETA, L, SIGMA2, STAR = real("eta"), real("L"), real("sigma2"), point("x_star")
DRAW, GRADIENT, ANY = ["draw", U, K], ["gradient", U], [("u", "point"), ("v", "point")]
FROM_0 = [(">=", K)]
APART, NOISE = ["vectors", V, ["scaled", -1, U]], ["vectors", DRAW, ["scaled", -1, GRADIENT]]
STEP = ["vectors", x(plus(K, 1)), ["scaled", -1, x(K)], ["scaled", ETA, ["draw", x(K), K]]]
SLOPE = inner(["gradient", ["vectors", U, ["scaled", ["real", "s"], APART]]], APART)
UPPER = plus(minus(plus(["f", U], inner(GRADIENT, APART)), ["f", V]), times("1/2", L, inner(APART, APART)))

TRUE = statement(
    [
        axiom(">", ETA, "eta > 0"),
        axiom(">", L, "L > 0"),
        axiom(">=", minus(1, times(ETA, L)), "eta L ≤ 1"),
        axiom(">=", minus(["integer", "T"], 1), "T ≥ 1"),
        axiom(">=", minus(["integer", "t"], 1), "t ≥ 1"),
        axiom(">=", minus(["integer", "d"], 1), "d ≥ 1"),
        axiom("vector", STEP, "update of x", [("k", "integer")], FROM_0),
        axiom(">=", minus(y(plus(K, 1)), y(K)), "y grows", [("k", "integer")], FROM_0),
        axiom("=", minus(y(0), 1), "start of y"),
        axiom("=", minus(["E", K, inner(DRAW, V)], inner(GRADIENT, V)), "unbiased", [*ANY, ("k", "integer")], FROM_0),
        axiom(
            *("=", minus(["E", K, ["coordinate", DRAW, C]], ["coordinate", GRADIENT, C]), "unbiased in a coordinate"),
            *([("u", "point"), ("k", "integer"), ("c", "integer")], FROM_0),
        ),
        axiom(">=", minus(SIGMA2, ["E", K, inner(NOISE, NOISE)]), "variance", [("u", "point"), ("k", "integer")], FROM_0),
        axiom(">=", minus(["f", U], real("f_star")), "infimum", [("u", "point")]),
        axiom("=", minus(["f", STAR], real("f_star")), "value at a minimiser"),
        axiom("vector", ["gradient", STAR], "gradient at a minimiser"),
        axiom(">=", UPPER, "upper model", ANY),
        axiom("=", minus(minus(["f", V], ["f", U]), ["integral", "s", SLOPE]), "segment", ANY),
    ]
)
"""Axioms that hold in the model."""


class Search:
    """A kernel to which random steps are given; those that were tried, and whether it took them."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.terms, self.kernel = rng, Terms(rng), Kernel(TRUE)
        self.tried: list[tuple[dict[str, Any], bool]] = []

    def run(self, rules: Sequence[Callable[["Search"], None]], count: int) -> None:
        """So many tries of a random one of rules."""
        for _ in range(count):
            try:
                self.rng.choice(rules)(self)
            except (RejectedError, LookupError):
                continue

    def apply(self, rule: str, **said: Any) -> int:
        """One step, or one that is nearly it."""
        step = {"rule": rule, **said}
        if self.rng.random() < 0.15:
            step = self._nearly(deepcopy(step))
        self.tried.append((step, False))
        position = self.kernel.apply(step)
        self.tried[-1] = (step, True)
        return position

    def _nearly(self, step: dict[str, Any]) -> dict[str, Any]:
        key = self.rng.choice([key for key in step if key != "rule"])
        value = step[key]
        if isinstance(value, int):
            step[key] = value + self.rng.choice([-1, 1])
        elif isinstance(value, list) and value and isinstance(value[0], (list, int)):
            del value[self.rng.randrange(len(value))]
        elif key == "relation":
            step[key] = self.rng.choice([">=", ">", "="])
        elif key == "name":
            step[key] = self.rng.choice(INTEGERS)
        elif isinstance(value, list) and value and value[0] in ("+", "*", "integer", "real"):
            step[key] = ["+", value, 1]
        return step

    @property
    def steps(self) -> list[dict[str, Any]]:
        """Those that the kernel took."""
        return [step for step, taken in self.tried if taken]

    def pick(self, *relations: str) -> int:
        """A fact found so far that is not too long, one of the last more likely."""
        places = [p for p, fact in enumerate(self.kernel.found) if fact.relation in relations and _size(fact.term) < 60]
        return self.rng.choice([*places, *places[-6:]])

    def term(self, position: int) -> Any:
        return self.kernel.found[position].term

    def show(self, relation: str, term: Polynomial) -> int:
        """A fact that says so: found, seen from a number, or assumed."""
        for position, fact in enumerate(self.kernel.found):
            if fact.term == term and (fact.relation == relation or (relation == ">=" and fact.relation in (">", "="))):
                return position
        value = term.constant
        if value is not None and {">=": value >= 0, ">": value > 0, "=": value == 0}[relation]:
            products = [] if relation == "=" else [[str(value), []]]
            return self.apply("combine", goal=str(value), relation=relation, products=products)
        return self.apply("assume", relation=relation, term=written(term))

    def positions(self, premises: list[Premise]) -> list[int]:
        """Where assumptions were made."""
        found = self.kernel.found
        return [next(p for p, fact in enumerate(found) if fact.premises == {one} and fact.term is one.term) for one in premises]

    def value(self, kind: str) -> Any:
        """A term for a symbol of a kind."""
        return {"integer": self.terms.index, "real": lambda: self.terms.number(1), "point": lambda: self.terms.vector(1)}[kind]()


def _size(term: Any) -> int:
    return sum(map(_size, term.parts.values())) + len(term.parts) if isinstance(term, Vector) else len(term.terms) + 5 * max(0, term.depth - 5)
