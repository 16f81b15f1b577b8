"""Transition to linearity with a trained first layer: the spectral norm of the Hessian is that of its worst neuron over the root of the width.

Idea of the proof: the second derivatives couple no two neurons; the block of neuron r is a_r s''(h_r) z z^T / sqrt(m), of rank one.
The bound is attained where the neuron with the largest output weight bends most.

Source: Liu, Zhu & Belkin (2020), re-derived for two layers. Lectures: belkin, simons. Core.
"""

from dataclasses import replace

from theorems.language import Abs, Eq, Rational, Scales, Sum, Theorem, Worst, constants, grad, i, naturals, norm_sq, points, sqrt
from theorems.networks import TwoLayer, activation, input_norm_sq, output_weight, preactivation
from theorems.observables import hessian_norm
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")
V, beta, rho = constants("V beta rho")

bend = Abs(output_weight(u, i) * activation(preactivation(u, i), 2))
worst = Worst(bend, (i, 1, m))

theorem = Theorem(
    given=[TwoLayer(m, train="first", bend=beta, input_norms=rho, output_weights=V)],
    setting=RandomNetwork(u),
    claim=[
        Eq(hessian_norm(u), input_norm_sq(1) * Worst(bend, (i, 1, m)) / sqrt(m)),
        hessian_norm(u) <= beta * rho**2 * V / sqrt(m),
        Scales(hessian_norm(u), m, -Rational(1, 2)),
        Scales(norm_sq(grad(u)), m, 0),
    ],
)

mutants = [
    # sin, four neurons, z = 1, all preactivations 11/7: 0.49... is not 0.24...
    ("1/m in place of 1/sqrt(m)", replace(theorem, claim=Eq(hessian_norm(u), input_norm_sq(1) * Worst(bend, (i, 1, m)) / m))),
    # log cosh, one neuron, z = 1, w = 0: 1 > 1/2
    ("half the bound", replace(theorem, claim=hessian_norm(u) <= beta * rho**2 * V / (2 * sqrt(m)))),
    # sin, one neuron, z = 2, w = 11/14: 3.99... > 2
    ("the norm of the input without its square", replace(theorem, claim=hessian_norm(u) <= beta * rho * V / sqrt(m))),
    # tanh, two neurons, a = (2, -1/2), z = 1, preactivations 0.6585: 1.08... > 0.54...
    ("output weights of size 1", replace(theorem, claim=hessian_norm(u) <= beta * rho**2 / sqrt(m))),
]


def second(r):
    """a_r s''(h_r), the second derivative of neuron r's term in h_r."""
    return output_weight(u, r) * activation(preactivation(u, r), 2)


def along_a_unit_vector(p, side):
    """The second derivative along a unit vector, or minus it: over the neurons it adds up to the worst of them, times ||z||^2, at most."""

    def neuron(r):
        c = input_norm_sq(1) * p.most_curved(u, r)[0]
        size = p.by_squares(side * second(r) <= Abs(second(r)))
        return p.show(side * second(r) * c**2 <= c**2 * worst, c**2 * size, c**2 * p.member(worst, at=r))

    unit = input_norm_sq(1) * worst * p.use("TwoLayer: direction of most curvature", u=u)
    whole = Sum(second(i) * (input_norm_sq(1) * p.most_curved(u, i)[0]) ** 2, (i, 1, m))
    return p.show(side * whole <= input_norm_sq(1) * worst, p.sum(neuron, 1, m), unit), whole


def along_the_input(p, r):
    """The second derivative along the input in the weights of neuron r alone, where the input is not 0."""
    square = input_norm_sq(1)
    size = p.by_squares(square**2 * Abs(second(r)) <= Abs(square**2 * second(r), evaluate=False))
    alone = p.use("TwoLayer: curvature along one neuron", u=u, r=r, p=1)
    return p.show(Abs(second(r)) <= sqrt(m) * hessian_norm(u) / square, size / square**2, alone / square**2)


def bounded(p, r):
    """|a_r s''(h_r)| <= V beta."""
    weight, bent = Abs(output_weight(u, r)), p.use("TwoLayer: bend at every number", h=preactivation(u, r))
    largest = p.member(Worst(Abs(output_weight(u, i)), (i, 1, m)), at=r)
    below = p.show(weight <= V, largest, p.use("TwoLayer: bounded output weights", u=u))
    square = weight * Abs(activation(preactivation(u, r), 2))
    return p.show(Abs(second(r)) <= beta * V, p.by_squares(Abs(second(r)) <= square), weight * bent, beta * below)


def proof(p):
    """The norm of the Hessian is the second derivative along some unit vector, and no second derivative along one is larger."""
    norm, square, root = hessian_norm(u), input_norm_sq(1), sqrt(m)
    p.show(worst >= 0, p.member(worst, at=1)), p.show(square >= 0, p.use("TwoLayer: squared norms of inputs"))
    attained, ((above, whole), (below, _)) = p.use("TwoLayer: most curvature", u=u), (along_a_unit_vector(p, side) for side in (1, -1))
    upper = p.show(norm <= square * worst / root, p.absolute(whole, square * worst, above, below) / root, -attained)
    positive, claim = p.show(norm >= 0, attained), norm >= square * worst / root

    def some_input(_):
        return p.show(claim, square / root * p.bound(worst, root * norm / square, lambda r: along_the_input(p, r)))

    lower = p.cases(square, some_input, lambda none: p.show(claim, positive, worst / root * none), strict=True)
    p.conclude(p.squeezed(norm - square * worst / root, lower, upper))
    inputs = p.show(square <= rho**2, p.member(Worst(input_norm_sq(i), (i, 1, 1)), at=1), p.use("TwoLayer: bounded inputs"))
    p.conclude(upper, square / root * p.bound(worst, beta * V, lambda r: bounded(p, r)), beta * V / root * inputs, claim=1)
