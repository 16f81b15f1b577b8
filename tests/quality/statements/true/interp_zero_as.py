"""Under interpolation a stochastic gradient at a minimiser is zero, almost surely."""

from theorems.hypotheses import Interpolation
from theorems.language import Theorem, constants, norm_sq, stochastic_grad, t, x_star
from theorems.methods import SGD

eta = constants("eta")

theorem = Theorem(given=[Interpolation()], method=SGD(step=eta), claim=norm_sq(stochastic_grad(x_star, sample=t)) <= 0)
