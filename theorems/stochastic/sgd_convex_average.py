"""x

Source: Gower et al. (2019). Lectures: orvieto.
"""

from dataclasses import replace

from theorems.hypotheses import ConvexSum, SmoothSum, StronglyConvex
from theorems.language import Average, E, Rational, T, Theorem, constants, f, f_star, norm_sq, stochastic_grad, t, x, x_star
from theorems.methods import SGD

L, mu, eta = constants("L mu eta")

mean = E(f(Average(x[t], (t, 0, T - 1)))) - f_star
start = norm_sq(x[0] - x_star)
noise = E(norm_sq(stochastic_grad(x_star, sample=0)))
share = 1 - 2 * eta * L

theorem = Theorem(
    given=[SmoothSum(L), ConvexSum(), eta < 1 / (2 * L)],
    method=SGD(step=eta),
    claim=mean <= start / (2 * eta * share * T) + eta * noise / share,
)

mutants = [
    ("no floor", replace(theorem, claim=mean <= start / (2 * eta * share * T))),
    ("1/T^2", replace(theorem, claim=mean <= start / (2 * eta * share * T**2) + eta * noise / share)),
    ("the last", replace(theorem, claim=E(f(x[T])) - f_star <= start / (4 * eta * share * T) + eta * noise / (4*share))),
]
