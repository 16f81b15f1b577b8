"""The same with a relation between eta and the moment."""

from theorems.hypotheses import Convex, SecondMoment
from theorems.language import E, Theorem, constants, f, f_star, norm_sq, t, x, x_star
from theorems.methods import SGD

eta, G = constants("eta G")

theorem = Theorem(
    given=[Convex(), SecondMoment(G, on="iterates"), eta <= 1 / G],
    method=SGD(step=eta),
    claim=E(norm_sq(x[t + 1] - x_star)) <= E(norm_sq(x[t] - x_star)) - 2 * eta * E(f(x[t]) - f_star) + 1,
)
