"""Cases next to a case: certified anew, their constants allowed again, ends staying ends."""

from dataclasses import replace
from fractions import Fraction as Q

import numpy as np
import pytest

from checkers.experiment.case import Case
from checkers.experiment.membership import member
from checkers.experiment.regions import Region
from checkers.experiment.search.chance import drawn_cases
from checkers.experiment.search.library import library_cases
from checkers.experiment.search.moves import changed_entries, moved, shaped
from checkers.experiment.search.scope import Scope
from checkers.experiment.search.variation import assembled, parts
from problems.discovery import families
from problems.instance import flat, shape_of
from theorems.catalogue import load, lookup
from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, naturals, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")
n = naturals("n")
DESCENT = Theorem(given=[Smooth(L), eta <= 1 / L], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))


def scope_of(theorem: Theorem) -> Scope:
    return Scope(theorem, theorem.claims, Region(theorem), (), 24, 0)


def parabola(curvature: int = 1, **values: Q) -> Case:
    instance = families()["quadratic"].build((Q(curvature),), (Q(0),), (Q(0),))
    return Case(instance, {"L": Q(curvature), "eta": Q(1, curvature), **values}, None, (Q(1),), instance.minimisers[0], {}, 8)


def test_taken_apart_and_put_together_a_case_is_the_same() -> None:
    for name in ("gd-convex-tight", "pl-sgd-const", "adam-update-bound", "descent-lemma", "adam-reddi"):
        scope = scope_of(load(lookup(name)).theorem.plain)
        for cases in (*library_cases(scope), *drawn_cases(scope, 6)):
            for case in cases[:4]:
                assert assembled(scope, parts(scope, case), case, case.found_by) == case


def test_a_step_at_its_end_follows_the_end() -> None:
    scope, case = scope_of(DESCENT), parabola()
    steeper = replace(parts(scope, case), parameters={**case.instance.parameters, "spectrum": (Q(5),)})
    made = assembled(scope, steeper, case, "test")
    assert made is not None
    assert made.constants == {"L": Q(5), "eta": Q(1, 5)}


def test_what_makes_no_case_is_none() -> None:
    scope, case = scope_of(DESCENT), parabola()
    taken = parts(scope, case)
    flat_one = replace(taken, parameters={**case.instance.parameters, "spectrum": (Q(0),)})
    outside = replace(taken, constants={"L": 0, "eta": Q(3)})
    elsewhere = replace(taken, start=(Q(1), Q(2)))
    ragged = replace(taken, parameters={**case.instance.parameters, "axis": (Q(1), Q(2))})
    assert [assembled(scope, one, case, "test") for one in (flat_one, outside, elsewhere, ragged)] == [None] * 4


def test_a_natural_stays_whole() -> None:
    theorem = Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / (n * L)), claim=f(x[t + 1]) <= f(x[t]))
    scope, case = scope_of(theorem), replace(parabola(), constants={"L": Q(1), "n": Q(2)})
    taken = parts(scope, case)
    assert assembled(scope, replace(taken, constants={"L": 0, "n": Q(5, 2)}), case, "test") is None
    three = assembled(scope, replace(taken, constants={"L": 0, "n": Q(3)}), case, "test")
    assert three is not None
    assert three.constants["n"] == 3


@pytest.mark.parametrize("name", ["gd-convex-tight", "pl-gd", "pl-sgd-const", "adam-defossez", "adam-update-bound", "descent-lemma"])
def test_every_moved_case_is_an_instance_of_the_theorem(name: str) -> None:
    scope, found = scope_of(load(lookup(name)).theorem.plain), 0
    stream = np.random.Generator(np.random.Philox(key=[0, 7]))
    for cases in filter(None, library_cases(scope)):
        taken = parts(scope, cases[0])
        for made in (assembled(scope, moved(taken, stream), cases[0], "test") for _ in range(12)):
            if made is not None:
                found += made != cases[0]
                assert member(scope, made)
    assert found > 5


def test_moves_depend_on_their_stream_alone() -> None:
    scope, case = scope_of(DESCENT), parabola()
    taken = parts(scope, case)
    first, again, other = ([moved(taken, np.random.Generator(np.random.Philox(key=[0, key]))) for _ in range(3)] for key in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize("parameter", [Q(3), (Q(1), Q(2)), ((Q(1), Q(2)), (Q(3), Q(4)), (Q(5), Q(6)))])
def test_a_parameter_keeps_its_shape(parameter: object) -> None:
    assert shaped(flat(parameter), shape_of(parameter)) == parameter  # type: ignore[arg-type]
    changed = changed_entries(parameter, 0, lambda e: e + 10)  # type: ignore[arg-type]
    assert shape_of(changed) == shape_of(parameter)  # type: ignore[arg-type]
    assert [b - a for a, b in zip(flat(parameter), flat(changed), strict=True)] == [10] + [0] * (len(flat(parameter)) - 1)  # type: ignore[arg-type]


def test_the_start_stays_within_given() -> None:
    R = constants("R")
    theorem = Theorem(given=[Smooth(L), norm_sq(x[0]) <= R**2, R <= 2], method=GradientDescent(step=1 / L), claim=f(x[t + 1]) <= f(x[t]))
    scope, case = scope_of(theorem), replace(parabola(), constants={"L": Q(1), "R": Q(2)})
    taken = parts(scope, case)
    assert assembled(scope, replace(taken, start=(Q(3),)), case, "test") is None
    assert assembled(scope, replace(taken, start=(Q(-2),)), case, "test") is not None
