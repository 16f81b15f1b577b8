"""A small gradient at the start means a small gap after a step.

False: the Huber function far out, gradient tau but gap nearly tau |x|.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, x
from theorems.methods import GradientDescent

L, G = constants("L G")

theorem = Theorem(
    given=[Smooth(L), Convex(), norm_sq(grad(x[0])) <= G**2],
    method=GradientDescent(step=1 / L),
    claim=f(x[1]) - f_star <= G**2 / (2 * L),
)
