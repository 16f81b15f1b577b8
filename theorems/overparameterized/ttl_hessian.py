"""Transition to linearity: the Hessian of a two-layer network shrinks like one over the root of its width.

The tangent kernel keeps its size while the curvature vanishes, so that a wide network is nearly linear in its parameters on balls of fixed size.
Idea of the proof: the second derivatives couple no two neurons, and each neuron's block has rank two: in the direction of the input and of its
output weight it is the matrix ((a, b), (b, 0)) / sqrt(m) with a = a_r s''(h_r) ||z||^2 and b = s'(h_r) ||z||, whose larger eigenvalue in size is
(|a| + sqrt(a^2 + 4 b^2)) / (2 sqrt(m)), at most (|a| + |b|) / sqrt(m).
The bound is attained where the output weights vanish. The scaling is that of output weights 1 and -1; normal ones add a factor sqrt(log m).

Source: Liu, Zhu & Belkin (2020), re-derived for two layers. Lectures: belkin, simons. Core.
"""

from dataclasses import replace

from theorems.language import Abs, Eq, Rational, Scales, Sum, Theorem, Worst, constants, grad, i, naturals, norm_sq, points, sqrt
from theorems.networks import TwoLayer, activation, input_norm_sq, output_weight, preactivation
from theorems.observables import hessian_norm
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")
s1, beta, rho = constants("s1 beta rho")

a = output_weight(u, i) * activation(preactivation(u, i), 2) * input_norm_sq(1)
b_sq = activation(preactivation(u, i), 1) ** 2 * input_norm_sq(1)
square = input_norm_sq(1)
largest = Worst(Abs(output_weight(u, i)), (i, 1, m))
worst = Worst(Abs(a) + sqrt(a**2 + 4 * b_sq), (i, 1, m))

theorem = Theorem(
    given=[TwoLayer(m, train="both", slope=s1, bend=beta, input_norms=rho)],
    setting=RandomNetwork(u),
    claim=[
        Eq(hessian_norm(u), worst / (2 * sqrt(m))),
        hessian_norm(u) <= (beta * rho**2 * largest + rho * s1) / sqrt(m),
        Scales(hessian_norm(u), m, -Rational(1, 2)),
        Scales(norm_sq(grad(u)), m, 0),
    ],
)

mutants = [
    # tanh on R, one neuron, z = 1, w = 0, a = 0: 1 is not 1/2
    ("without the factor 4", replace(theorem, claim=Eq(hessian_norm(u), Worst(Abs(a) + sqrt(a**2 + b_sq), (i, 1, m)) / (2 * sqrt(m))))),
    # sin, two neurons, z = 2, w = 0, a = 0: sqrt(2) > 1
    ("1/m in place of 1/sqrt(m)", replace(theorem, claim=hessian_norm(u) <= (beta * rho**2 * largest + rho * s1) / m)),
    # tanh, one neuron, z = 1, w = 1317/2000, a = 2: 1.788 > 1.770
    ("output weights of any size", replace(theorem, claim=hessian_norm(u) <= (beta * rho**2 + rho * s1) / sqrt(m))),
    # tanh, one neuron, z = 1, w = 0, a = 0: 1 > 0
    ("the first layer's Hessian alone", replace(theorem, claim=hessian_norm(u) <= beta * rho**2 * largest / sqrt(m))),
    # excluded, not refuted: the slopes seen lie around -1/2 and around 0
    ("as fast as 1/m", replace(theorem, claim=Scales(hessian_norm(u), m, -1))),
    ("no change with the width", replace(theorem, claim=Scales(hessian_norm(u), m, 0))),
    ("a kernel that grows", replace(theorem, claim=Scales(norm_sq(grad(u)), m, Rational(1, 2)))),
]


def block(r):
    """Neuron r's block ((a, b), (b, 0)), times sqrt(m): a, the slope in b = slope ||z||, |a|, and how far its eigenvalues lie apart."""
    own, slope = a.subs(i, r), activation(preactivation(u, r), 1)
    return own, slope, Abs(own), sqrt(own**2 + 4 * slope**2 * square)


def along_a_unit_vector(p, side):
    """The second derivative along a unit vector, or minus it: in each block at most the larger eigenvalue in size times the squared length."""

    def neuron(r):
        own, slope, size, width = block(r)
        c, e = p.most_curved(u, r)
        less, more, wide, signed = (width - size) / 2, (width + size) / 2, p.by_squares(size <= width), p.by_squares(side * own <= size)
        p.show(less >= 0, wide / 2)
        mixed = p.by_squares(2 * side * slope * square * c * e <= less * square * c**2 + more * e**2, p.square(less * square * c**2 - more * e**2))
        length, form = square * c**2 + e**2, own * square * c**2 + 2 * slope * square * c * e
        return p.show(side * form <= worst / 2 * length, square * c**2 * signed, mixed, length / 2 * p.member(worst, at=r))

    (c, e), slope = p.most_curved(u, i), activation(preactivation(u, i), 1)
    whole = Sum(a * square * c**2 + 2 * slope * square * c * e, (i, 1, m))
    return p.show(side * whole <= worst / 2, p.sum(neuron, 1, m), worst / 2 * p.use("TwoLayer: direction of most curvature", u=u)), whole


def along_an_eigenvector(p, r, positive):
    """Along (1, slope ||z||^2/value), or with a minus, the second derivative is the eigenvalue that is larger in size: an eigenvector."""
    own, slope, size, width = block(r)
    value, claim = (size + width) / 2, size + width <= 2 * sqrt(m) * hessian_norm(u)
    left = sqrt(m) * hessian_norm(u) * (1 + slope**2 * square / value**2) - 2 * slope**2 * square / value

    def signed(side):
        q = side * slope * square / value
        form, alone = own * square + 2 * slope * square * q, p.use("TwoLayer: curvature along one neuron", u=u, r=r, p=1, q=q)
        return p.show(side * own <= left, alone / square, p.by_squares(side * form <= Abs(form, evaluate=False)) / square)

    def curved(some):
        length = value**2 + slope**2 * square
        p.show(length > 0, some * some, slope**2 * p.positive(square))
        return p.show(claim, 2 * value**2 / length * p.absolute(own, left, signed(1), signed(-1)))

    def no_input(none):
        least = (own / square) ** 2 * square * none
        return p.show(claim, p.by_squares(size <= 0, least), p.by_squares(width <= 0, 4 * slope**2 * none, least), 2 * sqrt(m) * positive)

    def some_input(_):
        return p.cases(value, curved, lambda none: p.show(claim, 2 * none, 2 * sqrt(m) * positive), strict=True)

    return p.cases(square, some_input, no_input, strict=True)


def bounded(p, r):
    """|a| <= beta rho^2 max |a_i|, and its eigenvalues lie at most that and 2 rho s1 apart."""
    _, slope, size, width = block(r)
    weight, bent, most = Abs(output_weight(u, r)), Abs(activation(preactivation(u, r), 2)), beta * rho**2 * largest
    inputs = p.show(square <= rho**2, p.member(Worst(input_norm_sq(i), (i, 1, 1)), at=1), p.use("TwoLayer: bounded inputs"))
    bend, steep = (p.use(f"TwoLayer: {name} at every number", h=preactivation(u, r)) for name in ("bend", "slope"))
    p.show(largest >= 0, p.member(largest, at=r))
    reasons = square * weight * bend, square * beta * p.member(largest, at=r), beta * largest * inputs
    below = p.show(size <= most, p.by_squares(size <= square * weight * bent), *reasons)
    slopes = p.show(slope**2 <= s1**2, steep * steep, 2 * Abs(slope) * steep)
    wide = p.by_squares(width <= most + 2 * rho * s1, below * below, 2 * size * below, 4 * slope**2 * inputs, 4 * rho**2 * slopes)
    return p.show(size + width <= 2 * most + 2 * rho * s1, below, wide)


def proof(p):
    """The norm of the Hessian is the second derivative along some unit vector, and no second derivative along one is larger."""
    norm, root, attained = hessian_norm(u), sqrt(m), p.use("TwoLayer: most curvature", u=u)
    p.show(worst >= 0, p.member(worst, at=1)), p.show(square >= 0, p.use("TwoLayer: squared norms of inputs"))
    (above, whole), (below, _) = (along_a_unit_vector(p, side) for side in (1, -1))
    upper = p.show(norm <= worst / (2 * root), p.absolute(whole, worst / 2, above, below) / root, -attained)
    positive = p.show(norm >= 0, attained)
    lower = p.bound(worst, 2 * root * norm, lambda r: along_an_eigenvector(p, r, positive))
    p.conclude(p.squeezed(norm - worst / (2 * root), lower / (2 * root), upper))
    most = p.bound(worst, 2 * beta * rho**2 * largest + 2 * rho * s1, lambda r: bounded(p, r))
    p.conclude(upper, most / (2 * root), claim=1)
