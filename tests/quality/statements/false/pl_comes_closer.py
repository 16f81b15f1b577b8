"""Under the Polyak-Lojasiewicz inequality gradient descent comes closer to a minimiser in each step: false, it may follow a spiral."""

from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, norm_sq, points, t, x, x_star
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")
u, v = points("u v")

theorem = Theorem(
    given=[Smooth(L), PL(mu), eta <= 1 / L], method=GradientDescent(step=eta), claim=norm_sq(x[t + 1] - x_star) <= norm_sq(x[t] - x_star)
)
