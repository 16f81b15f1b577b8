"""The mean length of the noise is at most its root mean square.

Lyapunov's inequality; an equality for two-point noise.
"""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Theorem, constants, grad, norm, points, stochastic_grad

sigma = constants("sigma")
p = points("p")

theorem = Theorem(given=[BoundedVariance(sigma)], claim=E(norm(stochastic_grad(p, sample=0) - grad(p))) <= sigma)
