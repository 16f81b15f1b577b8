"""Multipliers at sample places lifted to rational functions of the constants."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from checkers.worst_case.closed_forms.rational_fit import Place, fitted
from checkers.worst_case.symbolic.forms import Element, field
from checkers.worst_case.symbolic.samples import Multipliers, multipliers, need, places
from checkers.worst_case.symbolic.scaling import Scaling, scaling
from checkers.worst_case.symbolic.statement import FactName, Statement

TOUCH, SPREAD = 1e-6, 5
"""What a float may exceed 1 by and still be it; places at which facts are to suffice before they are used at all."""


def lifted(statement: Statement) -> dict[FactName, Element] | str:
    """Multipliers that seem to prove the goal for all constants, as elements of the statement's field; or why none were found. Proves nothing."""
    scaled = scaling(statement)
    samples = places(statement, scaled)
    if not samples:
        left = f"{len(scaled.free)} constants are left after scaling" if len(scaled.free) > 2 else "no simple constants lie in the region"
        return f"{left}; a fit needs at most two"
    kept = support(statement, samples[:: max(1, len(samples) // SPREAD)])
    if not kept:
        return "the inequalities that are known leave room for the claim to fail"
    rows = {place: multipliers(statement, place, kept) for place in samples}
    known = {place: row for place, row in rows.items() if not isinstance(row, str)}
    if len(known) < (len(samples) + 1) // 2:
        return next(row for row in rows.values() if isinstance(row, str))
    return _fitted(statement, scaled, known)


def support(statement: Statement, samples: Sequence[Place]) -> tuple[FactName, ...]:
    """Facts that suffice at all these places and of which none can be left out.

    Families of them go first, those of implied classes and the last declared ones before the others; then single ones.
    """
    kept = list(statement.facts)
    if not _suffice(statement, samples, kept):
        return ()
    families = list(dict.fromkeys((name.hypothesis, name.inequality) for name in reversed(kept)))
    groups = [[name for name in kept if (name.hypothesis, name.inequality) == family] for family in families]
    for group in [*groups, *([name] for name in kept)]:
        fewer = [name for name in kept if name not in group]
        if fewer and len(fewer) < len(kept) and _suffice(statement, samples, fewer):
            kept = fewer
    return tuple(kept)


def _suffice(statement: Statement, samples: Sequence[Place], names: Sequence[FactName]) -> bool:
    return all(need(statement, place, names) <= 1 + TOUCH for place in samples)


def _fitted(statement: Statement, scaled: Scaling, known: Mapping[Place, Multipliers]) -> dict[FactName, Element] | str:
    names = sorted({name for row in known.values() for name in row}, key=str)
    found = {}
    for name in names:
        element = _one(statement, scaled, [(place, row.get(name, Fraction(0))) for place, row in known.items()])
        if element is None:
            return f"the multiplier of {name} is no rational function of small degree"
        found[name] = element * _size(statement, scaled, name)
    return {name: element for name, element in found.items() if element}


def _one(statement: Statement, scaled: Scaling, values: Sequence[tuple[Place, Fraction]]) -> Element | None:
    """A rational function of the free constants, written in all constants."""
    symbols = [symbol for symbol in statement.field.symbols if str(symbol) in scaled.free]
    if not symbols:
        return statement.field(statement.field.domain(values[0][1].numerator, values[0][1].denominator))
    free = [k for k, symbol in enumerate(statement.field.symbols) if symbol in symbols]
    places_ = [tuple(place[k] for k in free) for place, _ in values]
    element = fitted(field(symbols), places_, [value for _, value in values], max(2, len(values) // 4))
    if element is None:
        return None
    reduced = [_monomial(statement.field, scaled.reduced(str(symbol))) for symbol in symbols]
    return _composed(statement.field, element.numer, reduced) / _composed(statement.field, element.denom, reduced)


def _monomial(whole: Any, powers: Mapping[str, int]) -> Element:
    made = whole.one
    for symbol, generator in zip(whole.symbols, whole.gens, strict=True):
        made *= generator ** powers.get(str(symbol), 0)
    return made


def _composed(whole: Any, polynomial: Any, arguments: Sequence[Element]) -> Element:
    total = whole.zero
    for exponents, c in polynomial.iterterms():
        part = whole(whole.domain(c.numerator, c.denominator))
        for argument, power in zip(arguments, exponents, strict=True):
            part *= argument**power
        total += part
    return total


def _size(statement: Statement, scaled: Scaling, name: FactName) -> Element:
    """The fixed constants, to the powers by which the goal and a fact differ in weight."""
    goal, fact = (scaled.weight(form, statement.field) for form in (statement.goal, statement.facts[name].form))
    return _monomial(statement.field, {fixed: int(a - b) for fixed, a, b in zip(scaled.fixed, goal, fact, strict=True)})
