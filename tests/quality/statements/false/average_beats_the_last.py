"""The averaged iterate of gradient descent is at least as good as the last one, on convex functions.

False: L x^2/2 is solved in one step, and the average remembers the start.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Average, T, Theorem, constants, f, t, x
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=f(Average(x[t], (t, 0, T))) <= f(x[T]),
)
