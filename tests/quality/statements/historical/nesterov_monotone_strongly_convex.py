"""With constant momentum Nesterov's method decreases strongly convex functions at every step.

False: between mu and L its roots are complex. x^2/4 with L = 1, mu = 1/4, beta = 1/3: 1, 1/2, 1/6, 1/36, -1/108, -7/648 passes 0 and goes on.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Eq, Theorem, constants, f, sqrt, t, x
from theorems.methods import Nesterov

L, mu, beta = constants("L mu beta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), mu < L, Eq(beta, (sqrt(L) - sqrt(mu)) / (sqrt(L) + sqrt(mu)))],
    method=Nesterov(step=1 / L, momentum=beta),
    claim=f(x[t + 1]) <= f(x[t]),
)
