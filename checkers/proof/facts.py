"""Facts, what they rest on, and the list of those that were found for a statement."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from checkers.proof.forms import RejectedError, require
from checkers.proof.polynomial import Polynomial
from checkers.proof.reading import number, vector

RELATIONS = (">=", ">", "=")

DIMENSION = "integer d"
"""The dimension of the space: of all symbols the one that never stands for any value."""


@dataclass(frozen=True, eq=False)
class Premise:
    """What a fact rests on: an axiom, with the symbols that are not its parameters, or an assumption."""

    name: str
    relation: str
    term: Any
    names: frozenset[str]
    assumed: bool


@dataclass(frozen=True, eq=False)
class Fact:
    """term `relation` 0, whenever the premises hold; relation is ">=", ">" or "=", or "vector" for a vector that is 0."""

    relation: str
    term: Any
    premises: frozenset[Premise]


def stands_for_any(key: str, premises: Iterable[Premise]) -> None:
    """Reject the step unless a symbol stands for every value: no premise speaks of it, and it is not the dimension."""
    require(key != DIMENSION, "d is the dimension of the space, one number")
    require(all(key not in premise.names for premise in premises), f"a premise speaks of {key.split()[1]}")


def implies(relation: str, wanted: str) -> bool:
    """Whether one relation of a number to 0 says another."""
    return relation == wanted or (wanted == ">=" and relation in (">", "="))


@dataclass
class Facts:
    """A statement with its axioms and goals, the facts found so far, and for each claim the fact that is it."""

    statement: Mapping[str, Any]
    found: list[Fact] = field(default_factory=list)
    proved: dict[int, Fact] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.statement = deepcopy(self.statement)  # what is proved is the statement that was given, whatever becomes of it
        self.axioms = {axiom["name"]: (axiom, premise_of(axiom)) for axiom in self.statement["axioms"]}
        require(len(self.axioms) == len(self.statement["axioms"]), "two axioms have one name")
        require(all(isinstance(goal["axioms"], list) for goal in self.statement["goals"]), "the axioms of a claim are no list of names")

    def at(self, position: Any) -> Fact:
        """A fact by its number."""
        require(type(position) is int and 0 <= position < len(self.found), f"there is no fact {position!r}")
        found: Fact = self.found[position]
        return found

    def fact(self, position: Any, relation: str) -> Fact:
        """A fact by its number; it must say at least `relation`."""
        found = self.at(position)
        require(implies(found.relation, relation), f"fact {position} does not say {relation} 0")
        return found

    def says(self, position: Any, relation: str, term: Any) -> Fact:
        """A fact that must say that a given term has a relation to 0."""
        found = self.at(position)
        agrees = found.term == term and (found.relation == relation or (relation != "vector" and implies(found.relation, relation)))
        require(agrees, f"fact {position} is not the one that is needed")
        return found

    def assumption(self, position: int) -> Premise:
        """The premise that a fact is, which must be an assumption."""
        found = self.at(position)
        (premise,) = found.premises if len(found.premises) == 1 else (None,)
        require(premise is not None and premise.assumed and premise.term is found.term, f"fact {position} is not an assumption")
        assert premise is not None
        return premise


def premise_of(axiom: Mapping[str, Any]) -> Premise:
    """An axiom as a premise: its free symbols are those that are not its parameters."""
    said = [axiom["relation"], *(relation for relation, _ in axiom["conditions"])]
    require(all(relation in (*RELATIONS, "vector") for relation in said), f"{axiom['name']} has a relation that is none")
    term = vector(axiom["term"]) if axiom["relation"] == "vector" else number(axiom["term"])
    conditions = frozenset[str]().union(*(number(condition).names for _, condition in axiom["conditions"]))
    own = {f"{kind} {name}" for name, kind in axiom["parameters"]}
    return Premise(axiom["name"], axiom["relation"], term, (term.names | conditions) - own, False)


class ResidualError(RejectedError):
    """A combination that is not the goal; `residual` is what it lacks."""

    def __init__(self, residual: Polynomial) -> None:
        super().__init__("the combination is not the goal")
        self.residual = residual
