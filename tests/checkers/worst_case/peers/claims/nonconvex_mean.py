"""The mean squared gradient of gradient descent on a smooth function, and that of heavy ball without a bound of the literature."""

from theorems.hypotheses import Smooth
from theorems.language import Average, T, Theorem, constants, f, f_star, grad, norm_sq, t, x
from theorems.methods import HeavyBall

L, eta, beta = constants("L eta beta")

theorem = Theorem(
    given=[Smooth(L), beta < 1, eta <= (1 - beta) / L],
    method=HeavyBall(step=eta, momentum=beta),
    claim=Average(norm_sq(grad(x[t])), (t, 0, T)) <= 4 / (eta * (T + 1)) * (f(x[0]) - f_star),
)
