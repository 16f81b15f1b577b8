"""The last iterate of SGD is at least as good in expectation as the average of the iterates.

False: x^2/2 from 0 with step 1 is pure noise, of which an average has less.
"""

from theorems.hypotheses import BoundedVariance, Convex, Smooth
from theorems.language import Average, E, T, Theorem, constants, f, t, x
from theorems.methods import SGD

L, eta, sigma = constants("L eta sigma")

theorem = Theorem(
    given=[Smooth(L), Convex(), BoundedVariance(sigma), eta <= 1 / L],
    method=SGD(step=eta),
    claim=E(f(x[T])) <= E(f(Average(x[t], (t, 0, T)))),
)
