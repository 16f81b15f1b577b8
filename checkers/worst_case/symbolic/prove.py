"""A claim proved for all constants at once: multipliers fitted at sample constants, then decided exactly."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from checkers.worst_case.program import NotReadError
from checkers.worst_case.symbolic.certificate import Case, Step, SymbolicCertificate, as_data
from checkers.worst_case.symbolic.fit import lifted
from checkers.worst_case.symbolic.forms import Element, Form, plus, scaled
from checkers.worst_case.symbolic.region import Known, Polynomial, Region
from checkers.worst_case.symbolic.replay import objection
from checkers.worst_case.symbolic.signs import Sign, nonnegative
from checkers.worst_case.symbolic.squares import Factor, defined, factor, squares
from checkers.worst_case.symbolic.statement import FactName, Statement, region_of, statement
from theorems.language import Theorem

DEEPEST = 3
"""How often the region is split."""


class _SplitError(Exception):
    """The sign of a polynomial decides which of two terms is the larger."""

    def __init__(self, polynomial: Polynomial) -> None:
        super().__init__(str(polynomial))
        self.polynomial = polynomial


@dataclass(frozen=True)
class Unproved:
    """Why there is no certificate, in one sentence; it says nothing about the truth of the claim."""

    reason: str


def proved(theorem: Theorem, claim: Any, steps: int = 1) -> SymbolicCertificate | Unproved:
    """A certificate of the claim for all constants of its region (for every step, or for so many), which its replay accepts."""
    try:
        known = region_of(theorem, claim)
        cases = _cases(theorem, claim, steps, known, ())
        if isinstance(cases, str):
            return Unproved(cases)
        certificate = SymbolicCertificate(statement(theorem, claim, steps, lambda several: 0), cases)
    except NotReadError as error:
        return Unproved(str(error))
    refused = objection(as_data(certificate), theorem, claim)
    return certificate if refused is None else Unproved(f"the replay refuses the certificate: {refused}")


def _cases(theorem: Theorem, claim: Any, steps: int, known: Region, assumed: tuple[Polynomial, ...]) -> tuple[Case, ...] | str:
    """Certificates on the parts of the region that signs of polynomials cut out."""
    region = (*known, *(Known("assumed", p, False) for p in assumed))
    chosen = _Chosen(region)
    try:
        read = statement(theorem, claim, steps, chosen.largest)
    except _SplitError as split:
        if len(assumed) >= DEEPEST:
            return "which of several terms is the largest depends on the constants in too many ways"
        return _both(theorem, claim, steps, known, assumed, split.polynomial)
    made = _case(replace(read, region=region), assumed, chosen)
    return made if isinstance(made, str) else (made,)


def _both(theorem: Theorem, claim: Any, steps: int, known: Region, assumed: tuple[Polynomial, ...], p: Polynomial) -> tuple[Case, ...] | str:
    found: tuple[Case, ...] = ()
    for side in (p, -p):
        part = _cases(theorem, claim, steps, known, (*assumed, side))
        if isinstance(part, str):
            return f"{part} (where {side.as_expr()} >= 0)"
        found += part
    return found


class _Chosen:
    """Chooses the largest of several terms where the region tells, and keeps the reasons."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.choices: list[int] = []
        self.reasons: list[Sign] = []

    def largest(self, several: Sequence[Element]) -> int:
        """The index of the largest term; _SplitError where the region does not tell."""
        for k, one in enumerate(several):
            differences = [one - other for j, other in enumerate(several) if j != k]
            reasons = [nonnegative(difference.numer * difference.denom, self.region) for difference in differences]
            if all(reason is not None for reason in reasons):
                self.choices.append(k)
                self.reasons += [reason for reason in reasons if reason is not None]
                return k
        difference = several[0] - several[1]
        for part, power in (difference.numer * difference.denom).factor_list()[1]:
            if power % 2 and nonnegative(part, self.region) is None and nonnegative(-part, self.region) is None:
                raise _SplitError(part)
        raise NotReadError("which of several terms is the largest depends on the constants")


def _case(read: Statement, assumed: tuple[Polynomial, ...], chosen: _Chosen) -> Case | str:
    """Multipliers for one part of the region, and the reasons for all signs; or why there are none."""
    found = lifted(read)
    if isinstance(found, str):
        return found
    steps = [_step(read, name, multiplier) for name, multiplier in found.items()]
    wrong = next((step for step in steps if isinstance(step, FactName)), None)
    if wrong is not None:
        return f"the multiplier {found[wrong].as_expr()} of {wrong} is not seen to be defined and nonnegative on the whole region"
    rest = squares(remainder(read, found), read.region)
    if isinstance(rest, str):
        return rest
    kept = tuple(step for step in steps if isinstance(step, Step))
    return Case(assumed, tuple(chosen.choices), tuple(chosen.reasons), read.goal, kept, rest)


def remainder(read: Statement, multipliers: dict[FactName, Element]) -> Form:
    """What is left of the goal once the facts are taken out."""
    rest = scaled(read.goal, read.field.one)
    for name, multiplier in multipliers.items():
        rest = plus(rest, read.facts[name].form, -multiplier)
    return rest


def _step(read: Statement, name: FactName, multiplier: Element) -> Step | FactName:
    fact = read.facts[name]
    if fact.equality:
        bottom = defined(multiplier, read.region)
        return name if bottom is None else Step(name, fact, Factor(multiplier, None, bottom))
    signed = factor(multiplier, read.region)
    return name if signed is None else Step(name, fact, signed)
