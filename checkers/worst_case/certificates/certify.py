"""From a solution in floats to a certificate in fractions: exact on the face of the worst case, else with slack 1 + s.

It bounds the quotient from above only, and needs no condition to be sufficient: fewer conditions make it a weaker bound, never a wrong one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from checkers.worst_case.certificates.attained import Attained, attained
from checkers.worst_case.certificates.faces import terms_size
from checkers.worst_case.certificates.identity import Certificate, Uncertified, proved
from checkers.worst_case.certificates.interior import with_room
from checkers.worst_case.certificates.rational import simplest
from checkers.worst_case.certificates.slack_zero import OnFace, on_face
from checkers.worst_case.certificates.sparsify import sparsified
from checkers.worst_case.program import Program
from checkers.worst_case.solving.solve import Solution

TOUCHING = Fraction(1, 10**6)
"""A worst case within this relative distance of the bound is taken to be the bound."""

SLACKS = tuple(Fraction(1, 10**digits) for digits in (7, 6, 5, 4, 3))
"""What is tried above the worst case, one after the other, where nothing exact is found."""

SPARSIFIED, SPARSIFIED_BLINDLY = 150, 30
"""Programs with more conditions are not sparsified, which takes a solution for every second of them; or not unless it is known to help."""


@dataclass(frozen=True)
class Exact:
    """A certificate with slack 0; `case`: an exact case that attains it, which makes it the worst case of the program."""

    certificate: Certificate
    case: Attained | None


def certified(program: Program, solution: Solution, bound: Fraction | None = None) -> Certificate | Uncertified:
    """A certificate at `bound`, or at the least bound found (None); with slack 0 where it is exact, else slightly above."""
    if program.approximate:
        return Uncertified("a constant of the program is irrational and was rounded: nothing exact can be said of it")
    if bound is None:
        found = exact(program, solution)
        return found.certificate if found else _above(program, solution, None)
    value, near = Fraction(solution.value), TOUCHING * abs(bound) + _zero(program, solution)
    if value > bound + near:
        return Uncertified(f"the quotient reaches {solution.value:.9g}, more than {bound}")
    if value < bound - near:
        return with_room(program, solution, bound, bound) or _loose(program, solution, bound) or _above(program, solution, bound)
    there = _at(program, solution, bound)
    return there or _above(program, solution, bound)


def _loose(program: Program, solution: Solution, bound: Fraction) -> Certificate | None:
    """The exact worst case, and what is between it and the bound times a denominator that is seen to be nonnegative."""
    found, nonnegative = exact(program, solution), _nonnegative(program)
    if found is None or nonnegative is None:
        return None
    multipliers, rest = dict(found.certificate.multipliers), bound - found.certificate.bound
    for name, multiplier in nonnegative.items():
        multipliers[name] = multipliers.get(name, Fraction(0)) + rest * multiplier
    return proved(program, bound, found.certificate.weights, multipliers)


def _nonnegative(program: Program) -> Mapping[str, Fraction] | None:
    """Multipliers that show the denominator to be nonnegative: none, or that of one condition."""
    denominator = program.denominator
    negative = replace(program, numerators=(denominator.times(Fraction(-1)),))
    for condition in program.conditions if denominator.values else ():
        name = min(denominator.values)
        factor = condition.terms.values.get(name, Fraction(0))
        tried = {condition.name: denominator.values[name] / factor} if factor else {}
        if tried and proved(negative, Fraction(0), (Fraction(1),), tried):
            return tried
    return {} if proved(negative, Fraction(0), (Fraction(1),), {}) else None


def _zero(program: Program, solution: Solution) -> Fraction:
    """What floats cannot tell from 0: the terms that may cancel in the numerators, by their last digits; more where there are none."""
    return Fraction(max(terms_size(program, solution, numerator) or 100.0 for numerator in program.numerators)) / 10**8


def exact(program: Program, solution: Solution) -> Exact | None:
    """The exact worst case of the program: a certificate, and a case of that very quotient."""
    for found in on_face(program, solution, None):
        case = attained(program, found.solution, found.certificate, found.kernel)
        if case:
            return Exact(found.certificate if found.unique else _fewer(program, solution, found.certificate), case)
    return None


def _at(program: Program, solution: Solution, bound: Fraction) -> Certificate | None:
    """Slack 0 at a bound that the worst case touches."""
    direct = _first(program, solution, bound)
    if direct:
        return direct.certificate if direct.unique else _fewer(program, solution, direct.certificate)
    if len(program.conditions) > SPARSIFIED_BLINDLY:
        return None
    fewer = sparsified(program, solution)
    found = _first(fewer.program, fewer.solution, bound)
    return found.certificate if found else None


def _fewer(program: Program, solution: Solution, certificate: Certificate) -> Certificate:
    """At the same bound, with few conditions and simple multipliers where they leave a choice."""
    if len(program.conditions) > SPARSIFIED:
        return certificate
    fewer = sparsified(program, solution)
    found = _first(fewer.program, fewer.solution, certificate.bound)
    return found.certificate if found else certificate


def _first(program: Program, solution: Solution, bound: Fraction) -> OnFace | None:
    return next(on_face(program, solution, bound), None)


def _above(program: Program, solution: Solution, bound: Fraction | None) -> Certificate | Uncertified:
    """The least of a ladder of bounds above that has a certificate."""
    for level, slack in _levels(bound, Fraction(solution.value)):
        found = with_room(program, solution, level)
        if found:
            return replace(found, slack=slack)
    return Uncertified("no multipliers were found that make a certificate in fractions, even with a slack of 1/1000")


def _levels(bound: Fraction | None, value: Fraction) -> Iterator[tuple[Fraction, Fraction]]:
    """bound (1 + slack); or the simplest fractions just above the solver's value, with what they are above it."""
    for slack in SLACKS:
        if bound is not None:
            yield bound * (1 + slack), slack
        else:
            size = max(abs(value), SLACKS[0])
            level = simplest(value + slack * size / 2, value + slack * size)
            yield level, slack
