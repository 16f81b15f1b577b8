"""The object `p` that `def proof(p)` in a theorem file gets: hypotheses at points, the method's updates, and one line a step.

    def proof(p):
        step = p.use("Smooth: upper model", u=x[t], v=x[t + 1]).after(p.update(t))
        p.conclude(step, eta / 2 * p.use("PL: Polyak-Lojasiewicz", u=x[t]))

A line is a fact that the kernel has made, shown as a relation; `2 * line` and `line * other` are reasons of a later line. `show(claim, *reasons)`
adds reasons up, each with a multiplier whose sign is known or is found, and drops what has a sign; where more is missing it fails and says what.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import product as product_of
from typing import Any

import sympy as sp

from checkers.proof import shown
from checkers.proof.algebra import cancelled, quotient, squared
from checkers.proof.analysis_lines import Analysis
from checkers.proof.facts import ResidualError
from checkers.proof.forms import RejectedError, substituted
from checkers.proof.lines import Line, Product, Reason, ScriptError
from checkers.proof.own_words import NEAREST
from checkers.proof.polynomial import Polynomial, Vector, atom, product, rational
from checkers.proof.reading import either, number, vector, written
from checkers.proof.steps import Steps
from checkers.proof.translation import Term, Translation
from theorems import words as w
from theorems.language import Theorem
from theorems.printing import unicode
from theorems.typed import VECTOR


class Proof(Analysis):
    """What a script sees of one theorem."""

    def __init__(self, theorem: Theorem, statement: Mapping[str, Any]) -> None:
        self.theorem, self.statement = theorem, statement
        self.steps = Steps(statement)
        self.translation = Translation({"x": VECTOR, **theorem.sequences, NEAREST: VECTOR})
        self.translation.in_proof = True
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

    def made(self, position: int, replaces: Term = None) -> Line:
        """A fact of the kernel as a line."""
        return Line(self, position, replaces)

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
        conditions = [self.met(name, relation, substituted(number(term), given)) for relation, term in axioms[name]["conditions"]]
        return self.line(rule="axiom", name=name, values=terms, conditions=conditions)

    def met(self, name: str, relation: str, q: Polynomial) -> int:
        """A fact q >= 0 or q > 0 that a step needs."""
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
        return Line(self, self._shown(number(term), sign, reasons), self._left(relation, sign))

    def _shown(self, goal: Polynomial, sign: str, reasons: Sequence[Reason]) -> int:
        products, equalities, rest = self._added(goal, sign == ">", reasons)
        try:
            made = self.steps.combined(goal, sign, products, equalities=equalities)
        except RejectedError as error:
            made = self._with_rest(goal, sign, products, equalities, rest, error)
        self.steps.signs.forget()
        return made

    def _left(self, relation: Any, sign: str) -> Term:
        """The left side of an equation, where it is one term."""
        if sign != "=":
            return None
        term = self.translation.number(relation.lhs)
        found = number(term)
        return term if len(found.atoms) == 1 and found == atom(*found.atoms[0]) else None

    def times(self, multiplier: Any, line: Line) -> Line:
        """An equality multiplied with any number."""
        m = self.number(multiplier)
        return Line(self, self.steps.combined(m * line.fact.term, "=", [], equalities=[[written(m), line.position]]))

    def _with_rest(self, goal: Polynomial, sign: str, products: Any, equalities: Any, rest: Polynomial, error: RejectedError) -> int:
        if sign != "=":
            for left, strict in product_of((rest, squared(rest)) if squared(rest) != rest else (rest,), (sign == ">", False)):
                found = self.steps.signs.fact(left, strict)
                if found is not None:
                    try:
                        return self.steps.combined(goal, sign, [*products, ["1", [found]]], equalities=equalities)
                    except RejectedError:
                        continue
        missing = cancelled(squared(rest)) if isinstance(error, ResidualError) else goal
        raise ScriptError(f"{shown.sentence(sign, goal)} does not follow: what is missing is {shown.sentence(sign, missing)}") from None

    def _added(self, goal: Polynomial, strict: bool, reasons: Sequence[Reason]) -> tuple[list[Any], list[Any], Polynomial]:
        """Products of facts, equalities with multipliers, and what is left of the goal; an equation that is given bare takes its term away."""
        products, equalities, rest = list[Any](), list[Any](), goal
        replacing = [one for one in reasons if isinstance(one, Line) and one.replaces is not None and one.fact.relation in ("=", "vector")]
        for reason in (one for one in reasons if one not in replacing):
            made = reason if isinstance(reason, Product) else Product(sp.S.One, (reason,))
            *others, last = made.lines
            m, terms = self.number(made.multiplier), [line.fact.term for line in made.lines]
            rest = rest - product((m, *terms))
            if last.fact.relation == "=":
                equalities.append([written(product((m, *terms[:-1]))), last.position])
            else:
                products.append(self._product(m, made.multiplier, strict, [line.position for line in (*others, last)]))
        for equation in replacing:
            if equation.fact.relation == "vector":
                rest = self._vector_replaced(rest, equation, equalities)
                continue
            m, rest = quotient(rest, self._single(equation.replaces), equation.fact.term)
            equalities.append([written(m), equation.position])
        return products, equalities, rest

    def _vector_replaced(self, rest: Polynomial, equation: Line, equalities: list[Any]) -> Polynomial:
        """A basis vector replaced in inner products, by those of the equation with the other factors."""
        (basis,) = vector(equation.replaces).parts
        while True:
            found = [a for a in rest.atoms if a[0] == "inner" and basis in a[1:]]
            if not found:
                return rest
            a = min(found, key=lambda a: a[1] != a[2])
            other = a[2] if a[1] == basis else a[1]
            product_of = equation.dot_term(written(Vector({other: rational(1)})))
            m, rest = quotient(rest, a, product_of.fact.term)
            equalities.append([written(m), product_of.position])

    def _product(self, m: Polynomial, multiplier: Any, strict: bool, positions: list[int]) -> list[Any]:
        if m.constant is not None and m.constant >= 0:
            return [str(m.constant), positions]
        return ["1", [self._multiplier(m, multiplier, strict), *positions]]

    def _multiplier(self, m: Polynomial, e: Any, strict: bool = False) -> int:
        found = self.steps.signs.fact(m, True) if strict else None
        found = self.steps.signs.fact(m, False) if found is None else found
        if found is None:
            raise ScriptError(f"the multiplier {unicode(e)} is not known to be nonnegative")
        return found

    def about(self, claim: int) -> None:
        """From here on signs come from the axioms of one claim alone, where claims have ranges of their own."""
        named = next(goal["axioms"] for goal in self.statement["goals"] if goal["claim"] == claim)
        self.steps.keep(set(named))

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

    def substituted(self, position: int, name: str, value: Any) -> int:
        """A fact with an index replaced, and the number of it."""
        fact, term = self.steps.fact(position), self.translation.number(value)
        key, discharged = f"integer {name}", []
        for premise in fact.premises:
            if premise.assumed and key in premise.names:
                wanted = substituted(premise.term, {key: number(term)})
                assumption = next(p for p, one in enumerate(self.steps.kernel.found) if one.term is premise.term)
                discharged.append([assumption, self.met("a range", premise.relation, wanted)])
        return self.steps.step(rule="substitute", fact=position, kind="integer", name=name, value=term, discharged=discharged)

    def index(self) -> Any:
        """An index that stands for any integer, with a name of its own."""
        self._indices += 1
        taken = {str(e) for e in self.theorem.names(w.Natural)} | {"d", "t", "T"}
        names = (f"k{n}" if n > 1 else "k" for n in range(self._indices, self._indices + len(taken) + 1))
        return w.Index(next(name for name in names if name not in taken))

    def induction(self, claim: Callable[[Any], Any], step: Callable[[Any, Line], Line], base: Any = (), start: Any = 0) -> Callable[[Any], Line]:
        """claim(k) for every integer k >= start: base are the reasons of claim(start), step(k, claim(k)) is claim(k + 1). Gives it at an index."""
        k = self.index()
        stated, low, key = self.translation.difference(claim(k)), self.number(start), f"integer {k}"
        sign, goal = stated[0], number(stated[1])
        first = substituted(goal, {key: low})
        basis = base.position if isinstance(base, Line) else self._shown(first, sign, base() if callable(base) else base)
        with self.steps.assuming((sign, goal), (">=", self.number(k) - low)) as (hypothesis, reached):
            then = step(k, Line(self, hypothesis, self._left(claim(k), sign))).position
            following = substituted(goal, {key: self.number(k + 1)})
            if self.steps.fact(then).term != following:
                then = self._shown(following, sign, [Line(self, then)])
        if self.steps.fact(basis).term != first:
            basis = self._shown(first, sign, [Line(self, basis)])
        said = {"base": basis, "step": then, "hypothesis": hypothesis, "reached": reached}
        every = self.line(rule="induction", name=str(k), start=written(low), relation=sign, claim=stated[1], **said)
        return lambda at: every.at(**{str(k): at})

    def every(self, line: Callable[[Any], Line], start: Any = 0) -> Callable[[Any], Line]:
        """A line that is found for any integer k >= start, at an index."""
        k = self.index()
        with self.steps.assuming((">=", self.number(k - start))):
            found = line(k)
        return lambda at: found.at(**{str(k): at})

    def cases(self, e: Any, positive: Callable[[Line], Line], negative: Callable[[Line], Line], strict: bool = False) -> Line:
        """What follows where e >= 0 (or where e > 0), and follows where e <= 0."""
        q = self.number(e)
        with self.steps.assuming((">" if strict else ">=", q)) as (above,):
            first = positive(Line(self, above))
        with self.steps.assuming((">=", -q)) as (below,):
            second = negative(Line(self, below))
        return self.line(rule="cases", first=first.position, second=second.position, assumptions=[above, below])

    def by_squares(self, relation: Any, *reasons: Reason) -> Line:
        """b >= a where b is not negative, from reasons that add up to b^2 >= a^2."""
        if not isinstance(relation, (sp.Le, sp.Ge)):
            raise ScriptError(f"{relation} is no inequality b >= a")
        b, a = (relation.lhs, relation.rhs) if isinstance(relation, sp.Ge) else (relation.rhs, relation.lhs)
        both = self._shown(self.number(b) ** 2 - self.number(a) ** 2, ">=", reasons)
        larger = self._multiplier(self.number(b), b)
        return self.line(rule="compare", larger=larger, squares=both, smaller=self.translation.number(a))

    def unsigned(self, e: Any) -> Line:
        """The value of |e| where e is not negative."""
        q, size = self.number(e), atom("sqrt", self.number(e) ** 2)
        above, below = (self.steps.combined(one**2 - other**2, ">=", []) for one, other in ((size, q), (q, size)))
        larger = self.steps.step(rule="compare", larger=self.met("a size", ">=", size), squares=above, smaller=written(q))
        smaller = self.steps.step(rule="compare", larger=self.met("a size", ">=", q), squares=below, smaller=written(size))
        return self.line(replaces=written(size), rule="equal", above=larger, below=smaller)
