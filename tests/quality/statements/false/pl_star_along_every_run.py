"""PL* on a ball around the start holds along the whole run: nothing keeps the iterates in the ball."""

from theorems.balls import PLStar
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

mu, R, eta = constants("mu R eta")

theorem = Theorem(given=[PLStar(mu, radius=R)], method=GradientDescent(step=eta), claim=norm_sq(grad(x[t])) >= 2 * mu * f(x[t]))
