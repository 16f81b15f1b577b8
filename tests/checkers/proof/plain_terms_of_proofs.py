"""What a term of the kernel means on one trial: the terms of the proof reader, evaluated one at a time on the plain reading's runs.

Nothing of the kernel's normal forms is used: a term is plain data, and each head has one line that says what it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any

import sympy as sp

from tests.checkers.experiment.second_reading import plain_numbers as n
from tests.checkers.experiment.second_reading.plain_functions import mean_of
from tests.checkers.experiment.second_reading.plain_numbers import NoValue, Number, Vector
from tests.checkers.experiment.second_reading.plain_terms import value
from tests.checkers.experiment.second_reading.plain_trials import Run, Where
from tests.checkers.proof import plain_heads
from theorems import words as w

VECTORS = ("point", "iterate", "gradient", "draw", "vectors", "scaled")


@dataclass(frozen=True)
class Terms(plain_heads.ByHead):
    """A run with values for the free symbols: reals and integers by name, points by name where they are no points of the trial."""

    run: Run
    names: Mapping[str, Number]
    points: Mapping[str, Vector]
    where: Where

    def bound(self, name: str, number: Number) -> "Terms":
        return replace(self, names={**self.names, name: number})

    @property
    def dimension(self) -> int:
        return int(self.run.trial.dimension)

    def index(self, term: Any) -> int:
        found = self.number(term)
        assert found.denominator == 1
        return int(found)

    def real(self, name: str) -> Number:
        if name == "f_star":
            return self.run.trial.infimum
        return self.names[name] if name in self.names else self.run.trial.constants[name]

    def integer(self, name: str) -> Number:
        if name == "d":
            return Fraction(self.dimension)
        return Fraction(self.names[name] if name in self.names else self.run.trial.constants[name])

    def over(self, name: str, lo: Any, hi: Any, body: Any) -> list[Number]:
        first, last = self.index(lo), self.index(hi)
        assert last >= first - 1, "a sum of a negative length is no sum of a statement"
        return [self.bound(name, Fraction(k)).number(body) for k in range(first, last + 1)]

    def mean(self, step: Any, body: Any) -> Number:
        known = max(self.index(step), 0)
        for earlier in range(known if self.run.random else 0):
            self.run.draw(earlier, self.where)
        start = replace(self.where, history=self.where.history[:known])
        return self.run.mean(lambda inside: replace(self, where=inside).number(body), start)

    def iterate(self, name: str, at: int) -> Vector:
        """A member of a sequence; of the means of several draws, the one of the step before at its iterate."""
        if not name.startswith("batch_"):
            found: Vector = self.run.member(name, at, self.where)
            return found
        point, gradient = self.run.member("x", at - 1, self.where), self.run.trial.drawn_gradient
        assert gradient is not None
        return mean_of([gradient(point, which) for which in self.run.draw(at - 1, self.where)])

    def drawn(self, at: Any, sample: Any) -> Vector:
        which = self.run.draw(self.index(sample), self.where)[0]
        assert self.run.trial.drawn_gradient is not None
        return self.run.trial.drawn_gradient(self.vector(at), which)

    def word(self, name: str, *parts: Any) -> Number:
        """A word by the plain reading of it, of the values of its parts."""
        arguments, known = list[Any](), dict[Any, Any]()
        for part in parts:
            vector = isinstance(part, list) and part[0] in VECTORS
            found = self.vector(part) if vector else self.number(part)
            if not vector and not isinstance(part, list):
                arguments.append(sp.Integer(part))
            elif not vector and part[0] == "integer":
                arguments.append(sp.Integer(int(found)))
            else:
                arguments.append(w.Point(f"part{len(known)}") if vector else w.Real(f"part{len(known)}"))
                known[arguments[-1]] = found
        return value(self.run, _words()[name](*arguments), replace(self.where, known={**self.where.known, **known}))


@cache
def _words() -> dict[str, type]:
    found, waiting = dict[str, type](), [w.Word]
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting += kind.__subclasses__()
    return {**found, "exp": sp.exp, "sin": sp.sin, "cos": sp.cos, "tanh": sp.tanh}


def _f(terms: Terms, at: Any) -> Number:
    assert terms.run.trial.objective is not None
    return terms.run.trial.objective.value(terms.vector(at))


def _gradient(terms: Terms, at: Any) -> Vector:
    assert terms.run.trial.objective is not None
    return terms.run.trial.objective.gradient(terms.vector(at))


def _extreme(pick: Callable[..., Number]) -> Callable[..., Number]:
    def picked(terms: Terms, *parts: Any) -> Number:
        members = terms.over(*parts)
        if not members:
            raise NoValue("the least of nothing")
        return pick(members, key=n.decimal)

    return picked


Terms.numbers = {
    **plain_heads.NUMBERS,
    "real": Terms.real,
    "integer": Terms.integer,
    "sqrt": lambda terms, inside: n.root(terms.number(inside)),
    "log": lambda terms, inside: n.logarithm(terms.number(inside)),
    "pow": lambda terms, base, exponent: n.power(terms.number(base), Fraction(terms.index(exponent))),
    "f": _f,
    "coordinate": lambda terms, of, at: terms.vector(of)[terms.index(at) - 1],
    "sequence": lambda terms, name, at: terms.run.member(name, terms.index(at), terms.where),
    "free": lambda terms, name, at: terms.run.trial.sequences[name](terms.index(at)),
    "word": Terms.word,
    "E": Terms.mean,
    "sum": lambda terms, *parts: n.total(terms.over(*parts)),
    "least": _extreme(min),
    "greatest": _extreme(max),
}
Terms.vectors = {
    **plain_heads.VECTORS,
    "point": lambda terms, name: terms.points[name] if name in terms.points else terms.run.trial.points[name],
    "iterate": lambda terms, name, at: terms.iterate(name, terms.index(at)),
    "gradient": _gradient,
    "draw": Terms.drawn,
}
