"""Values of a statement's constants: exact, allowed by `given` and by the instance, with the boundary of the region among them.

A hypothesis' constant may take any value that the instance's certificate implies (any L from its smoothest on, any mu up to ...);
any other constant any value that the relations allow. Each constant is chosen in turn, from the ends of the interval that the relations
leave to it, points near those ends, and points inside.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp
from flint import arb

from checkers.experiment.evaluate import Evaluator
from checkers.experiment.run import Run
from problems.exact.arithmetic import Exact, Undecided
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

    @cached_property
    def symbols(self) -> tuple[Any, ...]:
        """The constants in the order in which they are chosen: those of hypotheses first, those that an equality gives last.

        In a hypothesis' constant such as R - sqrt(eps) the one that the certificate bounds, R, comes after the others.
        """
        all_symbols = [*self.theorem.names(w.Constant), *self.theorem.names(w.Natural), *self.theorem.names(w.Real)]
        all_symbols += [s for r in self.extra for s in sorted(_symbols(r), key=str) if s not in all_symbols]
        bound = [s for h in self.theorem.hypotheses for b in h.bounds for s in _bounded_last(b.constant)]
        ordered = list(dict.fromkeys([*bound, *all_symbols]))
        equal = {r.lhs: _symbols(r.rhs) for r in (*self.theorem.relations, *self.extra) if isinstance(r, sp.Eq) and r.lhs in ordered}
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
        everywhere = [b for h in self.theorem.hypotheses if h.scope == "everywhere" for b in h.bounds]
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
        return all(_met(r, _named(r, values))[0] for r in self.relations)

    def allowed(self, symbol: Any, values: Mapping[str, Value]) -> list[Value]:
        """Candidates for one constant that satisfy every relation all of whose other symbols have values; ends of the interval first."""
        settled = [r for r in self.relations if symbol in _symbols(r) and all(s.name in values for s in _others(r, symbol))]
        key = (symbol, *((r, _named(r, values, symbol)) for r in settled))
        if key not in self._allowed:
            self._allowed[key] = tuple(self._found(symbol, settled, values))
        return list(self._allowed[key])

    def _found(self, symbol: Any, settled: Sequence[Any], values: Mapping[str, Value]) -> list[Value]:
        ends = [end for r in settled for solution in self._solved(r, symbol) for end in _number(solution, values)]
        candidates = list(dict.fromkeys(_candidates(symbol, ends, SQUARES if symbol in self.rooted else PLAIN)))
        good = np.ones(len(candidates), dtype=bool)
        for r in settled:
            good &= _met(r, _named(r, values, symbol), symbol, tuple(candidates))
        return [c for c, ok in zip(candidates, good, strict=True) if ok]

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
    plain = {
        s: sp.Symbol(s.name, positive=True) if isinstance(s, (w.Constant, w.Natural)) else sp.Symbol(s.name, real=True) for s in _symbols(difference)
    }
    if symbol not in plain:  # it cancels
        return ()
    try:
        found = sp.solve(difference.xreplace(plain), plain[symbol])
    except NotImplementedError:
        return ()
    back = {value: key for key, value in plain.items()}
    return tuple(s.xreplace(back) for s in found if isinstance(s, sp.Expr) and not s.has(sp.I) and _has_numeric_form(s))


def _has_numeric_form(e: Any) -> bool:
    return all(isinstance(a, (*FUNCTIONS, sp.Symbol, sp.Rational, sp.Add, sp.Mul, sp.Pow)) for a in walk(e))


@lru_cache(maxsize=4096)
def _symbols(e: Any) -> frozenset[Any]:
    return frozenset(a for a in walk(e) if isinstance(a, (w.Constant, w.Natural, w.Real)))


@lru_cache(maxsize=4096)
def _others(relation: Any, symbol: Any) -> tuple[Any, ...]:
    return tuple(s for s in _symbols(relation) if s != symbol)


Named = tuple[tuple[Any, Value], ...]
"""Symbols with their values."""


def _named(relation: Any, values: Mapping[str, Value], but: Any = None) -> Named:
    """The symbols of a relation, all but one, with their values."""
    return tuple((s, values[s.name]) for s in _others(relation, but))


def _outermost(e: Any) -> list[Any]:
    """The largest terms about points, iterates or the problem."""
    if isinstance(e, (w.Word, w.Special, sp.Indexed)):
        return [e]
    return [term for a in e.args for term in _outermost(a)]


def _bounded_last(constant: Any) -> list[Any]:
    """The symbols of a hypothesis' constant, last the first one that it is linear in."""
    found = sorted(_symbols(constant), key=str)
    linear = [s for s in found if s not in _symbols(sp.diff(constant, s))]
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


PLAIN = (Fraction(1), Fraction(1, 2), Fraction(2), Fraction(1, 10), Fraction(10))
SQUARES = (Fraction(1), Fraction(1, 4), Fraction(1, 100), Fraction(4), Fraction(1, 10**6))
"""Values of a constant that nothing bounds; squares where its root is used."""

_FACTORS = tuple(
    Fraction(p, q) for p, q in ((1023, 1024), (1, 2), (2, 1), (7, 8), (9, 8), (1, 10), (10, 1), (1, 4), (3, 4), (1, 100), (1025, 1024), (4, 1))
)


def _number(e: Any, values: Mapping[str, Value]) -> list[Value]:
    """The exact value of a closed form: a Fraction, or the form itself with rational neighbours where it is irrational."""
    named = {s: _plain(values[s.name]) for s in _symbols(e)}
    if any(value is None for value in named.values()):
        return []
    made = e.xreplace(named)
    if made.is_Rational:
        return [Fraction(int(made.p), int(made.q))]
    if not made.is_comparable:
        return []
    near = Fraction(int(sp.floor(made * 2**30)), 2**30)
    return [made, near, near + Fraction(1, 2**30)]


def _plain(value: Value) -> Any:
    if isinstance(value, Fraction):
        return sp.Rational(value.numerator, value.denominator)
    if isinstance(value, tuple):
        return _plain(value[1])
    return value if isinstance(value, sp.Expr) else None


@lru_cache(maxsize=2**14)
def _met(relation: Any, named: Named, symbol: Any = None, candidates: tuple[Value, ...] = (None,)) -> Any:
    """For each candidate value of `symbol`, whether a relation is met; enclosures enter as balls, an open sign is not met."""
    count, values = len(candidates), {s.name: value for s, value in named}
    run = Run(m=Exact(bits=256), instances=count)
    with run.m.scope():
        for s in _symbols(relation):
            chosen = candidates if s == symbol else [values[s.name]] * count
            numbers = [_exact(value, run.m) for value in chosen]
            run.constants[s.name] = run.m.array(numbers, (count, 1))
            if isinstance(s, w.Natural):
                run.naturals[s.name] = 1
        differences = _difference(relation, run, count)
        met = [sign_met(relation, value) for value in differences]
        if isinstance(relation, sp.Eq):
            open_ = [isinstance(value, arb) and value.contains(0) for value in differences]
            met = [m or (o and _closed_zero(relation, values, symbol, c)) for m, o, c in zip(met, open_, candidates, strict=True)]
        return np.array(met)


def _closed_zero(relation: Any, values: Mapping[str, Value], symbol: Any, candidate: Value) -> bool:
    """Whether closed forms satisfy an equality, shown by algebra; enclosures never do."""
    named = {s: candidate if s == symbol else values[s.name] for s in _symbols(relation)}
    if any(isinstance(value, tuple) for value in named.values()):
        return False
    return bool(sp.simplify((relation.lhs - relation.rhs).xreplace({s: _plain(value) for s, value in named.items()})) == 0)


def _difference(relation: Any, run: Run, count: int) -> list[Any]:
    natural = {s: w.Real(s.name) for s in _symbols(relation) if isinstance(s, w.Natural)}
    evaluator = Evaluator(run, {}, 0)
    try:
        value = evaluator.number((relation.rhs - relation.lhs).xreplace(natural))
    except (Undecided, ZeroDivisionError):
        return [None] * count
    defined = np.broadcast_to(evaluator.defined, (count, 1)).reshape(-1)
    flat = np.broadcast_to(value, (count, 1)).reshape(-1)
    return [one if ok else None for one, ok in zip(flat, defined, strict=True)]


def sign_met(relation: Any, difference: Any) -> bool:
    """Whether right - left, an exact number or a ball, surely has the sign that a relation asks for; None has no sign."""
    if difference is None:
        return False
    if isinstance(relation, sp.Eq):
        return bool(difference == 0)
    if isinstance(relation, (sp.Ge, sp.Gt)):
        difference = -difference
    return bool(difference > 0) if isinstance(relation, (sp.Lt, sp.Gt)) else bool(difference >= 0)


def _exact(value: Value, m: Any) -> Any:
    if isinstance(value, sp.Expr):
        return Evaluator(Run(m=m), {}, 0).number(value).reshape(-1)[0]
    return value
