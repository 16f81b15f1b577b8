"""The mean square of the components' gradients is at most 2 L times the loss itself, where no component is ever negative.

No convexity is needed, and no minimiser: a small training loss by itself makes the noise of single samples small.
Idea of the proof: an L-smooth component has f_i(u - g/L) <= f_i(u) - ||g||^2/(2 L), and the left side is not negative; take the mean. It is an
equality for least squares with rows of one length.

Source: Khaled & Richtarik (2020), with 0 for the components' infima. Lectures: orvieto, belkin.
"""

from dataclasses import replace

from theorems.hypotheses import ConvexSum, NonnegativeSum, Smooth, SmoothSum
from theorems.language import E, Rational, Theorem, constants, f, f_star, norm_sq, points, stochastic_grad, t, x

L = constants("L")
u = points("u")

square = E(norm_sq(stochastic_grad(u)))

theorem = Theorem(
    given=[SmoothSum(L), NonnegativeSum()],
    claim=square <= 2 * L * f(u),
)

mutants = [
    # x^2/2, L = 1, u = 1: 1 > 99/100
    ("1% less", replace(theorem, claim=square <= Rational(99, 50) * L * f(u))),
    # (w - 1)^2/4 + w^2/4, L = 1, u = 0: 1/2 > 1/4
    ("the gap in place of the loss", replace(theorem, claim=square <= 2 * L * (f(u) - f_star))),
    # components x1^2/2 and 0, f is 1/2-smooth, u = (1, 0): 1/2 > 1/4
    ("the smoothness of f in place of the components'", replace(theorem, given=[Smooth(L), NonnegativeSum()])),
    # x^2/2 with the noise +-1, u = 0: 1 > 0
    ("components of any sign", replace(theorem, given=[SmoothSum(L), ConvexSum()])),
]


def square_at(p, at, k):
    """E||g||^2 <= 2 L f(at) for the draw of step k: the upper model of its component, at the point that a step of its own leads to; the mean."""
    drawn = stochastic_grad(at, k)
    ahead = at - drawn / L
    model = p.use("SmoothSum: upper model, for every component", u=at, v=ahead, k=k)
    floor = p.use("NonnegativeSum: not negative, for every component", u=ahead, k=k)
    lower = p.show(p.component(at, k) >= norm_sq(drawn) / (2 * L), model, floor)
    mean = p.use("components: mean", u=at, k=k).giving(E(p.component(at, k), x[k]))
    return p.show(E(norm_sq(drawn), x[k]) <= 2 * L * f(at), 2 * L * p.expect(lower, given=k), mean)


def proof(p):
    """In the mean given what is known when the draw is made, and so in the mean."""
    p.conclude(p.expect(square_at(p, u, t)))
