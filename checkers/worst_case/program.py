"""A claim at fixed constants and a fixed number of steps as data: how large can numerator/denominator get, given the conditions?

The unknowns are the Gram matrix of `basis` (positive semidefinite) and the `values`. Everything is linear in them and exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from checkers.worst_case.terms import Affine, Vector


@dataclass(frozen=True)
class Evaluation:
    """A point where f is looked at: where it lies, its gradient, its value."""

    name: str
    position: Vector
    gradient: Vector
    value: Affine


@dataclass(frozen=True)
class Condition:
    """terms >= 0, or terms = 0 where `equality`.

    `rule` names what it comes from ("interpolation of smooth convex functions", "given", "Polyak-Lojasiewicz"); `points` the evaluations that
    it speaks of, in the order of the rule's u, v. `interpolation` marks conditions of a set that is sufficient, too: values and gradients that
    satisfy all of them are those of a function of the class.
    """

    name: str
    rule: str
    terms: Affine
    points: tuple[str, ...] = ()
    equality: bool = False
    interpolation: bool = False


@dataclass(frozen=True)
class Program:
    """Maximise (the least of `numerators`) / denominator over all Gram matrices and values that meet the conditions.

    basis        : names of the vectors whose Gram matrix is unknown; values : names of the unknown numbers
    numerators   : one, or several of which the least counts (`Best`); denominator : a sum that the conditions keep nonnegative
    goal         : "sharpness": the quotient is at most 1 where the claim holds; "least": it is the least constant c that a hole may hold;
                   "greatest": its reciprocal is the greatest constant c that a hole may hold
    complete     : whether the conditions are sufficient, so that the worst case is attained (or approached) by a function of the class
    constants    : the values of the statement's constants; steps : the horizon N
    kind         : the class of f ("smooth convex"); roles : its constants (L, mu, G) as numbers
    spot         : the values of t and T, where the claim names them
    zeros        : what is zero by choice, and no name of basis or values: a point that is the origin, a value that others are measured from
    squared      : both sides of the claim were squared: the root of the quotient is what the claim speaks of
    bounded_by   : "denominator" where that is a sum of manifestly nonnegative terms, "numerator" where the numerators are and the denominator is the
                   rest of the claim: there the denominator may be negative on functions that violate the claim, and no program normalised by
                   denominator = 1 meets them; the certificate of `denominator - numerator >= 0` (a quotient of at most 1) does. There a bound says
                   something only if it is positive
    narrower     : a part of what the statement allows is read (noise of few draws): its worst case is a lower end for the statement, and what is
                   certified of it is certified of that part only
    approximate  : some coefficient is irrational and was rounded: nothing is certified or refuted by this program
    remarks      : what is narrower or wider than the statement, in words ("noise of two equally likely draws")
    """

    basis: tuple[str, ...]
    values: tuple[str, ...]
    evaluations: tuple[Evaluation, ...]
    conditions: tuple[Condition, ...]
    numerators: tuple[Affine, ...]
    denominator: Affine
    complete: bool
    goal: str = "sharpness"
    constants: Mapping[str, Fraction] = field(default_factory=dict)
    steps: int = 0
    kind: str = ""
    roles: Mapping[str, Fraction] = field(default_factory=dict)
    spot: Mapping[str, int] = field(default_factory=dict)
    zeros: tuple[str, ...] = ()
    squared: bool = False
    bounded_by: str = "denominator"
    narrower: bool = False
    approximate: bool = False
    remarks: tuple[str, ...] = ()


class NotReadError(Exception):
    """Why a claim is no such program: the reason in one sentence."""


class UndefinedError(NotReadError):
    """A claim has no value at the t and T looked at."""
