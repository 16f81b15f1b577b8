"""Heavy ball on quadratics: one-step linear identity."""

from theorems.hypotheses import Quadratic
from theorems.language import Eq, Theorem, constants, grad, norm_sq, t, x
from theorems.methods import HeavyBall

eta, beta = constants("eta beta")

theorem = Theorem(
    given=[Quadratic()], method=HeavyBall(step=eta, momentum=beta), claim=Eq(norm_sq(grad(x[t + 1]) - grad(x[t]) - (grad(x[t + 1]) - grad(x[t]))), 0)
)
