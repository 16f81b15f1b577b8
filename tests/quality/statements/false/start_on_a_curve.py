"""From a start whose gap is exactly a quarter of L R^2, one step leaves at most a tenth of the gap.

False: x^2/2 with L = 2 halves the distance and leaves a quarter.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Eq, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L, R = constants("L R")

theorem = Theorem(
    given=[Smooth(L), Convex(), Eq(norm_sq(x[0] - x_star), R**2), Eq(f(x[0]) - f_star, L * R**2 / 4)],
    method=GradientDescent(step=1 / L),
    claim=f(x[1]) - f_star <= (f(x[0]) - f_star) / 10,
)
