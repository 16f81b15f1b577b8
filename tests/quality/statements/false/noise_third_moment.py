"""The third moment of the noise is at most the cube of its deviation.

False for skewed noise: 1, 1, 1, -3 equally likely have variance 3 and third moment -6, and 3^(3/2) = 5.2.
"""

from theorems.hypotheses import BoundedVariance
from theorems.language import Abs, E, Theorem, constants, grad, inner, norm, points, stochastic_grad

sigma = constants("sigma")
p, q = points("p q")

theorem = Theorem(
    given=[BoundedVariance(sigma)],
    claim=Abs(E(inner(stochastic_grad(p, sample=0) - grad(p), q) ** 3)) <= sigma**3 * norm(q) ** 3,
)
