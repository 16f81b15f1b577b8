"""Hypotheses as conditions: every relation that a class declares, at every pair of points where f is looked at.

A relation of the language is translated once, for u at the origin and v at a displacement d; at a pair of points d is their difference. That this
is all is checked: a relation that depends on where u lies, apart from d, is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from typing import Any

import sympy as sp

from checkers.worst_case.program import Condition, Evaluation, NotReadError
from checkers.worst_case.reading.objective import INFIMUM, Objective, place
from checkers.worst_case.reading.quantities import Extreme, affine
from checkers.worst_case.reading.roots import squared_relation
from checkers.worst_case.reading.translation import Reading, Translation
from checkers.worst_case.terms import Affine, Vector, basis, combined
from theorems import words as w
from theorems.function_classes import FunctionClass
from theorems.hypotheses import u, v
from theorems.hypothesis import Hypothesis, Inequality
from theorems.typed import VECTOR, Kinds, walk

MINUS = Fraction(-1)


def class_conditions(found: FunctionClass, reading: Reading, complete: bool) -> list[Condition]:
    """The conditions of a class at all points where f is looked at; flagged as sufficient where nothing else is assumed of f."""
    declared = [*found.conditions, *(found.where_below if reading.objective.bounded_below else ())]
    return [one for inequality in declared for one in at_all_points(inequality, reading, complete)]


def further_conditions(h: Hypothesis, reading: Reading) -> tuple[list[Condition], list[str]]:
    """What a hypothesis says beyond the class, with all that it implies, and the names of its own inequalities that cannot be read.

    Implied growth away from the minimisers is read at points whose nearest minimiser is spoken of.
    """
    own, unread = _readable(h.inequalities(), reading, False)
    implied = [one for weaker in h.implies() for one in weaker.inequalities()]
    return [*own, *_readable(implied, reading, True)[0]], unread


def _readable(inequalities: Sequence[Inequality], reading: Reading, known: bool) -> tuple[list[Condition], list[str]]:
    conditions: list[Condition] = []
    unread: list[str] = []
    for inequality in inequalities:
        if any(isinstance(term, (w.stochastic_grad, w.E)) for term in walk(inequality.relation)):
            continue  # about random gradients, of which there are none
        try:
            conditions += at_all_points(inequality, reading, False, known)
        except NotReadError:
            unread.append(inequality.name)
    return conditions, unread


def at_all_points(inequality: Inequality, reading: Reading, interpolation: bool, known: bool = False) -> list[Condition]:
    """An inequality at every point, or every ordered pair of points, where f is looked at.

    One about nearest minimisers brings them in, unless only those that are `known` count.
    """
    terms = set(walk(inequality.relation))
    if any(isinstance(term, w.dist_sq) for term in terms):
        return _with_distances(inequality, reading, known)
    template = _template(inequality, reading)
    if w.f_star in terms:
        reading.objective.infimum()
    evaluations = reading.objective.evaluations
    groups: Iterator[tuple[Evaluation, ...]] = permutations(evaluations, 2) if v in terms else ((one,) for one in evaluations)
    equality = isinstance(inequality.relation, sp.Eq)
    found = []
    for group in groups:
        made = _at(template, group)
        if not _idle(made, equality):
            names = tuple(one.name for one in group)
            found.append(Condition(f"{inequality.name} ({', '.join(names)})", inequality.name, made, names, equality, interpolation))
    return found


U, V, D = "u", "v", "d"


def _template(inequality: Inequality, reading: Reading) -> Affine:
    """The relation as an expression that is nonnegative (zero for an equality), for u at a place of its own and v at a displacement d from it."""
    objective = Objective()
    at_u = objective.at(basis(U), U)
    at_v = objective.at(basis(U).plus(basis(D)), V)
    scratch = Reading(reading.constants, objective, reading.roundings, rules={w.Point: lambda _, e: {u: at_u, v: at_v}[e].position})
    made = difference(inequality.relation, Translation(scratch))
    known = {f"grad({U})", f"grad({V})", D, f"f({U})", f"f({V})", "f_star"}
    if not known >= {*made.values, *(name for pair in made.products for name in pair)}:
        raise NotReadError(f"{inequality.name} depends on more than values, gradients and differences of points.")
    return made


def difference(relation: Any, translation: Translation) -> Affine:
    """larger - smaller side of a relation, both squared where they are roots; an equality of vectors says that the norm of the difference is zero."""
    relation = squared_relation(relation, translation.constant)
    if isinstance(relation, sp.Eq) and Kinds({"x": VECTOR}).of(relation.lhs) == VECTOR:
        relation = sp.Eq(w.norm_sq(relation.lhs - relation.rhs), 0, evaluate=False)
    small, large = (relation.rhs, relation.lhs) if isinstance(relation, (sp.Ge, sp.Gt)) else (relation.lhs, relation.rhs)
    found = [translation.number(side) for side in (large, small)]
    if any(isinstance(one, Extreme) for one in found):
        raise NotReadError(f"{relation} takes a largest or least of several terms, which is no single linear condition.")
    return affine(found[0]).plus(affine(found[1]), MINUS)  # type: ignore[arg-type]


def _at(template: Affine, group: Sequence[Evaluation]) -> Affine:
    """The template at one point, or a pair."""
    one, other = group[0], group[-1]
    vectors = {f"grad({U})": one.gradient, f"grad({V})": other.gradient, D: other.position.plus(one.position, MINUS)}
    values = {f"f({U})": one.value, f"f({V})": other.value, "f_star": INFIMUM}
    found = {name: values[name].times(factor) for name, factor in template.values.items()}
    products = [(vectors[a], vectors[b], factor) for (a, b), factor in template.products.items()]
    return combined(template.constant, list(found.values()), products)


def _idle(terms: Affine, equality: bool) -> bool:
    """Whether a condition says nothing: a nonnegative constant."""
    return terms.is_constant and (terms.constant == 0 if equality else terms.constant >= 0)


def _with_distances(inequality: Inequality, reading: Reading, known: bool) -> list[Condition]:
    """An inequality about one point and its nearest minimiser, which becomes a point where f is looked at."""
    objective = reading.objective
    found = []
    for one in objective.evaluations:
        if known and place(one.position) not in objective.nearest:
            continue
        at_point = Reading(reading.constants, objective, reading.roundings, reading.members, reading.member, {w.Point: _standing_for(one.position)})
        made = difference(_named(inequality.relation, one.name), Translation(at_point))
        if not _idle(made, isinstance(inequality.relation, sp.Eq)):
            found.append(Condition(f"{inequality.name} ({one.name})", inequality.name, made, (one.name,), isinstance(inequality.relation, sp.Eq)))
    return found


def _named(relation: Any, name: str) -> Any:
    """The relation with its point u renamed, so that what it brings in is named after the point."""
    return relation.xreplace({u: w.Point(name)})


def _standing_for(position: Vector) -> Any:
    return lambda translation, e: translation.reading.objective.minimiser(e.name) if e == w.x_star else position


def nearest_conditions(objective: Objective, convex: bool) -> list[Condition]:
    """A nearest minimiser is no farther than any other; for a convex f, whose minimisers are a convex set, it is the projection onto them."""
    found = []
    for position, nearest in objective.nearest.values():
        for other in objective.minimisers:
            if place(other.position) == place(nearest.position):
                continue
            away, apart = position.plus(nearest.position, MINUS), other.position.plus(nearest.position, MINUS)
            terms = away.dot(apart).times(MINUS) if convex else apart.squared().plus(away.dot(apart), Fraction(-2))
            found.append(Condition(f"nearest minimiser ({nearest.name}, {other.name})", "nearest minimiser", terms, (nearest.name, other.name)))
    return found


def each_once(conditions: Sequence[Condition]) -> list[Condition]:
    """The conditions without repetitions, each with a name of its own."""
    found: dict[str, Condition] = {}
    for one in conditions:
        name, number = one.name, 1
        while name in found and found[name].terms != one.terms:
            number += 1
            name = f"{one.name}, {number}"
        found.setdefault(name, replace(one, name=name))
    return list(found.values())
