"""Gradient descent fits the data within a ball on which the loss is PL*, however it behaves outside.

A wide network satisfies the inequality near its start and nowhere else. That is enough: the iterates never leave the ball, the whole path is no
longer than its radius, and the loss falls to 0 at a linear rate, so that there is a zero of it within the ball.
Idea of the proof: while a step stays in the ball, sqrt(f) falls by at least sqrt(2 mu)/4 times its length, by smoothness and the inequality; in
all the path is at most 4 sqrt(f(x_0)/(2 mu)) = 2 sqrt(2 f(x_0)/mu) <= R long, so that no step can leave the ball before f is 0. Adding up
||grad f|| <= sqrt(2 L f) along the rate gives the larger 2 sqrt(2 L f(x_0))/mu. The flow's path is half as long, which mu/2 ||x||^2 attains.

Source: Oymak & Soltanolkotabi (2019); Liu, Zhu & Belkin (2022), re-derived. Lectures: belkin, simons.
"""

from dataclasses import replace

from theorems.balls import PLStar, SmoothOnBall
from theorems.language import Abs, Eq, Min, Sum, T, Theorem, constants, f, grad, inner, j, k, norm, norm_sq, sqrt, t, x
from theorems.methods import GradientDescent

L, mu, eta, R = constants("L mu eta R")

path = Sum(norm(x[k + 1] - x[k]), (k, 0, T - 1))
wide_enough = 8 * f(x[0]) <= mu * R**2

theorem = Theorem(
    given=[PLStar(mu, radius=R), SmoothOnBall(L, radius=R), wide_enough, eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=[
        f(x[t]) <= (1 - eta * mu) ** t * f(x[0]),
        norm(x[t] - x[0]) <= R,
        path <= 2 * sqrt(2 * f(x[0]) / mu),
    ],
)

rate, *_ = theorem.claims

mutants = [
    # x^2/2 with mu = L = 1, eta = 1, x0 = 1: 1 > 1/2
    ("a quarter of the radius", replace(theorem, claim=path <= sqrt(2 * f(x[0]) / mu) / 2)),
    # x^2/2 with mu = 1, L = 2, eta = 1/2, x0 = 1, t = 1: 1/8 > 0
    ("twice the rate", replace(theorem, claim=f(x[t]) <= (1 - 2 * eta * mu) ** t * f(x[0]))),
    # one tanh neuron with the target 2, which it never reaches: the loss stays above 1/2
    ("a ball of any radius", replace(theorem, given=[PLStar(mu, radius=R), SmoothOnBall(L, radius=R), eta <= 1 / L], claim=rate)),
]


def length(k):
    """Of step k."""
    return norm(x[k + 1] - x[k])


def walked(k):
    """Of the path to x[k]."""
    return Sum(norm(x[j + 1] - x[j]), (j, 0, k - 1))


def root(k):
    """sqrt(f/mu) at x[k], of which 2 sqrt(2) times is as far as the run may still go."""
    return sqrt(f(x[k]) / mu)


def left(k):
    """What of the radius the path to x[k] leaves."""
    return R - walked(k)


def spare(k):
    """What of it the run does not need any more."""
    return left(k) - 2 * sqrt(2) * root(k)


def sizes(p, k):
    """Lengths are not negative."""

    def one(j):
        p.norm(x[j + 1] - x[j])
        return p.positive(length(j), strict=False)

    return one(k), p.sum(one, 0, k - 1)


def ahead(p, k, near):
    """<x[k] - x[0], x[k + 1] - x[k]> is at most the product of the path's and the step's lengths."""
    way, step = x[k] - x[0], x[k + 1] - x[k]
    sizes(p, k)
    return p.by_squares(inner(way, step) <= walked(k) * length(k), p.cauchy(way, step), p.norm(step) * near)


def no_farther(p):
    """||x[k] - x[0]|| is at most the length of the path, for every k."""

    def within(k):
        return norm_sq(x[k] - x[0]) <= walked(k) ** 2

    return p.induction(within, lambda k, before: p.show(within(k + 1), before, 2 * ahead(p, k, before), p.unfold(walked(k + 1))))


def lower(p, k, r):
    """A part r of step k takes r ||x[k + 1] - x[k]||^2/(2 eta) off f, where its end is in the ball."""
    end, square = x[k] + r * (x[k + 1] - x[k]), norm_sq(x[k + 1] - x[k])
    model = p.use("SmoothOnBall: upper model, in the ball", u=x[k], v=end)
    size = p.norm(x[k + 1] - x[k])
    short = r**2 / (2 * eta) * L * size * p.given(eta <= 1 / L)
    rest = p.positive(1 - r, strict=False)
    return p.show(f(end) <= f(x[k]) - r * square / (2 * eta), model, short, r / (2 * eta) * size * rest, p.update(k))


def steep(p, k):
    """||x[k + 1] - x[k]||^2 >= 2 eta^2 mu f(x[k]), by the inequality at x[k]."""
    moved = p.show(Eq(norm_sq(x[k + 1] - x[k]), eta**2 * norm_sq(grad(x[k]))), p.update(k))
    return p.show(norm_sq(x[k + 1] - x[k]) >= 2 * eta**2 * mu * f(x[k]), 2 * eta**2 * p.use("PLStar: PL*, in the ball", u=x[k]), 1 * moved)


def long_enough(p, k):
    """||x[k + 1] - x[k]|| >= sqrt(2) eta mu sqrt(f/mu)."""
    p.use("PLStar: nonnegative", u=x[k]), p.norm(x[k + 1] - x[k])
    return p.by_squares(length(k) >= sqrt(2) * eta * mu * root(k), steep(p, k))


def in_ball(p, k, near, inside):
    """x[k] is in the ball, since the path to it is no longer than R."""
    sizes(p, k)
    return p.show(norm_sq(x[k] - x[0]) <= R**2, near(k), (R + walked(k)) * inside)


def shrinks(p, k):
    """sqrt(f/mu) falls by at least sqrt(2)/4 times the length of a step in the ball."""
    down, above = lower(p, k, 1), long_enough(p, k)
    p.use("PLStar: nonnegative", u=x[k + 1])
    less = p.show(root(k) ** 2 >= root(k + 1) ** 2 + length(k) ** 2 / (2 * eta * mu), down / mu)
    rest = 3 * p.square(root(k)) / 4, (1 + eta * mu) / 4 * p.square(root(k + 1))
    p.by_squares(root(k) >= sqrt(2) / 4 * length(k), (1 + eta * mu) / 4 * less, steep(p, k) / (8 * eta * mu), *rest)
    return p.by_squares(root(k + 1) <= root(k) - sqrt(2) / 4 * length(k), less, length(k) / (2 * eta * mu) * above)


def short_enough(p, k, near, room, some):
    """A step takes at most three quarters of what is left: f would be below 0 at the point where it has taken them, if it went on.

    That point is in the ball. There f has lost left(k) ||x[k + 1] - x[k]|| 3/(8 eta), which is at least 3/2 of f(x[k]).
    """
    above, size = long_enough(p, k), length(k)

    def beyond(over):
        p.show(size > 0, over)
        r = 3 * left(k) / (4 * size)
        end = x[k] + r * (x[k + 1] - x[k])
        p.show(1 - r >= 0, p.inverse(size) * over)
        p.show(norm_sq(end - x[0]) <= R**2, near(k), 2 * r * ahead(p, k, near(k)), (R + walked(k) + 3 * left(k) / 4) / 4 * some)
        gain, floor = lower(p, k, r), p.use("PLStar: nonnegative", u=end)
        none = p.show(left(k) * size <= 0, 8 * eta * gain, 8 * eta * floor, 2 * size * room, 4 * sqrt(2) * root(k) * above)
        return p.show(size <= 3 * left(k) / 4, p.inverse(left(k)) * none)

    return p.cases(size - 3 * left(k) / 4, beyond, lambda within: p.show(size <= 3 * left(k) / 4, within))


def inside(p, near):
    """For every k, spare(k) >= 0 and 4^k left(k) >= R > 0: the least of both is not negative."""

    def least(k):
        return Min(spare(k), 4**k * left(k) - R)

    def each(k, line):
        one, other = spare(k), 4**k * left(k) - R
        size = Abs(one - other)
        return tuple(p.show(e >= 0, line, p.by_squares(side * (other - one) <= size) / 2) for e, side in ((one, 1), (other, -1)))

    def together(k, first, second):
        apart = spare(k) - 4**k * left(k) + R

        def smaller(line, e):
            return lambda _: p.show(least(k) >= 0, line, p.unsigned(e))

        return p.cases(apart, smaller(second, apart), smaller(first, -apart))

    def one_more(k, before):
        room, rest = each(k, before)
        some = p.show(left(k) > 0, p.inverse(4**k) * rest)
        in_ball(p, k, near, some)
        short = short_enough(p, k, near, room, some)
        kept = p.show(left(k + 1) >= left(k) / 4, short, p.unfold(walked(k + 1)))
        in_ball(p, k + 1, near, p.show(left(k + 1) >= 0, kept))
        first = p.show(spare(k + 1) >= 0, room, 2 * sqrt(2) * shrinks(p, k), p.unfold(walked(k + 1)))
        second = p.show(4 ** (k + 1) * left(k + 1) >= R, 4 ** (k + 1) * kept, rest, p.unfold(4 ** (k + 1)))
        return together(k + 1, first, second)

    p.use("PLStar: nonnegative", u=x[0])
    wide = p.by_squares(2 * sqrt(2) * root(0) <= R, p.given(wide_enough) / mu)
    every = p.induction(lambda k: least(k) >= 0, one_more, together(0, wide, p.square(left(0) - R)))
    return lambda k: each(k, every(k))


def contracts(p, k):
    """f falls by the factor 1 - eta mu in a step in the ball."""
    return p.show(f(x[k + 1]) <= (1 - eta * mu) * f(x[k]), lower(p, k, 1), steep(p, k) / (2 * eta))


def linear(p, contracted):
    """The rate, for every k; where eta mu > 1 it says that f is 0 from the start."""

    def bounded(k):
        return f(x[k]) <= (1 - eta * mu) ** k * f(x[0])

    def one_more(k, before):
        power = (1 - eta * mu) ** (k + 1)

        def fast(over):
            floors = [p.use("PLStar: nonnegative", u=x[at]) for at in (0, 1, k)]
            least = p.show(f(x[0]) <= 0, p.inverse(eta * mu - 1) * contracted(0), p.inverse(eta * mu - 1) * floors[1])
            none = p.squeezed(f(x[0]), floors[0], least)
            return p.show(bounded(k + 1), contracted(k), over * floors[2], power * none)

        def slow(no_less):
            return p.show(bounded(k + 1), contracted(k), no_less * before, p.unfold(power))

        return p.cases(eta * mu - 1, fast, slow, strict=True)

    return p.induction(bounded, one_more)


def proof(p):
    """The run stays in the ball, so f contracts at every step; lengths are paid for by what sqrt(f) falls."""
    near = no_farther(p)
    within = inside(p, near)

    def stays(k):
        room, _ = within(k)
        p.use("PLStar: nonnegative", u=x[k])
        return in_ball(p, k, near, p.show(left(k) >= 0, room))

    ball = p.every(stays)

    def in_the_ball(line):
        def at(k):
            ball(k), ball(k + 1)
            return line(p, k)

        return p.every(at)

    def paid(k):
        return walked(k) + 2 * sqrt(2) * root(k) <= 2 * sqrt(2) * root(0)

    p.conclude(linear(p, in_the_ball(contracts))(t))
    p.norm(x[t] - x[0])
    p.conclude(p.by_squares(norm(x[t] - x[0]) <= R, ball(t)), claim=1)
    cheaper = in_the_ball(shrinks)
    path = p.induction(paid, lambda k, before: p.show(paid(k + 1), before, 2 * sqrt(2) * cheaper(k), p.unfold(walked(k + 1))))(T)
    p.use("PLStar: nonnegative", u=x[T])
    p.conclude(path, claim=2)
