"""Every word of the language on random trajectories, against plain NumPy written out once more here; floats against exact numbers."""

from dataclasses import dataclass
from fractions import Fraction
from math import isclose

import numpy as np
import pytest
import sympy as sp

from checkers.experiment.evaluate import RULES, Evaluator
from checkers.experiment.run import FOREVER, Run, Trajectory
from problems.discovery import families
from problems.exact.arithmetic import Exact
from problems.float64 import Float64
from problems.instance import stacked
from theorems import words
from theorems.language import (
    Abs,
    Average,
    Best,
    E,
    Max,
    Min,
    Probability,
    Rational,
    Sum,
    T,
    constants,
    cos,
    d,
    dist_sq,
    exp,
    f,
    f_star,
    grad,
    i,
    inner,
    iterates,
    j,
    log,
    naturals,
    norm,
    norm_sq,
    oo,
    pi,
    points,
    reals,
    sin,
    sqrt,
    t,
    tanh,
    x,
    x_star,
)
from theorems.typed import FUNCTIONS

CASES, STEPS, DIMENSION = 2, 5, 3
L, eta = constants("L eta")
a = reals("a")
n = naturals("n")
u = points("u")
s = iterates("s")

rng = np.random.default_rng(7)
INSTANCES = [
    families()["quadratic"].build(
        (Fraction(2), Fraction(1, 2), Fraction(0)), (Fraction(1), Fraction(-2), Fraction(1)), (Fraction(k), Fraction(1), Fraction(0))
    )
    for k in range(CASES)
]


def rationals(*shape):
    """Random multiples of 1/8, which floats hold exactly."""
    return rng.integers(-20, 21, shape) / 8


X, S, U = rationals(CASES, STEPS + 2, DIMENSION), rationals(CASES, STEPS + 2), rationals(CASES, DIMENSION)
VALUES = {"L": np.array([2.0, 2.5]), "eta": np.array([0.5, 0.25]), "a": np.array([-1.5, 0.75])}


def fractions(array):
    return [Fraction(float(e)) for e in np.asarray(array).reshape(-1)]


def filled(m, paths=None):
    """A run whose x[-1], ..., x[STEPS] and s[-1], ... are the random ones; `paths` (P, d) puts other points on x[1]."""
    run = Run(m=m, family=families()["quadratic"], arrays=stacked(INSTANCES, m), instances=CASES, dimension=DIMENSION, horizon=STEPS)
    xs = X[:, None] if paths is None else np.repeat(X[:, None], len(paths), axis=1)
    if paths is not None:
        xs[:, :, 2] = paths
    run.paths = xs.shape[1]
    run.trajectories = {
        "x": Trajectory(m.array(fractions(xs), xs.shape), -1, True),
        "s": Trajectory(m.array(fractions(S), (CASES, 1, STEPS + 2)), -1, False),
    }
    run.constants = {name: m.array(fractions(value), (CASES, 1)) for name, value in VALUES.items()}
    run.naturals = {"n": 3}
    run.points = {
        "u": m.array(fractions(U), (CASES, 1, DIMENSION)),
        "x_star": m.array(fractions([p.parameters["centre"] for p in INSTANCES]), (CASES, 1, DIMENSION)),
    }
    run.f_star = m.array([Fraction(0)] * CASES, (CASES, 1))
    run.defined_until = np.full((CASES, run.paths), FOREVER)
    return run


@dataclass(frozen=True)
class Plain:
    """One case in plain NumPy: x(t), s(t), f and its gradient, and the constants."""

    case: int

    def x(self, step):
        return X[self.case, step + 1]

    def s(self, step):
        return S[self.case, step + 1]

    @property
    def u(self):
        return U[self.case]

    def __getattr__(self, name):
        return VALUES[name][self.case]

    @property
    def centre(self):
        return np.array(INSTANCES[self.case].parameters["centre"], dtype=float)

    @property
    def hessian(self):
        axis, spectrum = (np.array(INSTANCES[self.case].parameters[name], dtype=float) for name in ("axis", "spectrum"))
        q = np.eye(DIMENSION) - 2 * np.outer(axis, axis) / (axis @ axis)
        return q @ np.diag(spectrum) @ q

    def f(self, w):
        return (w - self.centre) @ self.hessian @ (w - self.centre) / 2

    def grad(self, w):
        return self.hessian @ (w - self.centre)

    def dist_sq(self, w):
        values, vectors = np.linalg.eigh(self.hessian)
        return sum((vectors[:, k] @ (w - self.centre)) ** 2 for k in range(DIMENSION) if values[k] > 1e-9)


g = norm_sq(grad(x[t]))
TABLE = [
    ("value", f(x[t]), lambda p, t, T: p.f(p.x(t))),
    ("gradient", norm_sq(grad(x[t]) - 2 * x[t]), lambda p, t, T: np.sum((p.grad(p.x(t)) - 2 * p.x(t)) ** 2)),
    ("value at a moved point", f(x[t] - eta * grad(u)), lambda p, t, T: p.f(p.x(t) - p.eta * p.grad(p.u))),
    ("norm", norm(x[t] - u), lambda p, t, T: np.linalg.norm(p.x(t) - p.u)),
    ("norm of a number", norm(s[t]), lambda p, t, T: abs(p.s(t))),
    ("largest entry", norm(x[t] - u, oo), lambda p, t, T: np.max(np.abs(p.x(t) - p.u))),
    ("sum of sizes", norm(grad(x[t]), 1), lambda p, t, T: np.sum(np.abs(p.grad(p.x(t))))),
    ("largest entry of a number", norm(s[t], oo), lambda p, t, T: abs(p.s(t))),
    ("inner", inner(grad(x[t]), u - x[t]) / L, lambda p, t, T: p.grad(p.x(t)) @ (p.u - p.x(t)) / p.L),
    ("distance", dist_sq(x[t]), lambda p, t, T: p.dist_sq(p.x(t))),
    ("minimiser", norm_sq(x[t] - x_star), lambda p, t, T: np.sum((p.x(t) - p.centre) ** 2)),
    ("infimum", f(x[T]) - f_star, lambda p, t, T: p.f(p.x(T))),
    ("dimension", d * f(x[t]) / n, lambda p, t, T: DIMENSION * p.f(p.x(t)) / 3),
    ("constants", (L - a) ** 2 / eta, lambda p, t, T: (p.L - p.a) ** 2 / p.eta),
    ("number sequence", s[t] ** 2 + s[T], lambda p, t, T: p.s(t) ** 2 + p.s(T)),
    ("symbolic power", (1 - eta) ** t, lambda p, t, T: (1 - p.eta) ** t),
    ("negative base", a**t, lambda p, t, T: p.a**t),
    ("zero to the zero", (1 - 2 * eta) ** t + 0 * L, lambda p, t, T: 1.0 if t == 0 else (1 - 2 * p.eta) ** t),
    ("average to T - 1", Average(g, (t, 0, T - 1)), lambda p, t, T: np.mean([np.sum(p.grad(p.x(k)) ** 2) for k in range(T)])),
    ("best to T", Best(f(x[i]), (i, 0, T)), lambda p, t, T: min(p.f(p.x(k)) for k in range(T + 1))),
    ("best from t", Best(f(x[i]), (i, t, T)), lambda p, t, T: min(p.f(p.x(k)) for k in range(t, T + 1))),
    ("best of a falling and a rising part", Best((i - t) ** 2, (i, 0, T)), lambda p, t, T: min((k - t) ** 2 for k in range(T + 1))),
    ("sum from t to T", Sum(f(x[i]), (i, t, T)), lambda p, t, T: sum(p.f(p.x(k)) for k in range(t, T + 1))),
    ("empty sum", Sum(f(x[i]), (i, 0, t - 1)), lambda p, t, T: sum(p.f(p.x(k)) for k in range(t))),
    ("weights", Sum((i + 1) * f(x[i]) / T, (i, 0, T - 1)), lambda p, t, T: sum((k + 1) * p.f(p.x(k)) / T for k in range(T))),
    ("backwards", Sum(f(x[T - i]) * eta**i, (i, 0, T)), lambda p, t, T: sum(p.f(p.x(T - k)) * p.eta**k for k in range(T + 1))),
    ("to a natural", Sum(i * s[i], (i, 1, n)), lambda p, t, T: sum(k * p.s(k) for k in range(1, 4))),
    (
        "nested",
        Sum(Average(f(x[j]), (j, 0, i)) / (i + 1), (i, 0, T - 1)),
        lambda p, t, T: sum(np.mean([p.f(p.x(m)) for m in range(k + 1)]) / (k + 1) for k in range(T)),
    ),
    (
        "two limits, the left one innermost",
        Sum(i * f(x[j]), (i, 0, j), (j, t, T)),
        lambda p, t, T: sum(k * p.f(p.x(m)) for m in range(t, T + 1) for k in range(m + 1)),
    ),
    ("sum of vectors", norm_sq(Sum(x[i] / (i + 1), (i, 0, T - 1))), lambda p, t, T: np.sum(sum(p.x(k) / (k + 1) for k in range(T)) ** 2)),
    ("value at an average", f(Average(x[i], (i, 0, T - 1))), lambda p, t, T: p.f(np.mean([p.x(k) for k in range(T)], axis=0))),
    ("value at a weighted mean", f(Sum((i + t) * x[i], (i, 0, T)) / 7), lambda p, t, T: p.f(sum((k + t) * p.x(k) for k in range(T + 1)) / 7)),
    ("max", Max(s[t], a, eta * t), lambda p, t, T: max(p.s(t), p.a, p.eta * t)),
    ("min", Min(f(x[t]), f(x[T])), lambda p, t, T: min(p.f(p.x(t)), p.f(p.x(T)))),
    ("abs", Abs(s[t] - s[T]), lambda p, t, T: abs(p.s(t) - p.s(T))),
    ("sqrt", sqrt(T + g), lambda p, t, T: np.sqrt(T + np.sum(p.grad(p.x(t)) ** 2))),
    ("one over a root", 1 / sqrt(t + 1), lambda p, t, T: 1 / np.sqrt(t + 1)),
    ("cube root", (1 + t) ** Rational(1, 3), lambda p, t, T: np.cbrt(1 + t)),
    ("log", log(1 + t * L), lambda p, t, T: np.log(1 + t * p.L)),
    ("exp", exp(-eta * t) * exp(1), lambda p, t, T: np.exp(1 - p.eta * t)),
    ("pi", pi * eta, lambda p, t, T: np.pi * p.eta),
    ("sin and cos", sin(a) + cos(s[t]), lambda p, t, T: np.sin(p.a) + np.cos(p.s(t))),
    ("tan and atan", sp.tan(eta) + sp.atan(a), lambda p, t, T: np.tan(p.eta) + np.arctan(p.a)),
    ("hyperbolic", tanh(a) + sp.sinh(a) * sp.cosh(eta), lambda p, t, T: np.tanh(p.a) + np.sinh(p.a) * np.cosh(p.eta)),
    ("sign", sp.sign(s[t]) + sp.sign(a), lambda p, t, T: np.sign(p.s(t)) + np.sign(p.a)),
    ("whole parts", sp.floor(s[t]) + 10 * sp.ceiling(a * t), lambda p, t, T: np.floor(p.s(t)) + 10 * np.ceil(p.a * t)),
    ("the step before", norm_sq(x[t] - x[t - 1]), lambda p, t, T: np.sum((p.x(t) - p.x(t - 1)) ** 2)),
    ("a fixed step", f(x[1]) - f(x[0]), lambda p, t, T: p.f(p.x(1)) - p.f(p.x(0))),
    ("index arithmetic", s[T - t], lambda p, t, T: p.s(T - t)),
    ("a maximum over steps", -Best(-f(x[i]), (i, 0, T - 1)), lambda p, t, T: max(p.f(p.x(k)) for k in range(T))),
]


def grid(m, expression, run=None):
    """The expression over every t = 0..STEPS (axis 2) and T = 1..STEPS (axis 3), and where it is defined."""
    with m.scope():
        evaluator = Evaluator(run or filled(m), {t: np.arange(STEPS + 1)[:, None], T: np.arange(1, STEPS + 1)[None, :]}, 2)
        found = m.floats(evaluator.number(expression))
    shape = (CASES, found.shape[1], STEPS + 1, STEPS)
    return np.broadcast_to(found, shape), np.broadcast_to(evaluator.defined, shape)


PLACES = [(step, horizon) for step in range(STEPS + 1) for horizon in range(1, STEPS + 1) if step <= horizon]


@pytest.mark.parametrize("m", [Float64(), Exact(), Exact(balls=True)], ids=["float64", "exact", "balls"])
@pytest.mark.parametrize(("expression", "plain"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_terms_have_their_plain_value(m, expression, plain):
    found, defined = grid(m, expression)
    for case in range(CASES):
        for step, horizon in PLACES:
            assert defined[case, 0, step, horizon - 1]
            expected = plain(Plain(case), step, horizon)
            assert isclose(found[case, 0, step, horizon - 1], expected, rel_tol=1e-12, abs_tol=1e-12), (case, step, horizon)


def test_the_table_speaks_of_every_function():
    seen = {type(e) for _, expression, _ in TABLE for e in sp.preorder_traversal(expression)}
    assert set(FUNCTIONS) <= seen
    assert {kind for kind in RULES if issubclass(kind, words.Word) and kind.__module__ == "theorems.words"} <= seen


UNDEFINED = [
    ("divided by t", L / t, lambda t, T: t > 0),
    ("divided by a difference", 1 / (T - t), lambda t, T: t != T),
    ("negative root", sqrt(t - 2), lambda t, T: t >= 2),
    ("one over the root of zero", 1 / sqrt(t), lambda t, T: t > 0),
    ("log of zero", log(t), lambda t, T: t > 0),
    ("after the last step", f(x[t + 1]), lambda t, T: t < STEPS),
    ("before the first step", f(x[t - 2]), lambda t, T: t >= 1),
    ("a mean of nothing", Average(f(x[i]), (i, 0, t - 1)), lambda t, T: t > 0),
    ("the least of nothing", Best(f(x[i]), (i, t, T - 1)), lambda t, T: t <= T - 1),
    ("a sum that meets a zero divisor", Sum(1 / (i - 2), (i, 0, T)), lambda t, T: T < 2),
    ("a sum of nothing", Sum(1 / i, (i, 1, t)), lambda t, T: True),
    ("a nested sum that leaves the run", Sum(Sum(s[j], (j, 0, i)), (i, 0, t + 1)), lambda t, T: t < STEPS),
]


@pytest.mark.parametrize("m", [Float64(), Exact()], ids=["float64", "exact"])
@pytest.mark.parametrize(("expression", "expected"), [row[1:] for row in UNDEFINED], ids=[row[0] for row in UNDEFINED])
def test_terms_are_defined_exactly_where_they_have_a_value(m, expression, expected):
    found, defined = grid(m, expression)
    for step in range(STEPS + 1):
        for horizon in range(1, STEPS + 1):
            assert defined[0, 0, step, horizon - 1] == expected(step, horizon), (step, horizon)
            assert np.isfinite(found[0, 0, step, horizon - 1]) or not expected(step, horizon)


ENDS = np.array([[1.0, 2.0, 0.0], [3.0, -1.0, 0.5], [0.0, 0.0, 1.0], [1.0, 2.0, 0.0]])


@pytest.mark.parametrize("m", [Float64(), Exact()], ids=["float64", "exact"])
def test_expectations_are_means_over_paths(m):
    run = filled(m, ENDS)
    for expression, plain in (
        (E(f(x[1])), lambda p: np.mean([p.f(w) for w in ENDS])),
        (E(f(x[1]) ** 2) - E(f(x[1])) ** 2, lambda p: np.var([p.f(w) for w in ENDS])),
        (norm_sq(E(x[1]) - x[0]), lambda p: np.sum((ENDS.mean(axis=0) - p.x(0)) ** 2)),
        (inner(E(grad(x[1])), u), lambda p: np.mean([p.grad(w) for w in ENDS], axis=0) @ p.u),
        (E(Best(f(x[i]), (i, 0, 1))), lambda p: np.mean([min(p.f(w), p.f(p.x(0))) for w in ENDS])),
        (Best(E(f(x[i])), (i, 0, 1)), lambda p: min(np.mean([p.f(w) for w in ENDS]), p.f(p.x(0)))),
        (E(1), lambda p: 1.0),
        (Probability(norm_sq(x[1]) <= 5), lambda p: 3 / 4),
        (Probability(norm_sq(x[1]) < 5), lambda p: 1 / 4),
        (Probability(norm_sq(x[1]) >= 5), lambda p: 3 / 4),
        (Probability(norm_sq(x[1]) > 5), lambda p: 1 / 4),
        (Probability(words.E(norm_sq(x[0])) <= -1), lambda p: 0.0),
    ):
        found, _ = grid(m, expression, run)
        assert found.shape[1] == 1, expression
        assert [
            isclose(found[case, 0, 0, 0], plain(Plain(case)), rel_tol=1e-12) or plain(Plain(case)) == found[case, 0, 0, 0] for case in range(CASES)
        ] == [True] * 2


@pytest.mark.parametrize("m", [Float64(), Exact()], ids=["float64", "exact"])
def test_the_probability_of_an_equality_is_that_of_the_equality(m):
    found, _ = grid(m, Probability(sp.Eq(norm_sq(x[1]), 5)), filled(m, ENDS))
    assert (found == 0.5).all()
    vectors, _ = grid(m, Probability(sp.Eq(x[1], x[0])), filled(m, ENDS))
    assert (vectors == 0).all()
    same, _ = grid(m, Probability(sp.Eq(x[1], x[1] + 0 * x[0], evaluate=False)), filled(m, ENDS))
    assert (same == 1).all()


def test_a_path_without_a_value_leaves_its_expectation_without_one():
    run = filled(Float64(), ENDS)
    assert not grid(run.m, E(1 / (norm_sq(x[1]) - 1)), run)[1].any()
    assert grid(run.m, E(1 / (norm_sq(x[1]) - 2)), run)[1].all()


@pytest.mark.parametrize("m", [Float64(), Exact()], ids=["float64", "exact"])
@pytest.mark.parametrize("expression", [f(u - u), norm_sq(grad(x[t] - x[t])), dist_sq(u - u), inner(x[t], u - u), norm_sq(u - u)])
def test_the_origin_is_a_point(m, expression):
    """SymPy writes u - u as 0, which the language takes for a vector."""
    expected = {f: lambda p: p.f(np.zeros(3)), norm_sq: lambda p: np.sum(p.grad(np.zeros(3)) ** 2), dist_sq: lambda p: p.dist_sq(np.zeros(3))}
    found, _ = grid(m, expression)
    for case in range(CASES):
        plain = expected[type(expression)](Plain(case)) if expression.has(f, grad, dist_sq) else 0.0
        assert isclose(found[case, 0, 0, 0], plain, rel_tol=1e-12, abs_tol=1e-12)


def test_a_broken_run_has_no_later_members():
    run = filled(Float64())
    run.defined_until = np.array([[FOREVER], [2]])
    _, defined = grid(run.m, f(x[t]), run)
    assert defined[:, 0, :, 0].tolist() == [[True] * 6, [True, True, True, False, False, False]]


def test_equal_terms_are_computed_once():
    run = filled(Float64())
    with run.m.scope():
        evaluator = Evaluator(run, {t: np.arange(2)}, 1)
        first = evaluator.number(f(x[t]))
        evaluator.number(f(x[t]) + 1)
        assert evaluator.number(f(x[t])) is first


def test_a_word_without_a_numeric_form_is_an_error():
    run = filled(Float64())
    with run.m.scope(), pytest.raises(TypeError, match="no numeric form"):
        Evaluator(run, {}, 0).number(sp.gamma(L))
