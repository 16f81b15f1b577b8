"""Gradient descent on least squares converges with the squared factor 1 - mu/L, whatever the rank.

With fewer equations than unknowns the objective is not strongly convex, yet it satisfies the Polyak–Łojasiewicz inequality, with mu the least
nonzero squared singular value: no run moves along the flat directions, and they cost nothing.
Idea of the proof: along each eigenvector of the Hessian, with eigenvalue a, the step multiplies the distance by 1 - a/L and the gap by its square;
where a is zero there is no gap, elsewhere a lies between mu and L.
It is an equality for a start along the eigenvector of mu.

Source: Karimi, Nutini & Schmidt (2016). Lectures: ruthotto, belkin. Core.
"""

from dataclasses import replace

from theorems.hypotheses import PL, Quadratic, Smooth
from theorems.language import Eq, Rational, Theorem, constants, f, f_star, grad, inner, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

L, mu = constants("L mu")
rho = 1 - mu / L

theorem = Theorem(
    given=[Quadratic(), Smooth(L), PL(mu), mu <= L],
    method=GradientDescent(step=1 / L),
    claim=f(x[t]) - f_star <= (1 - mu / L) ** (2 * t) * (f(x[0]) - f_star),
)

mutants = [
    # x^2/2 with mu = 1, L = 4, x0 = 1, t = 1: 9/32 > 1/8; the sum over two data points has twice the mu of their mean
    ("mu of the sum, step of the mean", replace(theorem, claim=f(x[t]) - f_star <= (1 - 2 * mu / L) ** (2 * t) * (f(x[0]) - f_star))),
    # x^2/2 with mu = 1, L = 2, x0 = 1, t = 1: 1/8 > 99/800
    ("1% faster", replace(theorem, claim=f(x[t]) - f_star <= (Rational(99, 100) * (1 - mu / L) ** 2) ** t * (f(x[0]) - f_star))),
    # x^2/20 with mu = L = 1, x0 = 1, t = 1: 81/2000 > 0
    ("mu of any size", replace(theorem, given=[Quadratic(), Smooth(L), mu <= L])),
    # x1^2/2 on R^2 with mu = 1, L = 2, x0 = (1, 1), x_star = (0, 0), t = 1: 5/4 > 1/2
    ("to every minimiser", replace(theorem, claim=norm_sq(x[t] - x_star) <= (1 - mu / L) ** (2 * t) * norm_sq(x[0] - x_star))),
]


def stationary(p):
    """What holds at a minimiser, which a convex quadratic has that is bounded below."""
    return p.at_minimiser("gradient"), p.at_minimiser("value")


def trapezoid(p, start, end):
    """f(end) - f(start) = <grad f(start) + grad f(end), end - start>/2."""
    return p.use("Quadratic: exact second-order expansion", u=start, v=end).after(*stationary(p))


def parallel(p, k, w):
    """<grad f(v), w> = rho <grad f(x[k]), w> for v = x* + rho (x[k] - x*): the gradient of a quadratic is affine.

    By the trapezoidal rule between x* + w and each of the three points, and between x* and the other two.
    """
    v = x_star + rho * (x[k] - x_star)
    across = -2 * trapezoid(p, v, x_star + w), 2 * (1 - rho) * trapezoid(p, x_star, x_star + w), 2 * rho * trapezoid(p, x[k], x_star + w)
    along = -2 * trapezoid(p, x_star, v), 2 * rho * trapezoid(p, x_star, x[k])
    return p.show(Eq(inner(grad(v) - rho * grad(x[k]), w), 0), *across, *along)


def interpolated(p, k):
    """The interpolation inequality from v to x[k + 1], with rho grad f(x[k]) for the gradient at v."""
    e, g, after, slope = x[k] - x_star, grad(x[k]), x[k + 1], grad(x[k + 1])
    v = x_star + rho * e
    between = p.use("smooth convex functions: interpolation of smooth convex functions", u=v, v=after).after(*stationary(p))
    apart = parallel(p, k, after - v - (slope - rho * g) / L + (grad(v) - rho * g) / (2 * L) + rho / 2 * e)
    lower = f_star + rho**2 * inner(g, e) / 2 + rho * inner(g, after - v) + norm_sq(slope - rho * g) / (2 * L)
    return p.show(f(after) >= lower, between, 1 * apart, 1 * trapezoid(p, x_star, v))


def one_step(p, k):
    """f(x[k + 1]) - f_star <= rho^2 (f(x[k]) - f_star), where mu < L and where mu = L."""
    shrinks = f(x[k + 1]) - f_star <= rho**2 * (f(x[k]) - f_star)
    steep, steep_after = (p.use("PL: Polyak-Lojasiewicz", u=at) for at in (x[k], x[k + 1]))

    def curved(less):
        parts = less / L**2 * steep, p.inverse(L - mu) * steep_after, L / (L - mu) * interpolated(p, k)
        rules = (rho - 2) * trapezoid(p, x_star, x[k]), -2 * trapezoid(p, x[k], x[k + 1])
        return p.show(shrinks, *parts, *rules, p.update(k))

    def flat(no_less):
        model = p.use("Smooth: upper model", u=x[k], v=x[k + 1])
        return p.show(shrinks, model, steep / L, mu / L**2 * no_less * p.use("infimum", u=x[k]), p.update(k))

    return p.cases(L - mu, curved, flat, strict=True)


def proof(p):
    """In the Hessian H, rho^2 H - (I - H/L) H (I - H/L) = (L - mu) H (H - mu)/L^2 + (L - H) H (H - mu)/L^2; the last, times L - mu, is
    (L - H) H (H - mu) (L - H) + (H - mu) H (L - H) (H - mu): the inequality at x[k + 1], and smoothness between x[k + 1] and v. Then induction.
    """

    def bounded(k):
        return f(x[k]) - f_star <= rho ** (2 * k) * (f(x[0]) - f_star)

    def one_more(k, before):
        powers = p.unfold(rho ** (2 * k + 2)), p.unfold(rho ** (2 * k + 1))
        return p.show(bounded(k + 1), one_step(p, k), rho**2 * before, *powers)

    p.conclude(p.induction(bounded, one_more)(t))
