"""The best of T steps of length R/(G sqrt(T)) lies within 99 % of R G/sqrt(T).

False at T = 1: nearly R |x| with a rounded tip, the Huber function with a threshold below R/50, has a gap of R G up to 1 % at x = R.
"""

from theorems.hypotheses import Convex, Lipschitz
from theorems.language import Best, Rational, T, Theorem, constants, f, f_star, norm_sq, sqrt, t, x, x_star
from theorems.methods import GradientDescent

R, G = constants("R G")

theorem = Theorem(
    given=[Convex(), Lipschitz(G), norm_sq(x[0] - x_star) <= R**2],
    method=GradientDescent(step=R / (G * sqrt(T))),
    claim=Best(f(x[t]), (t, 0, T - 1)) - f_star <= Rational(99, 100) * R * G / sqrt(T),
)
