"""The steps of one proof as they are made: facts in scope, assumptions that are open, and combinations with their denominators found."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from checkers.proof.algebra import inside, without
from checkers.proof.facts import Fact, Premise
from checkers.proof.forms import RejectedError, known, substituted
from checkers.proof.kernel import Kernel
from checkers.proof.polynomial import ONE, ZERO, Atom, Polynomial, atom, rational, total
from checkers.proof.reading import number, written
from checkers.proof.signs import Signs

EASY = 2
"""How deep the sign of a denominator is searched for: harder ones are shown by a line of their own before they are needed."""


class Steps:
    """A kernel with the steps that were given to it; what follows by itself (a sign, a denominator) is looked for."""

    def __init__(self, statement: Mapping[str, Any]) -> None:
        self.kernel, self.made = Kernel(statement), list[dict[str, Any]]()
        self.open: list[Premise] = []
        self.scope: list[tuple[int, Fact]] = []
        self.signs = Signs(self)
        self._names = 0
        for one in statement["axioms"]:
            if not one["parameters"] and not one["conditions"]:
                self.step(rule="axiom", name=one["name"], values={})

    def step(self, **said: Any) -> int:
        """One step of the kernel; the number of its fact."""
        position = self.kernel.apply(said)
        self.made.append(said)
        fact = self.kernel.found[position]
        if all(not premise.assumed or premise in self.open for premise in fact.premises):
            self.scope.append((position, fact))
        return position

    def fact(self, position: int) -> Fact:
        """A fact by its number."""
        return self.kernel.found[position]

    @contextmanager
    def assuming(self, *said: tuple[str, Any]) -> Iterator[list[int]]:
        """Numbers of facts that are assumed inside of the block."""
        self.signs.forget()
        before = len(self.open)
        positions = list[int]()
        for relation, term in said:
            position = self.kernel.apply({"rule": "assume", "relation": relation, "term": written(term)})
            self.made.append({"rule": "assume", "relation": relation, "term": written(term)})
            fact = self.kernel.found[position]
            self.open.extend(fact.premises)
            self.scope.append((position, fact))
            positions.append(position)
        try:
            yield positions
        finally:
            del self.open[before:]
            self.signs.forget()
            self.scope = [(p, fact) for p, fact in self.scope if all(not one.assumed or one in self.open for one in fact.premises)]

    def keep(self, names: set[str]) -> None:
        """Only facts that rest on these axioms stay in scope."""
        self.scope = [(p, fact) for p, fact in self.scope if {one.name for one in fact.premises if not one.assumed} <= names]
        self.signs.forget()

    def fresh(self, stem: str) -> str:
        """A name that no statement has."""
        self._names += 1
        return f"{stem}{self._names}'"

    def combined(self, goal: Polynomial, relation: str, products: Sequence[Any], squares: Sequence[Any] = (), equalities: Sequence[Any] = ()) -> int:
        """The combination as a step, with what is divided by and what roots are taken of."""
        used = [goal, *(self.fact(p).term for _, facts, *_ in (*products, *squares) for p in facts)]
        used += [self.fact(p).term for _, p in equalities] + [number(term) for term, _ in equalities] + [number(s) for _, _, s in squares]
        atoms = inside(used)
        nonzero = self._found((a[1] for a in atoms if a[0] == "inv"), True)
        roots = self._found((a[1] for a in atoms if a[0] == "sqrt"), False)
        parts = {"products": products, "squares": squares, "equalities": equalities, "nonzero": nonzero, "roots": roots}
        return self.step(rule="combine", goal=written(goal), relation=relation, **{name: list(part) for name, part in parts.items() if part})

    def _found(self, numbers: Iterator[Polynomial], strict: bool) -> list[int]:
        facts = (self.signs.fact(q, strict, EASY) for q in dict.fromkeys(numbers))
        return [position for position in facts if position is not None]

    def cleared(self, q: Polynomial) -> tuple[Polynomial, list[int]]:
        """A numerator, and the facts 1/p > 0 that it is to be multiplied with to give q."""
        inverses = list[int]()
        while True:
            bottoms = {a: self.signs.fact(a[1], True) for a in q.atoms if a[0] == "inv"}
            found = [a for a, position in bottoms.items() if position is not None]
            if not found:
                return q, inverses
            a = max(found, key=lambda a: atom(*a).depth)
            most = max(dict(m).get(a, 0) for _, m in q.terms)
            inverses += [self.step(rule="inverse", fact=bottoms[a])] * most
            q = total(rational(c) * without(a, most, dict(m)) for c, m in q.terms)

    def sign(self, q: Polynomial, strict: bool = False) -> int:
        """A fact q >= 0 or q > 0; RejectedError where none is found."""
        found = self.signs.fact(q, strict)
        if found is None:
            raise RejectedError(f"it is not known that {'>' if strict else '>='} 0: {q.value}")
        return found

    def power_sign(self, base: Polynomial, exponent: Polynomial, strict: bool) -> int | None:
        """b^k > 0 or >= 0 for every k >= 0, by induction, at one exponent."""
        name, relation, start = self.fresh("n"), ">" if strict else ">=", self.signs.fact(base, strict)
        reached, k = self.signs.fact(exponent, False), atom("integer", name)
        if start is None or reached is None:
            return None
        claim = atom("pow", base, k)
        one = self.combined(ONE, relation, [["1", []]])
        with self.assuming((relation, claim), (">=", k)) as (hypothesis, ranged):
            then = self.step(rule="unfold", term=written(atom("pow", base, k + ONE)), positive=ranged)
            next_one = self.combined(atom("pow", base, k + ONE), relation, [["1", [start, hypothesis]]], equalities=[[1, then]])
        said = {"claim": written(claim), "base": one, "step": next_one, "hypothesis": hypothesis, "reached": ranged}
        every = self.step(rule="induction", name=name, start=0, relation=relation, **said)
        return self.step(rule="substitute", fact=every, kind="integer", name=name, value=written(exponent), discharged=[[ranged, reached]])

    def sum_sign(self, a: Atom) -> int | None:
        """A sum of members that are not negative."""
        _, bound, lo, hi, body = a
        name, length = self.fresh("n"), self.signs.fact(hi - lo + ONE, False)
        k = atom("integer", name)
        if length is None:
            return None
        with self.assuming((">=", k - lo), (">=", hi - k)) as ranged:
            member = self.signs.fact(substituted(body, {f"integer {bound}": k}), False)
        if member is None:
            return None
        return self.step(rule="monotone", of="sum", fact=member, name=name, lo=written(lo), hi=written(hi), length=length, range=ranged)

    def expectation_sign(self, a: Atom) -> int | None:
        """An expectation of what is not negative."""
        inside_of = self.signs.fact(a[2], False)
        if inside_of is None or any(one.assumed and not known(one.term, ZERO) for one in self.fact(inside_of).premises):
            return None
        return self.step(rule="monotone", of="expectation", fact=inside_of, step=written(a[1]))
