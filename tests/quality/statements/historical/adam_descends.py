"""Adam with a rate of at most 1/L decreases a smooth function.

False: its first step has the length of the rate whatever the gradient is. f = x^2/2, rate 1, from 1/4 to nearly -3/4.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, t, x
from theorems.methods import Adam

L, alpha = constants("L alpha")

theorem = Theorem(given=[Smooth(L), alpha <= 1 / L], method=Adam(step=alpha), claim=f(x[t + 1]) <= f(x[t]))
