"""A constant of the user's named like an inner symbol: c <= L does not bound the gradient's Lipschitz constant."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, grad, norm_sq, points

L = constants("L")
p, q = points("p q")

cc = constants("certified_smooth")

theorem = Theorem(given=[Smooth(L), cc <= L], claim=norm_sq(grad(p) - grad(q)) <= cc**2 * norm_sq(p - q))
