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


def stationary(p):
    """What holds at a minimiser."""
    return p.at_minimiser("gradient"), p.at_minimiser("value")


def between(p, start, end):
    """The interpolation inequality from one point to another, which may be x_star."""
    name = "smooth strongly convex functions: interpolation of smooth strongly convex functions"
    return p.use(name, u=start, v=end).after(*stationary(p))


def slopes(p, at):
    """The gradient g lies between mu e and L e, with e = at - x_star: <g, e> >= mu ||e||^2, <g, e> <= L ||e||^2, and <g - mu e, L e - g> >= 0."""
    e, slope = at - x_star, grad(at)
    least = p.use("StronglyConvex: strongly monotone gradient", u=at, v=x_star).after(*stationary(p))
    models = [p.use("Smooth: upper model", u=u, v=v).after(*stationary(p)) for u, v in ((at, x_star), (x_star, at))]
    both = (L + mu) * inner(slope, e) >= norm_sq(slope) + L * mu * norm_sq(e)

    def interpolated(less):
        return p.show(both, *((L - mu) * line for line in (between(p, at, x_star), between(p, x_star, at))))

    def on_a_line(no_less):
        lipschitz = p.use("Smooth: Lipschitz gradient", u=at, v=x_star).after(*stationary(p))
        return p.show(both, (L + mu) * least, lipschitz, (L + mu) * no_less * p.norm(e))

    return least, p.show(inner(slope, e) <= L * norm_sq(e), *models), p.cases(L - mu, interpolated, on_a_line, strict=True)


def closer(p, larger):
    """The distances: up to the step 2/(L + mu) by the flattest direction, beyond it by the steepest."""
    least, most, both = slopes(p, x[t])
    apart = p.norm(x[t] - x_star)

    def short(up_to):
        return p.show(distances, eta**2 * both, eta * up_to * least, larger[mu] * apart, p.update(t))

    def long(beyond):
        return p.show(distances, eta**2 * both, eta * beyond * most, larger[L] * apart, p.update(t))

    return p.cases(2 - eta * (L + mu), short, long)


def lower(p, larger, above):
    """The values where mu < L: three interpolation inequalities with the weights r, r (1 - r) and 1 - r, and two squares."""
    e, g, h = x[t] - x_star, grad(x[t]), grad(x[t + 1])

    def weighed(r, *squares):
        lines = r * between(p, x[t + 1], x[t]), r * (1 - r) * between(p, x[t], x_star), (1 - r) * between(p, x[t + 1], x_star)
        return *lines, *(one / (2 * (L - mu)) for one in squares), p.update(t)

    def short(up_to):
        squares = p.norm(h - (1 - eta * (L + mu)) * g - L * mu * eta * e), L * eta * up_to * p.norm(g - mu * e)
        return p.show(values, larger[mu] * above, *weighed(1 - eta * mu, *squares))

    def long(beyond):
        squares = p.norm(h + g - L * (2 - eta * L) * e), (2 - eta * L) * beyond * p.norm(g - L * e)
        return p.show(values, larger[L] * above, *weighed(eta * L - 1, *squares))

    return p.cases(2 - eta * (L + mu), short, long)


def proof(p):
    """Both claims with (1 - eta mu)^2 for steps up to 2/(L + mu), and with (1 - eta L)^2 beyond it. Where mu >= L the one for distances suffices."""
    larger = {curvature: p.largest(rho, Abs(1 - eta * curvature)) for curvature in (mu, L)}
    nearer, above = closer(p, larger), p.use("infimum", u=x[t])

    def on_a_line(no_less):
        model = p.use("Smooth: upper model", u=x_star, v=x[t + 1]).after(*stationary(p))
        growth = p.use("StronglyConvex: above its quadratics", u=x_star, v=x[t]).after(*stationary(p))
        return p.show(values, model, L / 2 * nearer, rho**2 * L / mu * growth, rho**2 / mu * no_less * above)

    p.conclude(nearer)
    p.conclude(p.cases(L - mu, lambda less: lower(p, larger, above), on_a_line, strict=True), claim=1)
