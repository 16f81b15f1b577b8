"""The translation from statements to numbers against a second, plain one: every claim and every hypothesis, on random cases.

The two share nothing but SymPy's trees and the parameters of the instances. Faults that are planted in the first are seen.
"""

import ast
from fractions import Fraction
from pathlib import Path
from random import Random
from zlib import crc32

import pytest
import sympy as sp

from checkers.experiment import engine, evaluate
from checkers.experiment.rules import problem, reductions
from problems.discovery import families
from tests.checkers.experiment.second_reading import random_cases, readings
from tests.checkers.experiment.second_reading.comparison import Compared, compare
from tests.checkers.experiment.second_reading.plain_numbers import NoValue, decimal
from tests.checkers.experiment.second_reading.plain_trials import everywhere
from tests.checkers.experiment.second_reading.random_cases import NETWORKS, PARAMETERS
from tests.checkers.experiment.second_reading.readings import OBJECTIVES
from tests.checkers.experiment.second_reading.statements import LANGUAGE, catalogue, hypotheses, wrong_ones
from tests.grids import graded
from theorems import words as w
from theorems.catalogue import entry_for_file, load
from theorems.language import Theorem, points
from theorems.normal_form import gap
from theorems.torch_optimizer import TorchOptimizer

U, V = points("u v")
ROUNDS = 10
"""Rounds of random cases for each statement where there is time."""

STATEMENTS = {**{f"language: {name}": one for name, one in LANGUAGE.items()}, **catalogue(), **hypotheses()}

LEFT_OUT = {
    gap: "a word of the normal form alone: its terms are compared with the sides",
    w.AtRandom: "what a game of chance is written out to",
    w.InTurn: "what a game is written out to",
}
"""Words that no statement here has, and why; the plain reading takes games as they are written."""


def compared(name, theorem, rounds=1):
    found = Compared()
    for number in range(rounds):
        compare(theorem, Random(crc32(name.encode()) + number), found)
    return found


@pytest.mark.parametrize("name", STATEMENTS)
def test_all_readings_agree_on_a_statement(name):
    """Every claim of it, at several steps and horizons."""
    found = compared(name, STATEMENTS[name])
    for number in range(4):
        if untold(name, found):
            compare(STATEMENTS[name], Random(crc32(f"{name} {number}".encode())), found)
    assert not found.differences, found.differences[0]
    assert not untold(name, found)


def untold(name, found):
    """The numbers of the claims that had two sides on no case so far."""
    return {number for number in range(len(STATEMENTS[name].claims)) if not found.sides[number]}


def test_every_word_and_every_family_is_read():
    """Whatever the evaluator has a rule for stands in some statement above, or is left out with a reason."""
    terms = {e for theorem in STATEMENTS.values() for e in everywhere(theorem)}
    kinds = {parent for e in terms for parent in type(e).__mro__}
    assert {kind for kind in evaluate.RULES if kind not in kinds} == set(LEFT_OUT)
    assert set(PARAMETERS) == {*OBJECTIVES, *NETWORKS} == set(families())
    assert not [one for one in STATEMENTS.values() if isinstance(one.method, TorchOptimizer)], "a real optimizer has no exact run"


GRADIENTS = [w.f(V) <= w.f(U) + w.inner(w.grad(U), V - U), w.norm_sq(w.grad(V)) <= w.f(w.x_star)]
DISTANCES = [w.dist_sq(U) <= w.f(V) - w.f_star, w.dist_sq(w.x_star) <= w.f(w.x_star) - w.f_star]
WITHOUT_DISTANCES = {
    "curved_valley": "without a tilt the distance to a curve of minimisers is a root of a polynomial of degree five",
    "interpolant": "a convex one may have more minimisers than its data",
    "separable_log_cosh": "statements about distances are not tried on it, though it has a single minimiser, which is enclosed",
    "two_layer": "its minimisers are all networks that fit the targets, and the distance to these has no formula",
}
"""Objectives of which no distance is read, and why."""


@pytest.mark.parametrize("name", OBJECTIVES)
def test_every_objective_is_the_same_function(name, monkeypatch):
    """Its values and gradients at random points, its infimum, and distances to its minimisers, where it has any."""
    monkeypatch.setattr(random_cases, "RATIONAL", (name,))
    monkeypatch.setattr(random_cases, "SMOOTH", (name,))
    told = families()[name].dist_sq is not None
    assert told == (name not in WITHOUT_DISTANCES)
    found = compared(name, Theorem(claim=GRADIENTS + DISTANCES * told), 4)
    assert not found.differences, found.differences[0]
    assert all(found.sides[number] for number in range(4 if told else 2))


def test_a_regression_has_a_minimiser_where_newton_finds_one():
    """On separable data logistic regression has none; a stated one is at no distance, but for the width of its enclosure."""
    rng, seen = Random(7), set()
    for number in range(60):
        instance = random_cases.instance_of(("logistic", "log_cosh")[number % 2], rng)
        middle = [tuple((e.low + e.high) / 2 for e in point) for point in instance.minimisers]
        own = OBJECTIVES[instance.family](**instance.parameters)
        try:
            away = [own.dist_sq(point) for point in middle or [(Fraction(0),) * instance.dimension]]
        except NoValue:
            away = None
        assert (away is None) == (not middle), instance.formula
        assert not middle or all(decimal(one) < 1e-30 for one in away), instance.formula
        seen.add((instance.family, bool(middle)))
    assert seen == {("logistic", True), ("logistic", False), ("log_cosh", True)}


PLAIN = sorted((Path(__file__).parent / "second_reading").glob("plain_*.py"))


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_the_second_reading_shares_nothing_with_the_first(path):
    """It knows the statements, and its own modules."""
    imported = [node.module for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in imported if name.split(".")[0] in ("checkers", "problems")]
    assert not [name for name in imported if name in ("theorems.normal_form", "theorems.typed")]


RULE = evaluate._rule


def ruled(monkeypatch, kind, faulty):
    """The evaluator with another rule for one kind of term: faulty(original rule, evaluator, term)."""

    def rule(cls, averaging):
        original = RULE(cls, averaging)
        return (lambda v, e: faulty(original, v, e)) if issubclass(cls, kind) else original

    monkeypatch.setattr(evaluate, "_rule", rule)


def patched(monkeypatch, module, name, faulty):
    """A function of the reader's with another in its place: faulty(original, *arguments)."""
    original = getattr(module, name)
    monkeypatch.setattr(module, name, lambda *arguments: faulty(original, *arguments))


def _longer(rule, v, e):
    """Means to one step further."""
    *others, (index, low, high) = e.limits
    return rule(v, e.func(e.function, *others, (index, low, high + 1)))


def _shorter_sum(rule, v, e):
    *others, (index, low, high) = e.limits
    return rule(v, e.func(e.function, *others, (index, low, high - 1)))


def _half_the_paths(rule, v, e):
    array, vector = v.value(e.args[0])
    half = max(array.shape[1] // 2, 1)
    return (v.m.total(array[:, :half], 1)[:, None] / half, vector) if len(e.args) == 1 else rule(v, e)


def _free_later(rule, v, e):
    return rule(v, e.base[e.indices[0] + 1]) if isinstance(e.base, w.Sequence) and e.indices[0] != w.t + 1 else rule(v, e)


def _zero_before(store, run, trajectory, step, value):
    store(run, trajectory, step, value if step >= 0 else (value[0] * 0, value[1]))


def _exchanged(form, claim, kinds):
    return form(sp.Le(claim.lhs, claim.rhs, evaluate=False) if isinstance(claim, sp.Ge) else claim, kinds)


def _first_draw(rule, v, e):
    return rule(v, w.stochastic_grad(e.args[0], 0, e.args[2]))


def _one_draw(gradient, family, arrays, noise, x, draw, m):
    return gradient(family, arrays, noise, x, draw[:, :, :1], m)


def _lowered(rule, v, e):
    return rule(v, e) if e != w.f_star else (rule(v, e)[0] * 0, False)


def _strict(rule, v, e):
    event = e.args[0]
    return rule(v, w.Probability(sp.Lt(event.lhs, event.rhs)) if isinstance(event, sp.Le) else e)


PLANTED = [
    ("a run", "a mean to one step further", lambda p: ruled(p, w.Average, _longer)),
    ("a run", "a sum without its last term", lambda p: ruled(p, sp.Sum, _shorter_sum)),
    ("a run", "the largest for the least", lambda p: ruled(p, w.Best, lambda rule, v, e: v.value(w.Worst(e.function, *e.limits)))),
    ("a run", "the least for the largest", lambda p: ruled(p, w.Worst, lambda rule, v, e: v.value(w.Best(e.function, *e.limits)))),
    ("a run", "the infimum at zero", lambda p: ruled(p, w.Special, _lowered)),
    ("a run", "the distance to one minimiser", lambda p: ruled(p, w.dist_sq, lambda rule, v, e: v.value(w.norm_sq(e.args[0] - w.x_star)))),
    ("a run", "a norm for its square", lambda p: ruled(p, w.norm_sq, lambda rule, v, e: v.value(w.norm(e.args[0])))),
    ("a run", "the sum of sizes for the largest", lambda p: ruled(p, w.norm, lambda rule, v, e: rule(v, w.norm(e.args[0], 1)))),
    ("a run", "the sides of >= exchanged", lambda p: patched(p, readings, "normal_form", _exchanged)),
    ("a run", "a value where a divisor is zero", lambda p: patched(p, evaluate.Evaluator, "require", lambda f, v, condition: None)),
    ("memory", "x[-1] at the origin", lambda p: patched(p, engine, "_store", _zero_before)),
    ("a chain of starts", "a longer horizon in the equations", lambda p: patched(p, engine, "_steady", lambda f, m, run, T: f(m, run, T + 1))),
    ("draws", "the same draw in every step", lambda p: ruled(p, w.stochastic_grad, _first_draw)),
    ("draws", "conditioned one step later", lambda p: patched(p, reductions, "_conditional", lambda f, v, a, steps: f(v, a, steps + 1))),
    ("draws", "conditioned on nothing", lambda p: patched(p, reductions, "_conditional", lambda f, v, a, steps: f(v, a, steps * 0))),
    ("draws", "the first half of all paths", lambda p: ruled(p, w.E, _half_the_paths)),
    ("draws", "the first draw varies fastest", lambda p: patched(p, engine, "enumerated_draws", lambda f, *sizes: f(*sizes)[:, :, ::-1])),
    ("draws", "events without their boundary", lambda p: ruled(p, w.Probability, _strict)),
    ("a batch of two", "one draw for a batch", lambda p: patched(p, problem, "stochastic_gradient", _one_draw)),
    ("a free sequence", "a free sequence one step later", lambda p: ruled(p, sp.Indexed, _free_later)),
    ("a game", "turns one later", lambda p: ruled(p, w.InTurn, lambda rule, v, e: rule(v, w.InTurn(e.args[0] + 1, *e.args[1:])))),
    ("a game of chance", "always the first loss", lambda p: ruled(p, w.AtRandom, lambda rule, v, e: v.value(e.args[1]))),
]
"""Faults of the evaluator, the engine and the normal form, each to be planted by itself, and the statement that is to tell them."""


FIRST = {statement: fault for statement, fault, _ in reversed(PLANTED)}
"""One fault of each statement, for every run of the tests."""


def marked(statement, fault, plant):
    return pytest.param(statement, fault, plant, id=fault, marks=() if FIRST[statement] == fault else pytest.mark.slow)


@pytest.mark.parametrize(("statement", "fault", "plant"), [marked(*one) for one in PLANTED])
def test_a_planted_fault_is_seen(statement, fault, plant, monkeypatch):
    """On some of a few rounds of cases, on which the readings agree without it."""
    with monkeypatch.context() as planted:
        plant(planted)
        seen = [f"{fault} {number}" for number in range(8)]
        first = next((name for name in seen if compared(name, LANGUAGE[statement]).differences), None)
    assert first is not None
    assert not compared(first, LANGUAGE[statement]).differences


@pytest.mark.parametrize("name", graded(STATEMENTS, 0, 16))
def test_all_readings_agree_on_many_cases(name):
    found = compared(f"many: {name}", STATEMENTS[name], ROUNDS)
    assert not found.differences, found.differences[0]


@pytest.mark.slow
def test_all_readings_agree_on_every_mutant():
    for name, mutant in wrong_ones():
        found = compared(name, mutant)
        assert not found.differences, f"{name}: {found.differences[0]}"


FILES = sorted((Path(__file__).parents[2] / "quality" / "statements").glob("*/*.py"))


@pytest.mark.parametrize("path", graded(FILES, 4, 80, lambda path: path.stem))
def test_all_readings_agree_on_the_statements_that_the_verdicts_are_tested_with(path):
    theorem = load(entry_for_file(path)).theorem
    if not isinstance(theorem.method, TorchOptimizer):
        found = compared(path.stem, theorem, 2)
        assert not found.differences, found.differences[0]
