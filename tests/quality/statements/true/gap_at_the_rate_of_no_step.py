"""With the largest step that PL allows where mu = L the gap is 0 after one step, and 0^0 = 1 at the start.

f(x[t]) - f_star <= (1 - mu/L)^t times the first gap; mu = L makes the factor 0.
"""

from theorems.hypotheses import PL, Smooth
from theorems.language import Eq, Theorem, constants, f, f_star, t, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), PL(mu), Eq(mu, L)],
    method=GradientDescent(step=1 / L),
    claim=[f(x[t]) - f_star <= (1 - mu / L) ** t * (f(x[0]) - f_star), f(x[t + 1]) <= f_star],
)
