"""Formulas in one script: expressions and relations, written as a mathematician writes them.

SymPy keeps the terms of a sum in an order of its own; here stand `f(x_t) - f_star`, `1 - eta mu`, `f(u) + <grad f(u), v - u> + L/2 ||v - u||^2`.
Constants stand before their powers, and a number that SymPy multiplied into a sum stands before it again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import sympy as sp

from theorems import words as w
from theorems.notation import LATEX, UNICODE, Script
from theorems.ordering import Quotient, primitive, quotient, terms
from theorems.scaling import Scales, Tends
from theorems.typed import parts

ANY_DRAW = w.Index("")
"""The sample of a draw whose number does not matter."""

SUM, PRODUCT, POWER, ATOM = range(4)
"""How tightly a piece holds together."""

NUMBER, LETTERS, TAILED, BRACKET, WORD = range(5)
"""How a piece stands beside another in a product: `2`; `Lη²`; `x_t` and `(1−ημ)^t`; `(T+1)` and `∇f(u)`; `‖u‖²`."""


class Piece(NamedTuple):
    """A printed term; `spaced` tells whether a space stands outside its brackets."""

    text: str
    level: int = ATOM
    kind: int = WORD
    spaced: bool = False


def latex(e: Any) -> str:
    """LaTeX of an expression or a relation, without dollars."""
    return _written(LATEX, sp.sympify(e))


def unicode(e: Any) -> str:
    """One line of Unicode for an expression or a relation."""
    return _written(UNICODE, sp.sympify(e))


@lru_cache(maxsize=4096, typed=True)
def _written(script: Script, e: Any) -> str:
    return _Writer(script).write(e).text


@dataclass(frozen=True)
class _Writer:
    """Writes terms in one script; `tight` inside brackets, `inline` where a fraction must not be built up."""

    script: Script
    tight: bool = False
    inline: bool = False

    def write(self, e: Any) -> Piece:
        for kind, rule in _RULES:
            if isinstance(e, kind):
                return rule(self, e)
        return self._call(e) if isinstance(e, sp.core.function.Application) else Piece(str(e))

    def inside(self, e: Any) -> str:
        """What stands within brackets."""
        return replace(self, tight=True).write(e).text

    def held(self, e: Any, level: int) -> Piece:
        """The term, in brackets where it holds together less tightly than `level`."""
        piece = self.write(e)
        return piece if piece.level >= level else Piece(self.script.bracket(self.inside(e)), ATOM, BRACKET)

    def word(self, name: str, *inside: str) -> str:
        template = self.script.words[name]
        return (self.script.tall(template) if any(r"\frac" in part or r"\sum" in part for part in inside) else template) % inside

    def joined(self, pieces: list[Piece]) -> Piece:
        """A product, factor by factor."""
        text, spaced = pieces[0].text, pieces[0].spaced
        for left, right in pairwise(pieces):
            between = self._between(left, right)
            text += between + right.text
            spaced = spaced or right.spaced or between == self.script.apart
        if len(pieces) == 1:
            return pieces[0]
        return Piece(text, PRODUCT, LETTERS if pieces[-1].kind in (LETTERS, NUMBER) else WORD, spaced)

    def _between(self, left: Piece, right: Piece) -> str:
        if right.text[0].isdigit():
            return self.script.words["dot"]
        if right.kind == WORD and right.text[0].isalpha():
            return self.script.apart
        if left.kind == NUMBER or (left.kind in (LETTERS, BRACKET) and right.kind in (LETTERS, TAILED, BRACKET)):
            return self.script.beside
        return self.script.apart

    def sum(self, e: Any) -> Piece:
        number, whole = primitive(e)
        if number != 1:
            return self.product(e)
        plus, minus = (sign[self.tight] for sign in (self.script.plus, self.script.minus))
        text = ""
        for term in terms(whole):
            negative = term.as_coeff_Mul()[0].is_negative
            piece = self.held(-term if negative else term, PRODUCT)
            text += (minus if negative else plus if text else "") + piece.text
        return Piece(text.removeprefix(" ") if text.startswith(" ") else text, SUM, WORD, not self.tight)

    def product(self, e: Any) -> Piece:
        """A product or a quotient, its sign first."""
        parts = quotient(e)
        if parts.number < 0:
            positive = self._quotient(parts._replace(number=-parts.number))
            return Piece(self.script.minus[1].strip() + positive.text, SUM, WORD, positive.spaced)
        return self._quotient(parts)

    def _quotient(self, parts: Quotient) -> Piece:
        above, below = parts.number.p, parts.number.q
        if not parts.below and below == 1:
            return self._factors(above, parts.above)
        if parts.splits and not self.inline:
            small, large = parts.small, parts.large
            first = self._fraction(above, small, below, parts.below)
            if not small and not parts.below:
                first = first._replace(text=self.script.coefficient(first.text))
                first = first._replace(kind=NUMBER if "/" not in first.text else WORD)
            return self.joined([first, *(self.held(factor, POWER) for factor in large[:-1]), self.held(large[-1], PRODUCT)])
        return self._fraction(above, parts.above, below, parts.below)

    def _factors(self, number: int, factors: tuple[Any, ...]) -> Piece:
        pieces = [*(self.held(factor, POWER) for factor in factors[:-1]), *(self.held(factor, PRODUCT) for factor in factors[-1:])]
        if number != 1 or not pieces:
            pieces.insert(0, Piece(str(number), ATOM, NUMBER))
        return self.joined(pieces)

    def _fraction(self, number: int, above: tuple[Any, ...], divisor: int, below: tuple[Any, ...]) -> Piece:
        built = self.script is LATEX and not self.inline
        if built:
            return Piece(self.script.fraction(self._side(number, above).text, self._side(divisor, below).text, False), PRODUCT, WORD)
        over, under = self._factors(number, above), self._factors(divisor, below)
        bottom = under.text if under.level >= POWER else self.script.bracket(replace(self, tight=True)._factors(divisor, below).text)
        return Piece(UNICODE.fraction(over.text, bottom, over.spaced), PRODUCT, WORD, over.spaced)

    def _side(self, number: int, factors: tuple[Any, ...]) -> Piece:
        """One side of a built-up fraction: a lone sum needs no brackets there."""
        return self.write(factors[0]) if number == 1 and len(factors) == 1 else self._factors(number, factors)

    def power(self, e: Any) -> Piece:
        base, exponent = e.args
        if exponent == sp.Rational(1, 2):
            return Piece(self.script.root(replace(self, tight=True, inline=True).write(base).text), POWER, WORD)
        if exponent.as_coeff_Mul()[0].is_negative or (exponent.is_Integer and primitive(base)[0] != 1):
            return self.product(e)
        held = self.held(base, ATOM)
        raised = replace(self, tight=True, inline=True).write(exponent).text
        kind = held.kind if exponent.is_Integer and held.kind != BRACKET else TAILED
        return Piece(self.script.power(held.text, raised), POWER, kind)

    def symbol(self, e: Any) -> Piece:
        text = self.script.name(e.name)
        long = len(text) > 3 if self.script is UNICODE else r"\mathrm" in text
        return Piece(text, ATOM, WORD if long else TAILED if "_" in text and self.script is UNICODE else LETTERS)

    def indexed(self, e: Any) -> Piece:
        name = self.script.name(str(e.base))
        return Piece(self.script.subscript(name, self.inside(e.indices[0])), ATOM, TAILED)

    def _call(self, e: Any) -> Piece:
        name, within = type(e).__name__, replace(self, tight=True, inline=isinstance(e, sp.exp))
        inside = [within.write(_positive(a) if isinstance(e, sp.Abs) else a).text for a in parts(e)]
        if isinstance(e, w.norm) and len(e.args) == 2:
            return Piece(self.word(f"norm {e.args[1]}", *inside))
        if isinstance(e, w.Word) and e.spelled[0]:
            return self._spelled(e, inside)
        if name not in self.script.words:
            return Piece(self.word("function", name, ", ".join(inside)))
        text = self.word(name, *(inside if name == "inner" else [", ".join(inside)]))
        return Piece(text, POWER if name.endswith("_sq") else ATOM, BRACKET if name in ("f", "grad") else WORD)

    def _spelled(self, e: Any, inside: list[str]) -> Piece:
        """A word that brings its own spelling."""
        text = e.spelled[self.script is UNICODE]
        for number, argument in enumerate(inside, start=1):
            text = text.replace(f"#{number}", argument)
        return Piece(text, POWER if type(e).__name__.endswith("_sq") else ATOM, BRACKET if text.endswith(")") else WORD)

    def regret(self, e: Any) -> Piece:
        return Piece(self.script.subscript(self.script.words["regret"], self.inside(e.args[0])), ATOM, TAILED)

    def stochastic(self, e: Any) -> Piece:
        point, sample, batch = e.args
        if batch == 1:
            draw = self.script.subscript(self.script.words["xi"], self.inside(sample)) if sample != ANY_DRAW else self.script.words["xi"]
            return Piece(self.word("stochastic_grad", self.inside(point), draw), ATOM, BRACKET)
        draw = self.script.subscript(self.script.words["xi"], f"{self.inside(sample)},i")
        mean = self.over("Average", [(w.i, sp.Integer(1), batch)])
        return Piece(f"{mean} {self.word('stochastic_grad', self.inside(point), draw)}", PRODUCT, WORD, True)

    def over_steps(self, e: Any) -> Piece:
        body = self.held(e.function, PRODUCT)
        return Piece(f"{self.over(type(e).__name__, list(e.limits))} {body.text}", PRODUCT, WORD, True)

    def over(self, name: str, limits: list[Any]) -> str:
        """A sum, a mean or a least value without its body."""
        return " ".join(self._limit(name, *limit) for limit in reversed(limits))

    def _limit(self, name: str, index: Any, low: Any, high: Any) -> str:
        i, a, b = self.inside(index), self.inside(low), self.inside(high)
        if self.script is UNICODE:
            return self.word(name, self._range(index, low, high))
        if name in ("Best", "Worst"):
            return self.word(name, self.word("between", a, i, b))
        ends = rf"_{{{i}={a}}}^{{{b}}}"
        count = rf"\frac{{1}}{{{self.inside(sp.expand(high - low + 1))}}} " if name == "Average" else ""
        return rf"{count}\sum{ends}"

    def _range(self, index: Any, low: Any, high: Any) -> str:
        """`t<T` and `t≤T` for steps from 0, else `1≤t≤T`."""
        if low != 0 or high == sp.oo:
            return self.word("between", self.inside(low), self.inside(index), self.inside(high))
        strict = isinstance(high, sp.Add)
        return f"{self.inside(index)}{self.script.words['<' if strict else '<=']}{self.inside(high + 1 if strict else high)}"

    def expectation(self, e: Any) -> Piece:
        inside = [self.inside(a) for a in e.args]
        return Piece(self.word("E given" if len(inside) == 2 else "E", *inside))

    def relation(self, e: Any) -> Piece:
        sign = self.script.words[e.rel_op]
        return Piece(f"{self.write(e.lhs).text} {sign} {self.write(e.rhs).text}", SUM, WORD, True)

    def scales(self, e: Any) -> Piece:
        raised = replace(self, tight=True, inline=True).write(e.stated).text
        power = self.write(e.size).text if e.stated == 1 else self.script.power(self.write(e.size).text, raised)
        return Piece(self.script.words["Scales"] % (self.write(e.quantity).text, power), SUM, WORD, True)

    def tends(self, e: Any) -> Piece:
        return Piece(self.script.words["Tends"] % tuple(self.write(part).text for part in (e.quantity, e.stated, e.size)), SUM, WORD, True)


_RULES: tuple[tuple[Any, Callable[[_Writer, Any], Piece]], ...] = (
    (sp.core.relational.Relational, _Writer.relation),
    (Scales, _Writer.scales),
    (Tends, _Writer.tends),
    (sp.logic.boolalg.BooleanAtom, lambda writer, e: Piece(str(e).lower())),
    (sp.Integer, _Writer.product),
    (sp.Rational, _Writer.product),
    ((sp.core.numbers.Infinity, sp.core.numbers.Pi, sp.core.numbers.Exp1), lambda writer, e: Piece(writer.script.words[_special(e)], ATOM, LETTERS)),
    (sp.Add, _Writer.sum),
    (sp.Mul, _Writer.product),
    (sp.Pow, _Writer.power),
    (sp.Indexed, _Writer.indexed),
    (sp.Symbol, _Writer.symbol),
    (w.regret, _Writer.regret),
    (w.stochastic_grad, _Writer.stochastic),
    (w.OVER_STEPS, _Writer.over_steps),
    (w.E, _Writer.expectation),
    (w.Probability, lambda writer, e: Piece(writer.word("Probability", writer.inside(e.args[0])))),
)


def _special(e: Any) -> str:
    return {sp.oo: "oo", sp.pi: "pi", sp.E: "Exp1"}[e]


def _positive(e: Any) -> Any:
    """The argument of an absolute value with its number first: |1 - L eta|, not |L eta - 1|."""
    return -e if any(term.is_Rational and term.is_negative for term in sp.Add.make_args(e)) else e
