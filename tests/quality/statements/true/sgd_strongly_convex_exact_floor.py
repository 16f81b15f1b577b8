"""SGD on strongly convex functions: distance with the exact noise floor eta sigma^2/(mu (2 - eta mu)).

E|e_{t+1}|^2 <= (1 - eta mu)^2 E|e_t|^2 + eta^2 sigma^2 for eta <= 2/(L + mu); an equality on mu x^2/2.
"""

from theorems.hypotheses import BoundedVariance, Smooth, StronglyConvex
from theorems.language import E, T, Theorem, constants, norm_sq, x, x_star
from theorems.methods import SGD

L, mu, eta, sigma = constants("L mu eta sigma")
kept = (1 - eta * mu) ** (2 * T)

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), BoundedVariance(sigma), eta <= 2 / (L + mu)],
    method=SGD(step=eta),
    claim=E(norm_sq(x[T] - x_star)) <= kept * norm_sq(x[0] - x_star) + eta * sigma**2 * (1 - kept) / (mu * (2 - eta * mu)),
)
