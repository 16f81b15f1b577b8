"""Strong convexity implies the Polyak–Łojasiewicz inequality, quadratic growth and the error bound, with the same constant.

So whatever holds under that inequality holds of strongly convex functions; what fails is the converse, for it allows functions that are not convex
and more minimisers than one.
Idea of the proof: f(x*) is at least the least value of the quadratic below f at u, which is f(u) - ||grad f(u)||^2/(2 mu); the quadratic below f at
x* gives the growth.
All are equalities on (mu/2) ||x||^2.

Source: Karimi, Nutini & Schmidt (2016). Lectures: belkin, orvieto.
"""

from dataclasses import replace

from theorems.hypotheses import PL, Convex, Smooth, StronglyConvex
from theorems.language import Rational, Theorem, constants, f, f_star, grad, inner, norm_sq, points, x_star

L, mu = constants("L mu")
u, v = points("u v")

gap = f(u) - f_star

theorem = Theorem(
    given=[StronglyConvex(mu)],
    claim=[
        norm_sq(grad(u)) / 2 >= mu * gap,
        gap >= mu / 2 * norm_sq(u - x_star),
        norm_sq(grad(u)) >= mu**2 * norm_sq(u - x_star),
    ],
)

inequality, growth, _ = theorem.claims

mutants = [
    # x^2/2 with mu = 1, u = 1: 1/2 < 101/200
    ("1% more", replace(theorem, claim=norm_sq(grad(u)) / 2 >= Rational(101, 100) * mu * gap)),
    # x^2/2 with mu = 1, u = 1
    ("growth without the half", replace(theorem, claim=gap >= mu * norm_sq(u - x_star))),
    # log cosh is convex and grows like |x|
    ("convexity alone", replace(theorem, given=[Convex(), Smooth(L), mu <= L], claim=inequality)),
    # x1^2/2 on R^2 with mu = 1 between two minimisers: 0 < 1/2
    (
        "the converse",
        replace(theorem, given=[Smooth(L), PL(mu)], claim=f(v) >= f(u) + inner(grad(u), v - u) + mu / 2 * norm_sq(v - u)),
    ),
    # x1^2/2 on R^2 with mu = 1 between two minimisers: 0 < 1/2
    ("growth to every minimiser under the inequality", replace(theorem, given=[Smooth(L), PL(mu)], claim=growth)),
]


def proof(p):
    """The quadratics below f at u and at x*, and the square of grad f(u) - mu (u - x*)."""
    least, flat = p.at_minimiser("value"), p.at_minimiser("gradient")
    square = p.norm(grad(u) - mu * (u - x_star))
    p.conclude(mu * p.use("StronglyConvex: above its quadratics", u=u, v=x_star).after(least), square / 2, claim=0)
    p.conclude(p.use("StronglyConvex: above its quadratics", u=x_star, v=u).after(least, flat), claim=1)
    p.conclude(square, 2 * mu * p.use("StronglyConvex: strongly monotone gradient", u=u, v=x_star).after(flat), claim=2)
