"""An independent check of worst-case certificates: the standard library only, nothing of what made them, safe on input from strangers.

A certificate says: for all values and all Gram matrices of its vectors that meet its conditions, the least numerator is at most `bound` times the
denominator. That holds where bound * denominator - weights * numerators - multipliers * conditions is a nonnegative constant plus a positive
semidefinite form. Conditions of known rules are built here again from their points; any other has to be marked, and is listed, as assumed.
"""

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, lcm
from typing import Any

LENGTH, NAMES, DIGITS, BITS, TERMS, WORK = 4_000_000, 2_000, 600, 50_000, 5 * 10**6, 10**13
"""At most: characters of a file, names, digits of a number in it, bits of a sum, products of vectors, steps of the elimination."""

Term = dict[Any, Fraction]
"""A vector by names; or a number: () is the constant, (name,) a value, (name, name) an inner product."""

NEEDS = {
    "interpolation": {"smooth"},
    "below by the gradient": {"smooth"},
    "interpolation of smooth convex functions": {"smooth", "convex"},
    "interpolation of smooth strongly convex functions": {"smooth", "strongly convex"},
    "above its tangents": {"convex"},
    "above its quadratics": {"strongly convex"},
    "bounded gradient": {"Lipschitz"},
    "Polyak-Lojasiewicz": {"Polyak-Lojasiewicz"},
    "infimum": set(),
}
"""The rules that are known, and what they ask of f."""


class UnreadableError(Exception):
    """The text is no certificate."""


class RejectedError(Exception):
    """The certificate does not show what it says: where, and why."""


@dataclass(frozen=True)
class Checked:
    """A certificate that holds: its data, its bound, and the conditions that it takes for granted."""

    data: dict[str, Any]
    bound: Fraction
    assumed: tuple[str, ...]


def checked(text: str) -> Checked:
    """The certificate, checked; raises UnreadableError or RejectedError."""
    if len(text) > LENGTH:
        raise UnreadableError(f"it is longer than {LENGTH} characters")
    try:
        data = json.loads(text)
    except RecursionError:
        raise UnreadableError("it is no certificate: brackets are nested too deep") from None
    except ValueError as error:
        raise UnreadableError(f"it is no JSON: {str(error)[:80]}") from None
    if not isinstance(data, dict) or (data.get("schema"), data.get("kind")) != ("lemmata/certificate/1", "worst-case"):
        raise UnreadableError('it has not "schema": "lemmata/certificate/1" and "kind": "worst-case"')
    try:
        return _checked(data)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, ArithmeticError) as error:
        raise UnreadableError(f"it is incomplete or malformed ({type(error).__name__}: {str(error)[:80]})") from None


def _shaped(data: dict[str, Any]) -> None:
    """Raise where a part that is shown, and not calculated with, has another shape than it should."""
    texts = (*(data[part] for part in ("theorem", "statement", "digest", "class", "goal")), *data["properties"], *data["remarks"])
    names = (*data["basis"], *data["values"], *(one["name"] for one in (*data["evaluations"], *data["conditions"])))
    if not all(isinstance(data[part], list) for part in ("basis", "values", "evaluations", "conditions", "properties", "remarks")):
        raise UnreadableError("a list is no list")
    if not all(isinstance(text, str) for text in (*texts, *names)) or type(data["steps"]) is not int or type(data["squared"]) is not bool:
        raise UnreadableError("a name or a text is no text, steps no number, or squared neither true nor false")
    for value in (*data["constants"].values(), *data["roles"].values()):
        number(value)


def _checked(data: dict[str, Any]) -> Checked:
    _shaped(data)
    names = [*data["basis"], *data["values"]]
    if len(set(names)) != len(names) or len(names) > NAMES or (len(data["conditions"]) + 1) * (len(data["basis"]) + 1) ** 2 > TERMS:
        raise RejectedError("basis, values, conditions: a name is repeated, or there are too many")
    points = {one["name"]: evaluated(one, data) for one in data["evaluations"]}
    if len(points) != len(data["evaluations"]):
        raise RejectedError("evaluations: two have one name")
    bound, weights = number(data["bound"]), [number(weight) for weight in data["weights"]]
    if min(weights) < 0 or sum(weights) != 1 or len(weights) != len(data["numerators"]):
        raise RejectedError("weights: there is one per numerator, nonnegative, and their sum is 1")
    left = plus({}, term(data["denominator"], data), bound)
    for weight, numerator in zip(weights, data["numerators"], strict=True):
        add(left, term(numerator, data), -weight)
    for one in data["conditions"]:
        where, multiplier, terms = f"condition {one['name'][:80]!r}", number(one["multiplier"]), term(one["terms"], data)
        if multiplier < 0 and one["equality"] is not True:
            raise RejectedError(f"{where}: the multiplier of an inequality is negative")
        if one["assumed"] is not True and (
            one["equality"] is not False or terms != followed(one["rule"], [points[p] for p in one["points"]], data, where)
        ):
            raise RejectedError(f"{where}: its terms are not what its rule says at its points")
        add(left, terms, -multiplier)
    if any(len(key) == 1 for key in left) or left.pop((), Fraction(0)) < 0:
        raise RejectedError("identity: a value of f, or a negative constant, is left over")
    if not semidefinite(left, data["basis"]):
        raise RejectedError("identity: the matrix that is left over is not positive semidefinite")
    return Checked(data, bound, tuple(one["name"] for one in data["conditions"] if one["assumed"] is True))


def followed(rule: str, points: list[list[Term]], data: dict[str, Any], where: str) -> Term:
    """What a rule says at one point u or two points u, v: a number that is at least zero."""
    if rule not in NEEDS or not NEEDS[rule] <= set(data["properties"]):
        raise RejectedError(f"{where}: the rule {str(rule)[:80]!r} is not known, or not known of this f")
    (x, g, low), (y, other, high) = points[0], points[-1]
    step, change = plus(y, x, -1), plus(other, g, -1)
    above, gap = plus(plus(high, low, -1), dot(g, step), -1), plus(low, term(data["infimum"], data), -1)
    role = {letter: number(value) for letter, value in data["roles"].items()}
    if min(role.values(), default=1) <= 0 or ("mu" in role and role.get("L", role["mu"] + 1) <= role["mu"] and "strongly" in rule):
        raise RejectedError("roles: constants are positive, and mu is below L")
    if rule == "interpolation":
        return plus(plus(above, dot(plus(change, step, role["L"])), -1 / (4 * role["L"])), dot(step), role["L"] / 2)
    if rule == "interpolation of smooth convex functions":
        return plus(above, dot(change), -1 / (2 * role["L"]))
    if rule == "interpolation of smooth strongly convex functions":
        return plus(plus(above, dot(plus(change, step, -role["mu"])), -1 / (2 * (role["L"] - role["mu"]))), dot(step), -role["mu"] / 2)
    if rule in ("above its tangents", "infimum"):
        return above if rule == "above its tangents" else gap
    if rule == "above its quadratics":
        return plus(above, dot(step), -role["mu"] / 2)
    if rule == "below by the gradient":
        return plus(gap, dot(g), -1 / (2 * role["L"]))
    return plus({(): role["G"] ** 2}, dot(g), -1) if rule == "bounded gradient" else plus(plus({}, dot(g), Fraction(1, 2)), gap, -role["mu"])


def evaluated(one: dict[str, Any], data: dict[str, Any]) -> list[Term]:
    """Position, gradient and value at a point."""
    return [vector(one["position"], data), vector(one["gradient"], data), term(one["value"], data)]


def number(text: Any) -> Fraction:
    """A fraction of bounded length, from a string such as "-9/20"."""
    if not isinstance(text, str) or not re.fullmatch(rf"-?[0-9]{{1,{DIGITS}}}(/[1-9][0-9]{{0,{DIGITS - 1}}})?", text, re.ASCII):
        raise UnreadableError(f'{str(text)[:40]!r} is no exact number such as "9/20" of at most {DIGITS} digits')
    return Fraction(text)


def vector(parts: Any, data: dict[str, Any]) -> Term:
    """A combination of basis vectors."""
    if not set(parts) <= set(data["basis"]):
        raise RejectedError(f"{sorted(set(parts) - set(data['basis']))[0][:80]!r} is no vector of the basis")
    return {name: value for name, value in ((name, number(part)) for name, part in parts.items()) if value}


def term(parts: Any, data: dict[str, Any]) -> Term:
    """An affine expression."""
    found = {(): number(parts["constant"]), **{(name,): number(part) for name, part in parts["values"].items()}}
    for one, two, part in parts["products"]:
        add(found, {(min(one, two), max(one, two)): number(part)})
    if unknown := {n for key in found for n in key} - {*data["basis"], *data["values"]}:
        raise RejectedError(f"{min(unknown)[:80]!r} is named nowhere")
    return {key: part for key, part in found.items() if part}


def plus(one: Term, other: Term, times: Fraction | int = 1) -> Term:
    """one + times * other."""
    total = dict(one)
    add(total, other, times)
    return total


def add(total: Term, other: Term, times: Fraction | int = 1) -> None:
    """Add times * other; what becomes zero is taken out."""
    for key, part in other.items():
        total[key] = total.get(key, Fraction(0)) + times * part
        if total[key].denominator.bit_length() > BITS:
            raise RejectedError("a sum has too long a denominator to be checked")
        if not total[key]:
            del total[key]


def dot(one: Term, other: Term | None = None) -> Term:
    """The inner product of two vectors, or the squared norm of one."""
    total: Term = {}
    for a, p in one.items():
        add(total, {(min(a, b), max(a, b)): q for b, q in (one if other is None else other).items()}, p)
    return total


def semidefinite(form: Term, basis: list[str]) -> bool:
    """Whether a quadratic form is nowhere negative: LDL^T with diagonal pivots, in integers (each division is exact)."""
    names = [name for name in basis if any(name in key for key in form)]
    scale = 1
    for part in form.values():
        scale = lcm(scale, part.denominator)
        bits = len(names) * max(scale.bit_length() + part.numerator.bit_length(), 64)
        if len(names) ** 3 * isqrt(bits**3) > WORK:
            raise RejectedError("identity: the numbers that are left over are too long to be checked")
    rows = {a: {b: int(2 * scale * form.get((min(a, b), max(a, b)), 0)) // (1 if a == b else 2) for b in names} for a in names}
    last = 1
    while names:
        pivot = next((name for name in names if rows[name][name]), None)
        if pivot is None or any(rows[name][name] < 0 for name in names):
            return pivot is None and not any(rows[a][b] for a in names for b in names)
        names.remove(pivot)
        top, head = rows[pivot], rows[pivot][pivot]
        rows = {a: {b: (rows[a][b] * head - rows[a][pivot] * top[b]) // last for b in names} for a in names}
        last = head
    return True
