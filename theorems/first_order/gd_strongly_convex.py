"""Gradient descent contracts on a smooth and strongly convex function, in distance and in value.

The factor is the larger of what happens along the flattest and along the steepest direction, so the best step is 2/(L + mu).
Idea of the proof: the step maps the distance to the minimiser by the identity minus eta times a mean Hessian, whose eigenvalues lie between
mu and L. For the values the same factor, squared, follows from interpolation inequalities between x[t], x[t + 1] and the minimiser.
Both claims are attained by (mu/2) ||x||^2 and (L/2) ||x||^2.

Source: Polyak (1987) for the distances; Taylor, Hendrickx & Glineur (2018) for the values. Lectures: orvieto, ruthotto. Core.
"""

from dataclasses import replace

from theorems.hypotheses import Convex, QuadraticGrowth, Smooth, StronglyConvex
from theorems.language import Abs, Max, Rational, Theorem, constants, f, f_star, grad, inner, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

rho = Max(Abs(1 - eta * mu), Abs(1 - eta * L))

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), eta < 2 / L],
    method=GradientDescent(step=eta),
    claim=[
        norm_sq(x[t + 1] - x_star) <= rho**2 * norm_sq(x[t] - x_star),
        f(x[t + 1]) - f_star <= rho**2 * (f(x[t]) - f_star),
    ],
)

distances, values = theorem.claims
growing = [Smooth(L), Convex(), QuadraticGrowth(mu), eta < 2 / L]

mutants = [
    # x^2/2 with mu = 1, L = 2, eta = 1/2, x0 = 1, t = 0: 1/8 > 0
    ("the square of the factor cut short", replace(theorem, claim=f(x[t + 1]) - f_star <= (1 - 2 * eta * mu) * (f(x[t]) - f_star))),
    # 2x^2 with mu = 1, L = 4, eta = 9/20, x0 = 1, t = 0: 16/25 > 121/400
    ("the steepest direction forgotten", replace(theorem, claim=norm_sq(x[t + 1] - x_star) <= (1 - eta * mu) ** 2 * norm_sq(x[t] - x_star))),
    # x^2/2 with mu = 1, L = 2, eta = 1/2, x0 = 1, t = 0: 1/8 > 99/800
    ("1% less", replace(theorem, claim=f(x[t + 1]) - f_star <= Rational(99, 100) * rho**2 * (f(x[t]) - f_star))),
    # f' = 4x on [0, 1], 4 on [1, 7], 4x - 24 beyond (L = 4, growth mu = 1), eta = 2/5, x0 = 7, t = 0: 729/25 > 441/25
    ("quadratic growth in place of strong convexity", replace(theorem, given=growing, claim=distances)),
    # f' = 4x on [0, 1], 4 on [1, 7], 4x - 24 beyond (L = 4, growth mu = 1), eta = 2/5, x0 = 7, t = 0: 98/5 > 234/25
    ("quadratic growth, for the values", replace(theorem, given=growing, claim=values)),
]


def proof(p):
    """Where mu < L: the two interpolation inequalities between x[t] and x_star say that <g - mu d, L d - g> >= 0, where d = x[t] - x_star.

    What remains of (1 - eta mu)^2 ||d||^2 - ||d - eta g||^2 is a multiple of that and a square, and the same with L; one of both multiples is not
    negative. Values: three interpolation inequalities and two squares (multipliers found by a semidefinite program, then fitted).
    Where mu >= L strong monotonicity, the Lipschitz gradient and PL suffice.
    """
    d, g, h = x[t] - x_star, grad(x[t]), grad(x[t + 1])
    least, even = p.use("infimum", u=x[t]), eta * (L + mu) - 2

    def between(u, v):
        name = "smooth strongly convex functions: interpolation of smooth strongly convex functions"
        at_star = (p.at_minimiser("value"), p.at_minimiser("gradient")) if x_star in (u, v) else ()
        return p.use(name, u=u, v=v).after(*at_star)

    def distance(factor, *reasons):
        return p.show(norm_sq(x[t + 1] - x_star) <= rho**2 * norm_sq(d), p.largest(rho, Abs(1 - eta * factor)) * p.norm(d), *reasons, p.update(t))

    def value(factor, *reasons):
        return p.show(f(x[t + 1]) - f_star <= rho**2 * (f(x[t]) - f_star), p.largest(rho, Abs(1 - eta * factor)) * least, *reasons, p.update(t))

    def distances(wide):
        angle = p.show(inner(g - mu * d, L * d - g) >= 0, (L - mu) * between(x[t], x_star), (L - mu) * between(x_star, x[t]))
        return p.cases(
            even,
            lambda large: distance(L, 2 * eta * (eta * L - 1) / (L - mu) * angle, eta / (L - mu) * (large * p.norm(L * d - g))),
            lambda small: distance(mu, 2 * eta * (1 - eta * mu) / (L - mu) * angle, eta / (L - mu) * (small * p.norm(g - mu * d))),
        )

    def values(wide):
        forward, ahead, here = between(x[t + 1], x[t]), between(x[t + 1], x_star), between(x[t], x_star)
        slack = 1 / (2 * (L - mu))

        def large(long):
            squares = slack * p.norm(h + g + L * (L * eta - 2) * d), slack * (2 - L * eta) * (long * p.norm(g - L * d))
            return value(L, (L * eta - 1) * forward, (2 - L * eta) * ahead, (L * eta - 1) * (2 - L * eta) * here, *squares)

        def small(short):
            squares = slack * p.norm(h + (L * eta + eta * mu - 1) * g - L * eta * mu * d), slack * L * eta * (short * p.norm(g - mu * d))
            return value(mu, (1 - eta * mu) * forward, eta * mu * ahead, eta * mu * (1 - eta * mu) * here, *squares)

        return p.cases(even, large, small)

    def narrow_distance(narrow):
        at_star = p.at_minimiser("value"), p.at_minimiser("gradient")
        steep = p.use("StronglyConvex: strongly monotone gradient", u=x[t], v=x_star).after(*at_star)
        lipschitz = p.use("Smooth: Lipschitz gradient", u=x[t], v=x_star).after(*at_star)
        return distance(mu, 2 * eta * steep, eta**2 * lipschitz, eta**2 * (mu + L) * (narrow * p.norm(d)))

    def narrow_value(narrow):
        model = p.use("Smooth: upper model", u=x[t], v=x[t + 1])
        steep = p.use("PL: Polyak-Lojasiewicz", u=x[t])
        return value(mu, model, 2 * eta * (1 - L * eta / 2) * steep, eta**2 * mu * (narrow * least))

    p.conclude(p.cases(L - mu, distances, narrow_distance, strict=True))
    p.conclude(p.cases(L - mu, values, narrow_value, strict=True), claim=1)
