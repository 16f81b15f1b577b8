"""Smoothness and the Polyak-Lojasiewicz inequality make gradients point away from minimisers: true on R, false in the plane."""

from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, grad, inner, points, x_star

L, mu, eta = constants("L mu eta")
u, v = points("u v")

theorem = Theorem(given=[Smooth(L), PL(mu)], claim=inner(grad(u), u - x_star) >= 0)
