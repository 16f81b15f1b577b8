"""Which theorems of the catalogue are read as programs, and why the others are not."""

from fractions import Fraction

import pytest

from checkers.worst_case.program import NotReadError
from checkers.worst_case.reading.programs import programs
from theorems.catalogue import entries, load, lookup

CONSTANTS = {"L": Fraction(1), "mu": Fraction(1, 10), "eta": Fraction(1, 3), "beta": Fraction(1, 2)}

READ = {
    "descent-lemma": "smooth",
    "gd-convex": "smooth convex",
    "gd-convex-tight": "smooth convex",
    "gd-nonconvex-rate": "smooth",
    "gd-nonconvex-tight": "smooth",
    "gd-one-step-decrease": "smooth",
    "gd-strongly-convex": "smooth strongly convex",
    "gradient-ascent": "smooth",
    "heavy-ball-strongly-convex": "smooth strongly convex",
    "nesterov-convex": "smooth convex",
    "pl-gd": "smooth",
    "pl-gd-improved": "smooth",
    "pl-implications": "smooth",
    "strongly-convex-pl": "strongly convex",
}
"""With the class whose conditions they are read with."""

NOT_READ = {
    "adagrad-steps": "recursion of numbers",
    "adam-bias-correction": "recursion of numbers",
    "adam-log-sum-lemma": "recursion of numbers",
    "adam-reddi": "a setting of its own",
    "adam-reddi-stochastic": "a setting of its own",
    "adam-update-bound": "recursion of numbers",
    "adamw-bounded": "recursion of numbers",
    "adamw-decoupled": "recursion of numbers",
    "amsgrad-denominator": "recursion of numbers",
    "amsgrad-reddi": "a setting of its own",
    "arccos-kernel": "a setting of its own",
    "dampened-momentum": "recursion of numbers",
    "almost-overparam": "more than values and gradients",
    "expected-smoothness-nonnegative": "more than values and gradients",
    "gd-quadratic-rate": "one matrix",
    "gauss-newton": "more than values and gradients",
    "heavy-ball-quadratic": "one matrix",
    "interpolation-hessian": "more than values and gradients",
    "lazy-scaling": "a setting of its own",
    "lazy-scaling-antisymmetric": "a setting of its own",
    "logsumexp-stability": "free sequence",
    "min-norm-bias": "one matrix",
    "min-norm-bias-sgd": "every realisation",
    "momentum-identities": "recursion of numbers",
    "momentum-velocity": "recursion of numbers",
    "mup-scaling": "a setting of its own",
    "nesterov-momentum": "recursion of numbers",
    "nngp-kurtosis": "a setting of its own",
    "ntk-concentration": "a setting of its own",
    "ntk-global-convergence": "more than values and gradients",
    "ntk-scaling": "a setting of its own",
    "overparam-nonconvex": "more than values and gradients",
    "pl-least-squares": "one matrix",
    "pl-star-ball": "more than values and gradients",
    "pl-star-tangent-kernel": "more than values and gradients",
    "prediction-dynamics": "more than values and gradients",
    "prediction-dynamics-linear": "more than values and gradients",
    "rmsprop-centred": "recursion of numbers",
    "rmsprop-steps": "recursion of numbers",
    "sgd-interpolation-mbb": "one matrix",
    "sgd-weight-decay": "recursion of numbers",
    "ttl-deep": "a setting of its own",
    "ttl-fails-bottleneck": "a setting of its own",
    "ttl-fails-nonlinear-output": "a setting of its own",
    "standard-scaling": "a setting of its own",
    "ttl-hessian": "a setting of its own",
    "ttl-hessian-first-layer": "a setting of its own",
    "ttl-linearisation": "more than values and gradients",
}
"""With words of the reason."""

RANDOM = {
    "expected-smoothness",
    "pl-sgd-const",
    "pl-sgd-decreasing",
    "pl-sgd-second-moment",
    "sgd-convex-average",
    "sgd-finite-sum-distance",
    "sgd-interpolation-contracts",
    "sgd-nonconvex-rate",
    "sgd-strong-growth",
    "sgd-strong-growth-pl",
    "sgd-strongly-convex-const",
}
"""Random methods that are read, in the mean."""

COORDINATEWISE = {"adagrad-defossez", "adam-defossez"}
"""Random methods that divide each coordinate by a number of its own."""


def test_every_theorem_stands_in_one_of_the_tables():
    assert {*READ, *NOT_READ, *RANDOM, *COORDINATEWISE} == {entry.id for entry in entries()}


@pytest.mark.parametrize("name", READ)
def test_every_claim_is_read_at_several_horizons(name):
    theorem = load(lookup(name)).theorem
    for claim in theorem.claims:
        for steps in (1, 2, 5):
            for program in programs(theorem, claim, CONSTANTS, steps):
                assert program.kind == READ[name]
                assert program.complete == (not name.startswith("pl-"))
                assert program.constants == CONSTANTS


@pytest.mark.parametrize("name", NOT_READ)
def test_the_reason_is_told(name):
    theorem = load(lookup(name)).theorem
    values = {s.name: Fraction(1, 2) for s in theorem.terms() if hasattr(s, "name")}
    for claim in theorem.claims[:1]:
        with pytest.raises(NotReadError, match=NOT_READ[name]):
            programs(theorem, claim, values, 2)


@pytest.mark.parametrize("name", sorted(RANDOM))
def test_random_methods_are_read_in_the_mean(name):
    theorem = load(lookup(name)).theorem
    for claim in theorem.claims:
        for steps in (1, 2, 5):
            for program in programs(theorem, claim, {**CONSTANTS, "sigma": Fraction(1), "C": Fraction(1), "rho": Fraction(2)}, steps):
                assert (program.narrower, program.complete) == (False, False)


@pytest.mark.parametrize("name", sorted(COORDINATEWISE))
def test_coordinatewise_methods_are_not(name):
    theorem = load(lookup(name)).theorem
    values = {s.name: Fraction(1, 2) for s in theorem.terms() if hasattr(s, "name")}
    with pytest.raises(NotReadError):
        programs(theorem, theorem.claims[0], values, 2)
