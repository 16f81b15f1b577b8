"""A bound on the gap of the start gives the rate 1/T on smooth convex functions, without a bound on its distance.

False: the Huber function with a small threshold keeps nearly all of its gap.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L, Delta = constants("L Delta")

theorem = Theorem(
    given=[Smooth(L), Convex(), f(x[0]) - f_star <= Delta],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= 2 * Delta / (T + 1),
)
