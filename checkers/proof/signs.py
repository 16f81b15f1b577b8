"""Signs that need no words in a proof: why a multiplier is not negative, or a denominator positive. A search; the kernel checks what it finds."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from flint import fmpq

from checkers.proof.algebra import cancelled
from checkers.proof.forms import RejectedError
from checkers.proof.polynomial import ONE, Atom, Polynomial, Vector, atom, product, rational
from checkers.proof.reading import written

if TYPE_CHECKING:
    from checkers.proof.steps import Steps

DEPTH = 4
"""How often a known fact is subtracted before the search gives up."""

BUDGET = 600
"""How many numbers one search looks at before it gives up."""


class Signs:
    """Facts q >= 0 and q > 0 for the multipliers of one proof."""

    def __init__(self, steps: "Steps") -> None:
        self.steps = steps
        self.trying: set[tuple[Polynomial, bool]] = set()
        self.failed: set[tuple[Any, ...]] = set()
        self.cuts, self.left = 0, 0

    def fact(self, q: Polynomial, strict: bool, depth: int | None = None) -> int | None:
        """The number of a fact q >= 0, or q > 0; None where none is found. Shallow searches first, each with a budget."""
        if depth is None and not self.trying:
            for depth in range(1, DEPTH + 1):
                self.left = BUDGET
                found = self._searched(q, strict, depth)
                if found is not None:
                    return found
            return None
        if not self.trying:
            self.left = BUDGET
        return self._searched(q, strict, DEPTH if depth is None else depth)

    def _searched(self, q: Polynomial, strict: bool, depth: int) -> int | None:
        self.left -= 1
        if self.left < 0:
            self.cuts += 1
            return None
        key, cuts = (q, strict, depth), self.cuts
        if (q, strict) in self.trying or key in self.failed:
            self.cuts += (q, strict) in self.trying
            return None
        self.trying.add((q, strict))
        try:
            for way in (self._known, self._monomial, self._every_term, self._factors, self._less_a_fact):
                found: int | None = way(q, strict, depth)
                if found is not None:
                    return found
        finally:
            self.trying.discard((q, strict))
        if self.cuts == cuts:
            self.failed.add(key)
        return None

    def forget(self) -> None:
        """More is known now: what was not found may be."""
        self.failed.clear()

    def _combined(self, q: Polynomial, strict: bool, products: Any, squares: Any = ()) -> int | None:
        try:
            return self.steps.combined(q, ">" if strict else ">=", products, squares)
        except RejectedError:
            return None

    def _known(self, q: Polynomial, strict: bool, depth: int) -> int | None:
        """A number, or a known fact up to a positive factor."""
        if q.constant is not None:
            positive = q.constant > 0 or (q.constant == 0 and not strict)
            return self._combined(q, strict, [[str(q.constant), []]]) if positive else None
        leading = q.terms[0][0]
        for position, fact in self.steps.scope:
            if fact.relation == "=" or fact.relation == "vector" or (strict and fact.relation != ">"):
                continue
            if fact.term.generators == q.generators and fact.term.terms[0][0] / leading > 0:
                factor = leading / fact.term.terms[0][0]
                if fact.term * rational(factor) == q:
                    return (
                        position
                        if factor == 1 and fact.relation == (">" if strict else ">=")
                        else self._combined(q, strict, [[str(factor), [position]]])
                    )
        return None

    def _monomial(self, q: Polynomial, strict: bool, depth: int) -> int | None:
        """A positive number times atoms with a sign, or their squares."""
        if len(q.terms) != 1 or q.terms[0][0] < 0:
            return None
        found = self._term(*q.terms[0], strict, depth)
        if found is None:
            return None
        c, facts, square = found
        if (c, len(facts), square) == (1, 1, ONE):
            only: int = facts[0]
            return only
        return self._combined(q, strict, *(([[str(c), facts]], []) if square == ONE else ([], [[str(c), facts, written(square)]])))

    def _term(self, c: fmpq, powers: Any, strict: bool, depth: int) -> tuple[Any, list[int], Polynomial] | None:
        facts, square = list[int](), ONE
        for a, e in powers:
            position = self._atom(a, strict, depth) if strict or e % 2 else None
            if position is None and (strict or e % 2):
                return None
            facts += [position] * (e if strict else e % 2)  # type: ignore[list-item]
            square = square if strict else square * atom(*a) ** (e // 2)
        return c, facts, square

    def _atom(self, a: Atom, strict: bool, depth: int) -> int | None:
        """Why one atom is not negative, or positive: by what it is."""
        found = self._known(atom(*a), strict, depth)
        if found is None and a[0] in _BY_HEAD:
            found = _BY_HEAD[a[0]](self, a, strict, depth)
        if found is None and atom(*a).terms[0][1] == ((a, 1),) and a[0] in ("integer", "sequence", "free", "word", "f", "real"):
            found = self._less_a_fact(atom(*a), strict, depth)
        return found

    def _inverse(self, a: Atom, strict: bool, depth: int) -> int | None:
        inside = self.fact(a[1], True, depth)
        return None if inside is None else self.steps.step(rule="inverse", fact=inside)

    def _root(self, a: Atom, strict: bool, depth: int) -> int | None:
        inside = self.fact(a[1], strict, depth)
        return None if inside is None else self.steps.step(rule="root", fact=inside)

    def _norm(self, a: Atom, strict: bool, depth: int) -> int | None:
        if strict or a[1] != a[2]:
            return None
        return self.steps.step(rule="norm", of=written(Vector({a[1]: ONE})))

    def _power(self, a: Atom, strict: bool, depth: int) -> int | None:
        return self.steps.power_sign(a[1], a[2], strict)

    def _sum(self, a: Atom, strict: bool, depth: int) -> int | None:
        return None if strict else self.steps.sum_sign(a)

    def _expectation(self, a: Atom, strict: bool, depth: int) -> int | None:
        return None if strict else self.steps.expectation_sign(a)

    def _every_term(self, q: Polynomial, strict: bool, depth: int) -> int | None:
        """A sum of terms none of which is negative, one of them positive."""
        if len(q.terms) < 2 or any(c < 0 for c, _ in q.terms):
            return None
        products, squares, found_strict = list[Any](), list[Any](), False
        for c, powers in q.terms:
            term = self._term(c, powers, True, depth) if strict and not found_strict else None
            found_strict |= term is not None
            term = term or self._term(c, powers, False, depth)
            if term is None:
                return None
            one, facts, square = term
            (products.append([str(one), facts]) if square == ONE else squares.append([str(one), facts, written(square)]))
        return self._combined(q, strict, products, squares) if found_strict or not strict else None

    def _factors(self, q: Polynomial, strict: bool, depth: int) -> int | None:
        """A product: of what the numerator over the common denominator factors into."""
        if len(q.terms) < 2:
            return None
        cleared, inverses = self.steps.cleared(q)
        constant, found = cleared.value.factor()
        parts = [(Polynomial(f, cleared.generators), int(e)) for f, e in found]
        if depth <= 0 or (not inverses and len(parts) == 1 and parts[0][1] == 1):
            return None
        facts, square, negative = list[int](), ONE, constant < 0
        for f, e in parts:
            position = self.fact(f, strict, depth - 1) if strict or e % 2 else None
            if position is None and (strict or e % 2):
                position, negative = self.fact(-f, strict, depth - 1), negative ^ bool(e % 2)
                if position is None:
                    return None
            facts += [position] * (e if strict else e % 2)  # type: ignore[list-item]
            square = square if strict else square * f ** (e // 2)
        if negative:
            return None
        c, facts = str(abs(constant)), [*facts, *inverses]
        return self._combined(q, strict, *(([[c, facts]], []) if square == ONE else ([], [[c, facts, written(square)]])))

    def _less_a_fact(self, q: Polynomial, strict: bool, depth: int) -> int | None:
        """A known fact times what has a sign, and a rest that has one: the fact takes away a negative term."""
        if depth <= 0:
            return None
        for m, position, rest in list(self._candidates(q)):
            if rest.constant is not None and rest.constant < 0:
                continue
            factor = self.fact(m, strict, 0) if m.constant is None else None
            if m.constant is None and factor is None:
                continue
            first = [[str(m.constant or 1), [position] if factor is None else [factor, position]]]
            strictly = strict and self.steps.kernel.found[position].relation != ">"
            remaining = self.fact(rest, strictly, depth - 1)
            if remaining is not None:
                found = self._combined(q, strict, [*first, ["1", [remaining]]])
                if found is not None:
                    return found
        return None

    def _candidates(self, q: Polynomial) -> Iterator[tuple[Polynomial, int, Polynomial]]:
        negative = next(((c, dict(powers)) for c, powers in q.terms if c < 0), None)
        wanted = [negative] if negative else [(c, dict(powers)) for c, powers in q.terms]
        for position, fact in list(self.steps.scope):
            if fact.relation not in (">=", ">") or len(fact.term.terms) > 6:
                continue
            for c, powers in wanted:
                for own, inside in fact.term.terms:
                    if own * c <= 0 or any(powers.get(a, 0) < e for a, e in inside if a[0] != "inv"):
                        continue
                    m = rational(c / own) * product(atom(*a) ** max(0, e - dict(inside).get(a, 0)) for a, e in powers.items())
                    m = m * product(a[1] ** max(0, e - powers.get(a, 0)) for a, e in inside if a[0] == "inv")
                    rest = cancelled(q - m * fact.term)
                    if rest.is_zero or len(rest.terms) <= len(q.terms) + len(fact.term.terms) - 2:
                        yield m, position, rest


_BY_HEAD: dict[str, Callable[[Signs, Atom, bool, int], int | None]] = {
    "inv": Signs._inverse,
    "sqrt": Signs._root,
    "inner": Signs._norm,
    "pow": Signs._power,
    "sum": Signs._sum,
    "E": Signs._expectation,
}
