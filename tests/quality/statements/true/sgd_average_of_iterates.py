"""In expectation the value at the averaged iterate is at most the average of the values, for convex functions.

Jensen, path by path.
"""

from theorems.hypotheses import BoundedVariance, Convex
from theorems.language import Average, E, T, Theorem, constants, f, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(
    given=[Convex(), BoundedVariance(sigma)],
    method=SGD(step=eta),
    claim=E(f(Average(x[t], (t, 0, T - 1)))) <= Average(E(f(x[t])), (t, 0, T - 1)),
)
