"""A certificate in symbolic constants, and its JSON.

It says: goal = sum of multipliers * facts + sum of factors * squares, an identity of rational functions of the constants, where multipliers and
factors are not negative on the whole region. The file holds every fact written out, each multiplier with the reason for its sign as a sum of
products of what is known of the constants: the exact combinations that a proof kernel takes, one after the other.
"""

import json
from dataclasses import dataclass
from typing import Any

from checkers.worst_case.symbolic.forms import Element, Form
from checkers.worst_case.symbolic.region import Polynomial, Region
from checkers.worst_case.symbolic.signs import Sign, rational
from checkers.worst_case.symbolic.squares import Factor, Square
from checkers.worst_case.symbolic.statement import Fact, FactName, Statement

SCHEMA = "lemmata/symbolic/1"


@dataclass(frozen=True)
class Step:
    """One fact of the combination with its multiplier, whose sign is free where the fact is an equality."""

    name: FactName
    fact: Fact
    factor: Factor

    @property
    def multiplier(self) -> Element:
        """What the fact is multiplied with."""
        return self.factor.element


@dataclass(frozen=True)
class Case:
    """What is assumed of the constants beyond the region, the largest terms chosen with their reasons, and the combination."""

    assumed: tuple[Polynomial, ...]
    choices: tuple[int, ...]
    reasons: tuple[Sign, ...]
    goal: Form
    steps: tuple[Step, ...]
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class SymbolicCertificate:
    """The claim follows, for all constants of the region, from the facts of every case; the cases split the region by signs of polynomials."""

    statement: Statement
    cases: tuple[Case, ...]

    @property
    def digest(self) -> str:
        """The digest of the statement with this claim."""
        return self.statement.theorem.digest(self.statement.claim)

    @property
    def scope(self) -> str:
        """What it holds for: every step, all points, or so many steps."""
        return self.statement.scope

    @property
    def assumed(self) -> tuple[str, ...]:
        """What is taken for granted of the constants beyond the statement: mu < L, where the statement has mu <= L."""
        marked = ", assumed"
        return tuple(known.name.removesuffix(marked) for known in self.statement.region if known.name.endswith(marked))

    def __str__(self) -> str:
        return "\n".join(line for case in self.cases for line in _told(case))


def _told(case: Case) -> list[str]:
    """A case in words: what is added up."""
    assumed = [f"where {', '.join(f'{p.as_expr()} >= 0' for p in case.assumed)}:"] if case.assumed else []
    facts = [f"  {step.multiplier.as_expr()} times {step.name}" for step in case.steps]
    return [*assumed, *facts, *(f"  {square.factor.element.as_expr()} times ||{_vector(square)}||^2" for square in case.squares)]


def _vector(square: Square) -> str:
    return " + ".join(name if element == 1 else f"({element.as_expr()}) {name}" for name, element in square.vector.items())


def written(certificate: SymbolicCertificate, theorem: str = "") -> str:
    """The text of the file; `theorem` is the id or the path of the statement's file."""
    return json.dumps(as_data(certificate, theorem), ensure_ascii=False, indent=1) + "\n"


def as_data(certificate: SymbolicCertificate, theorem: str = "") -> dict[str, Any]:
    """Plain data; exact numbers are strings, a polynomial maps monomials ("L^2*mu") to coefficients."""
    statement = certificate.statement
    return {
        "schema": SCHEMA,
        "kind": "symbolic",
        "theorem": theorem,
        "claim": str(statement.claim),
        "digest": certificate.digest,
        "scope": statement.scope,
        "steps": statement.steps,
        "constants": list(map(str, statement.field.symbols)),
        "known": _region(statement.region),
        "cases": [_case(case) for case in certificate.cases],
    }


def _region(region: Region) -> list[dict[str, Any]]:
    return [{"name": known.name, "polynomial": polynomial(known.polynomial), "strict": known.strict} for known in region]


def _case(case: Case) -> dict[str, Any]:
    return {
        "assumed": [polynomial(p) for p in case.assumed],
        "largest": [{"choice": choice} for choice in case.choices],
        "reasons": [_sign(reason) for reason in case.reasons],
        "goal": _form(case.goal),
        "facts": [_step(step) for step in case.steps],
        "squares": [_square(square) for square in case.squares],
    }


def _step(step: Step) -> dict[str, Any]:
    said = {"hypothesis": step.name.hypothesis, "inequality": step.name.inequality, "points": list(step.name.points)}
    multiplier = {"multiplier": _element(step.multiplier), "sign": _reason(step.factor)}
    return {**said, "equality": step.fact.equality, "form": _form(step.fact.form), **multiplier}


def _square(square: Square) -> dict[str, Any]:
    vector = {name: _element(element) for name, element in square.vector.items()}
    return {"factor": _element(square.factor.element), "sign": _reason(square.factor), "vector": vector, "defined": list(map(_sign, square.bottoms))}


def _reason(factor: Factor) -> dict[str, Any]:
    return {"top": None if factor.top is None else _sign(factor.top), "bottom": _sign(factor.bottom)}


def _sign(sign: Sign) -> dict[str, Any]:
    factors = [
        {
            "polynomial": polynomial(one.polynomial),
            "power": one.power,
            "times": list(one.times),
            "products": None if one.products is None else [[str(c), list(exponents)] for c, exponents in one.products],
        }
        for one in sign.factors
    ]
    return {"constant": str(sign.constant), "factors": factors}


def _form(form: Form) -> dict[str, Any]:
    return {" * ".join(key) or "1": _element(element) for key, element in form.items()}


def _element(element: Element) -> list[dict[str, str]]:
    """Numerator and denominator."""
    return [polynomial(element.numer), polynomial(element.denom)]


def polynomial(p: Polynomial) -> dict[str, str]:
    """Coefficients by monomials, 1 for the constant one."""
    names = list(map(str, p.ring.symbols))
    return {_monomial(names, exponents): str(rational(c)) for exponents, c in p.iterterms()}


def _monomial(names: list[str], exponents: tuple[int, ...]) -> str:
    return "*".join(name if power == 1 else f"{name}^{power}" for name, power in zip(names, exponents, strict=True) if power) or "1"
