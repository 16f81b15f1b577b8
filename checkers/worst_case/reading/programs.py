"""A statement at fixed constants and a fixed number of steps, read as programs: how large can the smaller side of its claim get against the larger?

    for program in programs(theorem, claim, {"L": Fraction(1)}, steps=2): ...

`programs` raises NotReadError, with the reason, for what is no such program. The worst of the programs counts. A claim with a hole is read as the
quotient whose worst case the best constant is (`goal`). `programs_of` takes any quotient: numerator and denominator as sums of terms of the language.

Names in a program are those of the statement: the basis holds points (`x[0]`, `x_star`, `u`) and gradients (`grad(x[1])`), the values are `f(x[1])`
and `f_star`. Where neither the origin of space nor the zero of f matters, x_star is the origin and f_star is zero (else the first point and value),
and they are no names of the program any more. `evaluations` come in the order of their first use: each position is a combination of points and of
gradients of earlier evaluations, so an actual function is put in by walking through them.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy as sp

from checkers.worst_case.program import Condition, NotReadError, Program, UndefinedError
from checkers.worst_case.random_methods.noise_conditions import is_about_draws
from checkers.worst_case.random_methods.randomness import NOT_RANDOM, Randomness, Reader, any_noise
from checkers.worst_case.reading.branches import Branch, branches
from checkers.worst_case.reading.claims import Quotient, quotients
from checkers.worst_case.reading.conditions import class_conditions, difference, each_once, further_conditions, nearest_conditions
from checkers.worst_case.reading.methods import Unrolled
from checkers.worst_case.reading.objective import Objective
from checkers.worst_case.reading.origin import unknowns
from checkers.worst_case.reading.readable import check_constants, check_readable, is_about_constants, is_random
from checkers.worst_case.reading.translation import Reading, Translation
from theorems import words as w
from theorems.function_classes import FunctionClass, function_class, left_over
from theorems.hypotheses import StronglyConvex, find
from theorems.hypothesis import Hypothesis
from theorems.language import Theorem
from theorems.steps import last_step
from theorems.typed import free_indices

Spot = Mapping[Any, int]
"""Values of t and T."""


def programs(theorem: Theorem, claim: Any, constants: Mapping[str, Fraction], steps: int, reader: Reader = any_noise) -> tuple[Program, ...]:
    """The programs of a claim about `steps` steps; raises NotReadError. `reader` says which draws of a random method are read."""
    check_readable(theorem, claim)
    check_constants(theorem, claim, constants)
    found: list[Program] = []
    reasons: list[UndefinedError] = []
    for spot in spots(theorem, claim, constants, steps):
        try:
            found += _programs_of_claim(theorem, claim, constants, spot, steps, reader)
        except UndefinedError as reason:
            reasons.append(reason)
    if not found:
        raise reasons[0]
    return tuple(found)


def _programs_of_claim(theorem: Theorem, claim: Any, constants: Mapping[str, Fraction], spot: Spot, steps: int, reader: Reader) -> list[Program]:
    scratch = Translation(_opened(theorem, constants, spot, NOT_RANDOM), spot)
    found = quotients(claim, theorem.sequences, scratch.constant)
    return [one for quotient in found for one in _programs_at(theorem, quotient, constants, spot, steps, scratch.reading.roundings.terms, reader)]


def programs_of(
    theorem: Theorem, quotient: Quotient, constants: Mapping[str, Fraction], steps: int, reader: Reader = any_noise
) -> tuple[Program, ...]:
    """The programs of a quotient whose terms are those of the language: the claim with its hole taken out; raises NotReadError."""
    terms = (*quotient.numerator, *quotient.denominator)
    about = sp.Tuple(*(e for t in terms for e in (sp.sympify(t.coefficient), t.measured)))
    check_readable(theorem, about)
    check_constants(theorem, about, constants)
    places = spots(theorem, about, constants, steps)
    return tuple(one for spot in places for one in _programs_at(theorem, quotient, constants, spot, steps, (), reader))


def spots(theorem: Theorem, claim: Any, constants: Mapping[str, Fraction], steps: int) -> tuple[Spot, ...]:
    """Where a claim is read at a horizon N: T = N; the t at which the last step it names is N; every t up to T where it names both."""
    free = free_indices(claim)
    naturals = {n: int(constants[n.name]) for n in theorem.names(w.Natural) if n.name in constants}
    with_horizon = w.T in free or (theorem.method is not None and not theorem.method.horizon_free)
    if with_horizon and steps < 1:
        raise NotReadError("a horizon T is at least 1.")
    if w.t not in free:
        return ({w.T: steps},) if with_horizon else ({},)
    if with_horizon:
        return tuple({w.t: t, w.T: steps} for t in range(steps + 1) if last_step(claim, {**naturals, w.t: t, w.T: steps}) <= steps)
    at = [t for t in range(steps + 1) if last_step(claim, {**naturals, w.t: t}) == steps]
    if not at:
        raise NotReadError(f"there is no t at which the last step that the claim names is {steps}.")
    if last_step(claim, {w.t: steps + 1}) == steps:
        raise NotReadError(f"the claim is about every t, and its last step is {steps} whatever t is: no number of steps settles it.")
    return tuple({w.t: t} for t in at)


def _programs_at(
    theorem: Theorem,
    quotient: Quotient,
    constants: Mapping[str, Fraction],
    spot: Spot,
    steps: int,
    rounded: Sequence[str] | Mapping[str, None],
    reader: Reader,
) -> list[Program]:
    randomness = reader(theorem) if is_random(theorem) else NOT_RANDOM
    randomness.check(quotient)
    reading = _opened(theorem, constants, spot, randomness)
    reading.roundings.terms.update(dict.fromkeys(rounded))
    translation = Translation(reading, spot)
    made = list(branches(translation, quotient))
    return [_program(theorem, quotient, reading, branch, spot, steps, randomness) for branch in made]


def _opened(theorem: Theorem, constants: Mapping[str, Fraction], spot: Spot, randomness: Randomness) -> Reading:
    """A reading of which nothing is read yet."""
    member = None if theorem.method is None else Unrolled(theorem, spot.get(w.T))
    return Reading(constants, Objective(strict=find(theorem.hypotheses, StronglyConvex) is not None), member=member, rules=randomness.rules)


def _program(theorem: Theorem, quotient: Quotient, reading: Reading, branch: Branch, spot: Spot, steps: int, randomness: Randomness) -> Program:
    _check_measure(branch, spot)
    found, conditions, remarks, complete = _assumed(theorem, reading, randomness)
    conditions += [Condition(f"the largest ({number})", "the largest", terms) for number, terms in enumerate(branch.where)]
    left = unknowns(reading.objective, [*branch.numerators, branch.denominator, *(one.terms for one in conditions)])
    roundings = [f"{e} is irrational and rounded to fifteen decimals" for e in reading.roundings.terms]
    return Program(
        basis=left.basis,
        values=left.values,
        evaluations=tuple(left.evaluation(one) for one in reading.objective.evaluations),
        conditions=tuple(left.condition(one) for one in conditions),
        numerators=tuple(left.of(one) for one in branch.numerators),
        denominator=left.of(branch.denominator),
        complete=complete,
        goal=quotient.goal,
        constants=dict(reading.constants),
        steps=steps,
        kind=found.name,
        roles={letter: Translation(reading).constant(value) for letter, value in found.roles.items()},
        spot={str(index): value for index, value in spot.items()},
        zeros=tuple(sorted(left.dropped)),
        squared=quotient.squared,
        bounded_by="denominator" if quotient.nonnegative_below else "numerator",
        narrower=randomness.narrower,
        approximate=bool(roundings),
        remarks=(*quotient.remarks, *remarks, *roundings),
    )


def _check_measure(branch: Branch, spot: Spot) -> None:
    """Raise UndefinedError where both sides are fixed and the claim holds by itself, NotReadError where the larger side is zero and it does not."""
    below = branch.denominator
    if not below.is_constant or below.constant > 0:
        return
    if any(one.is_constant and one.constant <= below.constant for one in branch.numerators):
        raise UndefinedError("both sides are fixed numbers: there is nothing to measure the bound by.")
    where = f" at {', '.join(f'{index} = {value}' for index, value in spot.items())}" if spot else ""
    raise NotReadError(f"the larger side is {below.constant}{where}, whatever f is: there is nothing to measure the bound by.")


def _assumed(theorem: Theorem, reading: Reading, randomness: Randomness) -> tuple[FunctionClass, list[Condition], list[str], bool]:
    """The class of f, all conditions, what is narrower than the statement, and whether the conditions suffice."""
    found = function_class(theorem.hypotheses)
    further = _about_f(left_over(found, theorem.hypotheses), found) if is_random(theorem) else left_over(found, theorem.hypotheses)
    started = [_at_start(relation, reading) for relation in theorem.relations if not is_about_constants(relation)]
    conditions: list[Condition] = []
    remarks: list[str] = []
    for h in further:
        more, unread = further_conditions(h, reading)
        conditions += more
        remarks.append(f"{h} has no conditions that suffice: its inequalities at the points looked at are necessary")
        remarks += [f"{h}: what it says of the {name} is not read" for name in unread]
    of_draws, unread = randomness.conditions(reading)
    remarks += [f"what the hypotheses say of the {name} is not read" for name in unread]
    if reading.objective.bounded_below and found.convex and not reading.objective.minimisers:
        reading.objective.minimiser("x_star")
    complete = not further and randomness.complete
    nearest = nearest_conditions(reading.objective, found.convex)
    conditions = each_once([*of_draws, *class_conditions(found, reading, complete), *conditions, *nearest, *started])
    return found, conditions, [*randomness.remarks, *remarks], complete


def _about_f(hypotheses: Sequence[Hypothesis], found: FunctionClass) -> tuple[Hypothesis, ...]:
    """What hypotheses say of f, where some speak of random gradients: of these what they imply."""
    apart = [weaker for h in hypotheses for weaker in (h.implies() if is_about_draws(h) else (h,))]
    return tuple(h for h in left_over(found, apart) if not is_about_draws(h))


def _at_start(relation: Any, reading: Reading) -> Condition:
    terms = difference(relation, Translation(reading))
    return Condition(f"given {relation}", "given", terms, (), isinstance(relation, sp.Eq))
