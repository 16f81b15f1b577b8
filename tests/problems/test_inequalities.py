"""The generic attack: every inequality that a hypothesis declares, on every instance that certifies it, with the certified constant.

Floats look first; whatever is within rounding of a tie, and whatever looks violated, is decided again in exact arithmetic. The same attack
must catch constants that are one percent too strong: a test that cannot fail shows nothing.
"""

import inspect
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache, partial

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import eigh

from checkers.experiment.case import Case
from checkers.experiment.decide import Outcome, Spot, decide
from checkers.experiment.engine import prepared
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.search.draws import drawn
from problems.discovery import families
from problems.exact.arithmetic import Exact
from problems.float64 import Float64
from problems.instance import Enclosure, Fact, Instance, exactly
from problems.matching import closed, facts_of
from problems.noise import Noise, two_point
from theorems import hypotheses
from theorems.hypotheses import (
    PL,
    BoundedGradient,
    BoundedVariance,
    Convex,
    ConvexSum,
    Hypothesis,
    Inequality,
    Interpolation,
    Lipschitz,
    NonnegativeSum,
    Quadratic,
    QuadraticGrowth,
    SecondMoment,
    Smooth,
    SmoothSum,
    StrongGrowth,
    StronglyConvex,
)
from theorems.language import Theorem, dist_sq, f_star, norm_sq, stochastic_grad, t, x_star
from theorems.normal_form import NormalForm, mentions, normal_form
from theorems.typed import walk

NAMES = sorted(families())
ROUNDING = 1e-9
"""A margin below this share of the terms is decided exactly; sums of a few hundred rounded terms stay far below it."""

KINDS = [kind for _, kind in inspect.getmembers(hypotheses, inspect.isclass) if issubclass(kind, Hypothesis) and not inspect.isabstract(kind)]
"""Every hypothesis that an instance can certify."""

MADE = [*KINDS, partial(BoundedGradient, norm=sp.oo)]
"""What makes a hypothesis from its constant: each class, and the bound of gradients in its other norm."""

ABOUT_NOISE = (BoundedGradient, BoundedVariance, SecondMoment, StrongGrowth, Interpolation, SmoothSum, ConvexSum, NonnegativeSum)


Make = Callable[..., Hypothesis]


@cache
def instances(name: str) -> list[Instance]:
    return [*families()[name].library()[:10], *drawn(families()[name].strategy(), 4, 0)]


def noises(instance: Instance) -> list[Noise]:
    """Two points along the top direction, three unequal points, and the instance's own components."""
    third = tuple(Fraction(1, 2) * Fraction(int(i == 0)) for i in range(instance.dimension))
    axis = instance.directions[0] if instance.directions else None
    found = [two_point(instance.dimension, Fraction(3, 2), axis), Noise("additive", (third, third, tuple(-2 * e for e in third)))]
    return [*found, Noise("finite_sum")] if families()[instance.family].components else found


@cache
def random_points(dimension: int) -> list[tuple[Fraction, ...]]:
    rng = np.random.default_rng(dimension)
    return [tuple(Fraction(int(n), q) for n in rng.integers(-9, 10, dimension)) for q in (90, 9, 2, 1) for _ in range(3)]


def near(point, step, scale: Fraction = Fraction(1)):
    return tuple(a + scale * b for a, b in zip(point, step, strict=True))


def pairs(instance: Instance) -> list[tuple[tuple[Fraction, ...], tuple[Fraction, ...]]]:
    """Tight points first: starts, minimisers, steps from them along the directions; then random ones; every pair also turned round."""
    minimisers = [tuple(((e.low + e.high) / 2).limit_denominator(10**6) for e in z) for z in instance.minimisers]
    tight = [*instance.starts, *minimisers]
    along = [(p, near(p, v, scale)) for p in tight[:6] for v in instance.directions[:3] for scale in (Fraction(1), Fraction(1, 4))]
    away = list(zip(random_points(instance.dimension), random_points(instance.dimension)[1:], strict=False))
    mixed = [(p, q) for p, q in zip(tight, [*tight[1:], tight[0]], strict=True)]
    found = [*along, *mixed, *away, (tight[0], random_points(instance.dimension)[0])]
    return list(dict.fromkeys([*found, *((b, a) for a, b in found)]))


def example(make: Make) -> Hypothesis:
    return make(3) if inspect.signature(make).parameters else make()


def instantiated(make: Make, fact: Fact, factor: Fraction = Fraction(1)) -> Hypothesis:
    """The hypothesis with the tight constant that a fact certifies, times a factor."""
    if fact.value is None:
        return make()
    end = factor * (fact.value.high if example(make).at_least else fact.value.low)
    return make(sp.Rational(end.numerator, end.denominator))


def evaluable(instance: Instance, relation: sp.Basic) -> sp.Basic | None:
    """The relation as it can be measured on an instance: None where it names an infimum or a minimiser that is not certified.

    Where a family has no distance to its minimisers, the distance to the only minimiser stands for it; to several it is not measured.
    """
    if families()[instance.family].dist_sq is None and mentions(relation, dist_sq):
        if len(instance.minimisers) > 1:
            return None
        relation = relation.replace(dist_sq, lambda point: norm_sq(point - x_star))
    if (f_star in walk(relation) and instance.infimum is None) or (x_star in walk(relation) and not instance.minimisers):
        return None
    return relation


def sizes(evaluator: Evaluator, form: NormalForm):
    """How large the terms are that a margin is the difference of; inside a squared norm, the squares of what is subtracted. (I,) floats."""
    measured = [form.small, form.large, *(term.coefficient * term.measured for term in form.plain)]
    measured += [norm_sq(part) for term in form.plain for a in walk(term.measured) if isinstance(a, norm_sq) for part in sp.Add.make_args(a.args[0])]
    found = [np.abs(evaluator.m.floats(evaluator.number(e))).max(axis=1) for e in measured]
    return np.sum(np.broadcast_arrays(*found, np.zeros(evaluator.run.instances)), axis=0)


def margins(m, theorem: Theorem, form: NormalForm, cases: list[Case]):
    """larger - smaller side for each case and each draw (one column for an expectation), and the size of the terms."""
    with m.scope():
        run = prepared(theorem, cases, m)
        evaluator = Evaluator(run, {t: np.array(0)}, 0)
        margin = np.asarray(evaluator.number(form.large) - evaluator.number(form.small))
        return np.broadcast_to(margin, (len(cases), margin.shape[1])), sizes(evaluator, form) if m.name == "float64" else None


def violations(instance: Instance, noise: Noise | None, relation: sp.Basic) -> list[Case]:
    """The pairs of points at which a relation is violated, decided exactly wherever floats come within rounding of a tie."""
    theorem, form = Theorem(claim=relation), normal_form(relation)
    minimiser = instance.minimisers[0] if instance.minimisers else None
    cases = [Case(instance, {}, noise, None, minimiser, {"u": a, "v": b}) for a, b in pairs(instance)]
    margin, size = margins(Float64(), theorem, form, cases)
    margin = -np.abs(margin) if form.equality else margin
    doubtful = [number for number in range(len(cases)) if not (margin[number] > ROUNDING * size[number]).all()]
    if not doubtful:
        return []
    exact, _ = margins(Exact(), theorem, form, [cases[number] for number in doubtful])
    found = []
    for (row, draw), value in np.ndenumerate(exact):
        case, rounding = cases[doubtful[row]], abs(margin[doubtful[row], draw]) <= ROUNDING * size[doubtful[row]]
        decided = bool(value > 0 or value < 0 or value == 0)
        if value == 0 or (value > 0 and not form.equality) or (rounding and not decided):
            continue  # a tie, a claim that holds, or balls of radius 2^-100 that overlap
        outcome = decide(theorem, form, case, Spot(0, 1, draw if exact.shape[1] > 1 else None)).outcome
        assert outcome is not Outcome.UNDECIDED, (instance.formula, relation, case.points)
        found += [case] if outcome is Outcome.VIOLATED else []
    return found


def certified(instance: Instance) -> Iterator[tuple[Noise | None, Hypothesis]]:
    """Every hypothesis that the instance certifies, with its tight constant; those about random gradients once for each noise."""
    for make in MADE:
        for noise in noises(instance) if isinstance(example(make), ABOUT_NOISE) else [None]:
            fact = facts_of(instance, noise).get(example(make).certified_as)
            if fact is not None and fact.scope == "everywhere":
                yield noise, instantiated(make, fact)


@pytest.mark.parametrize("part", ["some", pytest.param("others", marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", NAMES)
def test_no_certified_inequality_is_violated(name, part):
    """Every sixth instance in every run of the tests, the others in a longer one."""
    for instance in [one for number, one in enumerate(instances(name)) if (number % 6 == 0) == (part == "some")]:
        for noise, hypothesis in certified(instance):
            for inequality in hypothesis.inequalities():
                relation = evaluable(instance, inequality.relation)
                if relation is not None:
                    found = violations(instance, noise, relation)
                    assert not found, (instance.formula, noise, hypothesis, inequality.name, found[0].points)


def test_every_class_is_attacked_somewhere():
    attacked = {type(hypothesis) for name in NAMES for instance in families()[name].library() for _, hypothesis in certified(instance)}
    assert attacked == set(KINDS)


STRENGTHENED = [
    (make, family, inequality.name)
    for make, family in (
        (Smooth, "quadratic"),
        (StronglyConvex, "quadratic"),
        (PL, "quadratic"),
        (QuadraticGrowth, "quadratic"),
        (BoundedVariance, "quadratic"),
        (SmoothSum, "least_squares"),
        (StrongGrowth, "least_squares"),
        (SmoothSum, "logistic"),
        (SmoothSum, "geman_mcclure"),
        (SmoothSum, "separable_log_cosh"),
        (Lipschitz, "huber"),
        (BoundedGradient, "separable_log_cosh"),
        (partial(BoundedGradient, norm=sp.oo), "separable_log_cosh"),
        (QuadraticGrowth, "rational_wells"),
        (PL, "rational_wells"),
        (PL, "curved_valley"),
        (PL, "spiral_valley"),
        (PL, "polynomial"),
    )
    for inequality in make(1).inequalities()
    if inequality.name != "unbiased"
]


def declared(hypothesis: Hypothesis, name: str) -> Inequality:
    return next(inequality for inequality in hypothesis.inequalities() if inequality.name == name)


@pytest.mark.parametrize(("make", "family", "name"), STRENGTHENED)
def test_a_constant_one_percent_too_strong_is_caught_by_each_inequality(make, family, name):
    """The certified constants are the best ones, and the points above show it."""
    factor = Fraction(99, 100) if example(make).at_least else Fraction(101, 100)

    def caught(instance: Instance, noise: Noise | None) -> bool:
        fact = facts_of(instance, noise).get(example(make).certified_as)
        relation = None if fact is None else evaluable(instance, declared(instantiated(make, fact, factor), name).relation)
        return relation is not None and bool(violations(instance, noise, relation))

    about_noise = isinstance(example(make), ABOUT_NOISE)
    assert any(caught(instance, noise) for instance in families()[family].library() for noise in (noises(instance) if about_noise else [None]))


@pytest.mark.parametrize(
    ("hypothesis", "family"),
    [
        (Convex(), "zigzag"),
        (Convex(), "quadratic"),
        (Convex(), "polynomial"),
        (Convex(), "rational_wells"),
        (Convex(), "curved_valley"),
        (Quadratic(), "huber"),
        (Quadratic(), "logistic"),
        (PL(sp.Rational(1, 10)), "huber"),
    ],
)
def test_a_class_that_an_instance_lacks_is_caught(hypothesis, family):
    """Every inequality of the class fails on some instance of a family that is not all inside it."""
    for inequality in hypothesis.inequalities():
        outside = [instance for instance in instances(family) if hypothesis.certified_as not in facts_of(instance, None)]
        relations = [(instance, evaluable(instance, inequality.relation)) for instance in outside]
        assert any(violations(instance, None, relation) for instance, relation in relations if relation is not None), inequality.name


def test_noise_at_the_minimisers_is_caught():
    instance = families()["least_squares"].library()[2]
    relation = declared(Interpolation(), "no noise at minimisers").relation
    assert not violations(instance, Noise("finite_sum"), relation)
    assert violations(instance, two_point(instance.dimension, Fraction(1)), relation)


def test_a_bound_of_gradients_that_forgets_the_noise_is_caught():
    """For the bound of f's gradient alone, and for the largest vector added alone."""
    instance, noise = families()["huber"].build(Fraction(1), Fraction(1)), two_point(1, Fraction(3, 2))
    bounds = (sp.Rational(5, 2), sp.Rational(3, 2), sp.Integer(1))
    found = [violations(instance, noise, declared(BoundedGradient(bound, norm=sp.oo), "bounded draws").relation) for bound in bounds]
    assert [bool(one) for one in found] == [False, True, True]


def test_strong_growth_is_that_of_the_closed_form():
    """Orthogonal rows of one length: E||g||^2/||grad f||^2 = n everywhere; equal rows: 1; none where rows contradict each other."""
    one, none = Fraction(1), Fraction(0)
    build, draws = families()["least_squares"].build, Noise("finite_sum")
    orthogonal = build(((one, none), (none, one)), (none, none), (one, one))
    assert facts_of(orthogonal, draws)["strong_growth"].value.high == 2
    assert facts_of(build(((one,), (-one,)), (none,), (one, -one)), draws)["strong_growth"].value == exactly(1)
    assert "strong_growth" not in facts_of(build(((one,), (one,)), (none,), (one, -one)), draws)
    assert "strong_growth" not in facts_of(orthogonal, two_point(2, one))


@pytest.mark.parametrize("seed", range(3))
def test_strong_growth_bounds_the_largest_generalised_eigenvalue(seed):
    """Of sum_i |a_i|^2 a_i a_i^T/n against H^2, H = sum_i a_i a_i^T/n on the row space, as SciPy finds it."""
    rng = np.random.default_rng(seed)
    columns = tuple(tuple(Fraction(int(i == j)) * int(rng.integers(1, 5)) for j in range(3)) for i in range(4))
    instance = families()["least_squares"].build(columns, tuple(map(Fraction, (1, 2, -1))), tuple(row[0] + row[1] for row in columns))
    rows = np.array(instance.arrays["rows"], dtype=float)
    hessian, fourth = rows.T @ rows / 4, rows.T @ np.diag(np.sum(rows**2, axis=1)) @ rows / 4
    best = eigh(fourth, hessian @ hessian, eigvals_only=True)[-1]
    found = facts_of(instance, Noise("finite_sum"))["strong_growth"].value
    assert float(found.low) <= best * (1 + 1e-9)
    assert best <= float(found.high) * (1 + 1e-9)


def test_gaussian_noise_bounds_no_gradient():
    facts = facts_of(families()["huber"].build(Fraction(1), Fraction(1)), Noise("gaussian", scale=Fraction(1)))
    assert not {"gradient_bound", "gradient_bound_inf"} & set(facts)
    assert "lipschitz" in facts


def test_components_have_bounds_of_their_own():
    """Where f itself is 1-Lipschitz one of its components is not; without noise the bound is that of f."""
    instance = families()["separable_log_cosh"].build(((Fraction(0),), (Fraction(2),)), ((Fraction(0),), (Fraction(0),)))
    found = [facts_of(instance, noise)["gradient_bound_inf"].value for noise in (None, Noise("finite_sum"), two_point(1, Fraction(1)))]
    assert found == [exactly(1), exactly(2), Enclosure(Fraction(1), Fraction(2))]


def test_a_biased_gradient_is_caught():
    instance = families()["quadratic"].library()[0]
    biased = two_point(1, Fraction(1))
    object.__setattr__(biased, "atoms", ((Fraction(1),), (Fraction(-2),)))  # which Noise itself refuses
    assert violations(instance, biased, declared(BoundedVariance(2), "unbiased").relation)


@pytest.mark.parametrize("name", NAMES)
def test_added_noise_never_interpolates(name):
    """A finite sum's own facts say nothing of another noise."""
    for instance in families()[name].library():
        facts = facts_of(instance, two_point(instance.dimension, Fraction(1)))
        assert "interpolation" not in facts, instance.formula
        assert facts["variance"].value is not None
        assert facts["variance"].value.high == 1


@pytest.mark.parametrize("make", MADE)
def test_what_a_class_implies_is_certified_with_it(make):
    """Each implied hypothesis is certified too, with the same constant."""
    stated = Fact("as stated", None if example(make).constant is None else exactly(3))
    for weaker in example(make).implies():
        assert closed({example(make).certified_as: stated})[weaker.certified_as].value == (None if weaker.constant is None else exactly(3))


def test_a_stated_fact_wins_over_an_implied_one():
    found = closed({"strongly_convex": Fact("weak", exactly(1)), "pl": Fact("strong", exactly(2))})
    assert found["pl"].value == exactly(2)
    assert found["quadratic_growth"].value is not None
    assert "convex" in found


def test_the_classes_attacked_once_for_each_noise_are_those_about_random_gradients():
    assert {kind for kind in KINDS if any(mentions(q.relation, stochastic_grad) for q in example(kind).inequalities())} == set(ABOUT_NOISE)


@pytest.mark.parametrize("hypothesis", [SmoothSum(2), ConvexSum()])
def test_a_sum_without_that_property_is_caught(hypothesis):
    """Two components bent by 4 and by 0 make a 2-smooth f; those of Geman-McClure are not convex."""
    one = Fraction(1)
    uneven = families()["least_squares"].build(((2 * one,), (Fraction(0),)), (Fraction(0),), (one, one))
    instance = uneven if isinstance(hypothesis, SmoothSum) else families()["geman_mcclure"].library()[0]
    relation = hypothesis.inequalities()[-1].relation
    assert violations(instance, Noise("finite_sum"), relation)


def test_added_vectors_make_a_sum_of_components_like_f():
    facts = facts_of(families()["huber"].build(Fraction(1), Fraction(1)), two_point(1, Fraction(3)))
    assert facts["smooth_sum"].value == facts["smooth"].value
    assert "convex_sum" in facts
    assert "convex_sum" not in facts_of(families()["zigzag"].library()[0], two_point(1, Fraction(3)))
    assert "smooth_sum" not in facts_of(families()["huber"].build(Fraction(1), Fraction(1)), Noise("gaussian", scale=Fraction(1)))
