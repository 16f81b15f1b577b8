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


now, g, h = x[t] - x_star, grad(x[t]), grad(x[t + 1])
flat, steep = 1 - eta * mu, 1 - eta * L


def stationary(p):
    """What holds at a minimiser."""
    return p.at_minimiser("gradient"), p.at_minimiser("value")


def between(p, start, end):
    """The interpolation inequality from one of x[t], x[t + 1] and x_star to another."""
    name = "smooth strongly convex functions: interpolation of smooth strongly convex functions"
    return p.use(name, u=start, v=end).after(*stationary(p), p.update(t))


def closer(p, larger, monotone):
    """The gradient lies between mu and L times x - x_star, also where mu >= L; and one of the two factors is for steps up to 2/(L + mu)."""
    said = (L + mu) * inner(g, now) >= norm_sq(g) + L * mu * norm_sq(now)

    def interpolated(less):
        return p.show(said, *((L - mu) * line for line in (between(p, x[t], x_star), between(p, x_star, x[t]))))

    def on_a_line(no_less):
        lipschitz = p.use("Smooth: Lipschitz gradient", u=x[t], v=x_star).after(*stationary(p))
        return p.show(said, (L + mu) * monotone, lipschitz, (L + mu) * no_less * p.norm(now))

    def short(up_to):
        return p.show(distances, eta**2 * cocoercive, eta * up_to * monotone, larger[flat] * p.norm(now), p.update(t))

    def long(beyond):
        models = [p.use("Smooth: upper model", u=u, v=v).after(*stationary(p)) for u, v in ((x[t], x_star), (x_star, x[t]))]
        return p.show(distances, eta**2 * cocoercive, *(eta * beyond * one for one in models), larger[steep] * p.norm(now), p.update(t))

    cocoercive = p.cases(L - mu, interpolated, on_a_line, strict=True)
    return p.cases(2 - eta * (L + mu), short, long)


def lower(p, larger, above):
    """Three interpolation inequalities with the weights r, r (1 - r) and 1 - r, and two squares, for short and for long steps."""

    def weighed(r, *squares):
        lines = r * between(p, x[t + 1], x[t]), r * (1 - r) * between(p, x[t], x_star), (1 - r) * between(p, x[t + 1], x_star)
        return *lines, *(one / (2 * (L - mu)) for one in squares)

    def short(up_to):
        squares = p.norm(h - (1 - eta * (L + mu)) * g - L * mu * eta * now), L * eta * up_to * p.norm(g - mu * now)
        return p.show(values, *weighed(1 - eta * mu, *squares), larger[flat] * above)

    def long(beyond):
        squares = p.norm(h + g - L * (2 - eta * L) * now), (2 - eta * L) * beyond * p.norm(g - L * now)
        return p.show(values, *weighed(eta * L - 1, *squares), larger[steep] * above)

    return p.cases(2 - eta * (L + mu), short, long)


def proof(p):
    """Both claims with (1 - eta mu)^2 for steps up to 2/(L + mu), and with (1 - eta L)^2 beyond it. Where mu >= L the one for distances suffices."""
    larger = {factor: p.largest(rho, Abs(factor)) for factor in (flat, steep)}
    monotone = p.use("StronglyConvex: strongly monotone gradient", u=x[t], v=x_star).after(*stationary(p))
    nearer, above = closer(p, larger, monotone), p.use("infimum", u=x[t])

    def on_a_line(no_less):
        model = p.use("Smooth: upper model", u=x_star, v=x[t + 1]).after(*stationary(p))
        growth = p.use("StronglyConvex: above its quadratics", u=x_star, v=x[t]).after(*stationary(p))
        return p.show(values, model, L / 2 * nearer, rho**2 * L / mu * growth, rho**2 / mu * no_less * above)

    p.conclude(nearer)
    p.conclude(p.cases(L - mu, lambda less: lower(p, larger, above), on_a_line, strict=True), claim=1)
