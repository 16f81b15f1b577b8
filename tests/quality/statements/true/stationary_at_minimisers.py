"""At a minimiser the gradient vanishes, the value is the infimum, and the distance to the minimisers is 0.

Where the minimiser is known to an enclosure only, nothing of this can be decided, and nothing is refuted.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, dist_sq, f, f_star, grad, norm, x_star

L = constants("L")

theorem = Theorem(given=[Smooth(L)], claim=[norm(grad(x_star)) <= 0, f(x_star) <= f_star, f(x_star) >= f_star, dist_sq(x_star) <= 0])
