"""The axioms of two-layer networks hold of networks, measured in two ways; wrong variants of each are seen."""

from dataclasses import fields, replace
from functools import cache
from itertools import product

import numpy as np
import pytest
import sympy as sp

from checkers.proof import network_axioms
from checkers.proof.network_axioms import AXIOMS, FIRST, g, h, i, of_networks, p, q, r, u, v
from checkers.proof.own_words import along_input, along_output, preactivation_at
from problems.activations import ACTIVATIONS
from tests.checkers.proof.networks import NAMES, Differentiated, Measured, Terms
from theorems.language import Theorem, constants, f, grad, inner, naturals, norm_sq, sqrt
from theorems.networks import TwoLayer, activation, input_norm_sq, output_weight, preactivation
from theorems.observables import hessian_norm, jacobian_dist, tangent_kernel_min

m, n = naturals("m n")
slope, bend, rho = constants("slope bend rho")
LAYERS = {"first": TwoLayer(m, "first", n, slope, bend, rho), "both": TwoLayer(m, "both", n, slope, bend, rho)}
SHAPES = ((1, 1, 1), (1, 2, 1), (2, 1, 2), (3, 2, 2), (4, 1, 3))
"""Width, dimension of the inputs, number of inputs."""


def drawn(kind, train, name, shape, rng):
    """A network; some have an input that is 0, some have output weights that are 0."""
    width, d, count = shape
    inputs = rng.normal(size=(count, d)) * rng.choice([0.0, 0.5, 1.0, 2.0], size=(count, 1), p=[0.1, 0.3, 0.3, 0.3])
    return kind(name, inputs, width, rng.normal(size=width) * (rng.random(width) < 0.9) if train == "first" else None)


def values(network, one, rng):
    """Random values of the parameters, and the constants that the network has."""
    s, sizes = ACTIVATIONS[network.name], np.linalg.norm(network.inputs, axis=1)
    found = {"real slope": float(s.steepest.high), "real bend": float(s.most_bent.high), "real rho": max(sizes), "integer m": network.width}
    found |= {"integer n": len(network.inputs)}
    last = {"r": network.width, "i": len(network.inputs)}
    near = rng.normal(size=network.size) * rng.choice([0.3, 1.0, 2.0])
    for name, kind in one["parameters"]:
        if kind == "point":
            found[f"point {name}"] = near if name == "u" else near + rng.normal(size=network.size) * rng.choice([0.01, 1.0])
        elif kind == "integer":
            found[f"integer {name}"] = int(rng.integers(1, last[name] + 1))
        else:
            found[f"real {name}"] = float(rng.normal() * rng.choice([0.1, 1.0, 3.0]))
    return found


def worst(one, kind, train, rounds):
    """How far the axiom fails at most, as a part of its terms."""
    found = 0.0
    for number, (name, shape) in enumerate(product(NAMES, SHAPES)):
        for round_ in range(rounds):
            rng = np.random.default_rng([number, round_])
            terms = Terms(*((network := drawn(kind, train, name, shape, rng)), values(network, one, rng)))
            assert all(terms.number(condition) >= 0 for _, condition in one["conditions"])
            value = terms.number(one["term"])
            size = 1 + sum(abs(terms.number(part)) for part in one["term"][1:])
            found = max(found, (abs(value) if one["relation"] == "=" else -value) / size)
    return found


@cache
def axioms(train):
    return {one["name"]: one for one in of_networks(Theorem(given=[LAYERS[train]], claim=f(u) <= f(v)), {})}


EVERY = [(train, name) for train in LAYERS for name in axioms(train)]


@pytest.mark.parametrize(("train", "name"), EVERY)
def test_an_axiom_holds_of_the_networks_of_the_project(train, name):
    assert worst(axioms(train)[name], Measured, train, rounds=3) < 1e-9


@pytest.mark.slow
@pytest.mark.parametrize(("train", "name"), EVERY)
def test_an_axiom_holds_of_networks_that_torch_differentiates(train, name):
    assert worst(axioms(train)[name], Differentiated, train, rounds=2) < 1e-9


@pytest.mark.long
@pytest.mark.parametrize(("train", "name"), EVERY)
def test_an_axiom_holds_of_many_networks(train, name):
    assert worst(axioms(train)[name], Differentiated, train, rounds=20) < 1e-9
    assert worst(axioms(train)[name], Measured, train, rounds=20) < 1e-9


def test_every_axiom_is_said_of_some_network():
    assert {name for _, name in EVERY} == {*(f"TwoLayer: {name}" for name in AXIOMS), "fundamental theorem of calculus along a segment"}
    assert all(rule.__doc__ for rule in AXIOMS.values())


OF_OUTPUTS = ("gradients neuron by neuron", "curvature along one neuron", "direction of most curvature", "most curvature")


@pytest.mark.parametrize("train", LAYERS)
def test_of_a_loss_only_that_is_said_which_does_not_speak_of_its_gradient(train):
    """The Jacobian of the outputs is what it was, and a loss has a continuous gradient."""
    loss = Theorem(given=[replace(LAYERS[train], loss="squared")], claim=f(u) <= f(v))
    found = {one["name"]: {**one, "from": ""} for one in of_networks(loss, {})}
    assert found == {name: {**one, "from": ""} for name, one in axioms(train).items() if name not in {f"TwoLayer: {name}" for name in OF_OUTPUTS}}


@pytest.mark.parametrize("parametrisation", ["standard", "ntk", "mup"])
def test_of_a_parametrisation_with_multipliers_of_its_own_nothing_is_said(parametrisation):
    network = replace(LAYERS["both"], loss="squared", parametrisation=parametrisation)
    assert list(of_networks(Theorem(given=[network], claim=f(u) <= f(v)), {})) == []


def test_what_a_network_may_be_is_what_the_axioms_know_of():
    known = {"width", "train", "inputs", "slope", "bend", "input_norms", "output_weights", "loss", "parametrisation"}
    assert {field.name for field in fields(TwoLayer)} == known


c, e, first_two = along_input(u, r), along_output(u, r), (input_norm_sq(1) * along_input(u, r), along_output(u, r))


def curvature(a, b, mixed=2):
    """Of a neuron along a z_1 and b, with another number in place of 2 for the mixed term; a and b come times the squared norm of the input."""
    return output_weight(u, r) * activation(preactivation(u, r), 2) * a**2 + mixed * activation(preactivation(u, r), 1) * a * b


def summed(term):
    return sp.Sum(term, (r, 1, m))


def size(e):
    return sp.Abs(e, evaluate=False)


def signals(at, which):
    return output_weight(at, r) * activation(preactivation_at(at, r, which), 1)


jacobians = sp.Sum(input_norm_sq(i) * summed((signals(v, i) - signals(u, i)) ** 2), (i, 1, n))
first_row = sp.Sum(FIRST * summed((signals(v, i) - signals(u, i)) ** 2), (i, 1, n))
moved = summed((preactivation_at(v, r, i) - preactivation_at(u, r, i)) ** 2)
both_signals, norm_root = summed(signals(u, 1) * signals(v, 1)), hessian_norm(u) * sqrt(m)
WRONG = {
    "inputs of norm 1": ("first", "squared norms of inputs", input_norm_sq(i) >= 1),
    "half the slope": ("first", "slope at every number", size(activation(h, 1)) <= slope / 2),
    "half the bend": ("first", "bend at every number", size(activation(h, 2)) <= bend / 2),
    "half the mean value": ("first", "mean value theorem", size(activation(h, 1) - activation(g, 1)) <= bend * size(h - g) / 2),
    "one output weight for all": ("first", "fixed output weights", sp.Eq(output_weight(u, r), output_weight(v, 1))),
    "a root for the width": ("first", "gradients neuron by neuron", sp.Eq(inner(grad(u), grad(v)), FIRST * both_signals / sqrt(m))),
    "half the way": ("first", "preactivations move with the weights", moved <= input_norm_sq(i) * norm_sq(v - u) / 2),
    "half the way of both layers": ("both", "preactivations move with the weights", moved <= input_norm_sq(i) * norm_sq(v - u) / 2),
    "the first input for all": ("first", "Jacobians neuron by neuron", sp.Eq(jacobian_dist(u, v), sqrt(first_row / m))),
    "a Jacobian without its root": ("first", "Jacobians neuron by neuron", sp.Eq(jacobian_dist(u, v), jacobians / m)),
    "half of Weyl": ("first", "Weyl's inequality", size(sqrt(tangent_kernel_min(v)) - sqrt(tangent_kernel_min(u))) <= jacobian_dist(u, v) / 2),
    "eigenvalues without roots": ("first", "Weyl's inequality", size(tangent_kernel_min(v) - tangent_kernel_min(u)) <= jacobian_dist(u, v)),
    "1/m for 1/sqrt(m)": ("first", "curvature along one neuron", size(curvature(FIRST * p, 0)) <= hessian_norm(u) * FIRST * p**2),
    "twice the mixed term": ("both", "curvature along one neuron", size(curvature(FIRST * p, q, 4)) <= norm_root * (FIRST * p**2 + q**2)),
    "a length without the output": ("both", "curvature along one neuron", size(curvature(FIRST * p, q)) <= norm_root * FIRST * p**2),
    "half the length": ("first", "direction of most curvature", summed(FIRST * c**2) <= sp.Rational(1, 2)),
    "half the length in both layers": ("both", "direction of most curvature", summed(FIRST * c**2 + e**2) <= sp.Rational(1, 2)),
    "no square of the input": ("first", "most curvature", sp.Eq(hessian_norm(u), size(summed(curvature(FIRST * c, 0) / FIRST)) / sqrt(m))),
    "half the mixed term": ("both", "most curvature", sp.Eq(hessian_norm(u), size(summed(curvature(*first_two, 1))) / sqrt(m))),
    "m for its root": ("both", "most curvature", sp.Eq(hessian_norm(u), size(summed(curvature(*first_two))) / m)),
}
"""Wrong variants: of which layers, of which axiom, and what they say."""


def planted(monkeypatch, wrong):
    """The axiom with another relation between the same parameters."""
    train, name, relation = wrong
    right = AXIOMS[name](LAYERS[train])
    assert right is not None
    monkeypatch.setitem(network_axioms.AXIOMS, name, lambda _: (relation, right[1]))
    (found,) = (one for one in of_networks(Theorem(given=[LAYERS[train]], claim=f(u) <= f(v)), {}) if one["name"] == f"TwoLayer: {name}")
    return found


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("kind", [Measured, pytest.param(Differentiated, marks=pytest.mark.long)])
def test_a_wrong_variant_fails(monkeypatch, wrong, kind):
    assert worst(planted(monkeypatch, WRONG[wrong]), kind, WRONG[wrong][0], rounds=3) > 1e-3


def test_every_axiom_has_a_wrong_variant():
    assert {name for _, name, _ in WRONG.values()} == set(AXIOMS)
