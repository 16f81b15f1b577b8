"""Adam's step in each coordinate is bounded, whatever the gradients are, and the bound is attained.

A step is often said to be at most the learning rate; after many small gradients one large one makes it several times that.
Idea of the proof: the corrected first moment is a weighted sum of the gradients, the corrected second moment one of their squares; by
the Cauchy-Schwarz inequality the squared quotient is at most the sum of (first weight)^2 / (second weight), a geometric sum with ratio
beta1^2 / beta2. Equality where g is proportional to the quotients of the weights, (beta2 / beta1)^t: then at every step.
For the usual 9/10 and 999/1000 the bound grows from 1 to 7.27 learning rates, past the published (1 - beta1) / sqrt(1 - beta2) at step 210.

Source: Kingma & Ba (2015), with the bound corrected. Lectures: orvieto. Core.
"""

from dataclasses import replace

from theorems.language import Abs, Eq, Max, Rational, Sum, Theorem, constants, i, reals, sequence, sqrt, t, x
from theorems.methods import Adam

alpha, beta2 = constants("alpha beta2")
beta1, eps = reals("beta1 eps")
g = sequence("g")

step = Abs(x[t] - x[t - 1])
weights = sqrt((1 - beta2**t) / (1 - beta2) * Sum((beta1**2 / beta2) ** i, (i, 0, t - 1)))
bound = alpha * (1 - beta1) / (1 - beta1**t) * weights
published = alpha * Max(1, (1 - beta1) / sqrt(1 - beta2))

theorem = Theorem(
    given=[beta1 >= 0, beta1 < 1, beta2 < 1, eps >= 0],
    method=Adam(step=alpha, beta1=beta1, beta2=beta2, eps=eps, gradient=g[t]),
    claim=step <= bound,
)

mutants = [  # all on geometric sequences g with eps = 0
    # g[t] = (111/100)^t: 3.1648 > 3.1623 at t = 210, and not before
    (
        "the published bound",
        replace(theorem, given=[Eq(beta1, Rational(9, 10)), Eq(beta2, Rational(999, 1000)), eps >= 0], claim=step <= published),
    ),
    ("the published bound for all constants", replace(theorem, claim=step <= published)),
    ("1% less", replace(theorem, claim=step <= Rational(99, 100) * bound)),
    ("the learning rate alone", replace(theorem, claim=step <= alpha)),
]
