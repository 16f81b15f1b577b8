"""Functions with two-point noise at the lower end of random claims: instances of the theorem, run exactly on every path."""

from fractions import Fraction

import pytest

from checkers.experiment.decide import Outcome, Spot, decide
from checkers.worst_case.functions.realise import NotRealised, Realised, realised
from checkers.worst_case.random_methods.randomness import added_noise
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.solving.solve import solve
from theorems.catalogue import load, lookup
from theorems.normal_form import normal_form

ONE, HALF = Fraction(1), Fraction(1, 2)


def lower_end(theorem, number, values, steps):
    claim = theorem.claims[number]
    program = max(programs(theorem, claim, values, steps), key=lambda one: solve(one).value)
    found = realised(theorem, program, solve(program), claim)
    if isinstance(found, NotRealised):
        return found, None
    spot = Spot(program.spot.get("t", steps), program.spot.get("T", max(steps, 1)))
    return found, decide(theorem, normal_form(claim, theorem.sequences), found.case, spot)


@pytest.mark.parametrize(
    ("name", "number", "values", "steps"),
    [
        ("sgd-nonconvex-rate", 1, {"eta": HALF, "sigma": ONE}, 1),
        ("sgd-nonconvex-rate", 1, {"eta": ONE, "sigma": ONE}, 2),
        ("pl-sgd-const", 1, {"eta": ONE, "sigma": ONE, "mu": Fraction(1, 10)}, 1),
    ],
)
def test_what_is_certified_for_whatever_noise_is_attained_with_two_points(name, number, values, steps):
    found, decision = lower_end(load(lookup(name)).theorem, number, {"L": ONE, **values}, steps)
    assert isinstance(found, Realised)
    assert found.quotient == 1
    assert len(found.case.noise.atoms) == 2
    assert decision.outcome is Outcome.TIE


@pytest.mark.parametrize(("number", "eta", "steps"), [(1, ONE, 3), (6, ONE, 1)])
def test_a_false_claim_fails_on_an_instance_with_its_noise(number, eta, steps):
    """Half of the noise, and one percent less of it."""
    mutant = load(lookup("sgd-nonconvex-rate")).mutants[number - 1][1]
    found, decision = lower_end(mutant, 0, {"L": ONE, "eta": eta, "sigma": ONE}, steps)
    assert isinstance(found, Realised)
    assert found.quotient > 1
    assert decision.outcome is Outcome.VIOLATED


def test_what_no_instance_can_have_is_not_realised():
    """Noise that vanishes at minimisers changes from point to point."""
    theorem = load(lookup("sgd-interpolation-contracts")).theorem
    found, _ = lower_end(theorem, 0, {"L": ONE, "mu": HALF, "eta": HALF}, 1)
    assert isinstance(found, NotRealised)
    assert "vanishes with that at minimisers" in found.reason


def test_the_last_of_the_vectors_added_makes_their_mean_zero():
    noise = added_noise({"noise 1": (ONE, HALF), "noise 2": (ONE, ONE), "x[0]": (ONE, ONE)})
    assert noise.atoms == ((ONE, HALF), (ONE, ONE), (Fraction(-2), Fraction(-3, 2)))
    assert added_noise({"x[0]": (ONE, ONE)}) is None
