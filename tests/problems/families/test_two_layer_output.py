"""Both families of network outputs: what a network's hypothesis says is attacked on their instances, and their ladders are random networks."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from flint import arb

from checkers.experiment.case import Case, case_from_json
from checkers.experiment.decide import Outcome, Spot, decide
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope, known_values
from problems.discovery import families
from problems.exact.arithmetic import Exact
from problems.families import two_layer_both, two_layer_output
from problems.matching import facts_of, lacking
from problems.network_facts import MOST_BENT_AT, WRITTEN_OUT, activation_at, added, number_of
from theorems.language import Abs, Theorem, constants, f, grad, inner, naturals, norm_sq, points, sqrt
from theorems.networks import TwoLayer
from theorems.normal_form import normal_form

ONE, ZERO = Fraction(1), Fraction(0)
m, n = naturals("m n")
FAMILIES = pytest.mark.parametrize("name", ["two_layer_output", "two_layer_both"])
BOUNDS = {"slope": "activation_slope", "bend": "activation_bend", "input_norms": "input_norms", "output_weights": "output_weights"}


def hypothesis(instance, factor=ONE, only=tuple(BOUNDS)):
    """The network with its certified constants, the ones in `only` times a factor."""
    first = "first_layer" in instance.facts
    ends = {name: instance.facts[fact].value.high for name, fact in BOUNDS.items() if fact in instance.facts}
    bounds = {name: sp.Rational(*(end * (factor if name in only else 1)).as_integer_ratio()) for name, end in ends.items()}
    return TwoLayer(m, train="first" if first else "both", inputs=n, **bounds)


def violated(instance, inequality):
    """Whether an inequality of the hypothesis is violated exactly at some start."""
    theorem, form = Theorem(claim=inequality.relation), normal_form(inequality.relation)
    constants = {"m": instance.facts["width"].value.low, "n": instance.facts["inputs"].value.low}
    constants = {symbol.name: constants[symbol.name] for symbol in theorem.names(type(m))}
    cases = [Case(instance, constants, None, None, None, {"u": start} if theorem.names(type(points("u"))) else {}) for start in instance.starts]
    found = {decide(theorem, form, case, Spot(0, 1)).outcome for case in cases}
    assert found <= {Outcome.HOLDS, Outcome.TIE, Outcome.VIOLATED}, (instance.formula, inequality, found)
    return Outcome.VIOLATED in found


@FAMILIES
def test_no_inequality_of_a_network_is_violated(name):
    for instance in families()[name].library():
        for inequality in hypothesis(instance).inequalities():
            assert not violated(instance, inequality), (instance.formula, inequality)


@FAMILIES
@pytest.mark.parametrize("bound", BOUNDS)
def test_a_bound_one_percent_too_strong_is_caught(name, bound):
    caught = False
    for instance in families()[name].library():
        if BOUNDS[bound] in instance.facts:
            strong = hypothesis(instance, Fraction(99, 100), (bound,)).inequalities()
            caught = caught or any(violated(instance, inequality) for inequality in strong)
    assert caught == (bound != "output_weights" or name == "two_layer_output")


@FAMILIES
def test_a_network_of_another_width_or_layer_is_no_instance(name):
    instance = families()[name].library()[0]
    train, other = ("first", "both") if name == "two_layer_output" else ("both", "first")
    claim = norm_sq(grad(points("u"))) >= 0
    assert lacking(Theorem(given=[TwoLayer(m, train=train)], claim=claim), instance, None, [claim]) is None
    assert lacking(Theorem(given=[TwoLayer(m, train=other)], claim=claim), instance, None, [claim]) == "TwoLayer"
    assert facts_of(instance, None)["width"].value.exact


@FAMILIES
def test_the_width_and_the_number_of_inputs_are_what_they_are_and_bounds_may_be_larger(name):
    beta = constants("beta")
    theorem = Theorem(given=[TwoLayer(m, train="first" if name == "two_layer_output" else "both", inputs=n, bend=beta)], claim=beta >= 0)
    instance = next(one for one in families()[name].library() if one.facts["inputs"].value.low == 2)
    scope = Scope(theorem, theorem.claims, Region(theorem), (), 0, 0)
    known = known_values(scope, Case(instance))
    width, bend = instance.facts["width"].value.low, instance.facts["activation_bend"].value.high
    assert scope.region.pick(known, lambda allowed: allowed[0]) == {"m": width, "n": 2, "beta": bend}
    assert scope.region.holds({**known, "m": width, "n": Fraction(2), "beta": 2 * bend})
    for wrong in ({"m": width + 1}, {"m": width - 1}, {"n": Fraction(1)}, {"n": Fraction(3)}, {"beta": bend * Fraction(99, 100)}):
        assert not scope.region.holds({**known, "m": width, "n": Fraction(2), "beta": bend, **wrong})


def test_only_the_first_layer_is_smooth():
    assert {"smooth", "lipschitz"} <= set(two_layer_output.library()[0].facts)
    assert not {"smooth", "lipschitz", "output_weights"} & set(two_layer_both.library()[0].facts)


def test_constants_are_those_of_the_formula():
    """sup|s''| = 1, |z|^2 = 4, max|a| = 3, m = 4; sup|s'| = 1 and |a|^2 = 12."""
    weights = (ONE, Fraction(3), ONE, -ONE)
    facts = two_layer_output.build(number_of("sine"), ((Fraction(2),),), weights).facts
    assert facts["smooth"].value.low == facts["smooth"].value.high == Fraction(6)
    low, high = facts["lipschitz"].value.low, facts["lipschitz"].value.high
    assert low**2 <= 12 <= high**2
    assert high - low < Fraction(1, 10**7)


@pytest.mark.parametrize("name", MOST_BENT_AT)
def test_the_place_of_the_largest_bend_is_close_to_the_supremum(name):
    s = activation_at(number_of(name))

    exact = Exact()
    with exact.scope():
        found = abs(arb(s.bend(exact.array([MOST_BENT_AT[name]], (1,)), exact)[0]))
    assert float(s.most_bent.low) - 1e-6 < float(found) <= float(s.most_bent.high) + 1e-15


def test_the_near_tight_case_of_the_tangent_model():
    """One of four sine neurons, bent most, moved by 1/32: 0.9999 of the bound, and far beyond half of it."""
    u, v = points("u v")
    instance = next(i for i in two_layer_output.library() if i.dimension == 4 and "sine" in i.arrays)
    moved = instance.starts[0], instance.directions[0]
    case = Case(instance, {"m": Fraction(4)}, None, None, None, {"u": instance.starts[0], "v": added(*moved)})
    error = Abs(f(v) - f(u) - inner(grad(u), v - u))
    for claim, outcome in (
        (error <= norm_sq(v - u) / (2 * sqrt(m)), Outcome.HOLDS),
        (error >= sp.Rational(9998, 10000) * norm_sq(v - u) / (2 * sqrt(m)), Outcome.HOLDS),
        (error <= norm_sq(v - u) / (2 * m), Outcome.VIOLATED),
    ):
        assert decide(Theorem(claim=claim), normal_form(claim), case, Spot(0, 1)).outcome is outcome


@FAMILIES
def test_a_ladder_gives_random_networks_of_every_width(name):
    family = families()[name]
    for width in (1, WRITTEN_OUT, 600):
        instance, point = family.ladder(width, np.random.default_rng(0))
        assert facts_of(instance, None)["width"].value.low == width
        assert len(point) == instance.dimension
        assert family.build(**instance.parameters) == instance
        again, same = family.ladder(width, np.random.default_rng(0))
        assert (again, same) == (instance, point)
    hidden, signs = point[: 2 * width], instance.arrays.get("weights", point[2 * width :])
    assert set(signs) == {ONE, -ONE}
    assert abs(sum(map(int, signs))) < 5 * width**0.5
    drawn = np.array(hidden, dtype=float)
    assert abs(drawn.mean()) < 5 / len(drawn) ** 0.5
    assert abs(drawn.var() - 1) < 5 * (2 / len(drawn)) ** 0.5
    assert instance.facts["input_norms"].value.low == instance.facts["input_norms"].value.high == 1


@FAMILIES
def test_a_wide_case_survives_the_way_through_evidence(name):
    instance, point = families()[name].ladder(40, np.random.default_rng(1))
    case = Case(instance, {"m": Fraction(40)}, None, None, None, {"u": point})
    assert case_from_json(case.as_json()) == case


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: two_layer_output.build(ZERO, ((ONE,),), ()),
        lambda: two_layer_output.build(ZERO, ((ONE,),), (ZERO,)),
        lambda: two_layer_output.build(ZERO, ((ZERO,), (ONE,)), (ONE,)),
        lambda: two_layer_output.build(Fraction(4), ((ONE,),), (ONE,)),
        lambda: two_layer_output.build(Fraction(1, 2), ((ONE,),), (ONE,)),
        lambda: two_layer_both.build(ZERO, ((ONE,),), ZERO),
        lambda: two_layer_both.build(ZERO, ((ONE,),), Fraction(3, 2)),
        lambda: two_layer_both.build(-ONE, ((ONE,),), ONE),
    ],
)
def test_what_is_no_network_is_refused(wrong):
    with pytest.raises(ValueError, match=r"network|activation"):
        wrong()
