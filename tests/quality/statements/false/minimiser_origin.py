"""Minimisers lie at the origin."""

from theorems.hypotheses import StronglyConvex
from theorems.language import Theorem, constants, norm_sq, x_star

mu = constants("mu")

theorem = Theorem(given=[StronglyConvex(mu)], claim=norm_sq(x_star) <= 0)
