"""The object `p` that `def proof(p)` in a theorem file gets: hypotheses at points, the method's updates, and one line a step.

    def proof(p):
        step = p.use("Smooth: upper model", u=x[t], v=x[t + 1]).after(p.update(t))
        p.conclude(step, eta / 2 * p.use("PL: Polyak-Lojasiewicz", u=x[t]))

A line is a fact that the kernel has made, shown as a relation; `2 * line` and `line * other` are reasons of a later line. `show(claim, *reasons)`
adds reasons up, each with a multiplier whose sign is known or is found, and drops what has a sign; where more is missing it fails and says what.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Union

import sympy as sp

from checkers.proof import shown
from checkers.proof.algebra import cancelled, quotient
from checkers.proof.facts import Fact, ResidualError
from checkers.proof.forms import RejectedError, substituted
from checkers.proof.polynomial import Atom, Polynomial, atom, product
from checkers.proof.reading import either, number, written
from checkers.proof.steps import Steps
from checkers.proof.translation import Term, Translation
from theorems import words as w
from theorems.language import Theorem
from theorems.printing import unicode
from theorems.typed import VECTOR

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

    def coordinate(self, index: Any) -> "Line":
        """One coordinate of a vector equation."""
        return self.proof.line(rule="component", fact=self.position, index=self.proof.term(index, "integer"))

    def at(self, **values: Any) -> "Line":
        """The line with indices replaced; assumptions about them are met by what is known."""
        found = self.position
        for name, value in values.items():
            found = self.proof.substituted(found, name, value)
        return Line(self.proof, found)


class Proof:
    """What a script sees of one theorem."""

    def __init__(self, theorem: Theorem, statement: Mapping[str, Any]) -> None:
        self.theorem, self.statement = theorem, statement
        self.steps = Steps(statement)
        self.translation = Translation({"x": VECTOR, **theorem.sequences})
        self._indices = 0

    def claim(self, number: int = 0) -> Any:
        """A claim of the theorem."""
        return self.theorem.claims[number]

    def term(self, e: Any, kind: str) -> Term:
        """A word of the language as a term of the kernel."""
        return self.translation.vector(e) if kind == "point" else self.translation.number(e)

    def number(self, e: Any) -> Polynomial:
        """A word of the language as a number of the kernel."""
        return number(self.translation.number(e))

    def line(self, replaces: Term = None, **step: Any) -> Line:
        """One step of the kernel as a line."""
        made = Line(self, self.steps.step(**step), replaces)
        self.steps.signs.forget()
        return made

    def use(self, name: str, **values: Any) -> Line:
        """An axiom of the statement by its name, at these points and steps; its conditions are met by what is known."""
        axioms = {one["name"]: one for one in self.statement["axioms"]}
        if name not in axioms:
            raise ScriptError(f'there is no axiom "{name}"; there are: {"; ".join(axioms)}')
        kinds = dict(axioms[name]["parameters"])
        if set(kinds) != set(values):
            raise ScriptError(f"{name} takes {', '.join(kinds) or 'nothing'}")
        terms = {parameter: self.term(value, kinds[parameter]) for parameter, value in values.items()}
        given = {f"{kind} {parameter}": either(terms[parameter]) for parameter, kind in kinds.items()}
        conditions = [self._met(name, relation, substituted(number(term), given)) for relation, term in axioms[name]["conditions"]]
        return self.line(rule="axiom", name=name, values=terms, conditions=conditions)

    def _met(self, name: str, relation: str, q: Polynomial) -> int:
        found = self.steps.signs.fact(q, relation == ">")
        if found is None:
            raise ScriptError(f"{name}: it is not known that {shown.sentence(relation, q)}")
        return found

    def given(self, relation: Any, **values: Any) -> Line:
        """A relation of `given`."""
        return self.use(unicode(relation), **values)

    def update(self, t: Any, of: str = "x", coordinate: Any = None) -> Line:
        """The method's equation for the member after step t of a sequence; in one coordinate where the equation is coordinatewise."""
        name = f"update of {of}"
        if coordinate is not None and f"{name} in a coordinate" in {one["name"] for one in self.statement["axioms"]}:
            made = self.use(f"{name} in a coordinate", t=t, c=coordinate)
            member = ["coordinate", self._member(of, t + 1), self.term(coordinate, "integer")]
        else:
            made, member = self.use(name, t=t), self._member(of, t + 1)
        return Line(self, made.position, member)

    def start(self, of: str, index: int = 0) -> Line:
        """The value that a sequence starts from."""
        return Line(self, self.use(f"start of {of}[{index}]").position, self._member(of, sp.Integer(index)))

    def _member(self, of: str, at: Any) -> Term:
        e = w.Iterates(of)[at]
        return self.term(e, "point" if self.translation.sequences.get(of) == VECTOR else "real")

    def show(self, relation: Any, *reasons: Reason) -> Line:
        """A relation that the reasons add up to, up to what has a sign by itself."""
        sign, term = self.translation.difference(relation)
        goal = number(term)
        products, equalities, rest = self._added(goal, reasons)
        try:
            made = self.steps.combined(goal, sign, products, equalities=equalities)
        except RejectedError as error:
            made = self._with_rest(relation, goal, sign, products, equalities, rest, error)
        replaces = self.translation.number(relation.lhs) if sign == "=" and len(self.number(relation.lhs).atoms) == 1 else None
        self.steps.signs.forget()
        return Line(self, made, replaces)

    def _with_rest(self, relation: Any, goal: Any, sign: str, products: Any, equalities: Any, rest: Polynomial, error: RejectedError) -> int:
        if sign != "=":
            for strict in (sign == ">", False):
                found = self.steps.signs.fact(rest, strict)
                if found is not None:
                    try:
                        return self.steps.combined(goal, sign, [*products, ["1", [found]]], equalities=equalities)
                    except RejectedError:
                        continue
        missing = cancelled(rest) if isinstance(error, ResidualError) else goal
        raise ScriptError(f"{unicode(relation)} does not follow: what is missing is {shown.sentence(sign, missing)}") from None

    def _added(self, goal: Polynomial, reasons: Iterable[Reason]) -> tuple[list[Any], list[Any], Polynomial]:
        """Products of facts, equalities with multipliers, and what is left of the goal; an equation that is given bare takes its term away."""
        products, equalities, rest = list[Any](), list[Any](), goal
        replacing = [one for one in reasons if isinstance(one, Line) and one.replaces is not None and one.fact.relation == "="]
        for reason in (one for one in reasons if one not in replacing):
            made = reason if isinstance(reason, Product) else Product(sp.S.One, (reason,))
            *others, last = made.lines
            m, terms = self.number(made.multiplier), [line.fact.term for line in made.lines]
            rest = rest - product((m, *terms))
            if last.fact.relation == "=":
                equalities.append([written(product((m, *terms[:-1]))), last.position])
            else:
                products.append(self._product(m, made.multiplier, [line.position for line in (*others, last)]))
        for equation in replacing:
            m, rest = quotient(rest, self._single(equation.replaces), equation.fact.term)
            equalities.append([written(m), equation.position])
        return products, equalities, rest

    def _product(self, m: Polynomial, multiplier: Any, positions: list[int]) -> list[Any]:
        if m.constant is not None and m.constant >= 0:
            return [str(m.constant), positions]
        return ["1", [self._multiplier(m, multiplier), *positions]]

    def _multiplier(self, m: Polynomial, e: Any) -> int:
        found = self.steps.signs.fact(m, True)
        found = self.steps.signs.fact(m, False) if found is None else found
        if found is None:
            raise ScriptError(f"the multiplier {unicode(e)} is not known to be nonnegative")
        return found

    def conclude(self, *reasons: Reason, claim: int = 0) -> None:
        """A claim of the theorem, from reasons that add up to it."""
        goals = {goal["claim"]: position for position, goal in enumerate(self.statement["goals"])}
        if claim not in goals:
            raise ScriptError(f"claim {claim} has no goal in the kernel")
        line = self.show(self.claim(claim), *reasons)
        try:
            self.steps.step(rule="conclude", claim=goals[claim], fact=line.position)
        except RejectedError as error:
            raise ScriptError(f"claim {claim} is not concluded: {error}") from None

    def positive(self, e: Any, strict: bool = True) -> Line:
        """A number that is known to be positive, or not negative, by what it is made of."""
        return Line(self, self._met("a sign", ">" if strict else ">=", self.number(e)))

    def at_minimiser(self, what: str) -> Line:
        """The value of f at a minimiser, or the gradient there, as an equation."""
        star: Term = ["point", "x_star"]
        return Line(self, self.use(f"{what} at a minimiser").position, ["f" if what == "value" else "gradient", star])

    def square(self, e: Any) -> Line:
        """A square is not negative."""
        q = self.number(e)
        return Line(self, self.steps.combined(q**2, ">=", [], [["1", [], written(q)]]))

    def norm(self, vector: Any) -> Line:
        """A squared norm is not negative."""
        return self.line(rule="norm", of=self.term(vector, "point"))

    def cauchy(self, left: Any, right: Any) -> Line:
        """The inequality of Cauchy and Schwarz, squared."""
        return self.line(rule="cauchy", left=self.term(left, "point"), right=self.term(right, "point"))

    def coordinates(self, left: Any, right: Any) -> Line:
        """An inner product as a sum over coordinates."""
        terms = [self.term(side, "point") for side in (left, right)]
        return self.line(replaces=["inner", *terms], rule="coordinates", left=terms[0], right=terms[1])

    def substituted(self, position: int, name: str, value: Any) -> int:
        """A fact with an index replaced, and the number of it."""
        fact, term = self.steps.fact(position), self.translation.number(value)
        key, discharged = f"integer {name}", []
        for premise in fact.premises:
            if premise.assumed and key in premise.names:
                wanted = substituted(premise.term, {key: number(term)})
                assumption = next(p for p, one in enumerate(self.steps.kernel.found) if one.term is premise.term)
                discharged.append([assumption, self._met("a range", premise.relation, wanted)])
        return self.steps.step(rule="substitute", fact=position, kind="integer", name=name, value=term, discharged=discharged)

    def index(self) -> Any:
        """An index that stands for any integer, with a name of its own."""
        self._indices += 1
        taken = {str(e) for e in self.theorem.names(w.Natural)} | {"d", "t", "T"}
        names = (f"k{n}" if n > 1 else "k" for n in range(self._indices, self._indices + len(taken) + 1))
        return w.Index(next(name for name in names if name not in taken))

    def induction(self, claim: Callable[[Any], Any], step: Callable[[Any, Line], Line], base: Any = (), start: Any = 0) -> Callable[[Any], Line]:
        """claim(k) for every integer k >= start: base are the reasons of claim(start), step(k, claim(k)) is claim(k + 1). Gives it at an index."""
        k, first = self.index(), sp.sympify(start)
        stated, low = self.translation.difference(claim(k)), self.number(first)
        basis = base if isinstance(base, Line) else self.show(claim(first), *(base() if callable(base) else base))
        if basis.fact.term != number(self.translation.difference(claim(first))[1]):
            basis = self.show(claim(first), basis)
        with self.steps.assuming((stated[0], number(stated[1])), (">=", self.number(k) - low)) as (hypothesis, reached):
            then = step(k, Line(self, hypothesis))
            if then.fact.term != number(self.translation.difference(claim(k + 1))[1]):
                then = self.show(claim(k + 1), then)
        said = {"base": basis.position, "step": then.position, "hypothesis": hypothesis, "reached": reached}
        every = self.line(rule="induction", name=str(k), start=written(low), relation=stated[0], claim=stated[1], **said)
        return lambda at: every.at(**{str(k): at})

    def every(self, line: Callable[[Any], Line], start: Any = 0) -> Callable[[Any], Line]:
        """A line that is found for any integer k >= start, at an index."""
        k = self.index()
        with self.steps.assuming((">=", self.number(k - start))):
            found = line(k)
        return lambda at: found.at(**{str(k): at})

    def cases(self, e: Any, positive: Callable[[Line], Line], negative: Callable[[Line], Line]) -> Line:
        """What follows where e >= 0, and follows where e <= 0."""
        q = self.number(e)
        with self.steps.assuming((">=", q)) as (above,):
            first = positive(Line(self, above))
        with self.steps.assuming((">=", -q)) as (below,):
            second = negative(Line(self, below))
        return self.line(rule="cases", first=first.position, second=second.position, assumptions=[above, below])

    def by_squares(self, relation: Any, *reasons: Reason) -> Line:
        """b >= a where b is not negative, from reasons that add up to b^2 >= a^2."""
        if not isinstance(relation, (sp.Le, sp.Ge)):
            raise ScriptError(f"{relation} is no inequality b >= a")
        b, a = (relation.lhs, relation.rhs) if isinstance(relation, sp.Ge) else (relation.rhs, relation.lhs)
        both = self.show(sp.Ge(b**2, a**2, evaluate=False), *reasons)
        larger = self._multiplier(self.number(b), b)
        return self.line(rule="compare", larger=larger, squares=both.position, smaller=self.translation.number(a))

    def expect(self, line: Line, given: Any = 0) -> Line:
        """The expectation of a line, given the start or given the history up to a step."""
        return self.line(rule="monotone", of="expectation", fact=line.position, step=self.term(given, "integer"))

    def sum(self, line: Callable[[Any], Line], lo: Any, hi: Any) -> Line:
        """The sum of lines over an index from lo to hi."""
        k, ends = self.index(), (self.number(lo), self.number(hi))
        length = self._met("the length of a sum", ">=", ends[1] - ends[0] + self.number(1))
        with self.steps.assuming((">=", self.number(k) - ends[0]), (">=", ends[1] - self.number(k))) as ranged:
            found = line(k)
        said = {"lo": written(ends[0]), "hi": written(ends[1]), "length": length, "range": ranged}
        return self.line(rule="monotone", of="sum", fact=found.position, name=str(k), **said)

    def integrate(self, line: Callable[[Any], Line]) -> Line:
        """The integral of lines over s in [0, 1]."""
        s = w.Real("s")
        with self.steps.assuming((">=", self.number(s)), (">=", self.number(1 - s))) as ranged:
            found = line(s)
        return self.line(rule="monotone", of="integral", fact=found.position, name="s", range=ranged)

    def member(self, extreme: Any, at: Any) -> Line:
        """One member against the least (Best) or the greatest (Worst) of them."""
        term, place = self.translation.number(extreme), self.number(at)
        _, _, lo, hi, _ = self._single(term)
        conditions = [self._met("a member", ">=", place - lo), self._met("a member", ">=", hi - place)]
        return self.line(rule="member", term=term, at=written(place), conditions=conditions)

    def bound(self, extreme: Any, by: Any, line: Callable[[Any], Line]) -> Line:
        """A bound of the least (from below) or of the greatest (from above), from one of every member."""
        head, bound, lo, hi, body = self._single(self.translation.number(extreme))
        k = self.index()
        with self.steps.assuming((">=", self.number(k) - lo), (">=", hi - self.number(k))) as ranged:
            found = line(k)
        inside = substituted(body, {f"integer {bound}": self.number(k)})
        said = {"lo": written(lo), "hi": written(hi), "body": written(inside), "by": self.translation.number(by)}
        there = self._met("members", ">=", hi - lo)
        return self.line(rule="bound", head=head, name=str(k), fact=found.position, nonempty=there, range=ranged, **said)

    def _single(self, term: Term) -> Atom:
        found = number(term)
        if len(found.atoms) != 1 or found != atom(*found.atoms[0]):
            raise ScriptError(f"{shown.expression(found)} is not one term")
        return found.atoms[0]

    def unfold(self, e: Any) -> Line:
        """A sum to hi as the sum to hi - 1 and the last term; a power b^k as b b^(k - 1)."""
        term = self.translation.number(e)
        head, *parts = self._single(term)
        if head == "pow":
            return self.line(replaces=term, rule="unfold", term=term, positive=self._met("a power", ">=", parts[1] - number(1)))
        return self.line(replaces=term, rule="unfold", term=term)

    def log_bound(self, e: Any) -> Line:
        """log e <= e - 1 for e > 0."""
        return self.line(rule="logarithm", fact=self._met("a logarithm", ">", self.number(e)))

    def log_product(self, a: Any, b: Any) -> Line:
        """log(a b) = log a + log b for a, b > 0."""
        facts = [self._met("a logarithm", ">", self.number(e)) for e in (a, b)]
        return self.line(rule="product", first=facts[0], second=facts[1])

    def congruence(self, function: str, a: Any, b: Any, *reasons: Reason, exponent: Any = 1) -> Line:
        """function(a) = function(b), one of inv, sqrt, log and pow, from reasons that add up to a = b."""
        equal = self.show(sp.Eq(a, b, evaluate=False), *reasons)
        said = {"left": self.translation.number(a), "right": self.translation.number(b), "fact": equal.position}
        more = {"exponent": self.term(exponent, "integer")} if function == "pow" else {}
        return self.line(rule="congruence", head=function, **said, **more)
