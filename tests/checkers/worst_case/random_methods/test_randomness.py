"""Random statements as programs: what they say on instances is what the experiment measures there, and instances meet every condition."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from checkers.experiment.case import Case
from checkers.worst_case.program import NotReadError
from checkers.worst_case.random_methods.randomness import equally_likely
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.solving.solve import Solution, solve
from problems.discovery import families
from problems.instance import Instance
from problems.noise import Noise, two_point
from tests.checkers.worst_case.on_instances import in_the_mean, on_paths, share
from theorems.catalogue import load, lookup
from theorems.hypotheses import BoundedGradient, BoundedVariance, ConvexSum, Interpolation, SecondMoment, Smooth, SmoothSum
from theorems.language import Average, Best, E, Max, T, Theorem, Worst, constants, f, f_star, grad, inner, norm_sq, oo, stochastic_grad, t, x, x_star
from theorems.methods import SGD

ZERO, ONE, HALF, TWO = Fraction(0), Fraction(1), Fraction(1, 2), Fraction(2)
L, mu, eta, sigma, C = constants("L mu eta sigma C")
VALUES = {"L": TWO, "eta": Fraction(1, 3), "sigma": TWO}


def case(instance: Instance, noise: Noise, start: tuple[int, ...], steps: int) -> Case:
    return Case(instance, VALUES, noise, tuple(map(Fraction, start)), instance.minimisers[0], {}, steps)


BENT = families()["quadratic"].build((TWO, HALF), (ONE, -TWO), (ONE, ZERO))
EQUAL_ROWS = families()["least_squares"].build(((ONE,), (ONE,)), (ZERO,), (ONE, -ONE))
UNLIKE_ROWS = families()["least_squares"].build(((ONE, ZERO), (ZERO, TWO)), (ZERO, ZERO), (ONE, ONE))
THREE_POINTS = Noise("additive", ((ONE, ONE), (ONE, -ONE), (-TWO, ZERO)))

CASES = {
    "a quadratic with two-point noise": lambda steps: case(BENT, two_point(2, ONE), (3, -1), steps),
    "a quadratic with three-point noise": lambda steps: case(BENT, THREE_POINTS, (1, 2), steps),
    "Huber with two-point noise": lambda steps: case(families()["huber"].build(ONE, ONE), two_point(1, HALF), (2,), steps),
    "components of least squares": lambda steps: case(EQUAL_ROWS, Noise("finite_sum"), (3,), steps),
    "unlike components of least squares": lambda steps: case(UNLIKE_ROWS, Noise("finite_sum"), (3, -2), steps),
}


def claim(seed: int) -> sp.Basic:
    """A combination of means at random, at most a sum of squares and gaps."""
    rng = np.random.default_rng(seed)
    measured = [
        E(f(x[2]) - f(x[0])),
        E(norm_sq(x[2] - x[1])),
        E(inner(grad(x[1]), x[2] - x_star)),
        E(inner(x[1] - x_star, stochastic_grad(x[1], sample=1))),
        E(norm_sq(stochastic_grad(x[0], sample=0) - grad(x[1]))),
        E(norm_sq(grad(x[2]) - grad(x_star))),
        E(Average(f(x[t]) - f_star, (t, 0, 2))),
    ]
    small = sum(int(c) * one for c, one in zip(rng.integers(-4, 5, len(measured)), measured, strict=True))
    return small <= 3 * (f(x[0]) - f_star) + norm_sq(x[0] - x_star) + E(norm_sq(grad(x[1])))


def stated(seed: int) -> Theorem:
    return Theorem(given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=eta), claim=claim(seed))


@pytest.mark.parametrize("name", CASES)
def test_random_claims_agree_with_the_experiment(name):
    """In the mean and on all paths, exactly as many draws as the instance has: the same shares to 1e-9."""
    for seed in range(2):
        theorem, one = stated(seed), CASES[name](2)
        same, count = one.noise.kind == "additive", one.noise.support(one.family, one.instance)
        (mean,) = programs(theorem, theorem.claims[0], VALUES, 2)
        (paths,) = programs(theorem, theorem.claims[0], VALUES, 2, equally_likely(count, same))
        expected = share(theorem, theorem.claims[0], mean, one)
        assert in_the_mean(mean, one, 2).quotient(mean) == pytest.approx(expected, abs=1e-9)
        assert on_paths(paths, one).quotient(paths) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("sgd-nonconvex-rate", "a quadratic with three-point noise"),
        ("pl-sgd-const", "a quadratic with two-point noise"),
        ("pl-sgd-decreasing", "Huber with two-point noise"),
        ("pl-sgd-second-moment", "a quadratic with two-point noise"),
        ("sgd-interpolation-contracts", "unlike components of least squares"),
        ("sgd-finite-sum-distance", "components of least squares"),
    ],
)
def test_claims_of_the_catalogue_agree_with_the_experiment(name, given):
    """Whether or not the instance is one of the theorem: the reading of the claim is what is compared."""
    theorem, values = load(lookup(name)).theorem, {**VALUES, "mu": HALF, "C": TWO}
    conditional = name in ("sgd-interpolation-contracts", "sgd-finite-sum-distance")
    for claim in theorem.claims:
        for steps in (1,) if conditional else (1, 2):
            one = replace(CASES[given](steps), constants=values)
            (program,) = programs(theorem, claim, values, steps)
            assert in_the_mean(program, one, steps).quotient(program) == pytest.approx(share(theorem, claim, program, one), abs=1e-9)


@pytest.mark.parametrize("name", [name for name in CASES if "unlike" not in name])
def test_instances_meet_every_condition(name):
    """Both readings are sound on them: nothing is asked that a run on an instance of the theorem does not satisfy."""
    theorem, one = stated(0), CASES[name](2)
    same, count = one.noise.kind == "additive", one.noise.support(one.family, one.instance)
    (mean,) = programs(theorem, theorem.claims[0], VALUES, 2)
    (paths,) = programs(theorem, theorem.claims[0], VALUES, 2, equally_likely(count, same))
    assert in_the_mean(mean, one, 2).broken(mean) == []
    assert on_paths(paths, one).broken(paths) == []


def test_an_instance_outside_the_hypotheses_breaks_a_condition():
    """Noise beyond sigma, in both readings; a component bent more than L."""
    theorem = stated(0)
    loud = case(BENT, two_point(2, Fraction(5, 2)), (3, -1), 2)
    (mean,) = programs(theorem, theorem.claims[0], VALUES, 2)
    (paths,) = programs(theorem, theorem.claims[0], VALUES, 2, equally_likely(2))
    assert {name.split(" ")[0] for name in in_the_mean(mean, loud, 2).broken(mean)} == {"variance"}
    assert {name.split(" ")[0] for name in on_paths(paths, loud).broken(paths)} == {"variance"}
    sums = Theorem(given=[SmoothSum(L), ConvexSum()], method=SGD(step=eta), claim=claim(0))
    uneven = families()["least_squares"].build(((TWO, ZERO), (ZERO, ONE)), (ZERO, ZERO), (ONE, ONE))
    one = case(uneven, Noise("finite_sum"), (3, -1), 2)
    (mean,) = programs(sums, sums.claims[0], VALUES, 2)
    assert any("of a component" in name for name in in_the_mean(mean, one, 2).broken(mean))
    enough = {**VALUES, "L": Fraction(4)}
    (mean,) = programs(sums, sums.claims[0], enough, 2)
    assert in_the_mean(mean, one, 2).broken(mean) == []


def worst(theorem: Theorem, constants: dict, steps: int, reader=None, number: int = 0) -> float:
    given = () if reader is None else (reader,)
    found = [solve(one) for one in programs(theorem, theorem.claims[number], constants, steps, *given)]
    assert all(isinstance(one, Solution) for one in found)
    return max(one.value for one in found)


def of_catalogue(name: str) -> Theorem:
    return load(lookup(name)).theorem


@pytest.mark.parametrize(("steps", "step"), [(1, ONE), (1, HALF), (2, HALF), (5, Fraction(1, 3))])
def test_the_sharp_form_for_sgd_is_sharp_for_whatever_noise(steps, step):
    """The truth is 1: an equality on (L/2) x^2; without any bound of how many draws there are."""
    found = worst(of_catalogue("sgd-nonconvex-rate"), {"L": TWO, "eta": step / 2, "sigma": Fraction(3)}, steps, number=1)
    assert found == pytest.approx(1, abs=1e-6)


def test_two_equally_likely_draws_attain_what_holds_for_whatever_noise():
    """Sharp again on paths; where the bound is loose, a part of the noises is never worse than all of them."""
    theorem, values = of_catalogue("pl-sgd-second-moment"), {"L": ONE, "mu": HALF, "C": ONE, "eta": HALF}
    same, own, every = (worst(theorem, values, 2, reader) for reader in (equally_likely(2), equally_likely(2, same=False), None))
    assert same < own - 1e-3 < every - 2e-3
    sharp = of_catalogue("sgd-nonconvex-rate")
    assert worst(sharp, {"L": ONE, "eta": HALF, "sigma": ONE}, 2, equally_likely(2), 1) == pytest.approx(1, abs=1e-6)


def test_a_batch_divides_the_variance():
    """From a stationary point one step raises f by L eta^2 sigma^2/(2b) in the mean, and never by more."""
    claim = E(f(x[1])) - f(x[0]) <= L * eta**2 * sigma**2 / 2
    for b, reader in ((2, None), (64, None), (2, equally_likely(2)), (2, equally_likely(2, same=False))):
        theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=eta, batch=b), claim=claim)
        assert worst(theorem, {"L": ONE, "eta": HALF, "sigma": ONE}, 1, reader) == pytest.approx(1 / b, abs=1e-6)


@pytest.mark.parametrize(("mu_value", "step"), [(HALF, HALF), (Fraction(1, 3), ONE), (Fraction(1, 10), Fraction(3, 2))])
def test_sgd_contracts_under_interpolation_exactly_as_stated(mu_value, step):
    values = {"L": ONE, "mu": mu_value, "eta": step}
    assert worst(of_catalogue("sgd-interpolation-contracts"), values, 1) == pytest.approx(1, abs=1e-6)
    assert worst(of_catalogue("sgd-interpolation-contracts"), values, 1, equally_likely(2, same=False)) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("rho", [ONE, Fraction(2)])
def test_strong_growth_is_read_as_a_bound_of_the_draws(rho):
    """x1^2 and x2^2, each drawn half of the time, attain the contraction with rho = 2; the sum of one term speaks of the start only."""
    values = {"L": ONE, "mu": ONE, "rho": rho}
    for reader in (None, equally_likely(2, same=False)):
        assert worst(of_catalogue("sgd-strong-growth"), values, 1, reader) == pytest.approx(1 / rho, abs=1e-5)
    if rho > 1:
        assert worst(of_catalogue("sgd-strong-growth-pl"), values, 1) == pytest.approx(1, abs=1e-5)


def test_a_conditional_claim_is_read_at_its_own_step():
    """After one step as from the start, for what was drawn before can be anything."""
    theorem, values = of_catalogue("sgd-finite-sum-distance"), {"L": ONE, "mu": HALF, "eta": HALF}
    assert worst(theorem, values, 2) == pytest.approx(worst(theorem, values, 1), abs=1e-6)
    with pytest.raises(NotReadError, match="for the first step only"):
        programs(theorem, theorem.claims[0], values, 2, equally_likely(2))


def test_programs_say_what_they_leave_out():
    theorem, values = of_catalogue("pl-sgd-const"), {"L": ONE, "mu": HALF, "sigma": ONE, "eta": HALF}
    (mean,) = programs(theorem, theorem.claims[0], values, 1)
    (paths,) = programs(theorem, theorem.claims[0], values, 1, equally_likely(3))
    assert (mean.narrower, mean.complete, paths.narrower) == (False, False, True)
    assert any("whatever noise" in remark for remark in mean.remarks)
    assert any("3 equally likely draws" in remark and "no upper one" in remark for remark in paths.remarks)


REFUSED = {
    "every realisation": (norm_sq(x[t + 1]) <= norm_sq(x[t]) + f(x[t]) - f_star, "every realisation"),
    "a mean of a least from below": (E(Best(norm_sq(grad(x[t])), (t, 0, T - 1))) >= norm_sq(grad(x[0])) - f(x[0]) + f_star, "only an upper bound"),
    "a mean of a largest": (E(Worst(norm_sq(grad(x[t])), (t, 0, T - 1))) <= f(x[0]) - f_star, "not linear in means"),
    "a later point with an earlier draw": (
        E(inner(stochastic_grad(x[1], sample=0), x[0] - x_star)) <= f(x[0]) - f_star,
        "depends on the draw itself",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_linear_in_means_is_refused(name):
    claim, why = REFUSED[name]
    theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=eta), claim=claim)
    with pytest.raises(NotReadError, match=why):
        programs(theorem, theorem.claims[0], VALUES, 2)


def test_too_many_paths_or_points_are_refused_with_their_number():
    theorem = of_catalogue("sgd-nonconvex-rate")
    values = {"L": ONE, "eta": HALF, "sigma": ONE}
    with pytest.raises(NotReadError, match="128 sequences of draws"):
        programs(theorem, theorem.claims[1], values, 7, equally_likely(2))
    with pytest.raises(NotReadError, match=r"f is looked at in \d+ points, which makes about \d+ conditions"):
        programs(theorem, theorem.claims[1], values, 5, equally_likely(2))
    interpolated = of_catalogue("sgd-interpolation-contracts")
    with pytest.raises(NotReadError, match="vanishes with that at minimisers"):
        programs(interpolated, interpolated.claims[0], {"L": ONE, "mu": HALF, "eta": HALF}, 1, equally_likely(2))


def test_a_bound_of_every_draw_bounds_the_gradient_too():
    """E||g||^2 <= R^2 whatever the noise; in a norm of coordinates nothing is said, and the program tells so."""
    claim = E(norm_sq(x[1] - x[0])) <= eta**2 * C**2 + norm_sq(x[0] - x_star) / 10**6
    values = {"L": ONE, "eta": HALF, "C": TWO}
    theorem = Theorem(given=[Smooth(L), BoundedGradient(C)], method=SGD(step=eta), claim=claim)
    assert worst(theorem, values, 1) == pytest.approx(1, abs=1e-3)
    assert worst(theorem, values, 1, equally_likely(2)) == pytest.approx(1, abs=1e-3)
    sup = Theorem(given=[Smooth(L), BoundedGradient(C, norm=oo)], method=SGD(step=eta), claim=claim)
    (program,) = programs(sup, claim, values, 1)
    assert any("is not read" in remark for remark in program.remarks)
    assert not program.complete


def test_interpolation_leaves_no_noise_at_the_minimiser():
    claim = E(norm_sq(stochastic_grad(x_star))) <= norm_sq(x[0] - x_star)
    theorem = Theorem(given=[SmoothSum(L), ConvexSum(), Interpolation()], method=SGD(step=eta), claim=claim)
    for reader in (None, equally_likely(2, same=False)):
        (program,) = programs(theorem, theorem.claims[0], {"L": ONE, "eta": HALF}, 1, *(() if reader is None else (reader,)))
        assert program.numerators[0].is_constant
        assert program.numerators[0].constant == 0


FALSE = [
    *(("sgd-nonconvex-rate", number, {"eta": ONE, "sigma": ONE}, 3) for number in (1, 2, 3)),
    ("sgd-nonconvex-rate", 4, {"eta": ONE, "sigma": ONE, "b": TWO}, 3),
    ("sgd-nonconvex-rate", 5, {"eta": Fraction(3, 2), "sigma": ONE}, 3),
    ("sgd-nonconvex-rate", 6, {"eta": ONE, "sigma": ONE}, 1),
    *(("pl-sgd-const", number, {"eta": ONE, "sigma": ONE}, 1) for number in (1, 2, 3)),
    ("pl-sgd-const", 4, {"eta": ONE, "sigma": TWO}, 1),
    ("pl-sgd-const", 5, {"eta": Fraction(1, 4), "sigma": ONE}, 1),
    ("pl-sgd-decreasing", 4, {"sigma": ONE}, 1),
    ("pl-sgd-second-moment", 1, {"eta": Fraction(1, 4), "sigma": ONE}, 1),
    ("pl-sgd-second-moment", 2, {"eta": Fraction(1, 4), "C": ONE}, 3),
    *(("sgd-interpolation-contracts", number, {"eta": HALF}, 1) for number in (1, 2, 3, 4)),
    *(("sgd-finite-sum-distance", number, {"eta": HALF}, 1) for number in (1, 2, 4)),
]
"""Mutants of the catalogue, with constants at which a counterexample is known."""


@pytest.mark.parametrize(("name", "number", "values", "steps"), FALSE)
def test_no_bound_is_found_for_what_is_false(name, number, values, steps):
    """The worst case in the mean is at least that of any noise, so it exceeds what some noise exceeds."""
    mutant = load(lookup(name)).mutants[number - 1][1]
    known = {"L": ONE, "mu": HALF if name == "sgd-interpolation-contracts" else Fraction(9, 10), **values}
    found = [solve(one) for one in programs(mutant, mutant.claims[0], known, steps)]
    assert any(not isinstance(one, Solution) or one.value > 1 + 1e-4 for one in found)


def test_the_mean_of_the_least_is_at_most_the_least_of_the_means():
    """Read so in the mean; on paths it is what it is, and less."""
    claim = E(Best(norm_sq(grad(x[t])), (t, 0, T))) <= 2 * (f(x[0]) - f_star) / (eta * (T + 1)) + L * eta * sigma**2
    theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma), eta <= 1 / L], method=SGD(step=eta), claim=claim)
    values = {"L": ONE, "eta": ONE, "sigma": ONE}
    found = [worst(theorem, values, 1, reader) for reader in (None, equally_likely(2))]
    assert 0 < found[1] < found[0] <= 1 + 1e-6


def test_what_no_hypothesis_calls_unbiased_has_no_mean():
    theorem = Theorem(given=[Smooth(L), Interpolation()], method=SGD(step=eta), claim=E(f(x[1])) <= f(x[0]) + norm_sq(grad(x[0])))
    with pytest.raises(NotReadError, match="no hypothesis says"):
        programs(theorem, theorem.claims[0], {"L": ONE, "eta": HALF}, 1)


def test_a_second_moment_along_the_run_says_nothing_given_its_past():
    claim = E(f(x[t + 1]), given=x[t]) - f(x[t]) <= L * eta**2 * C**2 / 2
    theorem = Theorem(given=[Smooth(L), SecondMoment(C, on="iterates")], method=SGD(step=eta), claim=claim)
    values = {"L": ONE, "eta": HALF, "C": ONE}
    assert worst(theorem, values, 1) == pytest.approx(1, abs=1e-4)
    (program,) = programs(theorem, theorem.claims[0], values, 2)
    assert any("second moment is not read" in remark for remark in program.remarks)
    everywhere = Theorem(given=[Smooth(L), SecondMoment(C)], method=SGD(step=eta), claim=claim)
    assert worst(everywhere, values, 2) == pytest.approx(1, abs=1e-4)


def test_the_mean_of_a_least_is_not_read_where_less_of_it_is_more():
    """-E min is above the largest of -E, so that no bound of the latter bounds it."""
    least = E(Best(norm_sq(grad(x[t])), (t, 0, 1)))
    claim = Max(E(norm_sq(grad(x[0]))), -3 * least) <= 2 * L**2 * norm_sq(x[0] - x_star)
    theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=eta), claim=claim)
    with pytest.raises(NotReadError, match="mean of a least"):
        programs(theorem, claim, VALUES, 1)
    allowed = least <= 2 * L**2 * norm_sq(x[0] - x_star)
    assert programs(replace(theorem, claim=allowed), allowed, VALUES, 1)
