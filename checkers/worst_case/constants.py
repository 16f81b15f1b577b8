"""Values for the constants of a theorem at which its worst case is looked at: plain ones that nobody has to give, and points in every branch.

A constant that a class bounds from above (L, G, sigma) is 1, one that it bounds from below (mu) a tenth of the smoothness; a step and any other
parameter is the largest that `given` allows, half of it where the end itself is not allowed, and 1 where nothing bounds it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

import sympy as sp

from checkers.experiment.met import met, named_values, plain_value, symbols_of
from checkers.experiment.regions import Region
from checkers.own_problems import UsageError
from theorems import words as w
from theorems.language import Theorem
from theorems.printing import unicode
from theorems.typed import walk

Values = dict[str, Fraction]

ONE = Fraction(1)
BELOW, ABOVE = Fraction(1023, 1024), Fraction(1025, 1024)
SHARES = (ONE, Fraction(1, 2), Fraction(3, 4), Fraction(7, 8), BELOW)
"""Of an upper end: itself where it is allowed, else what lies clearly below it."""

SQUARES = tuple(Fraction(1, q) for q in (4, 9, 16, 25, 100))
"""Shares of the smoothness whose roots are rational."""

MOST = 8
"""Points in all branches together, at most."""


class ConstantsError(UsageError):
    """No values that `given` allows were found: which constant is in the way, and what to do."""


@dataclass(frozen=True)
class Chooser:
    """How one constant after the other gets its values; `shares` are those of the smoothness that mu may have, the first that is allowed."""

    region: Region
    shares: tuple[Fraction, ...] = (Fraction(1, 10), Fraction(1, 100), Fraction(1, 2))

    def order(self) -> list[Any]:
        """The constants, those with a number first."""
        given = {r.lhs for r in self.region.extra if isinstance(r, sp.Eq) and not symbols_of(r.rhs)}
        return sorted(self.region.symbols, key=lambda symbol: symbol not in given)

    def options(self, symbol: Any, values: Values) -> list[Fraction]:
        """The allowed values of one constant, the plainest first."""
        wanted = [*self._wanted(symbol, values), *self._ends(symbol, values)]
        allowed = self.region.permits(symbol, values, list(dict.fromkeys(wanted)))
        return allowed or [value for value in self.region.allowed(symbol, values) if isinstance(value, Fraction)]

    def _wanted(self, symbol: Any, values: Values) -> list[Fraction]:
        unit, role = self.smoothness(values), self._role(symbol)
        if isinstance(symbol, w.Natural):
            return [Fraction(n) for n in (1, 2, 3, 4)]
        if role is sp.Ge:
            return [ONE, *(factor * end for end in self._ends(symbol, values) for factor in (10, 2) if end > 0)]
        if role is sp.Le:
            return [share * unit for share in self.shares]
        return [*self._limits(symbol, values), 1 / unit if symbol in self.steps() else ONE, ONE]

    def _limits(self, symbol: Any, values: Values) -> list[Fraction]:
        """Values at and near the largest end of what is allowed, else at and near the least."""
        ends = [end for end in self._ends(symbol, values) if end > 0]
        for end in sorted(ends, reverse=True):
            if self._allows(symbol, values, end * BELOW) and not self._allows(symbol, values, end * ABOVE):
                return [_plain_end(end) * share for share in SHARES]
        for end in sorted(ends):
            if self._allows(symbol, values, end * ABOVE) and not self._allows(symbol, values, end * BELOW):
                return [end, 2 * end, end * Fraction(5, 4)]
        return []

    def _allows(self, symbol: Any, values: Values, value: Fraction) -> bool:
        return bool(self.region.permits(symbol, values, [value]))

    def _ends(self, symbol: Any, values: Values) -> list[Fraction]:
        return [end for end in self.region.ends(symbol, values) if isinstance(end, Fraction)]

    def _role(self, symbol: Any) -> Any:
        """How a class bounds a constant: sp.Ge (L), sp.Le (mu), None where none does."""
        bounds = [b for h in self.region.theorem.hypotheses for b in h.bounds if symbol in symbols_of(b.constant)]
        return bounds[0].relation if bounds and symbol in self.region.bounded else None

    def steps(self) -> set[Any]:
        """The constants that the method's equations speak of."""
        method = self.region.theorem.method
        return {s for e in (method.expressions() if method is not None else ()) for s in symbols_of(e)}

    def smoothness(self, values: Values) -> Fraction:
        """The value of the smoothness constant, 1 where there is none yet."""
        named = [b.constant for h in self.region.theorem.hypotheses for b in h.bounds if b.certified_as == "smooth"]
        known = [values[s.name] for s in named if isinstance(s, sp.Symbol) and s.name in values]
        return known[0] if known else ONE


def _plain_end(end: Fraction) -> Fraction:
    """An end that is the neighbour of an irrational one, down to two digits."""
    if end.denominator <= 10**6:
        return end
    digit = Fraction(1)
    while end / digit < 10:
        digit /= 10
    return (end // digit) * digit


def _region(theorem: Theorem, extra: Sequence[Any]) -> Region:
    """The region of a theorem's constants; what a class takes, such as R - sqrt(eps), is positive."""
    composed = [b.constant for h in theorem.hypotheses for b in h.bounds if not isinstance(b.constant, sp.Symbol) and symbols_of(b.constant)]
    return Region(theorem, (*extra, *(sp.Gt(e, 0, evaluate=False) for e in dict.fromkeys(composed))))


def defaults(theorem: Theorem, extra: Sequence[Any] = ()) -> Values:
    """Values for every constant of a theorem; `extra` are relations that fix some. Roots in the statement are rational where they can be."""
    region = _region(theorem, extra)
    plain = _chosen(Chooser(region))
    if _rational(theorem, plain):
        return plain
    for share in SQUARES:
        found = _chosen(Chooser(region, (share, ONE)))
        if _rational(theorem, found):
            return found
    return plain


def _chosen(chooser: Chooser) -> Values:
    """The first option for each constant."""
    values: Values = {}
    for symbol in chooser.order():
        options = chooser.options(symbol, values)
        if not options:
            raise ConstantsError(_nothing(chooser.region, symbol, values))
        values[symbol.name] = options[0]
    _check(chooser.region, values)
    return {s.name: values[s.name] for s in chooser.region.symbols}


def _nothing(region: Region, symbol: Any, values: Values) -> str:
    """Why a constant has no value: what is asked of it, and what the others are."""
    asked = ", ".join(unicode(r) for r in region.settled(symbol, values))
    given = f" with {assigned(values)}" if values else ""
    return f"no rational value of {unicode(symbol)} meets {asked}{given}: fix other constants with --set, as in --set {symbol}=1/2."


def _check(region: Region, values: Values) -> None:
    for relation in region.relations:
        if all(s.name in values for s in symbols_of(relation)) and not met(relation, named_values(relation, values))[0]:
            raise ConstantsError(f"{unicode(relation)} does not hold with {assigned(values)}: fix constants with --set that meet it.")


def assigned(values: Mapping[str, Any]) -> str:
    """`L = 1, mu = 1/10`."""
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def _rational(theorem: Theorem, values: Values) -> bool:
    """Whether every root of constants in the statement is rational."""
    roots = {e for e in theorem.terms() if isinstance(e, sp.Pow) and e.exp.is_Rational and not e.exp.is_Integer}
    return all(_at(root, values).is_Rational for root in roots if not _measured(root))


def _measured(e: Any) -> bool:
    return any(isinstance(term, (w.Word, w.Index, w.Point, w.Special, sp.Indexed, w.Unknown)) for term in walk(e))


def _at(e: Any, values: Values) -> Any:
    return sp.sympify(e.xreplace({s: plain_value(values[s.name]) for s in symbols_of(e)}))


def branches(theorem: Theorem, extra: Sequence[Any] = ()) -> tuple[Values, ...]:
    """Points in every branch of the region, the default first: on both sides of each kink of the claims, of step = 1/L, and of L = 4 mu."""
    region = _region(theorem, extra)
    chooser = Chooser(region)
    switches = tuple(_switches(theorem, chooser))
    found: dict[tuple[int, ...], Values] = {}
    for values in (defaults(theorem, extra), *_points(chooser, chooser.order(), {})):
        found.setdefault(tuple(_sign(switch, values) for switch in switches), values)
    return tuple({s.name: values[s.name] for s in region.symbols} for values in found.values())[:MOST]


def _points(chooser: Chooser, left: Sequence[Any], values: Values) -> Iterator[Values]:
    """Every combination of a few values of each constant."""
    if not left:
        yield values
        return
    symbol, *further = left
    wanted = [*chooser.options(symbol, values), *(value for end in _several(chooser, symbol, values) for value in end)]
    for value in chooser.region.permits(symbol, values, list(dict.fromkeys(wanted))):
        yield from _points(chooser, further, {**values, symbol.name: value})


def _several(chooser: Chooser, symbol: Any, values: Values) -> Iterator[list[Fraction]]:
    if symbol not in chooser.region.bounded and not isinstance(symbol, w.Natural):
        unit = 1 / chooser.smoothness(values)
        yield [unit * factor for factor in (Fraction(1, 2), ONE, Fraction(3, 2), Fraction(19, 10))]


def _switches(theorem: Theorem, chooser: Chooser) -> Iterator[Any]:
    """Expressions in constants whose sign tells branches apart."""
    for e in sorted(set(theorem.terms()), key=str):
        if isinstance(e, (sp.Max, sp.Min)):
            yield from (a - b for a, b in combinations(e.args, 2) if not _measured(a - b))
        elif isinstance(e, sp.Abs) and not _measured(e):
            yield e.args[0]
    smooth = [b.constant for h in theorem.hypotheses for b in h.bounds if b.certified_as == "smooth"]
    lower = [b.constant for h in theorem.hypotheses for b in h.bounds if b.relation is sp.Le]
    for L in smooth:
        yield from (step * L - 1 for step in sorted(chooser.steps(), key=str) if step not in chooser.region.bounded)
        yield from (L - 4 * mu for mu in lower)


def _sign(switch: Any, values: Values) -> int:
    """-1, 0 or 1."""
    at = _at(switch, values)
    return 0 if at == 0 else 1 if at > 0 else -1
