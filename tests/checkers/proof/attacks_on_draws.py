"""Theorems that are false about what is drawn and what is known when it is, with scripts that would derive them; each with a near miss."""

from collections.abc import Iterator

from tests.checkers.proof.attacks_on_statements import L, Statement
from theorems.hypotheses import ConvexSum, Quadratic, SmoothSum
from theorems.language import E, Eq, Theorem, constants, dist_sq, f, f_star, grad, inner, iterates, naturals, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD, Method

eta, m, y = constants("eta"), naturals("m"), iterates("y")
SUM, CONVEX = [SmoothSum(L)], [SmoothSum(L), ConvexSum()]


def statements() -> Iterator[Statement]:
    yield component_after_its_own_step()
    yield draw_along_itself()
    yield draw_at_the_next_iterate()
    yield draw_that_is_kept()
    yield batch_along_a_draw()
    yield next_nearest()


def component_after_its_own_step() -> Statement:
    """A short step decreases the component that is drawn, not f."""

    def decrease(p, whose, **more):
        return p.expect(p.use(whose, u=x[t], v=x[t + 1], **more).after(p.update(t)), given=t)

    def amiss(p):
        before, after = (p.use("components: mean", u=at, k=t) for at in (x[t], x[t + 1]))
        p.conclude(decrease(p, "SmoothSum: upper model, for every component", k=t), -1 * before, 1 * p.expect(after, given=t))

    def derived(p):
        p.conclude(decrease(p, "Smooth: upper model"), eta * p.use("SmoothSum: unbiased", u=x[t], v=grad(x[t]), k=t), eta * p.norm(grad(x[t])))

    square = E(norm_sq(stochastic_grad(x[t])), given=x[t])
    claims = [E(f(x[t + 1]), given=x[t]) <= f(x[t]) + more for more in ((L * eta**2 / 2 - eta) * square, L * eta**2 / 2 * square)]
    false, true = (Theorem(given=CONVEX, method=SGD(step=eta), claim=claim) for claim in claims)
    return Statement(
        "a component where its own step leads", "x^2/2 with the noise 1 and -1, from 0 with eta = 1: 1/2 > -1/2", false, amiss, true, derived
    )


def draw_along_itself() -> Statement:
    """A draw that is made later is independent of what was drawn before, not of itself at another point."""

    def script(sample):
        def along(p):
            p.conclude(1 * p.expect(p.use("SmoothSum: unbiased", u=x[t + 1], v=stochastic_grad(x[t], sample), k=t + 1), given=t))

        return along

    def theorem(sample):
        sides = (E(inner(at, stochastic_grad(x[t], sample)), given=x[t]) for at in (stochastic_grad(x[t + 1], t + 1), grad(x[t + 1])))
        return Theorem(given=SUM, method=SGD(step=eta), claim=Eq(*sides))

    because = "x^2/2 with the noise 1 and -1: its square stands on the left"
    return Statement("a later draw along itself", because, theorem(t + 1), script(t + 1), theorem(t), script(t))


def draw_at_the_next_iterate() -> Statement:
    """The draw of a step is biased at the iterate that it leads to."""

    def script(at):
        def unbiased(p):
            drawn = p.expect(p.update(t, "y").dot(grad(x[t])), given=t)
            p.conclude(1 * drawn, 1 * p.expect(p.use("SmoothSum: unbiased", u=at, v=grad(x[t]), k=t), given=t))

        return unbiased

    def theorem(at):
        method = Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t])), Eq(y[t + 1], stochastic_grad(at, t)), start={y[0]: x[0]})
        sides = (E(inner(one, grad(x[t])), given=x[t]) for one in (y[t + 1], grad(at)))
        return Theorem(given=SUM, method=method, claim=Eq(*sides))

    because = "components x^2 and 0, from 1 with eta = 1/2: 0 on the left, 1/2 on the right"
    return Statement("a draw where its step leads", because, theorem(x[t + 1]), script(x[t + 1]), theorem(x[t]), script(x[t]))


def draw_that_is_kept() -> Statement:
    """A method that takes its first draw again and again; a fresh one is unbiased at its iterates, the first one only at the start."""

    def script(sample):
        def unbiased(p):
            p.conclude(1 * p.expect(p.use("SmoothSum: unbiased", u=x[t], v=grad(x[0]), k=sample), given=0))

        return unbiased

    def theorem(sample):
        method = Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t], 0)))
        sides = (E(inner(one, grad(x[0]))) for one in (stochastic_grad(x[t], sample), grad(x[t])))
        return Theorem(given=SUM, method=method, claim=Eq(*sides))

    because = "components x^2 and 0, from 1 with eta = 1/2, t = 1: 0 on the left, 1/2 on the right"
    return Statement("a draw that is kept", because, theorem(0), script(0), theorem(t), script(t))


def batch_along_a_draw() -> Statement:
    """What is drawn in one step need not be independent."""

    def script(along):
        return lambda p: p.conclude(1 * p.expect(p.use("batch of m: unbiased", v=along, k=t), given=t))

    def theorem(along):
        sides = (E(inner(one, along), given=x[t]) for one in (stochastic_grad(x[t], t, m), grad(x[t])))
        return Theorem(given=SUM, method=SGD(step=eta, batch=m), claim=Eq(*sides))

    draw, slope = stochastic_grad(x[t], t), grad(x[t])
    because = "x^2/2 with the noise 1 and -1, from 0 with m = 1: 1 on the left, 0 on the right"
    return Statement("a batch along a draw of its step", because, theorem(draw), script(draw), theorem(slope), script(slope))


def next_nearest() -> Statement:
    """A draw is unbiased along the way to the minimiser nearest to its iterate, not to the one nearest to the next."""

    def parts(p, k):
        """The square of the way to the minimiser nearest to x[k] after the step, and its mean."""
        z = p.nearest(k)
        stationary = p.at_nearest("gradient", k), p.at_nearest("value", k)
        exact = p.use("Quadratic: exact second-order expansion", u=z, v=x[t]).after(*stationary)
        unbiased = p.use("SmoothSum: unbiased", u=x[t], v=x[t] - z, k=t)
        return norm_sq(x[t] - z - eta * stochastic_grad(x[t])), unbiased, exact

    def amiss(p):
        square, unbiased, exact = parts(p, t + 1)
        own = p.show(Eq(dist_sq(x[t + 1]), square), -1 * p.use("nearest minimiser: distance", k=t + 1), p.update(t))
        further = p.use("nearest minimiser: distance of any point", u=x[t], k=t + 1)
        p.conclude(*(p.expect(one, given=t) for one in (own, further)), -2 * eta * p.expect(unbiased, given=t), 4 * eta * p.expect(exact, given=t))

    def derived(p):
        square, unbiased, exact = parts(p, t)
        closer = p.show(dist_sq(x[t + 1]) <= square, p.use("nearest minimiser: distance of any point", u=x[t + 1], k=t), p.update(t))
        p.conclude(p.expect(closer, given=t), 2 * eta * unbiased, -4 * eta * exact, -1 * p.use("nearest minimiser: distance", k=t))

    after = dist_sq(x[t]) - 4 * eta * (f(x[t]) - f_star) + eta**2 * E(norm_sq(stochastic_grad(x[t])), given=x[t])
    mean = E(dist_sq(x[t + 1]), given=x[t])
    false, true = (Theorem(given=[Quadratic(), *CONVEX], method=SGD(step=eta), claim=claim) for claim in (mean >= after, mean <= after))
    return Statement("the next nearest minimiser", "x2^2/2 with the noise (1, 0) and (-1, 0), eta = 1: 0 < 1", false, amiss, true, derived)
