"""The tangent kernel of a random ReLU network concentrates around its limit, like one over the root of the width.

What training does at the start of a wide network is thereby hardly random, and the least eigenvalue stays away from zero.
Idea of the proof: each entry of K - K^infinity is a mean of m independent numbers in an interval of length |z_i . z_j| <= 1, so that by
Hoeffding's inequality and a union bound all of them lie within sqrt(log(2 n^2/delta)/(2 m)), and the norm within n times that. K is also a sum of
independent matrices between 0 and Z Z^T/m, for which the matrix Chernoff bound with half the mean gives the least eigenvalue. The variance of an
entry is that of an event of probability p = (pi - theta)/(2 pi), divided by m.

Source: Du, Zhai, Poczos & Singh (2019), with constants re-derived; Tropp (2012) for the Chernoff bound. Lectures: simons.
"""

from dataclasses import replace

from theorems.language import (
    E,
    Eq,
    Probability,
    Rational,
    Scales,
    Sum,
    Theorem,
    constants,
    exp,
    i,
    j,
    log,
    naturals,
    pi,
    points,
    sqrt,
)
from theorems.observables import tangent_kernel, tangent_kernel_error, tangent_kernel_min
from theorems.relu_networks import ReLUNetwork, angle, input_gram_norm, input_inner, limit_kernel_min
from theorems.settings import RandomNetwork

m, n = naturals("m n")
u, delta = points("u"), constants("delta")

p = (pi - angle(i, j)) / (2 * pi)
over_inputs = ((i, 1, n), (j, 1, n))
mean_square = E(Sum((tangent_kernel(u, i, j) - input_inner(i, j) * p) ** 2, *over_inputs))
narrow = n * sqrt(log(2 * n**2 / delta) / 2) / m
small = tangent_kernel_min(u) <= limit_kernel_min() / 2

theorem = Theorem(
    given=[ReLUNetwork(m, inputs=n, input_norms=1), delta < 1],
    setting=RandomNetwork(u),
    claim=[
        Probability(tangent_kernel_error(u) <= n * sqrt(log(2 * n**2 / delta) / (2 * m))) >= 1 - delta,
        Probability(small) <= n * exp(-m * limit_kernel_min() / (8 * input_gram_norm())),
        Eq(mean_square, Sum(input_inner(i, j) ** 2 * p * (1 - p), *over_inputs) / m),
        Scales(E(tangent_kernel_error(u)), m, -Rational(1, 2)),
    ],
)

mutants = [
    # 256 neurons, delta = 1/2: the kernel is further away in most draws
    ("1/m in place of 1/sqrt(m)", replace(theorem, claim=Probability(tangent_kernel_error(u) <= narrow) >= 1 - delta)),
    # 16 neurons on one input: an eigenvalue below 1/4 has probability 0.038 > exp(-8)
    ("eight times the rate", replace(theorem, claim=Probability(small) <= n * exp(-m * limit_kernel_min() / input_gram_norm()))),
    # one neuron on z = 1: 1/4 is not 1/2
    ("the second moment for the variance", replace(theorem, claim=Eq(mean_square, Sum(input_inner(i, j) ** 2 * p, *over_inputs) / m))),
    # excluded, not refuted: the slopes seen lie around -1/2
    ("as fast as 1/m", replace(theorem, claim=Scales(E(tangent_kernel_error(u)), m, -1))),
]
