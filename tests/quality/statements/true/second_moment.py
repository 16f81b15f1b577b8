"""SGD with second moment on iterates: distance recursion."""

from theorems.hypotheses import Convex, SecondMoment
from theorems.language import E, Theorem, constants, f, f_star, norm_sq, t, x, x_star
from theorems.methods import SGD

eta, G = constants("eta G")

theorem = Theorem(
    given=[Convex(), SecondMoment(G, on="iterates")],
    method=SGD(step=eta),
    claim=E(norm_sq(x[t + 1] - x_star)) <= E(norm_sq(x[t] - x_star)) - 2 * eta * E(f(x[t]) - f_star) + eta**2 * G**2,
)
