"""HB converges for beta<1 and eta<=1/L monotone in distance."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, norm_sq, t, x, x_star
from theorems.methods import HeavyBall

L, eta, beta = constants("L eta beta")

theorem = Theorem(
    given=[Smooth(L), Convex(), beta < 1, eta <= 1 / L],
    method=HeavyBall(step=eta, momentum=beta),
    claim=norm_sq(x[t + 1] - x_star) <= norm_sq(x[t] - x_star),
)
