"""A closed form for the best constant: from its exact values at several horizons, and at several values of the constants it depends on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from checkers.experiment.regions import Region
from checkers.worst_case.closed_forms.closed_form import ClosedForm, Sample, Unguessed, guessed
from checkers.worst_case.symbolic.filled import Filled, filled
from checkers.worst_case.tightened import Bracket, bracket
from theorems import words as w
from theorems.holes import hole
from theorems.language import Theorem

FACTORS = tuple(Fraction(p, q) for p, q in ((1, 2), (2, 1), (3, 2), (3, 1), (1, 4), (5, 2), (1, 3), (5, 1), (3, 4), (4, 1), (1, 5)))
"""Further values of a constant, as multiples of the one that it has."""

FURTHER, TOGETHER = 6, 3
"""Further values of a constant that the best one depends on; of each of several."""


@dataclass(frozen=True)
class Form:
    """A guess, and where it was made: the constants that keep one value, and those that it speaks of.

    proved   : whether the claim with this form is proved for every horizon and all constants that the theorem allows
    horizons : else those for which it is, at all constants; that no better constant holds is what functions show, not this
    assumed  : what the proof takes for granted of the constants beyond the statement (mu < L)
    """

    form: ClosedForm
    at: Mapping[str, Fraction]
    names: tuple[str, ...]
    proved: bool = False
    horizons: tuple[int, ...] = ()
    assumed: tuple[str, ...] = ()


def form_of(theorem: Theorem, claim: Any, found: Sequence[Bracket], fixed: Sequence[str]) -> Form | Unguessed:
    """A closed form through all values that are known exactly; `fixed` are constants that a person has set."""
    known = [one for one in found if _exact(one) is not None]
    if len(known) < len(found) or not known:
        return Unguessed("not every value is known exactly")
    constants = known[0].constants
    names = tuple(_depends(theorem, claim, known[0], fixed))
    places = list(_places(theorem, constants, names))
    further = [bracket(theorem, claim, place, one.N, light=True) for place in places for one in known]
    made = guessed([_sample(one, names) for one in (*known, *further) if _exact(one) is not None])
    if isinstance(made, Unguessed):
        return made
    return _with_proof(theorem, claim, Form(made, {n: value for n, value in constants.items() if n not in names}, names))


def _with_proof(theorem: Theorem, claim: Any, made: Form) -> Form:
    """The form with what is proved of the claim that holds it."""
    found = filled(theorem, claim, hole(claim), made.form.expression)
    if not isinstance(found, Filled):
        return made
    return replace(made, proved=not found.horizons, horizons=found.horizons, assumed=found.assumed)


def _sample(one: Bracket, names: Sequence[str]) -> Sample:
    value = one.certified or Fraction(0)
    return Sample(one.N, {name: one.constants[name] for name in names}, (value, value))


def _exact(one: Bracket) -> Fraction | None:
    """The constant that is certified, where it is exact: the best of the class, or of the conditions that are known of it."""
    return one.certified if one.exact else None


def _depends(theorem: Theorem, claim: Any, one: Bracket, fixed: Sequence[str]) -> Iterator[str]:
    """The constants that the best one depends on, seen at one horizon."""
    for name in one.constants:
        for value in () if name in fixed else _others(theorem, one.constants, name)[:1]:
            if bracket(theorem, claim, {**one.constants, name: value}, one.N, light=True).certified != one.certified:
                yield name


def _others(theorem: Theorem, constants: Mapping[str, Fraction], name: str) -> list[Fraction]:
    """Further values of one constant that are allowed beside those of all others."""
    region = Region(theorem)
    symbol = next(s for s in region.symbols if s.name == name)
    rest = {other: value for other, value in constants.items() if other != name}
    wanted = [Fraction(n) for n in (2, 3, 4, 5)] if isinstance(symbol, w.Natural) else [constants[name] * factor for factor in FACTORS]
    return region.permits(symbol, rest, wanted)


def _places(theorem: Theorem, constants: Mapping[str, Fraction], names: Sequence[str]) -> Iterator[dict[str, Fraction]]:
    """The constants at further values of those named, all that are allowed together."""
    found: list[dict[str, Fraction]] = [dict(constants)]
    for name in names:
        most = FURTHER if len(names) == 1 else TOGETHER
        found = [{**place, name: value} for place in found for value in (place[name], *_others(theorem, place, name)[:most])]
    yield from (place for place in found if place != dict(constants))
