"""What is certified on a ball around a start, attacked on points of it; and where nothing is."""

from fractions import Fraction

import numpy as np
import pytest
import torch

from problems.balls import ON_BALLS, ball_facts, may_hold
from problems.discovery import families
from problems.families import linear_loss, product, two_layer_loss
from problems.float64 import Float64
from problems.instance import stacked

M = Float64()
CERTIFIED = [
    pytest.param(name, number, which, id=f"{name}-{number}-{which}")
    for name in ("two_layer_loss", "linear_loss", "product", "quadratic", "least_squares")
    for number, instance in enumerate(families()[name].library())
    for which, start in enumerate(instance.starts[:3])
    if may_hold(instance) and ball_facts(instance, start) is not None
]


def within(start, radius, rng):
    """Points of the ball (200, d), half of them on its boundary, and the centre first."""
    d = len(start)
    away = rng.standard_normal((200, d))
    away *= radius / np.linalg.norm(away, axis=1, keepdims=True) * np.where(np.arange(200) % 2, 1, rng.random(200) ** (1 / d))[:, None]
    away[0] = 0
    return np.array([float(e) for e in start]) + away


def seen(instance, start, radius):
    """The least half squared gradient over f, and the largest ratio of changes of the gradient to distances, among points of the ball."""
    family, x = families()[instance.family], within(start, radius, np.random.default_rng(3))
    with M.scope():
        p, at = stacked([instance], M), torch.tensor(x)[None]
        values, slopes = family.value(p, at, M)[0].numpy(), family.gradient(p, at, M)[0].numpy()
    ratio = np.sum(slopes**2, axis=1)[values > 1e-9] / (2 * values[values > 1e-9])
    pairs = np.linalg.norm(slopes - np.roll(slopes, 7, axis=0), axis=1) / np.linalg.norm(x - np.roll(x, 7, axis=0), axis=1)
    assert values.min() >= -1e-12
    return ratio.min(initial=np.inf), pairs.max()


@pytest.mark.parametrize(("name", "number", "which"), CERTIFIED)
def test_no_point_of_the_ball_contradicts_what_is_certified(name, number, which):
    instance = families()[name].library()[number]
    start = instance.starts[which]
    mu, L, radius = (float(ball_facts(instance, start)[fact].value.low) for fact in ON_BALLS)
    least, steepest = seen(instance, start, radius)
    assert 0 < mu <= least * (1 + 1e-9)
    assert steepest <= L * (1 + 1e-9)


def test_many_kinds_of_starts_are_certified():
    names = [one.values[0] for one in CERTIFIED]
    assert {"two_layer_loss", "linear_loss", "product", "quadratic", "least_squares"} == set(names)
    assert names.count("two_layer_loss") >= 6


@pytest.mark.parametrize(("name", "number", "which"), CERTIFIED)
def test_where_the_loss_is_small_the_radius_is_enough_and_not_much_more(name, number, which):
    """8 f(x_0) <= mu R^2 wherever some radius satisfies it, for which c^2 f(x_0) <= lambda^2/128 is needed, c how fast the Jacobian moves."""
    instance = families()[name].library()[number]
    start = instance.starts[which]
    mu, _, radius = (ball_facts(instance, start)[fact].value.low for fact in ON_BALLS)
    with M.scope():
        p, x = stacked([instance], M), torch.tensor([[[float(e) for e in start]]], dtype=torch.float64)
        loss = float(families()[name].value(p, x, M))
        network = families()[name].network
        bend = 0.0 if network is None else float(instance.facts["output_bend"].value.high) * float(instance.facts["inputs"].value.low) ** 0.5
        least = 1.0 if network is None else float(torch.linalg.eigvalsh(network.kernel(p, x, M)).min())
    possible = 128 * bend**2 * loss <= least**2 * (1 - 1e-3)
    assert (8 * loss <= float(mu * radius**2)) == possible or 128 * bend**2 * loss <= least**2
    assert not possible or 8 * loss <= float(mu * radius**2)


def test_constants_of_a_linear_model_are_the_eigenvalues_of_its_kernel():
    half = Fraction(1, 2)
    instance = linear_loss.build(((Fraction(1), Fraction(0)), (Fraction(0), half)), (Fraction(0), Fraction(0)))
    facts = ball_facts(instance, (Fraction(1), Fraction(1)))
    assert (facts["pl_star"].value.low, facts["smooth_on_ball"].value.high) == (Fraction(1, 4), Fraction(1))


def test_a_product_is_certified_by_hand():
    """At (1, 17/16) with y = 1 the kernel is 1 + (17/16)^2, and the Jacobian moves as fast as the point."""
    instance = product.build(Fraction(2), (Fraction(1),))
    facts = ball_facts(instance, (Fraction(1), Fraction(17, 16)))
    mu, L, radius = (float(facts[fact].value.low) for fact in ON_BALLS)
    root, residual = (1 + (17 / 16) ** 2) ** 0.5, 1 / 16
    assert mu == pytest.approx((root - radius) ** 2, rel=1e-5)
    assert pytest.approx((root + radius) ** 2 + residual + (root + radius) * radius, rel=1e-5) == L
    assert radius * (root - radius) == pytest.approx((8 * residual**2 / 2) ** 0.5, rel=0.02)


def test_nothing_is_certified_without_a_kernel_or_bounds():
    far = two_layer_loss.build(Fraction(0), ((Fraction(1),), (Fraction(2),)), (Fraction(1),), targets=(Fraction(1), Fraction(0)))
    assert may_hold(far)
    assert ball_facts(far, (Fraction(1),)) is None, "one parameter, two outputs: the kernel is singular"
    assert ball_facts(product.build(Fraction(2), (Fraction(1),)), (Fraction(0), Fraction(0))) is None
    assert not may_hold(families()["two_layer_loss_both"].library()[0])
    assert not may_hold(product.build(Fraction(3), (Fraction(1),)))
    assert not may_hold(families()["huber"].library()[0])
    lifted = families()["quadratic"].build((Fraction(1),), (Fraction(0),), (Fraction(0),), Fraction(1))
    assert not may_hold(lifted), "the infimum is not 0"
