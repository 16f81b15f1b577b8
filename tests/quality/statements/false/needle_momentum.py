"""How far the heavy ball overshoots, less 1 % where the momentum lies near 3/5.

False there: L x^2/2 from 1 goes to 0 and on to -beta, and the gap beta^2/2 exceeds 99 % of it as long as 100 (beta - 3/5)^2 is less than 1 % of 9/25.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Rational, Theorem, constants, f, f_star, x
from theorems.methods import HeavyBall

L, beta = constants("L beta")

theorem = Theorem(
    given=[Smooth(L), Convex(), beta < 1],
    method=HeavyBall(step=1 / L, momentum=beta),
    claim=f(x[2]) - f_star <= f(x[1]) - f_star + (Rational(99, 100) * beta**2 + 100 * (beta - Rational(3, 5)) ** 2) * (f(x[0]) - f_star),
)
