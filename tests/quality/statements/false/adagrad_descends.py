"""AdaGrad with a rate of at most 1/L decreases a smooth convex function.

False: its first step has the length of the rate; x^2/2 from 1/4 with rate 1.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, t, x
from theorems.methods import Adagrad

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), Convex(), eta <= 1 / L], method=Adagrad(step=eta), claim=f(x[t + 1]) <= f(x[t]))
