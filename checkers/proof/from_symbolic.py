"""Certificates in symbolic constants as proofs: what adds up to a claim at every step, or to one step of a contraction for all of its steps.

A certificate is a list of hypotheses at named points with multipliers, and squares; each multiplier comes with the reason for its sign. It is
read as a proof script, so that the kernel decides and nothing in the file is trusted.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from checkers.proof.forms import RejectedError
from checkers.proof.lines import Reason, ScriptError
from checkers.proof.prove import Outcome, prove
from checkers.proof.reading import fraction, number
from checkers.proof.script import Proof
from theorems import words as w
from theorems.language import Theorem

MEMBER = re.compile(r"(\w+)\[(t|[0-9]{1,3})(?: \+ ([0-9]{1,3}))?\]")
POLYNOMIAL_TERM = re.compile(r"(\w+)(?:\^([0-9]{1,2}))?")


def prove_from(theorem: Theorem, data: Mapping[str, Any]) -> Outcome:
    """The claim that a certificate is about, for every step; for a claim V(x[t]) <= rho^t V(x[0]) from a certificate of one step."""

    def script(p: Proof) -> None:
        try:
            _prove(p, theorem, data)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise ScriptError(f"the certificate has another shape: {type(error).__name__} {error}") from error

    return prove(theorem, script)


def _prove(p: Proof, theorem: Theorem, data: Mapping[str, Any]) -> None:
    claim = next((n for n, one in enumerate(theorem.claims) if theorem.digest(one) == data["digest"]), None)
    if claim is None:
        raise ScriptError("the certificate is about another statement")
    if data["scope"] in ("every step", "all points"):
        p.conclude(*_cases(p, data, p.claim(claim), {}), claim=claim)
        return
    if data["steps"] != 1:
        raise ScriptError(f"the certificate holds for {data['scope']} alone: a proof for every N is made from one step")
    measure, rate = _contraction(p.claim(claim))
    every = p.induction(lambda k: measure(k) <= rate**k * measure(0), lambda k, before: _next(p, data, measure, rate, k, before))
    p.conclude(every(w.t), claim=claim)


def _next(p: Proof, data: Mapping[str, Any], measure: Any, rate: Any, k: Any, before: Any) -> Any:
    """One step of the contraction at step k, and what was known before it."""
    step = measure(k + 1) <= rate * measure(k)
    (one,) = _cases(p, data, step, {0: k})
    return p.show(measure(k + 1) <= rate ** (k + 1) * measure(0), one, rate * before, p.unfold(rate ** (k + 1)))


def _contraction(claim: Any) -> tuple[Any, Any]:
    """V and rho of a claim V(x[t]) <= rho^t V(x[0])."""
    small, large = (claim.lhs, claim.rhs) if isinstance(claim, sp.Le) else (claim.rhs, claim.lhs)
    powers = [e for e in sp.Mul.make_args(large) if isinstance(e, sp.Pow) and e.exp == w.t]
    if isinstance(claim, (sp.Le, sp.Ge)) and len(powers) == 1:
        rest = sp.Mul(*[e for e in sp.Mul.make_args(large) if e is not powers[0]])
        if sp.expand(small.xreplace({w.t: sp.S.Zero}) - rest) == 0:
            return lambda k: small.xreplace({w.t: sp.sympify(k)}), powers[0].base
    raise ScriptError("the certificate is of one step, and the claim is not V(x[t]) <= rho^t V(x[0])")


def _cases(p: Proof, data: Mapping[str, Any], relation: Any, steps: Mapping[int, Any]) -> list[Reason]:
    """The relation as a line, from the cases of the certificate."""
    known = [_known(p, one) for one in data["known"]]

    def split(cases: Sequence[Mapping[str, Any]], depth: int, more: list[int]) -> Any:
        if len(cases) == 1 and len(cases[0]["assumed"]) == depth:
            return _case(p, cases[0], relation, steps, [*known, *more])
        first = cases[0]["assumed"][depth]
        above = [case for case in cases if case["assumed"][depth] == first]
        below = [case for case in cases if case["assumed"][depth] != first]
        return p.cases(
            _polynomial(p, first),
            lambda line: split(above, depth + 1, [*more, line.position]),
            lambda line: split(below, depth + 1, [*more, line.position]),
        )

    return [split(data["cases"], 0, [])]


def _known(p: Proof, said: Mapping[str, Any]) -> int:
    """What a sign may rest on, as a fact."""
    if str(said["name"]).endswith(", assumed"):
        raise ScriptError(f"the certificate takes {str(said['name']).removesuffix(', assumed')} for granted, which the statement does not")
    return p.positive(_polynomial(p, said["polynomial"]), strict=said["strict"] is True).position


def _case(p: Proof, case: Mapping[str, Any], relation: Any, steps: Mapping[int, Any], known: list[int]) -> Any:
    if case["largest"]:
        raise ScriptError("the certificate chooses which of several terms is the largest: write that as cases in a script")
    reasons = [_fact(p, one, steps, known) for one in case["facts"]]
    for square in case["squares"]:
        factor = _multiplier(p, square["factor"], square["sign"], known)
        vector = sp.Add(*[_element(p, element) * _basis(name, steps) for name, element in square["vector"].items()])
        reasons.append(factor * p.norm(vector))
    return p.show(relation, *reasons)


def _fact(p: Proof, said: Mapping[str, Any], steps: Mapping[int, Any], known: list[int]) -> Reason:
    """A hypothesis at the points, its iterates written out by the method, times its multiplier."""
    points = [_basis(name, steps) for name in said["points"]]
    name = _axiom(p, str(said["hypothesis"]), str(said["inequality"]))
    parameters = [parameter for parameter, _ in next(one for one in p.statement["axioms"] if one["name"] == name)["parameters"]]
    line = p.use(name, **dict(zip(parameters, points, strict=True)))
    for at in sorted({point.indices[0] for point in points if isinstance(point, sp.Indexed)}, key=str, reverse=True):
        if at != steps.get(0, w.t) and at != 0:
            line = line.after(p.update(at - 1))
    if w.x_star in points:
        line = line.after(p.at_minimiser("value"), p.at_minimiser("gradient"))
    multiplier = _element(p, said["multiplier"]) if said["equality"] else _multiplier(p, said["multiplier"], said["sign"], known)
    made: Reason = multiplier * line
    return made


def _axiom(p: Proof, hypothesis: str, inequality: str) -> str:
    names = [str(one["name"]) for one in p.statement["axioms"]]
    for name in (f"{hypothesis}: {inequality}", f"{hypothesis} functions: {inequality}", inequality, hypothesis):
        if name in names:
            return name
    raise ScriptError(f"the certificate uses {hypothesis}, {inequality}, which is no axiom of the statement")


def _basis(name: str, steps: Mapping[int, Any]) -> Any:
    """A point by its name: an iterate, x_star, a free point; or the gradient there."""
    if name.startswith("grad(") and name.endswith(")"):
        return w.grad(_basis(name[5:-1], steps))
    found = MEMBER.fullmatch(name)
    if found is None:
        return w.x_star if name == "x_star" else w.Point(name)
    of, at, more = found.groups()
    first = w.t if at == "t" else steps[0] + int(at) if 0 in steps else sp.Integer(at)
    return w.Iterates(of)[first + int(more or 0)]


def _multiplier(p: Proof, element: Any, sign: Mapping[str, Any], known: list[int]) -> Any:
    """The multiplier, once its factors are known to be positive or not negative by the reasons that the certificate gives."""
    for part in (sign["top"], sign["bottom"]):
        for factor in part["factors"] if part else ():
            _factor(p, factor, known)
    return _element(p, element)


def _factor(p: Proof, factor: Mapping[str, Any], known: list[int]) -> None:
    """times * polynomial = sum of products of what is known: a fact, where the products are given and nothing is multiplied with."""
    if factor["products"] is None or any(factor["times"]):
        return
    products = [[str(c), [one for one, e in zip(known, exponents, strict=True) for _ in range(e)]] for c, exponents in factor["products"]]
    goal = number(p.translation.number(_polynomial(p, factor["polynomial"])))
    for relation in (">", ">="):
        try:
            p.steps.combined(goal, relation, products)
            return
        except RejectedError:
            continue


def _element(p: Proof, element: Sequence[Mapping[str, str]]) -> Any:
    top, bottom = element
    return _polynomial(p, top) / _polynomial(p, bottom)


def _polynomial(p: Proof, terms: Mapping[str, str]) -> Any:
    """A polynomial in the constants of the statement, from coefficients by monomials."""
    constants = {str(e): e for kind in (w.Constant, w.Natural, w.Real) for e in p.theorem.names(kind)}
    return sp.Add(*[_rational(c) * _monomial(constants, monomial) for monomial, c in terms.items()])


def _rational(text: str) -> Any:
    found = fraction(text)
    return sp.Rational(int(found.p), int(found.q))


def _monomial(constants: Mapping[str, Any], text: str) -> Any:
    if text == "1":
        return sp.S.One
    factors = [POLYNOMIAL_TERM.fullmatch(one) for one in text.split("*")]
    if None in factors:
        raise ScriptError(f"{text!r} is no monomial")
    return sp.Mul(*[constants[one.group(1)] ** int(one.group(2) or 1) for one in factors if one is not None])
