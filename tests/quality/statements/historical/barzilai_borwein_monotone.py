"""The Barzilai-Borwein method decreases convex quadratics at every step.

False: f = (x^2/10 + y^2)/2 from (1, 1) with x[-1] = (2, 2): at the sixth step 1.2e-5 becomes 7.9e-4.
"""

from theorems.hypotheses import Quadratic
from theorems.language import Eq, Theorem, f, grad, inner, norm_sq, t, x
from theorems.methods import Method

s, r = x[t] - x[t - 1], grad(x[t]) - grad(x[t - 1])

theorem = Theorem(
    given=[Quadratic()],
    method=Method(Eq(x[t + 1], x[t] - norm_sq(s) / inner(s, r) * grad(x[t])), start={x[-1]: 2 * x[0]}),
    claim=f(x[t + 1]) <= f(x[t]),
)
