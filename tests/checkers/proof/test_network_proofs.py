"""The proofs about two-layer networks: in place of each claim a wrong one is not proved, nor with a hypothesis less or another network."""

from dataclasses import replace

import pytest

from checkers.proof.goal import statement
from checkers.proof.prove import prove
from theorems.catalogue import load, lookup
from theorems.language import Abs, Eq, Rational, Theorem, Worst, constants, f, grad, i, inner, naturals, norm, norm_sq, points, sqrt
from theorems.networks import TwoLayer, activation, input_norm_sq, output_weight, preactivation
from theorems.observables import hessian_norm, jacobian_dist, tangent_kernel_min

m, n = naturals("m n")
u, v = points("u v")
V, s1, beta, rho = constants("V s1 beta rho")

a = output_weight(u, i) * activation(preactivation(u, i), 2)
b_sq = activation(preactivation(u, i), 1) ** 2 * input_norm_sq(1)
largest = Worst(Abs(output_weight(u, i)), (i, 1, m))
error, apart = Abs(f(v) - f(u) - inner(grad(u), v - u)), norm(v - u)
kernel = Abs(norm_sq(grad(v)) - norm_sq(grad(u)))
rows, roots = jacobian_dist(u, v), Abs(sqrt(tangent_kernel_min(v)) - sqrt(tangent_kernel_min(u)))


def blocks(mixed, square=True):
    own = a * input_norm_sq(1) if square else a
    return Worst(Abs(own) + sqrt(own**2 + mixed * b_sq), (i, 1, m)) / (2 * sqrt(m))


HALF = Rational(1, 2)
WRONG = {
    "ttl-hessian-first-layer": [
        (0, Eq(hessian_norm(u), input_norm_sq(1) * Worst(Abs(a), (i, 1, m)) / m)),
        (0, Eq(hessian_norm(u), sqrt(input_norm_sq(1)) * Worst(Abs(a), (i, 1, m)) / sqrt(m))),
        (0, Eq(hessian_norm(u), input_norm_sq(1) * Worst(a, (i, 1, m)) / sqrt(m))),
        (0, Eq(hessian_norm(u), input_norm_sq(1) * Worst(Abs(a), (i, 1, m + 1)) / sqrt(m))),
        (1, hessian_norm(u) <= beta * rho**2 * V / (2 * sqrt(m))),
        (1, hessian_norm(u) <= beta * rho * V / sqrt(m)),
        (1, hessian_norm(u) <= beta * rho**2 / sqrt(m)),
        (1, hessian_norm(u) <= beta * rho**2 * V / m),
        (1, hessian_norm(u) < beta * rho**2 * V / sqrt(m)),
    ],
    "ttl-hessian": [
        (0, Eq(hessian_norm(u), blocks(1))),
        (0, Eq(hessian_norm(u), blocks(0))),
        (0, Eq(hessian_norm(u), blocks(4, square=False))),
        (0, Eq(hessian_norm(u), blocks(4) / sqrt(m))),
        (1, hessian_norm(u) <= (beta * rho**2 * largest + rho * s1) / m),
        (1, hessian_norm(u) <= (beta * rho**2 + rho * s1) / sqrt(m)),
        (1, hessian_norm(u) <= beta * rho**2 * largest / sqrt(m)),
        (1, hessian_norm(u) <= (beta * rho**2 * largest + rho * s1 / 2) / sqrt(m)),
    ],
    "ttl-linearisation": [
        (0, error <= beta * rho**2 * norm_sq(v - u) / (2 * m)),
        (0, error <= beta * rho**2 * norm_sq(v - u) / (4 * sqrt(m))),
        (0, error <= beta * rho**2 * apart / (2 * sqrt(m))),
        (1, norm(grad(v) - grad(u)) <= beta * rho**2 * apart / m),
        (1, norm(grad(v) - grad(u)) <= beta * rho * apart / sqrt(m)),
        (2, kernel <= 2 * s1 * beta * rho**3 * norm_sq(v - u) / sqrt(m)),
        (2, kernel <= s1 * beta * rho**3 * apart / sqrt(m)),
        (3, rows <= beta * rho**2 * sqrt(n) / m * apart),
        (3, rows <= beta * rho**2 / sqrt(m) * apart),
        (4, roots <= beta * rho**2 / sqrt(m) * apart),
        (4, tangent_kernel_min(v) >= tangent_kernel_min(u)),
    ],
}
"""Claims that are false, each in place of a true one, by its number; those of the files' mutants, with what refutes them, are among them."""


def marks(name, place=0, numbers=()):
    """The first layer's proof is quick; of each other claim one wrong variant is slow, the others are long."""
    if name == "ttl-hessian-first-layer":
        return ()
    return (pytest.mark.long,) if numbers and numbers[place] in numbers[:place] else (pytest.mark.slow,)


EACH = [
    pytest.param(name, number, claim, id=f"{name} {number}: {claim}"[:100], marks=marks(name, place, [other for other, _ in claims]))
    for name, claims in WRONG.items()
    for place, (number, claim) in enumerate(claims)
]


@pytest.mark.parametrize(("name", "number", "claim"), EACH)
def test_a_wrong_claim_in_place_of_one_is_not_proved(name, number, claim):
    loaded = load(lookup(name))
    claims = [claim if place == number else other for place, other in enumerate(loaded.theorem.claims)]
    assert number not in prove(replace(loaded.theorem, claim=claims), loaded.proof).proved


CLAIMS = {"ttl-hessian-first-layer": {0, 1}, "ttl-hessian": {0, 1}, "ttl-linearisation": {0, 1, 2, 3, 4}}
LESS = [
    ("ttl-hessian-first-layer", {"loss": "squared", "inputs": n}, set()),
    ("ttl-hessian-first-layer", {"bend": None}, {0}),
    ("ttl-hessian-first-layer", {"input_norms": None}, {0}),
    ("ttl-hessian-first-layer", {"output_weights": None}, {0}),
    ("ttl-hessian-first-layer", {"output_weights": 2 * V}, {0}),
    ("ttl-hessian-first-layer", {"input_norms": 2 * rho}, {0}),
    ("ttl-hessian-first-layer", {"train": "both", "output_weights": None}, set()),
    ("ttl-hessian-first-layer", {"width": 2 * m}, set()),
    ("ttl-hessian", {"train": "first"}, set()),
    ("ttl-hessian", {"loss": "squared", "inputs": n}, set()),
    ("ttl-hessian", {"slope": None}, {0}),
    ("ttl-hessian", {"bend": 2 * beta}, {0}),
    ("ttl-hessian", {"input_norms": None}, {0}),
    ("ttl-linearisation", {"output_weights": None}, set()),
    ("ttl-linearisation", {"output_weights": 2}, set()),
    ("ttl-linearisation", {"bend": None}, set()),
    ("ttl-linearisation", {"loss": "squared"}, {3, 4}),
    ("ttl-linearisation", {"bend": 2 * beta}, set()),
    ("ttl-linearisation", {"slope": None}, {0, 1}),
    ("ttl-linearisation", {"slope": 2 * s1}, {0, 1}),
    ("ttl-linearisation", {"inputs": None}, set()),
    ("ttl-linearisation", {"inputs": 2 * n}, {0, 1, 2}),
    ("ttl-linearisation", {"width": m + 1}, set()),
    ("ttl-linearisation", {"train": "both", "output_weights": None}, set()),
]
"""Other networks, and what may be proved of them at most."""


@pytest.mark.parametrize(("name", "change", "most"), [pytest.param(*one, marks=marks(one[0])) for one in LESS])
def test_another_network_leaves_claims_unproved(name, change, most):
    loaded = load(lookup(name))
    (network,) = loaded.theorem.given
    assert set(prove(replace(loaded.theorem, given=[replace(network, **change)]), loaded.proof).proved) <= most


@pytest.mark.parametrize("name", CLAIMS)
def test_all_claims_but_those_about_growth_are_proved(name):
    loaded = load(lookup(name))
    assert set(prove(loaded.theorem, loaded.proof).proved) == CLAIMS[name]


FIRST = TwoLayer(m, slope=s1, bend=beta, input_norms=rho)
STEEP = activation(preactivation(u, 1), 1)
CIRCULAR = [
    (STEEP - activation(preactivation(v, 1), 1), preactivation(u, 1) - preactivation(v, 1), "mean value theorem"),
    (STEEP - activation(0, 1), preactivation(u, 1), "mean value theorem"),
]


def left_out(claim):
    said = statement(Theorem(given=[FIRST], claim=claim))
    return {one["name"] for one in said["axioms"]} - set(said["goals"][0]["axioms"])


@pytest.mark.parametrize(("change", "way", "name"), CIRCULAR)
def test_a_claim_that_is_an_axiom_at_numbers_of_its_own_does_not_rest_on_it(change, way, name):
    assert left_out(Abs(change) <= beta * Abs(way)) == {f"TwoLayer: {name}"}
    assert left_out(Abs(change) <= 2 * beta * Abs(way)) == set()


def test_a_bound_of_one_neuron_is_an_axiom_twice():
    assert left_out(Abs(STEEP) <= s1) == {"TwoLayer: slope at every number", "TwoLayer: bounded slope"}
    assert left_out(Eq(output_weight(u, 1), output_weight(v, 1))) == {"TwoLayer: fixed output weights"}
    assert left_out(roots <= rows) == {"TwoLayer: Weyl's inequality"}


def test_an_axiom_with_a_parameter_named_like_a_constant_is_left_out():
    """|s'(h)| <= h for the constant h only, and not for all numbers h."""
    for name, kept in (("h", False), ("w", True)):
        said = statement(Theorem(given=[TwoLayer(m, slope=constants(name))], claim=f(u) <= f(v)))
        assert ("TwoLayer: slope at every number" in {one["name"] for one in said["axioms"]}) is kept
