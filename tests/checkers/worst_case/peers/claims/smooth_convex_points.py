"""What smoothness and convexity say of a few points: cocoercivity, the bound below with gradients, three points, a nonexpansive step."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, grad, inner, norm_sq, points

L, eta = constants("L eta")
u, v, w = points("u v w")

theorem = Theorem(
    given=[Smooth(L), Convex(), eta <= 2 / L],
    claim=[
        inner(grad(u) - grad(v), u - v) >= norm_sq(grad(u) - grad(v)) / L,
        f(v) >= f(u) + inner(grad(u), v - u) + norm_sq(grad(u) - grad(v)) / (2 * L),
        f(u) <= f(w) + inner(grad(v), u - w) + L / 2 * norm_sq(u - v),
        norm_sq(u - v - eta * (grad(u) - grad(v))) <= norm_sq(u - v),
    ],
)
