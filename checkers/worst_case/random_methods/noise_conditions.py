"""What hypotheses say of random gradients, in the mean: at every draw, and at every pair of points that one draw is taken at.

A relation of the language is translated once, for the noises of one draw at u and at v. Of a batch the mean noise stands in its place: the inner
product of two noises of one draw is that of the batch's means times the size of the batch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations_with_replacement, permutations
from typing import Any

import sympy as sp

from checkers.worst_case.program import Condition, NotReadError
from checkers.worst_case.random_methods.in_the_mean import Draws, Noise, level, levels
from checkers.worst_case.reading.conditions import difference
from checkers.worst_case.reading.objective import Objective
from checkers.worst_case.reading.quantities import Quantity
from checkers.worst_case.reading.translation import Reading, Translation
from checkers.worst_case.terms import Affine, Vector, basis, number
from theorems import words as w
from theorems.function_classes import function_class
from theorems.hypotheses import (
    BoundedGradient,
    BoundedVariance,
    ConvexSum,
    Interpolation,
    SecondMoment,
    SmoothSum,
    StrongGrowth,
    u,
    v,
)
from theorems.hypothesis import Hypothesis, Inequality
from theorems.language import Theorem
from theorems.typed import walk

OF_DRAWS = (BoundedGradient, BoundedVariance, SecondMoment, StrongGrowth, Interpolation, SmoothSum, ConvexSum)
"""Hypotheses that speak of random gradients."""

MINUS = Fraction(-1)


def noise_conditions(theorem: Theorem, reading: Reading, draws: Draws) -> tuple[list[Condition], list[str]]:
    """Every condition on the draws that are averaged over, and the names of the inequalities that could not be read."""
    sums = [h for h in theorem.hypotheses if isinstance(h, (SmoothSum, ConvexSum))]
    if sums:
        _draw_everywhere(reading.objective, draws)
    conditions, unread = _unbiased(reading.objective, draws) + (_alike(draws) if sums else []), list[str]()
    for inequality in _declared(theorem, sums):
        try:
            conditions += _at_all_draws(inequality, reading, draws)
        except NotReadError:
            unread.append(inequality.name)
    return conditions, unread


def _declared(theorem: Theorem, sums: Sequence[Any]) -> list[Inequality]:
    """The relations of the hypotheses; of finite sums the conditions of the class that every component is of."""
    of_draws = [h for h in theorem.hypotheses if isinstance(h, OF_DRAWS) and not isinstance(h, (Interpolation, SmoothSum, ConvexSum))]
    declared = [one for h in of_draws for one in h.inequalities() if one.name != "unbiased" and _speaks_of_draws(one)]
    components = [_of_a_component(one) for one in function_class([h.of_components() for h in sums]).conditions] if sums else []
    return [*declared, *components]


def _speaks_of_draws(one: Inequality) -> bool:
    return any(isinstance(term, w.stochastic_grad) for term in walk(one.relation))


def _of_a_component(one: Inequality) -> Inequality:
    """The condition of a class for a drawn component, whose gradient is a draw and whose values are, in the mean, those of f."""
    return replace(one, name=f"{one.name}, of a component", relation=one.relation.replace(w.grad, lambda point: w.stochastic_grad(point)))


def _draw_everywhere(objective: Objective, draws: Draws) -> None:
    """A component that is drawn can be looked at wherever f is, as far as that is known before the draw."""
    of_basis = levels(objective, draws)
    for sample, batch in {one.draw: None for one in draws.noises.values()}:
        for at in objective.evaluations:
            if level(at.position, of_basis) <= sample:
                draws.noise(objective, at, sample, batch)


def _unbiased(objective: Objective, draws: Draws) -> list[Condition]:
    """The noise of a draw is orthogonal, in the mean, to gradients, noises and differences of points that are known before it."""
    of_basis, found = levels(objective, draws), list[Condition]()
    for one in draws.noises.values():
        known = [name for name in of_basis if of_basis[name] <= one.sample]
        points = [name for name in objective.positions if name in known]
        earlier = [*(basis(name) for name in known if name not in points), *(basis(p).plus(basis(points[0]), MINUS) for p in points[1:])]
        names = [*(name for name in known if name not in points), *points[1:]]
        if one.sample >= draws.since and one.vector.parts:
            (own,) = one.vector.parts
            found += [
                Condition(f"unbiased ({own}, {name})", "unbiased", one.vector.dot(w_), (), True) for name, w_ in zip(names, earlier, strict=True)
            ]
    return found


def _alike(draws: Draws) -> list[Condition]:
    """All draws are made from the same components: at points known before both, the noises of two draws have the same covariances."""
    by_draw: dict[tuple[int, int], dict[str, Noise]] = {}
    for one in draws.noises.values():
        if one.sample >= draws.since and one.vector.parts:
            by_draw.setdefault(one.draw, {})[one.at.name] = one
    found = []
    for (sample, batch), earlier in sorted(by_draw.items()):
        later = next((by_draw[draw] for draw in sorted(by_draw) if draw[0] > sample and draw[1] == batch), {})
        for a, b in combinations_with_replacement([name for name in earlier if name in later], 2):
            terms = earlier[a].vector.dot(earlier[b].vector).plus(later[a].vector.dot(later[b].vector), MINUS)
            found.append(Condition(f"draws alike ({a}, {b}; draw {sample})", "draws alike", terms, (a, b), True))
    return found


def _at_all_draws(inequality: Inequality, reading: Reading, draws: Draws) -> list[Condition]:
    """An inequality at every draw that is averaged over, or at every ordered pair of points where one draw is taken."""
    template, on_iterates = _template(inequality, reading), any(isinstance(term, sp.Indexed) for term in walk(inequality.relation))
    if on_iterates and draws.since:
        raise NotReadError("a bound of the mean along the run says nothing of the mean given what was drawn before.")
    found = []
    for group in _groups(inequality, draws):
        if on_iterates and reading.members.get(("x", group[0].sample)) != group[0].at.position:
            continue
        names = tuple(one.at.name for one in group)
        made = _at(template, group)
        if not made.is_constant:
            found.append(Condition(f"{inequality.name} ({', '.join(names)}; draw {group[0].sample})", inequality.name, made, names))
    return found


def _groups(inequality: Inequality, draws: Draws) -> Iterator[tuple[Noise, ...]]:
    averaged = [one for one in draws.noises.values() if one.sample >= draws.since]
    if v in set(walk(inequality.relation)):
        return (pair for pair in permutations(averaged, 2) if pair[0].draw == pair[1].draw)
    return ((one,) for one in averaged)


U, V, D = "u", "v", "d"


def _template(inequality: Inequality, reading: Reading) -> Affine:
    """The relation as an expression that is nonnegative, for a draw at u and at v, which lies at a displacement d from it."""
    objective = Objective()
    at = {U: objective.at(basis(U), U), V: objective.at(basis(U).plus(basis(D)), V)}

    def drawn(translation: Translation, e: Any) -> Quantity:
        point = translation.vector(e.args[0])
        name = U if point == at[U].position else V
        return at[name].gradient.plus(basis(f"noise({name})"))

    standing = {w.Point: lambda _, e: at[{u: U, v: V}[e]].position, sp.Indexed: lambda _, e: at[U].position}
    scratch = Reading(reading.constants, objective, reading.roundings, rules={**standing, w.stochastic_grad: drawn, w.E: _inside})
    made = difference(without_roots(inequality.relation), Translation(scratch))
    if any(U in pair for pair in made.products):
        raise NotReadError(f"{inequality.name} depends on more than values, gradients and differences of points.")
    return made


def _inside(translation: Translation, e: Any) -> Quantity:
    return translation.quantity(e.args[0])


def without_roots(relation: Any) -> Any:
    """A bound of a norm as one of its square."""
    if isinstance(relation.lhs, w.norm) and len(relation.lhs.args) == 1:
        return sp.Le(w.norm_sq(relation.lhs.args[0]), relation.rhs**2, evaluate=False)
    return relation


def _at(template: Affine, group: Sequence[Noise]) -> Affine:
    """The template at one draw, or at two points of it."""
    one, other = group[0], group[-1]
    displacement = other.at.position.plus(one.at.position, MINUS)
    vectors = {f"grad({U})": one.at.gradient, f"grad({V})": other.at.gradient, D: displacement}
    noises = {f"noise({U})": one.vector, f"noise({V})": other.vector}
    made = number(template.constant)
    for name, factor in template.values.items():
        made = made.plus({f"f({U})": one.at.value, f"f({V})": other.at.value}[name], factor)
    for (a, b), factor in template.products.items():
        made = made.plus(_product(a, b, vectors, noises, one.batch), factor)
    return made


def _product(a: str, b: str, vectors: dict[str, Vector], noises: dict[str, Vector], batch: int) -> Affine:
    """An inner product in the mean: noise is orthogonal to what is known before it, and the noise of one draw is larger than that of a batch."""
    if (a in noises) != (b in noises):
        return number(0)
    return noises[a].dot(noises[b]).times(Fraction(batch)) if a in noises else vectors[a].dot(vectors[b])


def is_about_draws(h: Hypothesis) -> bool:
    """Whether a hypothesis speaks of random gradients."""
    return isinstance(h, OF_DRAWS)
