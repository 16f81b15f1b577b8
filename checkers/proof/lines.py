"""Lines of a proof: facts that the kernel has made, and products of them that later lines are made of."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union

import sympy as sp

from checkers.proof import shown
from checkers.proof.facts import Fact
from checkers.proof.polynomial import atom, rational
from checkers.proof.reading import number, written
from checkers.proof.translation import Term

if TYPE_CHECKING:
    from checkers.proof.script import Proof

Reason = Union["Line", "Product"]


class ScriptError(Exception):
    """A line of a proof that does not follow; the message says what is missing."""


@dataclass(frozen=True, eq=False)
class Product:
    """A multiplier times lines."""

    multiplier: Any
    lines: tuple["Line", ...]

    def __mul__(self, other: Any) -> "Product":
        if isinstance(other, Line):
            return Product(self.multiplier, (*self.lines, other))
        return Product(self.multiplier * other, self.lines)

    __rmul__ = __mul__

    def __truediv__(self, number: Any) -> "Product":
        return Product(self.multiplier / sp.sympify(number), self.lines)

    def __neg__(self) -> "Product":
        return Product(-self.multiplier, self.lines)


@dataclass(frozen=True, eq=False)
class Line:
    """A fact of the proof; `replaces` is the term that an equation gives the value of."""

    proof: "Proof"
    position: int
    replaces: Term = None

    @property
    def fact(self) -> Fact:
        """What the kernel has."""
        return self.proof.steps.fact(self.position)

    def __mul__(self, other: Any) -> Product:
        return Product(sp.S.One, (self,)).__mul__(other)

    __rmul__ = __mul__

    def __truediv__(self, number: Any) -> Product:
        return Product(1 / sp.sympify(number), (self,))

    def __neg__(self) -> Product:
        return Product(sp.S.NegativeOne, (self,))

    def __str__(self) -> str:
        return shown.sentence(self.fact.relation, self.fact.term)

    def after(self, *equations: "Line", inside: bool = False) -> "Line":
        """With every term that an equation gives the value of replaced by that; in the points of f and of gradients only if `inside`."""
        found = self
        for equation in equations:
            if equation.replaces is None:
                raise ScriptError(f"{equation} does not give the value of one term")
            more = {"inside": True} if inside else {}
            found = self.proof.line(rule="rewrite", fact=found.position, equation=equation.position, old=equation.replaces, **more)
        return found

    def dot(self, vector: Any) -> "Line":
        """The inner product of two sides of a vector equation with a vector."""
        return self.proof.line(rule="dot", fact=self.position, along=self.proof.term(vector, "point"))

    def dot_term(self, vector: Term) -> "Line":
        """The inner product of both sides with a vector that is given as a term."""
        return self.proof.line(rule="dot", fact=self.position, along=vector)

    def coordinate(self, index: Any) -> "Line":
        """One coordinate of a vector equation."""
        return self.proof.line(rule="component", fact=self.position, index=self.proof.term(index, "integer"))

    def giving(self, e: Any) -> "Line":
        """An equality as the value of one term, a number, that it holds once."""
        term = self.proof.translation.number(e)
        (one,) = number(term).atoms
        factor = next((c for c, powers in self.fact.term.terms if powers == ((one, 1),)), None)
        if self.fact.relation != "=" or factor is None or any(dict(m).get(one, 0) for c, m in self.fact.term.terms if m != ((one, 1),)):
            raise ScriptError(f"{self} does not give {shown.expression(atom(*one))}")
        position = self.proof.steps.combined(self.fact.term * rational(1 / factor), "=", [], equalities=[[str(1 / factor), self.position]])
        return Line(self.proof, position, written(atom(*one)))

    def at(self, **values: Any) -> "Line":
        """The line with indices replaced; assumptions about them are met by what is known."""
        found = self.position
        for name, value in values.items():
            found = self.proof.substituted(found, name, value)
        return Line(self.proof, found)
