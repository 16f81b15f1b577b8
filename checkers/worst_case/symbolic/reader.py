"""Terms of the language as linear forms in symbolic constants: f, grad, inner products and steps of the method written out.

This reading is independent of the one at fixed constants (`checkers.worst_case.reading.programs`); a test holds the two against each other.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sympy as sp

from checkers.worst_case.program import NotReadError
from checkers.worst_case.symbolic.forms import Element, Form, Vector, dot, plus, scaled
from checkers.worst_case.symbolic.largest import without_largest
from theorems import words as w
from theorems.method import Method
from theorems.typed import NUMBER, walk

STAR = "x_star"


class Reader:
    """Reads terms over a field; remembers the points at which f is looked at, by name, and the least terms that it met.

    every_step : whether step 0 stands for any step t
    largest    : tells which of several elements of the field is the largest
    """

    def __init__(self, field: Any, method: Method | None, every_step: bool, largest: Callable[[Sequence[Element]], int]) -> None:
        self.field, self.method, self.every_step, self.largest = field, method, every_step, largest
        self.points: dict[str, Vector] = {}
        self.least: dict[str, tuple[Form, ...]] = {}
        self.places: dict[Any, Vector] = {}
        self.closed = False
        self._members: dict[tuple[str, int], Vector] = {}

    def number(self, e: Any) -> Form:
        """A number as a form."""
        if is_fixed(e):
            made = self.element(e)
            return {(): made} if made else {}
        for kind, read in _NUMBERS.items():
            if isinstance(e, kind):
                return read(self, e)
        raise NotReadError(f"{e} is neither linear in values of f nor in inner products")

    def vector(self, e: Any) -> Vector:
        """A vector over the basis: starting points, free points and gradients."""
        if e == 0:
            return {}
        if isinstance(e, sp.Add):
            total: Vector = {}
            for part in e.args:
                total = plus(total, self.vector(part), self.field.one)
            return total
        if isinstance(e, sp.Mul):
            factor, rest = self.split(e)
            return scaled(self.vector(rest), factor)
        if isinstance(e, sp.Indexed) and isinstance(e.base, w.Iterates) and self.method is not None:
            return self._member(str(e.base), e.indices[0])
        if isinstance(e, w.grad):
            return self.gradient(self._named(e.args[0]))
        if isinstance(e, w.Point):
            return self.places.get(e, {str(e): self.field.one})
        raise NotReadError(f"{e} is no combination of iterates, points and gradients")

    def element(self, e: Any) -> Element:
        """A term made of constants as a rational function of them, in lowest terms, with one sign for all that are equal."""
        try:
            plain = without_largest(sp.sympify(e), lambda several: self.largest([self.element(one) for one in several]))
            made = self.field.from_expr(plain)
            return self.field(made.numer) / self.field(made.denom)
        except (ValueError, TypeError, ZeroDivisionError):
            raise NotReadError(f"{e} is no rational function of the constants") from None

    def split(self, e: Any) -> tuple[Element, Any]:
        """A product as its constant factor and the one factor that is measured."""
        measured = [a for a in e.args if not is_fixed(a)]
        if len(measured) != 1:
            raise NotReadError(f"{e} multiplies what is measured")
        return self.element(sp.Mul(*[a for a in e.args if is_fixed(a)])), measured[0]

    def value(self, point: Any) -> Form:
        """f at a point."""
        name = self._named(point)
        return {("f_star",) if name == STAR else (f"f({name})",): self.field.one}

    def gradient(self, name: str) -> Vector:
        """The gradient at a point that is looked at."""
        return {} if name == STAR else {f"grad({name})": self.field.one}

    def _named(self, point: Any) -> str:
        """The name of the point, the same for all terms that mean the same vector."""
        place = self.vector(point)
        known = next((name for name, other in self.points.items() if other == place), None)
        if known is not None:
            return known
        if self.closed:
            raise NotReadError(f"f is not looked at in {point}")
        name = self.spelled(point)
        self.points[name] = place
        return name

    def spelled(self, point: Any) -> str:
        """How a point is written: x[t + 1] where the statement is about every step."""
        here = w.t if self.every_step else sp.S.Zero
        members = {e: e.base[e.indices[0] + here] for e in walk(point) if isinstance(e, sp.Indexed)}
        return str(point.xreplace(members))

    def _member(self, name: str, index: Any) -> Vector:
        if not index.is_Integer:
            raise NotReadError(f"{name}[{index}] is no step of a fixed number of steps")
        key = name, int(index)
        if key not in self._members:
            self._members[key] = self._made(*key)
        return self._members[key]

    def _made(self, name: str, index: int) -> Vector:
        assert self.method is not None
        if self.method.sequences.get(name) == NUMBER:
            raise NotReadError(f"{name} is a sequence of numbers")
        if index > 0:
            equation = next(e for e in self.method.equations if str(e.lhs.base) == name)
            return self.vector(equation.rhs.subs(w.t, index - 1))
        begun = {} if self.every_step else {(str(key.base), int(key.indices[0])): value for key, value in self.method.start}
        if (name, index) in begun:
            return self.vector(begun[name, index])
        return {self.spelled(sp.IndexedBase(name)[index]) if not self.every_step else self.spelled(w.Iterates(name)[index]): self.field.one}


def is_fixed(e: Any) -> bool:
    """Whether a term is made of numbers and constants only."""
    return not any(isinstance(a, (w.Word, w.E, w.Probability, w.stochastic_grad, sp.Indexed, w.Point, w.Special, *w.OVER_STEPS)) for a in walk(e))


def _sum(reader: Reader, e: Any) -> Form:
    total: Form = {}
    for part in e.args:
        total = plus(total, reader.number(part), reader.field.one)
    return total


def _product(reader: Reader, e: Any) -> Form:
    factor, rest = reader.split(e)
    return scaled(reader.number(rest), factor)


def _infimum(reader: Reader, e: Any) -> Form:
    if e != w.f_star:
        raise NotReadError(f"{e} is no number of a fixed statement")
    return {("f_star",): reader.field.one}


def _members(reader: Reader, e: Any) -> tuple[Form, ...]:
    if len(e.limits) != 1:
        raise NotReadError(f"{e} has several indices")
    index, low, high = e.limits[0]
    if not (low.is_Integer and high.is_Integer and low <= high):
        raise NotReadError(f"the steps from {low} to {high} are not a fixed number of steps")
    return tuple(reader.number(e.function.subs(index, step)) for step in range(int(low), int(high) + 1))


def _added(reader: Reader, e: Any) -> Form:
    members = _members(reader, e)
    total: Form = {}
    for member in members:
        total = plus(total, member, reader.field.one)
    return scaled(total, reader.field.one / len(members)) if isinstance(e, w.Average) else total


def _least(reader: Reader, e: Any) -> Form:
    """A number of its own, of which is known that it is at most each member."""
    name = f"least {len(reader.least)}"
    members = _members(reader, e)
    found = next((known for known, others in reader.least.items() if others == members), name)
    reader.least[found] = members
    return {(found,): reader.field.one}


_NUMBERS: Mapping[type, Callable[[Reader, Any], Form]] = {
    sp.Add: _sum,
    sp.Mul: _product,
    w.f: lambda reader, e: reader.value(e.args[0]),
    w.norm_sq: lambda reader, e: dot(reader.vector(e.args[0]), reader.vector(e.args[0])),
    w.inner: lambda reader, e: dot(reader.vector(e.args[0]), reader.vector(e.args[1])),
    w.Special: _infimum,
    w.Best: _least,
    w.Average: _added,
    sp.Sum: _added,
}
