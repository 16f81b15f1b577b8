"""A step of gradient descent changes a Lipschitz function by at most eta G^2, up or down.

|f(u) - f(v)| <= G |u - v|, and the step is at most eta G long.
"""

from theorems.hypotheses import Lipschitz
from theorems.language import Abs, Theorem, constants, f, t, x
from theorems.methods import GradientDescent

eta, G = constants("eta G")

theorem = Theorem(given=[Lipschitz(G)], method=GradientDescent(step=eta), claim=Abs(f(x[t + 1]) - f(x[t])) <= eta * G**2)
