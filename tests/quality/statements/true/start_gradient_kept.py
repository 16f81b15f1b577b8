"""A gradient of at most G at the start is one for ever.

Gradients do not grow along gradient descent on smooth convex functions with steps up to 2/L.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, grad, norm, norm_sq, x
from theorems.methods import GradientDescent

L, eta, G = constants("L eta G")

theorem = Theorem(
    given=[Smooth(L), Convex(), norm_sq(grad(x[0])) <= G**2, eta <= 2 / L],
    method=GradientDescent(step=eta),
    claim=norm(grad(x[T])) <= G,
)
