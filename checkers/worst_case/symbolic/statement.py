"""One claim of a theorem, written out for every step or for so many steps, in symbolic constants: the goal, the facts, the region.

The goal is a form that the claim says is nonnegative. A fact is a hypothesis' relation at named points, in the same shape.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import sympy as sp

from checkers.worst_case.program import NotReadError
from checkers.worst_case.symbolic.forms import Element, Form, dot, field, plus
from checkers.worst_case.symbolic.reader import STAR, Reader
from checkers.worst_case.symbolic.region import Region, region
from theorems import words as w
from theorems.function_classes import function_class
from theorems.hypotheses import PL, Convex, QuadraticGrowth, Smooth, StronglyConvex, u, v
from theorems.hypothesis import Hypothesis, Inequality
from theorems.language import Theorem
from theorems.method import Method
from theorems.normal_form import gap, normal_form
from theorems.typed import bound_indices, free_indices, walk


@dataclass(frozen=True)
class FactName:
    """Which hypothesis, which of its inequalities, at which points (in the order of u, v)."""

    hypothesis: str
    inequality: str
    points: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.hypothesis}, {self.inequality}" + (f" at {', '.join(self.points)}" if self.points else "")


@dataclass(frozen=True)
class Fact:
    """form >= 0, or form = 0 where `equality`."""

    form: Form
    equality: bool = False


@dataclass(frozen=True)
class Statement:
    """goal >= 0 for all constants of the region, whenever the facts hold.

    scope : "every step", "all points", or "N = 1"
    steps : N, 1 where it does not count
    spare : a form that cannot be negative, a square or a gap to f_star of the claim; spare_fact : the fact that says so, None for a square
    """

    theorem: Theorem
    claim: Any
    field: Any
    goal: Form
    facts: dict[FactName, Fact]
    region: Region
    points: tuple[str, ...]
    scope: str
    spare: Form
    spare_fact: FactName | None
    steps: int = 1


def undecided(several: Sequence[Element]) -> int:
    """No largest term is chosen."""
    raise NotReadError("which of several terms is the largest depends on the constants")


Largest = Callable[[Sequence[Element]], int]


def statement(theorem: Theorem, claim: Any, steps: int = 1, largest: Largest = undecided) -> Statement:
    """A claim in symbols; NotReadError where it is no inequality that is linear in values and inner products.

    largest : tells which of several rational functions of the constants is to be taken for the largest
    """
    if theorem.method is not None and not isinstance(theorem.method, Method):
        raise NotReadError("the method has no equations")
    if theorem.setting is not None or any(isinstance(e, (w.E, w.Probability, w.stochastic_grad, w.AtRandom)) for e in theorem.terms(claim)):
        raise NotReadError("the claim is about a random method or a setting")
    scope, written = _written(theorem, claim, steps)
    known = constants(theorem, claim)
    reader = Reader(known, theorem.method, scope == "every step", largest)
    large, small = (written.lhs, written.rhs) if isinstance(written, sp.Ge) else (written.rhs, written.lhs)
    goal = plus(reader.number(large), reader.number(small), -known.one)
    if _minimiser(theorem, claim):
        reader.points[STAR] = reader.vector(w.x_star)
    reader.closed = True
    facts = dict(_facts(theorem, claim, reader))
    spare, spare_fact = _spare(written, reader)
    return Statement(theorem, claim, known, goal, facts, region(theorem, reader), tuple(reader.points), scope, spare, spare_fact, steps)


def _minimiser(theorem: Theorem, claim: Any) -> bool:
    """Whether a minimiser may be spoken of: where the statement does, and where f is strongly convex, which gives it one."""
    spoken = theorem.terms(claim)
    strong = any(isinstance(h, StronglyConvex) for h in theorem.hypotheses)
    return w.x_star in spoken or (strong and w.f_star in spoken)


def constants(theorem: Theorem, claim: Any) -> Any:
    """The field of rational functions of the statement's constants."""
    found = {e for e in theorem.terms(claim) if isinstance(e, (w.Constant, w.Natural, w.Real))}
    return field(sorted(found, key=str))


def region_of(theorem: Theorem, claim: Any) -> Region:
    """What is known of the statement's constants."""
    return region(theorem, Reader(constants(theorem, claim), None, False, undecided))


def _written(theorem: Theorem, claim: Any, steps: int) -> tuple[str, Any]:
    """The scope of the claim, and the claim with t = 0 for the present step, or with numbers for its horizon."""
    if not isinstance(claim, (sp.Le, sp.Ge)):
        raise NotReadError("a certificate is for a claim with <= or >=")
    if theorem.method is None:
        return "all points", claim
    free = free_indices(claim)
    if w.t in free and w.T not in free and any(later(e) for e in walk(claim)):
        _check_every_step(theorem.method, claim)
        return "every step", claim.subs(w.t, 0)
    if w.t in free and w.T in free:
        raise NotReadError("the claim speaks of every step below a horizon")
    if {w.t, w.T} & bound_indices(claim) & free:
        raise NotReadError("an index is bound and free")
    return f"N = {steps}", _at(claim, steps)


def _at(claim: Any, steps: int) -> Any:
    """The claim with its horizon T or its step t a number; a bound t stays bound."""
    horizon = claim.subs(w.T, steps)
    return horizon.subs(w.t, steps) if w.t in free_indices(claim) else horizon


def later(e: Any) -> bool:
    """Whether a term is a member of a sequence after the step t."""
    return isinstance(e, sp.Indexed) and isinstance(e.base, w.Iterates) and (e.indices[0] - w.t).is_Integer and e.indices[0] - w.t > 0


def _check_every_step(method: Any, claim: Any) -> None:
    """Every step is like the first: members at steps near t only, and coefficients that do not depend on t."""
    for e in (claim, *(equation.rhs for equation in method.equations)):
        members = {a: sp.Symbol(f"member{number}") for number, a in enumerate(sorted({a for a in walk(e) if isinstance(a, sp.Indexed)}, key=str))}
        if any(not (a.indices[0] - w.t).is_Integer for a in members):
            raise NotReadError(f"{e} speaks of a step that is not near t")
        if {w.t, w.T} & free_indices(e.xreplace(members)):
            raise NotReadError(f"{e} depends on t beside the members of sequences")


def _facts(theorem: Theorem, claim: Any, reader: Reader) -> Iterator[tuple[FactName, Fact]]:
    """Everything that is known and can be read: relations of the classes at all points, of the start, and of least terms."""
    known = every_hypothesis(theorem)
    bounded = any(e in theorem.terms(claim) for e in (w.f_star, w.x_star)) or any(isinstance(h, (PL, QuadraticGrowth)) for h in known)
    for owner, inequality in _declared(theorem, known):
        if bounded or w.f_star not in walk(inequality.relation):
            yield from _instances(owner, inequality, reader)
    for number, relation in enumerate(theorem.given):
        if isinstance(relation, (sp.Le, sp.Ge, sp.Eq)) and w.x[0] in walk(relation) and not reader.every_step:
            fact = _fact(relation, reader)
            if fact is not None:
                yield FactName("given", str(number)), fact
    for name, members in reader.least.items():
        for number, member in enumerate(members):
            yield FactName(name, f"member {number}"), Fact(plus(member, {(name,): reader.field.one}, -reader.field.one))


def _declared(theorem: Theorem, known: Sequence[Hypothesis]) -> Iterator[tuple[str, Inequality]]:
    """Inequalities with their owners: of the infimum, of each hypothesis, and of the class that hypotheses are together.

    Where that class has conditions of its own, they say all that its members say about pairs of points.
    """
    yield "f_star", Inequality("infimum", w.f(u) >= w.f_star)
    found = function_class(theorem.hypotheses)
    own = {inequality.name for h in known for inequality in h.inequalities()}
    joint = [inequality for inequality in found.conditions if inequality.name not in own]
    for h in known:
        for inequality in h.inequalities():
            if not joint or v not in walk(inequality.relation) or not isinstance(h, (Smooth, Convex, StronglyConvex)):
                yield type(h).__name__, inequality
    yield from ((found.name, inequality) for inequality in joint)


def every_hypothesis(theorem: Theorem) -> tuple[Hypothesis, ...]:
    """The classes of the theorem and all that they imply, each once."""
    waiting, found = list(theorem.hypotheses), list[Hypothesis]()
    while waiting:
        h = waiting.pop(0)
        if h not in found:
            found.append(h)
            waiting.extend(h.implies())
    return tuple(found)


def _spare(written: Any, reader: Reader) -> tuple[Form, FactName | None]:
    """The first gap or square of the claim, of its larger side where there is one, or the squares of all gradients."""
    form = normal_form(written)
    for term in (*form.large_terms, *form.small_terms):
        if isinstance(term.measured, gap):
            read = reader.number(w.f(term.measured.args[0]) - w.f_star)
            name = next(name for name in reader.points if (f"f({name})",) in read)
            return read, FactName("f_star", "infimum", (name,))
        if _is_square(term.measured):
            return reader.number(term.measured), None
    total: Form = {}
    for name in reader.points:
        total = plus(total, dot(*(reader.gradient(name),) * 2), reader.field.one)
    return total, None


def _is_square(e: Any) -> bool:
    """Whether a term is a square, or a sum of such over steps."""
    return isinstance(e, w.norm_sq) or (isinstance(e, (w.Average, sp.Sum)) and isinstance(e.function, w.norm_sq))


def _instances(owner: str, inequality: Inequality, reader: Reader) -> Iterator[tuple[FactName, Fact]]:
    spoken = [point for point in (u, v) if point in walk(inequality.relation)]
    for names in product(reader.points, repeat=len(spoken)):
        if len(set(names)) < len(names):
            continue
        reader.places = {point: reader.points[name] for point, name in zip(spoken, names, strict=True)}
        fact = _fact(inequality.relation, reader)
        reader.places = {}
        if fact is not None and fact.form:
            yield FactName(owner, inequality.name, names), fact


def _fact(relation: Any, reader: Reader) -> Fact | None:
    """A relation as a fact, None where it is not linear."""
    large, small = (relation.lhs, relation.rhs) if isinstance(relation, sp.Ge) else (relation.rhs, relation.lhs)
    try:
        form = plus(reader.number(large), reader.number(small), -reader.field.one)
    except NotReadError:
        return None
    return Fact(form, isinstance(relation, sp.Eq))
