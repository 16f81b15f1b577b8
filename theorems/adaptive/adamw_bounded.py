"""AdamW shrinks its weights by 1 - alpha lambda in every step, up to Adam's bounded step, however large they are.

So large weights decay geometrically, whatever the gradients are. Coupled decay does not: Adam divides the penalty by its own root, and weights
of every size move by about alpha.
Idea of the proof: x[t] - (1 - alpha lambda) x[t - 1] is Adam's step on the gradients alone, whose bound is a geometric sum (Cauchy-Schwarz).

Source: Loshchilov & Hutter (2019) for the method; the bound re-derived. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.adaptive.adam_update_bound import alpha, beta1, beta2, bound, bounded_step, eps, g
from theorems.language import Abs, Rational, Theorem, constants, t, x
from theorems.methods import AdamW

lam = constants("lam")

moved = Abs(x[t] - (1 - alpha * lam) * x[t - 1])

theorem = Theorem(
    given=[beta1 >= 0, beta1 < 1, beta2 < 1, eps >= 0, alpha * lam < 1],
    method=AdamW(step=alpha, beta1=beta1, beta2=beta2, eps=eps, weight_decay=lam, gradient=g[t]),
    claim=moved <= bound,
)

mutants = [  # at geometric sequences g and large x[0]
    ("no decay", replace(theorem, claim=Abs(x[t] - x[t - 1]) <= bound)),
    ("1% less", replace(theorem, claim=moved <= Rational(99, 100) * bound)),
]


def proof(p):
    """AdamW takes Adam's step from decayed weights."""
    bounded = bounded_step(p)
    from_decayed = x[t] - (1 - alpha * lam) * x[t - 1]
    below, above = (p.show(side * from_decayed <= bound, p.update(t - 1), bounded(-side)) for side in (1, -1))
    p.conclude(p.absolute(from_decayed, bound, below, above))
