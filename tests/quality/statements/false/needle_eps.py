"""Markov's bound on the gap after a step, less a tenth.

False near the level that the gap takes surely: x^2/2 from 0 with step 1 and noise +-1 has the gap 1/2, so at 1/2 the chance is 1.
"""

from theorems.hypotheses import BoundedVariance, Convex
from theorems.language import E, Probability, Rational, Theorem, constants, f, f_star, x
from theorems.methods import SGD

eta, sigma, eps = constants("eta sigma eps")

theorem = Theorem(
    given=[Convex(), BoundedVariance(sigma)],
    method=SGD(step=eta),
    claim=Probability(f(x[1]) - f_star >= eps) <= Rational(9, 10) * E(f(x[1]) - f_star) / eps,
)
