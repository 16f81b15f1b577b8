"""An independent check of certificates in symbolic constants: the statement is read anew, every identity multiplied out, every sign recomputed.

It shares the reading of the statement with what makes certificates, and no arithmetic that finds them. Safe on input from strangers: no text is
evaluated, and sizes are bounded.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from checkers.worst_case.program import NotReadError
from checkers.worst_case.symbolic.forms import Element, Form
from checkers.worst_case.symbolic.region import Known, Polynomial, Region
from checkers.worst_case.symbolic.statement import Statement, region_of, statement
from theorems.language import Theorem

POWER, ITEMS, DIGITS, CASES, WORK = 64, 5_000, 600, 16, 10**6
"""Largest exponent, most terms of a polynomial or a list, digits of a number, parts of the region, terms that a power is multiplied out to."""


class RejectedError(Exception):
    """Where a certificate does not show what it says."""


def objection(data: Any, theorem: Theorem, claim: Any) -> str | None:
    """Why the certificate does not prove the claim of the theorem; None where it does."""
    try:
        _check(data, theorem, claim)
    except RejectedError as error:
        return str(error)
    except NotReadError as error:
        return f"the claim cannot be read: {error}"
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError) as error:
        return f"it has another shape: {type(error).__name__} {str(error)[:80]}"
    return None


def _check(data: Any, theorem: Theorem, claim: Any) -> None:
    _require(isinstance(data, dict) and data["schema"] == "lemmata/symbolic/1", "it is no certificate in symbolic constants")
    _require(data["digest"] == theorem.digest(claim), "it is about another statement")
    known = region_of(theorem, claim)
    cases = data["cases"]
    _require(isinstance(cases, list) and 0 < len(cases) <= CASES, "it has no parts, or too many")
    ring = known[0].polynomial.ring if known else statement(theorem, claim, data["steps"]).field.ring
    _require(_says(data["known"], known, ring), "the region that it tells is not that of the statement")
    splits = [tuple(_polynomial(p, ring) for p in case["assumed"]) for case in cases]
    _require(_covers(splits), "its parts do not cover the region")
    for case, assumed in zip(cases, splits, strict=True):
        _check_case(case, theorem, claim, data, (*known, *(Known("assumed", p, False) for p in assumed)))


def _says(told: Any, known: Region, ring: Any) -> bool:
    """Whether the region that is shown to people is the one that the signs are decided on."""
    said = [(one["name"], _polynomial(one["polynomial"], ring), one["strict"]) for one in _listed(told)]
    return said == [(one.name, one.polynomial, one.strict) for one in known]


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise RejectedError(otherwise)


def _covers(splits: Sequence[tuple[Polynomial, ...]]) -> bool:
    """Whether the parts are the leaves of a tree whose branches are p >= 0 and p <= 0."""
    if any(not split for split in splits):
        return len(splits) == 1
    if not splits:
        return False
    p = splits[0][0]
    above, below = ([split[1:] for split in splits if split[0] == side] for side in (p, -p))
    return len(above) + len(below) == len(splits) and _covers(above) and _covers(below)


def _check_case(case: Any, theorem: Theorem, claim: Any, data: Any, region: Region) -> None:
    """One part of the region: largest terms, multipliers, squares, and the identity."""
    steps = data["steps"]
    _require(type(steps) is int and 1 <= steps <= POWER, "the number of steps is none")
    choices, reasons = iter(case["largest"]), iter(case["reasons"])

    def largest(several: Sequence[Element]) -> int:
        k = next(choices, {"choice": -1})["choice"]
        _require(isinstance(k, int) and 0 <= k < len(several), "a largest term is not chosen")
        for j, other in enumerate(several):
            if j != k:
                difference = several[k] - other
                _require(_holds(next(reasons, None), difference.numer * difference.denom, region, False), "a term is not the largest")
        return int(k)

    read = statement(theorem, claim, steps, largest)
    shown = (read.scope, str(read.claim), list(map(str, read.field.symbols)))
    _require((data["scope"], data["claim"], data["constants"]) == shown, "the steps, the claim or the constants that it tells are others")
    total: Form = {}
    for step in _listed(case["facts"]):
        _add(total, *_fact(step, read, region))
    for square in _listed(case["squares"]):
        _add(total, *_square(square, read, region))
    left = {key: read.goal.get(key, read.field.zero) - total.get(key, read.field.zero) for key in {*read.goal, *total}}
    _require(not any(left.values()), f"the identity fails: {', '.join(' * '.join(key) or '1' for key, e in left.items() if e)[:200]} is left over")
    _require(_form(case["goal"], read) == read.goal, "its goal is another")


def _listed(value: Any) -> list[Any]:
    _require(isinstance(value, list) and len(value) <= ITEMS, "a list is too long, or none")
    return list(value)


def _add(total: Form, form: Form, factor: Element) -> None:
    for key, element in form.items():
        total[key] = total[key] + factor * element if key in total else factor * element


def _fact(step: Any, read: Statement, region: Region) -> tuple[Form, Element]:
    """A fact of the statement, and its multiplier, which is defined and, for an inequality, not negative."""
    named = (step["hypothesis"], step["inequality"], tuple(step["points"]))
    fact = next((f for name, f in read.facts.items() if (name.hypothesis, name.inequality, name.points) == named), None)
    if fact is None:
        raise RejectedError(f"{named} is no fact of the statement")
    _require(_form(step["form"], read) == fact.form and step["equality"] is fact.equality, f"{named} says something else")
    multiplier = _element(step["multiplier"], read)
    if fact.equality:
        _require(_defined(step["sign"]["bottom"], multiplier, region), f"the multiplier of {named} may be undefined")
    else:
        _require(_signed(step["sign"], multiplier, region), f"the multiplier of {named} is not shown to be nonnegative")
    return fact.form, multiplier


def _square(square: Any, read: Statement, region: Region) -> tuple[Form, Element]:
    factor = _element(square["factor"], read)
    _require(_signed(square["sign"], factor, region), "the factor of a square is not shown to be nonnegative")
    vector = {str(name): _element(e, read) for name, e in square["vector"].items()}
    _require(len(square["defined"]) == len(vector), "a square is not shown to be defined")
    for element, reason in zip(vector.values(), square["defined"], strict=True):
        _require(_defined(reason, element, region), "a square is not shown to be defined")
    form: Form = {}
    for one, a in vector.items():
        for two, b in vector.items():
            _add(form, {(min(one, two), max(one, two)): a}, b)
    return form, factor


def _defined(reason: Any, element: Element, region: Region) -> bool:
    """Whether the denominator has one strict sign on the region."""
    return _holds(reason, element.denom, region, True) or _holds(reason, -element.denom, region, True)


def _signed(sign: Any, element: Element, region: Region) -> bool:
    """Whether the denominator is of one strict sign on the region, and the numerator of the same sign or zero."""
    for side in (1, -1):
        if _holds(sign["bottom"], side * element.denom, region, True) and _holds(sign["top"], side * element.numer, region, False):
            return True
    return False


def _holds(sign: Any, target: Polynomial, region: Region, strict: bool) -> bool:
    """Whether the reason shows target >= 0 on the region (> 0 where strict)."""
    constant = _number(sign["constant"])
    if constant < 0 or (strict and constant == 0):
        return False
    total = target.ring(_rational(constant, target.ring))
    for one in _listed(sign["factors"]):
        polynomial, power = _polynomial(one["polynomial"], target.ring), one["power"]
        _require(isinstance(power, int) and 1 <= power <= POWER and (len(polynomial) < 2 or len(polynomial) ** power <= WORK), "a power is none")
        if one["products"] is None and (power % 2 or strict):
            return False
        if one["products"] is not None and not _adds_up(one, polynomial, region, strict):
            return False
        total *= polynomial**power
    return bool(total == target)


def _adds_up(one: Any, polynomial: Polynomial, region: Region, strict: bool) -> bool:
    """Whether positive multiples of products of what is known add up to the polynomial times something positive."""
    times, helper = _product(one["times"], region, polynomial.ring)
    total, safe = polynomial.ring.zero, False
    for c, exponents in _listed(one["products"]):
        coefficient = _number(c)
        positive, product = _product(exponents, region, polynomial.ring)
        if coefficient <= 0:
            return False
        total += product * _rational(coefficient, polynomial.ring)
        safe = safe or positive
    return times and (safe or not strict) and bool(total == polynomial * helper)


def _product(exponents: Any, region: Region, ring: Any) -> tuple[bool, Polynomial]:
    """A product of powers of what is known, and whether all that stands in it is strictly positive."""
    _require(isinstance(exponents, list) and len(exponents) == len(region), "exponents do not fit what is known")
    _require(all(isinstance(e, int) and e >= 0 for e in exponents) and sum(exponents) <= POWER, "an exponent is none")
    product = ring.one
    for known, power in zip(region, exponents, strict=True):
        product *= known.polynomial**power
    return all(known.strict for known, power in zip(region, exponents, strict=True) if power), product


def _form(data: Any, read: Statement) -> Form:
    found = {() if key == "1" else tuple(key.split(" * ")): _element(e, read) for key, e in data.items()}
    return {key: element for key, element in found.items() if element}


def _element(data: Any, read: Statement) -> Element:
    top, bottom = (_polynomial(part, read.field.ring) for part in data)
    return read.field(top) / read.field(bottom)


def _polynomial(data: Any, ring: Any) -> Polynomial:
    _require(isinstance(data, dict) and len(data) <= ITEMS, "a polynomial is none")
    place = {str(symbol): k for k, symbol in enumerate(ring.symbols)}
    total = ring.zero
    for monomial, c in data.items():
        exponents = [0] * len(place)
        for part in [] if monomial == "1" else monomial.split("*"):
            name, _, power = part.partition("^")
            exponents[place[name]] += int(power or 1)
        _require(all(0 <= e <= POWER for e in exponents), "an exponent is none")
        total += ring.from_dict({tuple(exponents): _rational(_number(c), ring)})
    return total


def _number(text: Any) -> Fraction:
    _require(isinstance(text, str) and len(text) <= DIGITS and re.fullmatch(r"-?\d+(/[1-9]\d*)?", text, re.ASCII) is not None, "a number is none")
    return Fraction(text)


def _rational(c: Fraction, ring: Any) -> Any:
    return ring.domain(c.numerator, c.denominator)
