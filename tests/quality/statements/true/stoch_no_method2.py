"""Unbiasedness at a free point without any hypothesis on noise."""

from theorems.hypotheses import Smooth
from theorems.language import E, Eq, Theorem, constants, grad, norm_sq, points, stochastic_grad

L = constants("L")
p = points("p")

theorem = Theorem(given=[Smooth(L)], claim=Eq(norm_sq(E(stochastic_grad(p)) - grad(p)), 0))
