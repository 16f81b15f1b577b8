"""What is no worst-case program, and why; and whether constants lie in the region that a statement is about."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

from checkers.worst_case.program import NotReadError
from theorems import words as w
from theorems.hypotheses import (
    PL,
    BoundedGradient,
    BoundedVariance,
    Convex,
    ConvexSum,
    Interpolation,
    Lipschitz,
    Quadratic,
    QuadraticGrowth,
    SecondMoment,
    Smooth,
    SmoothSum,
    StrongGrowth,
    StronglyConvex,
    find,
    forced,
    impossible,
)
from theorems.language import Theorem, is_about_sequences
from theorems.method import Method
from theorems.scaling import Asymptotic
from theorems.typed import random_terms, walk

OF_DRAWS = (BoundedVariance, SecondMoment, StrongGrowth, Interpolation, SmoothSum, ConvexSum)
"""Hypotheses about random gradients."""

KNOWN = (Smooth, Convex, StronglyConvex, PL, QuadraticGrowth, Lipschitz, BoundedGradient)
"""Hypotheses about f alone; those about random gradients need draws."""


def check_readable(theorem: Theorem, claim: Any) -> None:
    """Raise NotReadError where a statement is about more than a function, a deterministic method and points."""
    if theorem.setting is not None:
        raise NotReadError("the statement is about a setting of its own, not about every function of a class.")
    if isinstance(claim, Asymptotic):
        raise NotReadError("the claim is about growth in the limit, not about a fixed number of steps.")
    if theorem.method is not None and not isinstance(theorem.method, Method):
        raise NotReadError("a real optimizer is no system of equations.")
    _check_terms(theorem, claim)
    for h in theorem.hypotheses:
        _check_hypothesis(h)


def _check_terms(theorem: Theorem, claim: Any) -> None:
    if is_random(theorem):
        _check_means(theorem, claim)
    if theorem.method is not None and theorem.sequences.get("x") != "vector":
        raise NotReadError("the method is a recursion of numbers; it looks at no function.")
    free = [term for term in theorem.terms(claim) if isinstance(term, sp.Indexed) and isinstance(term.base, w.Sequence)]
    if free or any(is_about_sequences(relation) for relation in theorem.relations):
        raise NotReadError(f"the free sequence {free[0].base if free else ''} is nothing of a function.")


def _check_hypothesis(h: Any) -> None:
    if isinstance(h, Quadratic):
        raise NotReadError(
            "Quadratic() ties all gradients together through one matrix; pairs of points do not tell whether there is one, and the conditions on "
            "finitely many points that do are about powers of that matrix."
        )
    if not isinstance(h, (*KNOWN, *OF_DRAWS)):
        raise NotReadError(f"{type(h).__name__} is about more than values and gradients of f at points.")


def is_random(theorem: Theorem) -> bool:
    """Whether a random gradient stands anywhere in the statement."""
    return any(isinstance(term, w.stochastic_grad) for term in theorem.terms())


def _check_means(theorem: Theorem, claim: Any) -> None:
    if not any(isinstance(term, w.E) for term in theorem.terms(claim)):
        raise NotReadError("the claim is about every realisation of a random method; means are read, E(...).")
    loose = [one for side in claim.args for one in random_terms(side) if isinstance(one, w.stochastic_grad)]
    if loose:
        raise NotReadError(f"{loose[0]} stands outside every expectation; means are read, E(...).")


def check_constants(theorem: Theorem, claim: Any, constants: Mapping[str, Fraction]) -> None:
    """Raise NotReadError where a constant has no value, or the constants violate a relation of `given` or what the classes force."""
    symbols = {term for term in theorem.terms(claim) if isinstance(term, (w.Constant, w.Natural, w.Real))}
    missing = sorted(s.name for s in symbols if s.name not in constants)
    if missing:
        raise NotReadError(f"no value for {', '.join(missing)}.")
    for symbol in sorted(symbols, key=str):
        _check_range(symbol, constants[symbol.name])
    forced_relations = [relation for relation, _ in forced(theorem.hypotheses)]
    for relation in [*(r for r in theorem.relations if is_about_constants(r)), *forced_relations]:
        if not _met(relation, constants):
            raise NotReadError(f"{relation} does not hold at {_listed(relation, constants)}: the statement is not about these constants.")
    _check_strict_curvature(theorem, constants)
    if impossible(theorem.hypotheses) is not None:
        raise NotReadError(str(impossible(theorem.hypotheses)))


def _check_range(symbol: Any, value: Fraction) -> None:
    if isinstance(symbol, w.Constant) and value <= 0:
        raise NotReadError(f"{symbol} = {value} is not positive.")
    if isinstance(symbol, w.Natural) and (value < 1 or value.denominator != 1):
        raise NotReadError(f"{symbol} = {value} is not one of 1, 2, 3, ...")


def is_about_constants(relation: Any) -> bool:
    """Whether a relation of `given` is about constants only."""
    return not any(isinstance(term, (w.Word, w.Special, w.Point, sp.Indexed)) for term in walk(relation))


def _met(relation: Any, constants: Mapping[str, Fraction]) -> bool:
    named = {s: sp.Rational(v.numerator, v.denominator) for s, v in _values(relation, constants).items()}
    return bool(relation.xreplace(named) == sp.true) if isinstance(relation, sp.Basic) else bool(relation)


def _values(relation: Any, constants: Mapping[str, Fraction]) -> dict[Any, Fraction]:
    return {s: constants[s.name] for s in walk(relation) if isinstance(s, (w.Constant, w.Natural, w.Real))}


def _listed(relation: Any, constants: Mapping[str, Fraction]) -> str:
    return ", ".join(f"{s} = {value}" for s, value in sorted(_values(relation, constants).items(), key=str))


def _check_strict_curvature(theorem: Theorem, constants: Mapping[str, Fraction]) -> None:
    """A class of functions that are all one and the same parabola has no two-sided conditions."""
    smooth, strong = find(theorem.hypotheses, Smooth), find(theorem.hypotheses, StronglyConvex)
    if smooth is not None and strong is not None and _met(sp.Eq(smooth.L, strong.mu, evaluate=False), constants):
        raise NotReadError(f"{strong.mu} = {smooth.L} leaves the parabolas {smooth.L}/2 ||x - c||^2 only; take {strong.mu} < {smooth.L}.")
