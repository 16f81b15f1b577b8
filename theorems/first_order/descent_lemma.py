"""A smooth function lies between its two quadratic models.

Every rate for gradient methods on smooth functions starts here: the gradient at one point controls the value at every other point, from both sides.
Idea of the proof: write the error of the tangent as an integral of the change of the gradient along the segment from u to v; by Cauchy-Schwarz and
the Lipschitz gradient, the integrand at s in [0, 1] is at most L s ||v - u||^2; its integral is the quadratic term.
Both sides are attained, the upper by (L/2) ||x||^2 and the lower by its negative.

Source: Nesterov (2004). Lectures: orvieto, loewe. Core.
"""

from dataclasses import replace

from theorems.hypotheses import Lipschitz, Smooth
from theorems.language import Theorem, constants, f, grad, inner, norm, norm_sq, points

L, G = constants("L G")
u, v = points("u v")

tangent = f(u) + inner(grad(u), v - u)

theorem = Theorem(
    given=[Smooth(L)],
    claim=[
        f(v) <= tangent + L / 2 * norm_sq(v - u),
        f(v) >= tangent - L / 2 * norm_sq(v - u),
    ],
)

mutants = [
    # x^2/2 with L = 1, u = 0, v = 1: 1/2 > 1/4
    ("half of the curvature", replace(theorem, claim=f(v) <= tangent + L / 4 * norm_sq(v - u))),
    # -x^2/2 with L = 1, u = 0, v = 1: -1/2 < -1/4
    ("half of the curvature below", replace(theorem, claim=f(v) >= tangent - L / 4 * norm_sq(v - u))),
    # -x^2/2 with L = 1, u = 0, v = 1: -1/2 < 0
    ("above its tangents, without convexity", replace(theorem, claim=f(v) >= tangent)),
    # x^2/2 with L = 1, u = 0, v = 2: 2 > 1
    ("a norm without its square", replace(theorem, claim=f(v) <= tangent + L / 2 * norm(v - u))),
    # Huber with slope 1 and curvature 10, G = 1, u = 0, v = 1/10: 1/20 > 1/200
    ("a bounded gradient in place of a Lipschitz one", Theorem(given=[Lipschitz(G)], claim=f(v) <= tangent + G / 2 * norm_sq(v - u))),
]


def proof(p):
    """Along the segment from u to v the slope changes at most by L s ||v - u||^2 (Cauchy and Schwarz): integrated over s in [0, 1]."""
    apart = v - u

    def slope(side):
        def changed(s):
            change = grad(u + s * apart) - grad(u)
            lipschitz = p.use("Smooth: Lipschitz gradient", u=u + s * apart, v=u)
            return p.by_squares(side * inner(change, apart) <= L * s * norm_sq(apart), p.cauchy(change, apart), p.norm(apart) * lipschitz)

        return changed

    along = p.use("fundamental theorem of calculus along a segment", u=u, v=v)
    p.conclude(p.integrate(slope(1)), -along)
    p.conclude(p.integrate(slope(-1)), along, claim=1)
