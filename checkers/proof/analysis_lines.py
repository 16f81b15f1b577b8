"""Lines from analysis: norms, sums, extremes, integrals, expectations, logarithms."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sympy as sp

from checkers.proof import shown
from checkers.proof.forms import substituted
from checkers.proof.lines import Line, Reason, ScriptError
from checkers.proof.own_words import NEAREST, along_input, along_output, component_value, coordinate, preactivation_at
from checkers.proof.polynomial import ONE, Atom, Polynomial, atom, total
from checkers.proof.reading import number, written
from checkers.proof.translation import Term
from theorems import words as w

if TYPE_CHECKING:
    from checkers.proof.steps import Steps
    from checkers.proof.translation import Translation


class Analysis:
    """What a proof says of sums, norms and functions; `Proof` has the rest."""

    steps: "Steps"
    translation: "Translation"

    def made(self, position: int, replaces: Term = None) -> Line:
        """A fact of the kernel as a line."""
        raise NotImplementedError

    def line(self, replaces: Term = None, **step: Any) -> Line:
        """One step of the kernel as a line."""
        raise NotImplementedError

    def use(self, name: str, **values: Any) -> Line:
        """An axiom of the statement."""
        raise NotImplementedError

    def show(self, relation: Any, *reasons: Reason) -> Line:
        """A relation that the reasons add up to."""
        raise NotImplementedError

    def by_squares(self, relation: Any, *reasons: Reason) -> Line:
        """b >= a where b is not negative, from reasons that add up to b^2 >= a^2."""
        raise NotImplementedError

    def index(self) -> Any:
        """An index that stands for any integer."""
        raise NotImplementedError

    def number(self, e: Any) -> Polynomial:
        """A word of the language as a number of the kernel."""
        raise NotImplementedError

    def term(self, e: Any, kind: str) -> Term:
        """A word of the language as a term of the kernel."""
        raise NotImplementedError

    def met(self, name: str, relation: str, q: Polynomial) -> int:
        """A fact q >= 0 or q > 0 that a step needs."""
        raise NotImplementedError

    def positive(self, e: Any, strict: bool = True) -> Line:
        """A number that is known to be positive, or not negative, by what it is made of."""
        return self.made(self.met("a sign", ">" if strict else ">=", self.number(e)))

    def inverse(self, e: Any) -> Line:
        """1/e > 0 for e > 0."""
        return self.line(rule="inverse", fact=self.met("a sign", ">", self.number(e)))

    def at_minimiser(self, what: str) -> Line:
        """The value of f at a minimiser, or the gradient there, as an equation."""
        star: Term = ["point", "x_star"]
        return self.made(self.use(f"{what} at a minimiser").position, ["f" if what == "value" else "gradient", star])

    def at_nearest(self, what: str, k: Any) -> Line:
        """The value of f at a minimiser nearest to x[k], or the gradient there, as an equation."""
        point = self.term(self.nearest(k), "point")
        return self.made(self.use(f"nearest minimiser: {what}", k=k).position, ["f" if what == "value" else "gradient", point])

    def square(self, e: Any) -> Line:
        """A square is not negative."""
        q = self.number(e)
        return self.made(self.steps.combined(q**2, ">=", [], [["1", [], written(q)]]))

    def norm(self, vector: Any) -> Line:
        """A squared norm is not negative."""
        return self.line(rule="norm", of=self.term(vector, "point"))

    def cauchy(self, left: Any, right: Any) -> Line:
        """The inequality of Cauchy and Schwarz, squared."""
        return self.line(rule="cauchy", left=self.term(left, "point"), right=self.term(right, "point"))

    def coordinate(self, vector: Any, index: Any) -> Any:
        """A coordinate of a vector, to write lines with."""
        return coordinate(vector, index)

    def preactivation(self, u: Any, r: Any, i: Any) -> Any:
        """What neuron r of a network makes of input i, to write lines with."""
        return preactivation_at(u, r, i)

    def most_curved(self, u: Any, r: Any) -> tuple[Any, Any]:
        """How far a direction of most curvature goes along the first input and in the output weight of neuron r, to write lines with."""
        return along_input(u, r), along_output(u, r)

    def nearest(self, k: Any) -> Any:
        """A minimiser nearest to x[k], to write lines with."""
        return w.Iterates(NEAREST)[k]

    def component(self, u: Any, k: Any) -> Any:
        """What the component that step k draws is at u, to write lines with."""
        return component_value(u, k)

    def coordinates(self, left: Any, right: Any) -> Line:
        """An inner product as a sum over coordinates."""
        terms = [self.term(side, "point") for side in (left, right)]
        return self.line(replaces=["inner", *terms], rule="coordinates", left=terms[0], right=terms[1])

    def expect(self, line: Line, given: Any = 0) -> Line:
        """The expectation of a line, given the start or given the history up to a step."""
        return self.line(rule="monotone", of="expectation", fact=line.position, step=self.term(given, "integer"))

    def sum(self, line: Callable[[Any], Line], lo: Any, hi: Any) -> Line:
        """The sum of lines over an index from lo to hi."""
        k, ends = self.index(), (self.number(lo), self.number(hi))
        length = self.met("the length of a sum", ">=", ends[1] - ends[0] + self.number(1))
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
        conditions = [self.met("a member", ">=", place - lo), self.met("a member", ">=", hi - place)]
        return self.line(rule="member", term=term, at=written(place), conditions=conditions)

    def bound(self, extreme: Any, by: Any, line: Callable[[Any], Line]) -> Line:
        """A bound of the least (from below) or of the greatest (from above), from one of every member."""
        head, bound, lo, hi, body = self._single(self.translation.number(extreme))
        k = self.index()
        with self.steps.assuming((">=", self.number(k) - lo), (">=", hi - self.number(k))) as ranged:
            found = line(k)
        inside = substituted(body, {f"integer {bound}": self.number(k)})
        said = {"lo": written(lo), "hi": written(hi), "body": written(inside), "by": self.translation.number(by)}
        there = self.met("members", ">=", hi - lo)
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
            return self.line(replaces=term, rule="unfold", term=term, positive=self.met("a power", ">=", parts[1] - number(1)))
        return self.line(replaces=term, rule="unfold", term=term)

    def log_bound(self, e: Any) -> Line:
        """log e <= e - 1 for e > 0."""
        return self.line(rule="logarithm", fact=self.met("a logarithm", ">", self.number(e)))

    def log_product(self, *factors: Any) -> Line:
        """The logarithm of a product of positive numbers, as the sum of their logarithms."""
        first, *others = factors
        whole, found = self.number(first), list[tuple[str, int]]()
        for other in others:
            facts = [self.met("a logarithm", ">", q) for q in (whole, self.number(other))]
            found.append(("1", self.steps.step(rule="product", first=facts[0], second=facts[1])))
            whole = whole * self.number(other)
        apart = [atom("log", self.number(e)) for e in factors]
        goal = atom("log", whole) - total(apart)
        return self.made(self.steps.combined(goal, "=", [], equalities=[list(one) for one in found]), written(atom("log", whole)))

    def log_one(self) -> Line:
        """log 1 = 0."""
        one = self.met("a logarithm", ">", ONE)
        return self.made(self._combined_log_one(one), ["log", 1])

    def _combined_log_one(self, one: int) -> int:
        twice = self.steps.step(rule="product", first=one, second=one)
        return self.steps.combined(atom("log", ONE), "=", [], equalities=[["-1", twice]])

    def log_inverse(self, e: Any) -> Line:
        """log(1/e) = -log e for e > 0."""
        q = self.number(e)
        below, one = self.met("a logarithm", ">", q), self.met("a logarithm", ">", ONE)
        inverse = self.steps.step(rule="inverse", fact=below)
        both = self.steps.step(rule="product", first=below, second=inverse)
        unit = self._combined_log_one(one)
        cancels = self.steps.combined(q * atom("inv", q) - ONE, "=", [])
        same = self.steps.step(rule="congruence", head="log", left=written(q * atom("inv", q)), right=1, fact=cancels)
        goal = atom("log", atom("inv", q)) + atom("log", q)
        made = self.steps.combined(goal, "=", [], equalities=[["-1", both], ["1", same], ["1", unit]])
        return self.made(made, written(atom("log", atom("inv", q))))

    def absolute(self, e: Any, bound: Any, above: Line, below: Line) -> Line:
        """|e| <= bound, from e <= bound and -e <= bound."""
        half = sp.Rational(1, 2)
        self.show(sp.Ge(bound, 0, evaluate=False), half * above, half * below)
        return self.by_squares(sp.Le(sp.Abs(e), bound, evaluate=False), above * below)

    def vanishing(self, e: Any, *reasons: Reason) -> Line:
        """e = 0 as one term, from reasons that add up to -(e^2) >= 0."""
        below, above = (self.by_squares(sp.Le(side * e, 0, evaluate=False), *reasons).position for side in (1, -1))
        return self.line(replaces=written(self.number(e)), rule="equal", above=above, below=below)

    def squeezed(self, e: Any, above: Reason, below: Reason) -> Line:
        """e = 0, from e >= 0 and e <= 0."""
        sides = [self.show(relation(e, 0, evaluate=False), line).position for relation, line in ((sp.Ge, above), (sp.Le, below))]
        return self.line(rule="equal", above=sides[0], below=sides[1])

    def largest(self, extreme: Any, of: Any) -> Line:
        """The square of a maximum of two is at least that of one of them, where this is not negative."""
        first, second = extreme.args
        apart = self.by_squares(sp.Le((first - second) * (1 if of == first else -1), sp.Abs(first - second), evaluate=False))
        above = self.show(sp.Ge(extreme, of, evaluate=False), sp.Rational(1, 2) * apart)
        return self.show(sp.Ge(extreme**2, of**2, evaluate=False), above * above, 2 * of * above)

    def congruence(self, function: str, a: Any, b: Any, *reasons: Reason, exponent: Any = 1) -> Line:
        """function(a) = function(b), one of inv, sqrt, log and pow, from reasons that add up to a = b."""
        equal = self.show(sp.Eq(a, b, evaluate=False), *reasons)
        said = {"left": self.translation.number(a), "right": self.translation.number(b), "fact": equal.position}
        more = {"exponent": self.term(exponent, "integer")} if function == "pow" else {}
        return self.line(rule="congruence", head=function, **said, **more)
