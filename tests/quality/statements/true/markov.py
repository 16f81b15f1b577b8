"""Markov's inequality for the gap."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Probability, T, Theorem, constants, f, f_star, x
from theorems.methods import SGD

eta, sigma, eps = constants("eta sigma eps")

theorem = Theorem(given=[BoundedVariance(sigma)], method=SGD(step=eta), claim=Probability(f(x[T]) - f_star >= eps) <= E(f(x[T]) - f_star) / eps)
