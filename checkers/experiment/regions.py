"""Values of a statement's constants: exact, allowed by `given` and by the instance, with the boundary of the region among them.

A hypothesis' constant may take any value that the instance's certificate implies (any L from its smoothest on, any mu up to ...);
any other constant any value that the relations allow. Each constant is chosen in turn, from the ends of the interval that the relations
leave to it, points near those ends, and points inside.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.met import met, named_values, others_of, plain_value, symbols_of
from theorems import words as w
from theorems.language import Theorem, is_about_sequences
from theorems.typed import FUNCTIONS, VECTOR, Kinds, walk

Value = Any
Choose = Callable[[Sequence[Value]], Value]

FACT = "certified "
START = "start "
"""How the names of symbols begin that stand for facts and for terms about the start; no constant of a theorem has a space in its name."""


@dataclass(frozen=True)
class Region:
    """The values that a theorem's constants may take on an instance.

    `extra` are further relations (from `--set`). Facts of the instance and terms about the start enter as symbols
    whose values are given with each call as `known`.
    """

    theorem: Theorem
    extra: tuple[Any, ...] = ()
    _solutions: dict[tuple[Any, Any], tuple[Any, ...]] = field(default_factory=dict, compare=False)
    _allowed: dict[Any, tuple[Value, ...]] = field(default_factory=dict, compare=False)
    _concerning: dict[Any, tuple[tuple[Any, tuple[Any, ...]], ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def symbols(self) -> tuple[Any, ...]:
        """The constants in the order in which they are chosen: those of hypotheses first, those that an equality gives last.

        In a hypothesis' constant such as R - sqrt(eps) the one that the certificate bounds, R, comes after the others.
        """
        all_symbols = [*self.theorem.names(w.Constant), *self.theorem.names(w.Natural), *self.theorem.names(w.Real)]
        all_symbols += [s for r in self.extra for s in sorted(symbols_of(r), key=str) if s not in all_symbols]
        bound = [s for h in self.theorem.hypotheses for b in h.bounds for s in _bounded_last(b.constant)]
        ordered = list(dict.fromkeys([*bound, *all_symbols]))
        equal = {r.lhs: symbols_of(r.rhs) for r in (*self.theorem.relations, *self.extra) if isinstance(r, sp.Eq) and r.lhs in ordered}
        found: list[Any] = []
        for symbol in [*(s for s in ordered if s not in equal), *(s for s in ordered if s in equal)]:
            found += [symbol] if symbol not in found else []
            found += [s for s, needed in equal.items() if s not in found and needed <= set(found)]
        return tuple(found)

    @cached_property
    def bounded(self) -> frozenset[Any]:
        """The constants that certificates bound, one for each that a hypothesis has."""
        constants = [_bounded_last(b.constant) for h in self.theorem.hypotheses for b in h.bounds]
        return frozenset(found[-1] for found in constants if found)

    @cached_property
    def rooted(self) -> frozenset[Any]:
        """The constants whose square roots stand in a relation."""
        return frozenset(e.base for r in self.relations for e in walk(r) if isinstance(e, sp.Pow) and e.exp == sp.Rational(1, 2))

    @cached_property
    def stated(self) -> tuple[Any, ...]:
        """The relations of `given` and the further ones; an equality of vectors says that their difference has norm zero."""
        kinds = Kinds(self.theorem.sequences)
        both = (*(r for r in self.theorem.relations if not is_about_sequences(r)), *self.extra)
        return tuple(_scalar(r, kinds) for r in both if r not in (sp.true, sp.false))

    @cached_property
    def start_terms(self) -> dict[Any, Any]:
        """Terms of `given` about the start, points or the problem, each with the symbol that stands for its value."""
        found: dict[Any, Any] = {}
        for relation in self.stated:
            for term in _outermost(relation):
                found.setdefault(term, w.Real(f"{START}{len(found)}"))
        return found

    @cached_property
    def relations(self) -> tuple[Any, ...]:
        """All that the constants must satisfy, as relations between symbols."""
        positive = [sp.Gt(s, 0) for s in self.symbols if isinstance(s, w.Constant)]
        natural = [sp.Ge(s, 1) for s in self.symbols if isinstance(s, w.Natural)]
        given = [r.xreplace(self.start_terms) for r in self.stated]
        everywhere = [b for h in self.theorem.hypotheses if h.scope in ("everywhere", "ball") for b in h.bounds]
        certified = [b.relation(b.constant, w.Real(FACT + b.certified_as), evaluate=False) for b in everywhere]
        return (*certified, *given, *positive, *natural)

    def pick(self, known: Mapping[str, Value], choose: Choose, fixed: Mapping[str, Value] | None = None) -> dict[str, Value] | None:
        """Values for every constant, or None where the choices made leave none for a later one."""
        values: dict[str, Value] = dict(known)
        for symbol in self.symbols:
            if fixed and symbol.name in fixed:
                values[symbol.name] = fixed[symbol.name]
                continue
            allowed = self.allowed(symbol, values)
            if not allowed:
                return None
            values[symbol.name] = choose(allowed)
        return {s.name: values[s.name] for s in self.symbols} if self.holds(values) else None

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether every relation is met, decided exactly; what cannot be decided counts as not met."""
        return all(met(r, tuple((s, values[s.name]) for s in named))[0] for r, named in self.concerning(None))

    def allowed(self, symbol: Any, values: Mapping[str, Value]) -> list[Value]:
        """Candidates for one constant that satisfy every relation all of whose other symbols have values; ends of the interval first."""
        settled = ((r, others) for r, others in self.concerning(symbol) if all(s.name in values for s in others))
        key = (symbol, *((r, tuple((s, values[s.name]) for s in others)) for r, others in settled))
        if key not in self._allowed:
            self._allowed[key] = tuple(self._found(symbol, values))
        return list(self._allowed[key])

    def settled(self, symbol: Any, values: Mapping[str, Value]) -> list[Any]:
        """The relations on one constant all of whose other symbols have values."""
        return [r for r, others in self.concerning(symbol) if all(s.name in values for s in others)]

    def concerning(self, symbol: Any) -> tuple[tuple[Any, tuple[Any, ...]], ...]:
        """The relations on one constant (all of them for None), each with its other symbols."""
        if symbol not in self._concerning:
            chosen = (r for r in self.relations if symbol is None or symbol in symbols_of(r))
            self._concerning[symbol] = tuple((r, others_of(r, symbol)) for r in chosen)
        return self._concerning[symbol]

    def ends(self, symbol: Any, values: Mapping[str, Value]) -> list[Value]:
        """Where the settled relations on one constant change from met to not met, in closed form; an end itself need not be allowed."""
        return [end for r in self.settled(symbol, values) for solution in self._solved(r, symbol) for end in _number(solution, values)]

    def permits(self, symbol: Any, values: Mapping[str, Value], candidates: Sequence[Value]) -> list[Value]:
        """Those candidates for one constant that meet every settled relation."""
        good = np.ones(len(candidates), dtype=bool)
        for r in self.settled(symbol, values):
            good &= met(r, named_values(r, values, symbol), symbol, tuple(candidates))
        return [c for c, ok in zip(candidates, good, strict=True) if ok]

    def _found(self, symbol: Any, values: Mapping[str, Value]) -> list[Value]:
        ends = self.ends(symbol, values)
        candidates = list(dict.fromkeys(_candidates(symbol, ends, SQUARES if symbol in self.rooted else PLAIN)))
        return self.permits(symbol, values, candidates)

    def _solved(self, relation: Any, symbol: Any) -> tuple[Any, ...]:
        """The boundary of a relation, solved for one symbol; empty where SymPy finds no closed form."""
        key = (relation, symbol)
        if key not in self._solutions:
            self._solutions[key] = boundary(relation.lhs - relation.rhs, symbol)
        return self._solutions[key]


def _scalar(relation: Any, kinds: Kinds) -> Any:
    if isinstance(relation, sp.Eq) and VECTOR in (kinds.of(side) for side in relation.args):
        return sp.Eq(w.norm_sq(relation.lhs - relation.rhs), 0, evaluate=False)
    return relation


def boundary(difference: Any, symbol: Any) -> tuple[Any, ...]:
    """Where a difference of two sides vanishes, solved for one symbol; empty where SymPy finds no closed form."""
    plain = {s: _assuming(s) for s in symbols_of(difference)}
    if symbol not in plain:  # it cancels
        return ()
    try:
        found = sp.solve(difference.xreplace(plain), plain[symbol])
    except NotImplementedError:
        return ()
    back = {value: key for key, value in plain.items()}
    return tuple(s.xreplace(back) for s in found if isinstance(s, sp.Expr) and not s.has(sp.I) and _has_numeric_form(s))


def _assuming(symbol: Any) -> Any:
    """The symbol with the assumptions that SymPy solves with."""
    return sp.Symbol(symbol.name, positive=True) if isinstance(symbol, (w.Constant, w.Natural)) else sp.Symbol(symbol.name, real=True)


def _has_numeric_form(e: Any) -> bool:
    return all(isinstance(a, (*FUNCTIONS, sp.Symbol, sp.Rational, sp.Add, sp.Mul, sp.Pow)) for a in walk(e))


def _outermost(e: Any) -> list[Any]:
    """The largest terms about points, iterates or the problem."""
    if isinstance(e, (w.Word, w.Special, sp.Indexed)):
        return [e]
    return [term for a in e.args for term in _outermost(a)]


def _bounded_last(constant: Any) -> list[Any]:
    """The symbols of a hypothesis' constant, last the first one that it is linear in."""
    found = sorted(symbols_of(constant), key=str)
    linear = [s for s in found if s not in symbols_of(sp.diff(constant, s))]
    return [*(s for s in found if s != linear[0]), linear[0]] if linear else found


def _candidates(symbol: Any, ends: Sequence[Value], usual: Sequence[Fraction]) -> list[Value]:
    if isinstance(symbol, w.Natural):
        near = [Fraction(int(end // 1) + shift) for end in ends if isinstance(end, Fraction) for shift in (0, 1)]
        return [*near, *(Fraction(n) for n in (1, 2, 3, 4, 5, 10))]
    rational = sorted({end for end in ends if isinstance(end, Fraction)}, reverse=True)
    middles = [(a + b) / 2 for a, b in pairwise(rational)]
    scaled = [end * factor for end in rational for factor in _FACTORS if end]
    plain = [] if any(rational) else [*usual]
    if isinstance(symbol, w.Real):
        plain += [Fraction(0), Fraction(-1), Fraction(1, 2)]
    return [*ends, *middles, *scaled, *plain]


DIGITS = 60
"""Of an irrational end of an interval; rationals 2^-30 apart are chosen beside it."""

PLAIN = (Fraction(1), Fraction(1, 2), Fraction(2), Fraction(1, 10), Fraction(10))
SQUARES = (Fraction(1), Fraction(1, 4), Fraction(1, 100), Fraction(4), Fraction(1, 10**6))
"""Values of a constant that nothing bounds; squares where its root is used."""

_FACTORS = tuple(
    Fraction(p, q) for p, q in ((1023, 1024), (1, 2), (2, 1), (7, 8), (9, 8), (1, 10), (10, 1), (1, 4), (3, 4), (1, 100), (1025, 1024), (4, 1))
)


def _number(e: Any, values: Mapping[str, Value]) -> list[Value]:
    """The exact value of a closed form: a Fraction, or the form itself with rational neighbours where it is irrational."""
    named = {s: plain_value(values[s.name]) for s in symbols_of(e)}
    if any(value is None for value in named.values()):
        return []
    made = e.xreplace(named)
    if made.is_Rational:
        return [Fraction(int(made.p), int(made.q))]
    if not made.is_comparable:
        return []
    near = Fraction(_decimal(made) * 2**30 // 1, 2**30)
    return [made, near, near + Fraction(1, 2**30)]


def _decimal(made: Any) -> Fraction:
    """A real number to DIGITS digits, much faster than SymPy finds its whole part."""
    sign, mantissa, exponent, _ = sp.Float(made.evalf(DIGITS))._mpf_
    size = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return -size if sign else size
