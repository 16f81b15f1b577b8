"""Ratio of gaps where defined."""

from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, f, f_star, t, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(given=[Smooth(L), PL(mu)], method=GradientDescent(step=1 / L), claim=(f(x[t + 1]) - f_star) / (f(x[t]) - f_star) <= 1 - mu / L)
