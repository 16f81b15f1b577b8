"""AMSGrad's maximum never falls, and lies above Adam's second moment.

It is a running maximum; an equality wherever the moment falls.
"""

from theorems.language import Theorem, constants, iterates, sequence, t
from theorems.methods import Adam

alpha, beta = constants("alpha beta")
g, v, vmax = sequence("g"), iterates("v"), iterates("vmax")

theorem = Theorem(
    given=[beta < 1],
    method=Adam(step=alpha, beta1=0, beta2=beta, eps=1, amsgrad=True, gradient=g[t]),
    claim=[vmax[t + 1] >= vmax[t], vmax[t] >= v[t]],
)
