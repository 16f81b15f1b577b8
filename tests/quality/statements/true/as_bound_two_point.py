"""Almost sure Lipschitz step."""

from theorems.hypotheses import Lipschitz
from theorems.language import Theorem, constants, norm_sq, t, x
from theorems.methods import GradientDescent

eta, G = constants("eta G")

theorem = Theorem(given=[Lipschitz(G)], method=GradientDescent(step=eta), claim=norm_sq(x[t + 1] - x[t]) <= eta**2 * G**2)
