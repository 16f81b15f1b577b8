"""Theorems that are false about balls, finite sums and minimisers, with scripts that would derive them; each with a near miss, as elsewhere."""

from collections.abc import Iterator

from tests.checkers.proof.attacks_on_statements import L, Statement, u
from theorems.balls import PLStar, SmoothOnBall
from theorems.hypotheses import Convex, ConvexSum, NonnegativeSum, Quadratic, Smooth, SmoothSum
from theorems.language import E, Eq, Theorem, constants, f, f_star, grad, inner, naturals, norm_sq, reals, stochastic_grad, t, x, x_star
from theorems.methods import SGD, Method
from theorems.stochastic.expected_smoothness import change_at
from theorems.stochastic.expected_smoothness_nonnegative import square_at

R, eta = constants("R eta")
m = naturals("m")


def statements() -> Iterator[Statement]:
    yield from _balls()
    yield from _of_components()
    yield from _batches()
    yield from _minima()


def _balls() -> Iterator[Statement]:
    """What holds in a ball, outside of it."""
    method = Method(Eq(x[t + 1], x[t] - grad(x[t])))

    short = norm_sq(grad(x[0])) <= R**2

    def stays(p):
        p.show(norm_sq(x[1] - x[0]) <= R**2, p.given(short), p.update(0))

    def steep(p):
        p.conclude(2 * p.use("PLStar: PL*, in the ball", u=x[1]), p.norm(grad(x[1])))

    after = 2 * norm_sq(grad(x[1])) >= 2 * L * f(x[1])
    yield Statement(
        *("PL* after a step", "f = 1 outside of the ball"),
        *(Theorem(given=PLStar(L, R), method=method, claim=after), steep),
        *(Theorem(given=[PLStar(L, R), short], method=method, claim=after), lambda p: (stays(p), steep(p))),
    )

    def modelled(p):
        p.conclude(p.use("SmoothOnBall: upper model, in the ball", u=x[0], v=x[1]), p.norm(grad(x[0])))

    model = f(x[1]) <= f(x[0]) + inner(grad(x[0]), x[1] - x[0]) + L / 2 * norm_sq(x[1] - x[0]) + norm_sq(grad(x[0]))
    yield Statement(
        *("a step out of the ball", "f bends by more than 3 L outside of it"),
        *(Theorem(given=SmoothOnBall(L, R), method=method, claim=model), modelled),
        *(Theorem(given=[SmoothOnBall(L, R), short], method=method, claim=model), lambda p: (stays(p), modelled(p))),
    )


def _of_components() -> Iterator[Statement]:
    """What holds of every component where f alone is known to be of its class, and of one draw for all."""

    def expected(p):
        p.conclude(p.expect(change_at(p, u, t)))

    change = E(norm_sq(stochastic_grad(u) - stochastic_grad(x_star))) <= 2 * L * (f(u) - f_star)
    yield Statement(
        *("components of a convex f", "L = 1: x^2/2 and -x^2/2, f = 0"),
        *(Theorem(given=[SmoothSum(L), Convex()], claim=change), expected, Theorem(given=[SmoothSum(L), ConvexSum()], claim=change), expected),
    )
    yield Statement(
        *("components of a smooth f", "L = 1: x^2 and 0, f = x^2/2"),
        *(Theorem(given=[Smooth(L), ConvexSum()], claim=change), expected, Theorem(given=[SmoothSum(L), ConvexSum()], claim=change), expected),
    )

    def mean_square(p):
        p.conclude(p.expect(square_at(p, u, t)))

    square = E(norm_sq(stochastic_grad(u))) <= 2 * L * f(u)
    yield Statement(
        *("components of any sign", "L = 1: x^2/2 + x and x^2/2 - x at 0"),
        *(Theorem(given=[SmoothSum(L), ConvexSum()], claim=square), mean_square),
        *(Theorem(given=[SmoothSum(L), NonnegativeSum()], claim=square), mean_square),
    )

    def at(point):
        def script(p):
            p.conclude(-1 * p.use("components: mean square at every step", u=point, k=t), p.norm(grad(x[0])))

        return script

    given, method = [SmoothSum(L), ConvexSum()], SGD(step=eta)
    start = norm_sq(grad(x[0]))
    claims = [
        E(norm_sq(stochastic_grad(one, t)), given=x[t]) <= E(norm_sq(stochastic_grad(one if one == x_star else x[0], 0)), given=x[0]) + start
        for one in (x[t], x_star)
    ]
    yield Statement(
        *("the noise of the run, as at its start", "x^2/2 without noise, from 1 with eta = 3: 4 > 2"),
        *(Theorem(given=given, method=method, claim=claims[0]), at(x[t]), Theorem(given=given, method=method, claim=claims[1]), at(x_star)),
    )


def _batches() -> Iterator[Statement]:
    """Only the noise of a batch falls with its size."""

    def averaged(p):
        p.conclude(-1 * p.use("batch of m: mean square", k=t), 1 / m * p.norm(grad(x[t])))

    given, method = [SmoothSum(L)], SGD(step=eta, batch=m)
    square = E(norm_sq(stochastic_grad(x[t], t, m)), given=x[t])
    bounds = [E(norm_sq(stochastic_grad(x[t])), given=x[t]) / m + more for more in (0, norm_sq(grad(x[t])))]
    yield Statement(
        *("the mean square of a batch", "x^2/2 without noise, from 1 with m = 2: 1 > 1/2"),
        *(Theorem(given=given, method=method, claim=square <= bounds[0]), averaged),
        *(Theorem(given=given, method=method, claim=square <= bounds[1]), averaged),
    )


def _minima() -> Iterator[Statement]:
    """A convex quadratic that is bounded below has a minimiser, a convex function need not."""

    def flat(p):
        apart = p.use("Smooth: Lipschitz gradient", u=u, v=x_star).after(p.at_minimiser("gradient"))
        zero = p.use(next(one["name"] for one in p.statement["axioms"] if one["relation"] == "=" and not one["parameters"] and "c" in one["name"]))
        p.conclude(apart, -c * norm_sq(u - x_star) * zero)

    c = reals("c")
    claim = norm_sq(grad(u)) <= 0
    yield Statement(
        *("a minimiser of a convex function", "f linear"),
        *(Theorem(given=[Convex(), Smooth(c), Eq(c, 0)], claim=claim), flat, Theorem(given=[Quadratic(), Smooth(c), Eq(c, 0)], claim=claim), flat),
    )
