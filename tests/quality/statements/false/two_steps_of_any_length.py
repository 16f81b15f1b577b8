"""Two steps of gradient descent, of any lengths between 1/L and 2/L, leave at most two thirds of the gap.

False: the Huber function far out gains little.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, f_star, sequence, t, x
from theorems.methods import GradientDescent

L = constants("L")
a = sequence("a")

theorem = Theorem(
    given=[Smooth(L), Convex(), a[t] >= 1 / L, a[t] <= 2 / L],
    method=GradientDescent(step=a[t]),
    claim=f(x[t + 2]) - f_star <= 2 * (f(x[t]) - f_star) / 3,
)
