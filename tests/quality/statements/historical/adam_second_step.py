"""Adam's second step with beta1 = 9/10 and beta2 = 99/100 is at most its rate.

False: gradients in the ratio beta2/beta1 = 11/10.
"""

from theorems.language import Abs, Rational, Theorem, constants, sequence, t, x
from theorems.methods import Adam

alpha = constants("alpha")
g = sequence("g")

theorem = Theorem(
    method=Adam(step=alpha, beta1=Rational(9, 10), beta2=Rational(99, 100), eps=0, gradient=g[t]),
    claim=Abs(x[2] - x[1]) <= alpha,
)
