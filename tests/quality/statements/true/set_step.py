"""Given with a sum of constants."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, x
from theorems.methods import HeavyBall

L, eta, beta = constants("L eta beta")

theorem = Theorem(given=[Smooth(L), eta * L + beta <= 1], method=HeavyBall(step=eta, momentum=beta), claim=f(x[1]) <= f(x[0]))
