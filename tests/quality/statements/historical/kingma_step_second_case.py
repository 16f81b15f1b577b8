"""Adam's step is at most its rate where 1 - beta1 <= sqrt(1 - beta2).

False: Kingma & Ba (2015) bound it so. beta1 = 1/2, beta2 = 3/4, gradients in the ratio beta2/beta1 = 3/2 from the second back to the first:
after two steps the quotient is 1.018.
"""

from theorems.language import Abs, Theorem, constants, sequence, sqrt, t, x
from theorems.methods import Adam

alpha, beta1, beta2 = constants("alpha beta1 beta2")
g = sequence("g")

theorem = Theorem(
    given=[beta1 < 1, beta2 < 1, 1 - beta1 <= sqrt(1 - beta2)],
    method=Adam(step=alpha, beta1=beta1, beta2=beta2, eps=0, gradient=g[t]),
    claim=Abs(x[t] - x[t - 1]) <= alpha,
)
