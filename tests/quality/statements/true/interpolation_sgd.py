"""Under interpolation the noise at minimisers is zero."""

from theorems.hypotheses import Interpolation
from theorems.language import E, Eq, Theorem, constants, norm_sq, stochastic_grad, t, x_star
from theorems.methods import SGD

eta = constants("eta")

theorem = Theorem(given=[Interpolation()], method=SGD(step=eta), claim=Eq(E(norm_sq(stochastic_grad(x_star, sample=t))), 0))
