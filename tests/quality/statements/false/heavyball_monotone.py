"""Heavy ball is not monotone."""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Theorem, constants, f, t, x
from theorems.methods import HeavyBall

L, mu, eta, beta = constants("L mu eta beta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), eta <= 1 / L, beta < 1], method=HeavyBall(step=eta, momentum=beta), claim=f(x[t + 1]) <= f(x[t])
)
