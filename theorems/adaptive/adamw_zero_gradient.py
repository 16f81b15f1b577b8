"""Without gradients AdamW's weights decay geometrically, by 1 - alpha lambda at each step.

Coupled decay does not: Adam divides the penalty by its own root, so weights of every size move by about alpha, and past zero.
Idea of the proof: both moments stay zero, so that the step is 0/(0 + eps) and only the decay is left.

Source: Loshchilov & Hutter (2019), re-derived. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.adaptive.adam_bias_correction import alpha, beta1, beta2, g
from theorems.language import Eq, Theorem, constants, t, x
from theorems.methods import AdamW

lam, eps = constants("lam eps")

theorem = Theorem(
    given=[Eq(g[t], 0), beta1 < 1, beta2 < 1, alpha * lam < 1],
    method=AdamW(step=alpha, beta1=beta1, beta2=beta2, eps=eps, weight_decay=lam, gradient=g[t]),
    claim=Eq(x[t], (1 - alpha * lam) ** t * x[0]),
)

anything = [beta1 < 1, beta2 < 1, alpha * lam < 1]

mutants = [  # at every g[0] but 0
    ("whatever the gradients are", replace(theorem, given=anything)),
    ("whatever they are, by 1 - lambda", replace(theorem, given=anything, claim=Eq(x[t], (1 - lam) ** t * x[0]))),
]
