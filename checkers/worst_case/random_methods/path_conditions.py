"""What hypotheses say of n equally likely draws: at every point where f is looked at, and of every component of a finite sum."""

from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import Any

from checkers.worst_case.program import Condition, Evaluation, NotReadError
from checkers.worst_case.random_methods.noise_conditions import OF_DRAWS, without_roots
from checkers.worst_case.random_methods.paths import MOST_POINTS, Paths
from checkers.worst_case.reading.conditions import at_all_points, difference
from checkers.worst_case.reading.objective import Objective
from checkers.worst_case.reading.quantities import Quantity, added, multiplied
from checkers.worst_case.reading.translation import Reading, Rule, Translation
from theorems import words as w
from theorems.function_classes import function_class
from theorems.hypotheses import ConvexSum, Interpolation, SecondMoment, SmoothSum
from theorems.hypothesis import Hypothesis, Inequality
from theorems.language import Theorem
from theorems.typed import walk
from theorems.words import stochastic_grad


def path_conditions(theorem: Theorem, reading: Reading, paths: Paths) -> tuple[list[Condition], list[str]]:
    """Every condition on the draws at the points where f is looked at, and the names of the inequalities that could not be read."""
    points = len(reading.objective.evaluations)
    if points > MOST_POINTS:
        raise NotReadError(
            f"f is looked at in {points} points, which makes about {points * (points - 1)} conditions; at most {MOST_POINTS} are read."
        )
    sums = [h for h in theorem.hypotheses if isinstance(h, (SmoothSum, ConvexSum))]
    if sums and reading.objective.bounded_below and not reading.objective.minimisers:
        reading.objective.minimiser("x_star")  # a function that has a minimiser is a part of what is allowed
    conditions, unread = _of_components(sums, reading, paths), list[str]()
    for h in theorem.hypotheses:
        if isinstance(h, OF_DRAWS) and not isinstance(h, (Interpolation, SmoothSum, ConvexSum)):
            more, not_read = _of_hypothesis(h, reading, paths)
            conditions, unread = [*conditions, *more], [*unread, *not_read]
    return conditions, unread


def _of_components(sums: list[Any], reading: Reading, paths: Paths) -> list[Condition]:
    """The conditions of the class that every component is of; where draws add the same vectors everywhere those of f say all."""
    if not sums or paths.same:
        return []
    declared = function_class([h.of_components() for h in sums]).conditions
    found = []
    for draw in range(paths.count):
        own = Reading(reading.constants, _component(reading.objective, paths, draw), reading.roundings)
        for condition in (one for inequality in declared for one in at_all_points(inequality, own, True)):
            found.append(replace(condition, name=f"{condition.name} of component {draw + 1}", rule=f"{condition.rule}, of a component"))
    return found


def _component(objective: Objective, paths: Paths, draw: int) -> Objective:
    """The component that a draw picks, at all points where f is looked at."""
    places = {
        key: Evaluation(at.name, at.position, paths.drawn(objective, at, draw), paths.value(objective, at, draw))
        for key, at in list(objective.places.items())
    }
    return replace(objective, places=places)


def _of_hypothesis(h: Hypothesis, reading: Reading, paths: Paths) -> tuple[list[Condition], list[str]]:
    found: list[Condition] = []
    unread: list[str] = []
    for inequality in h.inequalities():
        if inequality.name == "unbiased" or stochastic_grad not in {type(term) for term in walk(inequality.relation)}:
            continue
        try:
            found += (
                _along(inequality, reading, paths)
                if isinstance(h, SecondMoment) and h.scope == "iterates"
                else _everywhere(inequality, reading, paths)
            )
        except NotReadError:
            unread.append(inequality.name)
    return found, unread


def _everywhere(inequality: Inequality, reading: Reading, paths: Paths) -> list[Condition]:
    """A relation at every point where f is looked at: of the mean over all draws, or of each where it speaks of no mean."""
    averaged = any(isinstance(term, w.E) for term in walk(inequality.relation))
    found: dict[Any, Condition] = {}
    for at in reading.objective.evaluations:
        for draw in range(1 if averaged else paths.count):
            own = Reading(reading.constants, reading.objective, reading.roundings, rules=_at_point(reading.objective, at, paths, draw))
            terms = difference(without_roots(inequality.relation), Translation(own))
            key = (terms.constant, tuple(sorted(terms.values.items())), tuple(sorted(terms.products.items())))
            which = "" if averaged else f", draw {draw + 1}"
            found.setdefault(key, Condition(f"{inequality.name} ({at.name}{which})", inequality.name, terms, (at.name,)))
    return list(found.values())


def _at_point(objective: Objective, at: Evaluation, paths: Paths, draw: int) -> dict[type, Rule]:
    """What the words of a relation about one point mean there, for one of the draws; its means are over all of them."""

    def mean(translation: Translation, e: Any) -> Quantity:
        readings = [replace(translation.reading, rules=_at_point(objective, at, paths, one)) for one in range(paths.count)]
        total = reduce(lambda a, b: added(a, b, e), (Translation(one).quantity(e.args[0]) for one in readings))
        return multiplied(Fraction(1, paths.count), total, e)

    return {
        w.Point: lambda _, e: at.position,
        w.grad: lambda _, e: at.gradient,
        w.stochastic_grad: lambda _, e: paths.drawn(objective, at, draw),
        w.E: mean,
    }


def _along(inequality: Inequality, reading: Reading, paths: Paths) -> list[Condition]:
    """A relation about the iterate at every step: with its draw as long as draws are read, without one after the last."""
    quiet = inequality.relation.replace(stochastic_grad, lambda point, sample, batch: w.grad(point))
    found = []
    for step in range(paths.steps + 1):
        relation = inequality.relation if step < paths.steps else quiet
        terms = difference(relation, Translation(reading, {w.t: step}))
        found.append(Condition(f"{inequality.name} (x[{step}])", inequality.name, terms, ()))
    return found


__all__ = ["path_conditions"]
