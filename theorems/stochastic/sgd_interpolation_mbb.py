"""Mini-batch SGD under interpolation: up to a critical size a batch is worth as many single samples as it holds, and beyond it hardly more.

The step that suits a batch of m grows with m as long as m is small beside beta/L, the smoothness of one component over that of f, and levels off at
the step 1/L of gradient descent.
Idea of the proof: of the mean g of m independent draws, E||g||^2 is 1/m times that of one draw plus (m - 1)/m times ||grad f||^2; the first is at
most beta <grad f(x), x - x*>, the second at most L <grad f(x), x - x*> (x* the projection of x). With this step the two terms of the expanded
square leave -eta <grad f(x), x - x*>, at most -eta mu ||x - x*||^2.
It is an equality, for every batch, where rows of one length are orthogonal.

Source: Ma, Bassily & Belkin (2018). Lectures: belkin.
"""

from dataclasses import replace

from theorems.hypotheses import PL, ConvexSum, Interpolation, Quadratic, Smooth, SmoothSum
from theorems.language import E, Rational, Theorem, constants, dist_sq, naturals, t, x
from theorems.methods import SGD

beta, L, mu = constants("beta L mu")
m = naturals("m")

noisy = [Quadratic(), Smooth(L), PL(mu), SmoothSum(beta), ConvexSum(), mu <= L, beta >= L]
eta = m / (beta + (m - 1) * L)
after = E(dist_sq(x[t + 1]), given=x[t])

theorem = Theorem(
    given=[*noisy, Interpolation()],
    method=SGD(step=eta, batch=m),
    claim=after <= (1 - eta * mu) * dist_sq(x[t]),
)

mutants = [
    # one component x^2/2 with beta = L = 1, m = 5 from 1: 16 > 1
    (
        "no divergence with the step of gradient descent for each sample",
        replace(theorem, method=SGD(step=m / L, batch=m), claim=after <= dist_sq(x[t])),
    ),
    # the same
    ("no divergence with the step of a single sample for each", replace(theorem, method=SGD(step=m / beta, batch=m), claim=after <= dist_sq(x[t]))),
    # components x1^2/2 and 0 with beta = 1, L = mu = 1/2, m = 1 from (1, 0): 1 > 0
    ("the step of gradient descent, with its rate", replace(theorem, method=SGD(step=1 / L, batch=m), claim=after <= (1 - mu / L) * dist_sq(x[t]))),
    # components x1^2/2 and x2^2/2 with beta = 1, L = mu = 1/2, m = 1 from (1, 0): 1/2 > 99/200
    ("1% faster", replace(theorem, claim=after <= (1 - Rational(101, 100) * eta * mu) * dist_sq(x[t]))),
    # x^2/2 with the noise +-1, beta = L = mu = 1, m = 1 from 1: 1 > 0
    ("no floor without interpolation", replace(theorem, given=noisy)),
]
