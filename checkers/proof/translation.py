"""Words of the language as terms of the kernel, plain data: what a claim, a hypothesis or an equation says, written out in a few heads.

|a| is the root of a^2, Max(a, b) is (a + b + |a - b|)/2, a norm the root of an inner product, a mean a sum divided by how many. What has no
rule in the kernel (the exponential, a Hessian norm) is a word of which only equal arguments are known to give equal values.
"""

import re
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import sympy as sp

from checkers.proof.forms import POWER
from checkers.proof.own_words import (
    COMPONENT,
    NEAREST,
    NUMBER_DRAWN,
    along_input,
    along_output,
    batch_of,
    component_value,
    coordinate,
    preactivation_at,
)
from checkers.proof.ranges import Range, never_negative
from theorems import words as w
from theorems.typed import NUMBER, VECTOR, Kinds, is_whole

Term = Any
"""Plain data: a number or a vector as `checkers.proof.reading` describes it."""

MINUS_ONE = -1

NAME = re.compile(r"[^\W\d]\w*")
"""Names of a statement: those that end with a stroke are bound indices."""


class NotReadError(Exception):
    """A statement, or a part of one, that the kernel has no terms for."""


class Translation:
    """The terms of one theorem's words.

    sequences : name -> VECTOR or NUMBER, for the method's sequences
    indices   : what stands for an index, t or another, as a term; an index itself where it is not named
    step      : what an expectation without `given` is conditional on: 0, the start; the step of the draw in a hypothesis
    ranges    : where a statement is read, the least and the greatest value of its steps, so that no sum has fewer than no terms; None in a script
    in_proof  : whether lines of a proof are read, which may name what no statement may
    """

    in_proof = False

    def __init__(
        self, sequences: Mapping[str, str], indices: Mapping[Any, Term] | None = None, step: Term = 0, ranges: Mapping[Any, Range] | None = None
    ) -> None:
        self.sequences, self.indices, self.step, self.ranges = sequences, dict(indices or {}), step, ranges
        self.bound = 0

    def difference(self, relation: Any) -> tuple[str, Term]:
        """A relation as ">=", ">" or "=", and the term that has it to 0."""
        if not isinstance(relation, (sp.Le, sp.Ge, sp.Lt, sp.Gt, sp.Eq)):
            raise NotReadError(f"{relation} is no inequality or equality")
        large, small = (relation.rhs, relation.lhs) if isinstance(relation, (sp.Le, sp.Lt)) else (relation.lhs, relation.rhs)
        if isinstance(relation, sp.Eq) and VECTOR in map(Kinds(dict(self.sequences)).of, (large, small)):
            return "vector", ["vectors", self.vector(large), scaled(MINUS_ONE, self.vector(small))]
        sign = "=" if isinstance(relation, sp.Eq) else ">" if isinstance(relation, (sp.Lt, sp.Gt)) else ">="
        return sign, ["+", self.number(large), ["*", MINUS_ONE, self.number(small)]]

    def number(self, e: Any) -> Term:
        """A number as a term."""
        e = sp.sympify(e)
        for kind, rule in _NUMBERS.items():
            if isinstance(e, kind):
                return rule(self, e)
        raise NotReadError(f"{e} has no term in the kernel")

    def vector(self, e: Any) -> Term:
        """A vector as a term."""
        e = sp.sympify(e)
        if e == 0:
            return ["vectors"]
        for kind, rule in _VECTORS.items():
            if isinstance(e, kind):
                return rule(self, e)
        raise NotReadError(f"{e} is no vector that the kernel has a term for")

    def coordinate(self, e: Any, at: Term) -> Term:
        """A coordinate of a vector whose products, quotients and roots are coordinatewise; a number is its own."""
        e = sp.sympify(e)
        if self._kind(e) == NUMBER:
            return self.number(e)
        if e.is_Add or e.is_Mul:
            return ["+" if e.is_Add else "*", *(self.coordinate(a, at) for a in e.args)]
        if e.is_Pow:
            return self._power(self.coordinate(e.base, at), e.exp)
        if isinstance(e, (sp.Abs, sp.Max, sp.Min)):
            return extreme(type(e), [self.coordinate(a, at) for a in e.args])
        return ["coordinate", self.vector(e), at]

    def index(self, e: Any) -> Term:
        """A step as a term."""
        return self.number(e)

    def _kind(self, e: Any) -> str:
        return Kinds(dict(self.sequences), coordinatewise=True).of(e)

    def symbol(self, e: Any) -> Term:
        """An index or a constant."""
        if e in self.indices:
            return self.indices[e]
        whole = isinstance(e, (w.Index, w.Natural)) or e == w.d
        return ["integer" if whole else "real", named(e)]

    def power(self, e: Any) -> Term:
        """A power with a whole or a half exponent, or with a step for an exponent."""
        return self._power(self.number(e.base), e.exp)

    def _power(self, base: Term, exponent: Any) -> Term:
        if isinstance(exponent, sp.Rational) and exponent.q in (1, 2):
            root = base if exponent.q == 1 else ["sqrt", base]
            if abs(exponent.p) > POWER:
                raise NotReadError(f"the exponent {exponent} is beyond {POWER}")
            return ["^", root if exponent > 0 else ["inv", root], abs(int(exponent.p))]
        if not exponent.is_number and all(isinstance(s, (w.Index, w.Natural)) for s in exponent.free_symbols) and is_whole(exponent):
            return ["pow", base, self.index(exponent)]
        raise NotReadError(f"the exponent {exponent} is neither whole nor half nor a step")

    def indexed(self, e: Any) -> Term:
        """A member of a sequence of numbers."""
        at = self.index(e.indices[0])
        if isinstance(e.base, w.Sequence):
            return ["free", named(e.base), at]
        return ["sequence", named(e.base), at]

    def expectation(self, e: Any) -> Term:
        """An expectation given the start, or given the history up to an iterate."""
        given = e.args[1:]
        if given and not (isinstance(given[0], sp.Indexed) and isinstance(given[0].base, w.Iterates)):
            raise NotReadError(f"{e} is conditional on no step")
        return ["E", self.index(given[0].indices[0]) if given else self.step, self.number(e.args[0])]

    def over_steps(self, e: Any) -> Term:
        """A sum, a mean, a least or a greatest member."""
        head = {w.Average: "sum", sp.Sum: "sum", w.Best: "least", w.Worst: "greatest"}[e.func]
        *inner, (index, lo, hi) = e.limits
        body = e.func(e.function, *inner) if inner else e.function
        low, high = self.index(lo), self.index(hi)
        name, kept, ranges = self.fresh(str(index)), self.indices, self.ranges
        if ranges is not None:
            if index in ranges:
                raise NotReadError(f"{index} is bound inside of what binds it or speaks of it: use another index there")
            if head == "sum" and not never_negative(hi - lo + 1, ranges):
                raise NotReadError(f"the sum from {lo} to {hi} is not known to be at least an empty one")
            self.ranges = {**ranges, index: (lo, hi)}
        self.indices = {**kept, index: ["integer", name]}
        term = [head, name, low, high, self.number(body)]
        self.indices, self.ranges = kept, ranges
        return ["*", term, ["inv", self.index(hi - lo + 1)]] if e.func is w.Average else term

    def fresh(self, stem: str) -> str:
        """A name for a bound index, which no word of the language has."""
        self.bound += 1
        return f"{stem}{self.bound}'"

    def norm(self, e: Any) -> Term:
        """A norm: a root, a greatest coordinate, a sum of coordinates."""
        inside = self.vector(e.args[0])
        if len(e.args) == 1:
            return ["sqrt", ["inner", inside, inside]]
        name = self.fresh("c")
        size = absolute(["coordinate", inside, ["integer", name]])
        return ["greatest" if e.args[1] == sp.oo else "sum", name, 1, ["integer", "d"], size]

    def word(self, e: Any) -> Term:
        """A function that is not looked into; by its name, which a word of somebody else's could bear too."""
        if isinstance(e, w.Word) and not type(e).__module__.startswith(("theorems.", "checkers.")):
            raise NotReadError(f"{type(e).__name__} is no word of the language but one that is made elsewhere")
        takes = e.takes if isinstance(e, w.Word) else ()
        kinds = (*takes, *(NUMBER for _ in e.args[len(takes) :]))
        return ["word", type(e).__name__, *((self.vector if kind == "vector" else self.number)(a) for a, kind in zip(e.args, kinds, strict=True))]

    def own_word(self, e: Any) -> Term:
        """A word of proofs, under a name that no word of a statement has."""
        head, name, *parts = self.word(e)
        return [head, f"{name}'", *parts]

    def component(self, e: Any) -> Term:
        """The value of the component that a step draws: a function of the point and of its number, which is known from the next step on."""
        point, sample = e.args
        return ["word", COMPONENT, self.vector(point), ["sequence", NUMBER_DRAWN, ["+", self.index(sample), 1]]]

    def draw(self, e: Any) -> Term:
        """One draw at a point, or the mean of several at the iterate of their step, which is a vector that is known from the next step on."""
        point, sample, batch = e.args
        if self.ranges is not None and not never_negative(sample, self.ranges):
            raise NotReadError(f"{e} is not known to be none before the first draw")
        if batch == 1:
            return ["draw", self.vector(point), self.index(sample)]
        if point != w.x[sample] or not isinstance(batch, (sp.Integer, w.Natural)):
            raise NotReadError(f"{e} is a mean of several draws")
        return ["iterate", batch_of(named(batch) if isinstance(batch, w.Natural) else batch), ["+", self.index(sample), 1]]

    def scaling(self, e: Any) -> Term:
        """A vector times numbers."""
        vectors = [a for a in e.args if self._kind(a) == VECTOR]
        if len(vectors) != 1:
            raise NotReadError(f"{e} is a product of vectors")
        (one,) = vectors
        return scaled(self.number(sp.Mul(*[a for a in e.args if a is not one], evaluate=False)), self.vector(one))

    def member(self, e: Any) -> Term:
        """A member of a sequence of vectors; in lines of proofs, of the minimisers nearest to iterates."""
        if str(e.base) == NEAREST and self.in_proof:
            return ["iterate", NEAREST, self.index(e.indices[0])]
        if isinstance(e.base, w.Sequence) or self.sequences.get(str(e.base)) != VECTOR:
            raise NotReadError(f"{e} is no vector")
        return ["iterate", named(e.base), self.index(e.indices[0])]


def named(symbol: Any) -> str:
    """The name of a symbol or a sequence, which a bound index has not."""
    if NAME.fullmatch(str(symbol)) is None:
        raise NotReadError(f"the name {symbol} is not made of letters and digits alone")
    return str(symbol)


def scaled(factor: Term, vector: Term) -> Term:
    """A vector times a number."""
    return ["scaled", factor, vector]


def absolute(term: Term) -> Term:
    """The size of a number."""
    return ["sqrt", ["^", term, 2]]


def extreme(kind: type, terms: list[Term]) -> Term:
    """Abs, Max or Min of terms."""
    if kind is sp.Abs:
        return absolute(terms[0])
    half = "1/2" if kind is sp.Max else "-1/2"
    return reduce(lambda a, b: ["+", ["*", "1/2", a], ["*", "1/2", b], ["*", half, absolute(["+", a, ["*", MINUS_ONE, b]])]], terms)


def _extreme(v: Translation, e: Any) -> Term:
    return extreme(e.func, [v.number(a) for a in e.args])


def _rational(_: Translation, e: Any) -> Term:
    return int(e.p) if e.q == 1 else f"{e.p}/{e.q}"


def _refuse(_: Translation, e: Any) -> Term:
    raise NotReadError(f"{type(e).__name__} has no rule in the kernel: {e}")


Rule = Callable[[Translation, Any], Term]

_NUMBERS: dict[Any, Rule] = {
    sp.Rational: _rational,
    (w.Unknown, w.Point): _refuse,
    sp.Symbol: Translation.symbol,
    sp.Indexed: Translation.indexed,
    sp.Add: lambda v, e: ["+", *map(v.number, e.args)],
    sp.Mul: lambda v, e: ["*", *map(v.number, e.args)],
    sp.Pow: Translation.power,
    w.OVER_STEPS: Translation.over_steps,
    w.E: Translation.expectation,
    w.f: lambda v, e: ["f", v.vector(e.args[0])],
    w.inner: lambda v, e: ["inner", v.vector(e.args[0]), v.vector(e.args[1])],
    w.norm_sq: lambda v, e: ["inner", v.vector(e.args[0]), v.vector(e.args[0])],
    w.norm: Translation.norm,
    coordinate: lambda v, e: ["coordinate", v.vector(e.args[0]), v.index(e.args[1])],
    (preactivation_at, along_input, along_output): Translation.own_word,
    component_value: Translation.component,
    (w.Probability, w.regret, w.project, w.InTurn, w.AtRandom): _refuse,
    sp.log: lambda v, e: ["log", v.number(e.args[0])],
    (sp.Abs, sp.Max, sp.Min): _extreme,
    (w.Word, sp.exp, sp.sin, sp.cos, sp.tanh): Translation.word,
}
_VECTORS: dict[Any, Rule] = {
    w.Point: lambda v, e: ["point", named(e)],
    sp.Indexed: Translation.member,
    w.grad: lambda v, e: ["gradient", v.vector(e.args[0])],
    w.stochastic_grad: Translation.draw,
    sp.Add: lambda v, e: ["vectors", *map(v.vector, e.args)],
    sp.Mul: Translation.scaling,
}
