"""AdaGrad's step is at most its rate long, in the Euclidean norm.

False in two dimensions: its first step is the rate in each coordinate.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, norm, x
from theorems.methods import Adagrad

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L)], method=Adagrad(step=eta), claim=norm(x[1] - x[0]) <= eta)
