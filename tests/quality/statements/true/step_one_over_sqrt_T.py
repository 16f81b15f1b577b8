"""Step R/(G sqrt T) gives RG/sqrt T on convex Lipschitz functions."""

from theorems.hypotheses import Convex, Lipschitz
from theorems.language import Best, T, Theorem, constants, f, f_star, norm_sq, sqrt, t, x, x_star
from theorems.methods import GradientDescent

R, G = constants("R G")

theorem = Theorem(
    given=[Convex(), Lipschitz(G), norm_sq(x[0] - x_star) <= R**2],
    method=GradientDescent(step=R / (G * sqrt(T))),
    claim=Best(f(x[t]), (t, 0, T - 1)) - f_star <= R * G / sqrt(T),
)
