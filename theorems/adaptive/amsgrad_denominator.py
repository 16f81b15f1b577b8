"""AMSGrad divides by the largest second moment so far: no earlier one would have allowed a longer step.

The maximum is what its convergence proof rests on, as effective learning rates never grow but for the bias correction; Adam's do.
Idea of the proof: vmax[T + 1] >= v[t + 1] for t <= T, and the step times the root of the corrected vmax[T + 1], plus eps, is alpha times the
corrected mean of the gradients. As in torch, the bias is corrected after the maximum.

Source: Reddi, Kale & Kumar (2018), re-derived. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.language import Rational, Sum, T, Theorem, constants, j, reals, sequence, t, x
from theorems.methods import Adam

alpha, beta1, beta2 = constants("alpha beta1 beta2")
eps = reals("eps")
g = sequence("g")

second = (1 - beta2) * Sum(beta2 ** (t - j) * g[j] ** 2, (j, 0, t)) / (1 - beta2 ** (T + 1))
first = (1 - beta1) * Sum(beta1 ** (T - j) * g[j], (j, 0, T)) / (1 - beta1 ** (T + 1))
used = (x[T + 1] - x[T]) ** 2 * second

theorem = Theorem(
    given=[beta1 < 1, beta2 < 1, eps >= 0],
    method=Adam(step=alpha, beta1=beta1, beta2=beta2, eps=eps, amsgrad=True, gradient=g[t]),
    claim=used <= alpha**2 * first**2,
)

mutants = [
    # g = 1, 0, ..., 1/10: Adam has forgotten the large gradient
    ("Adam", replace(theorem, method=Adam(step=alpha, beta1=beta1, beta2=beta2, eps=eps, gradient=g[t]))),
    ("1% less", replace(theorem, claim=used <= Rational(99, 100) * alpha**2 * first**2)),
]
