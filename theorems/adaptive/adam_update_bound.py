"""Adam's step in each coordinate is bounded, whatever the gradients are, and the bound is attained.

A step is often said to be at most the learning rate; after many small gradients one large one makes it several times that.
Idea of the proof: the corrected first moment is a weighted sum of the gradients, the corrected second moment one of their squares; by
the Cauchy-Schwarz inequality the squared quotient is at most the sum of (first weight)^2 / (second weight), a geometric sum with ratio
beta1^2 / beta2. Equality where g is proportional to the quotients of the weights, (beta2 / beta1)^t: then at every step.
For the usual 9/10 and 999/1000 the bound grows from 1 to 7.27 learning rates, past the published (1 - beta1) / sqrt(1 - beta2) at step 210.

Source: Kingma & Ba (2015), with the bound corrected. Lectures: orvieto. Core.
"""

from dataclasses import replace

from theorems.language import Abs, Eq, Max, Rational, Sum, Theorem, constants, i, iterates, reals, sequence, sqrt, t, x
from theorems.methods import Adam

alpha, beta2 = constants("alpha beta2")
beta1, eps = reals("beta1 eps")
g = sequence("g")

step = Abs(x[t] - x[t - 1])
weights = sqrt((1 - beta2**t) / (1 - beta2) * Sum((beta1**2 / beta2) ** i, (i, 0, t - 1)))
bound = alpha * (1 - beta1) / (1 - beta1**t) * weights
published = alpha * Max(1, (1 - beta1) / sqrt(1 - beta2))

theorem = Theorem(
    given=[beta1 >= 0, beta1 < 1, beta2 < 1, eps >= 0],
    method=Adam(step=alpha, beta1=beta1, beta2=beta2, eps=eps, gradient=g[t]),
    claim=step <= bound,
)

mutants = [  # all on geometric sequences g with eps = 0
    # g[t] = (111/100)^t: 3.1648 > 3.1623 at t = 210, and not before
    (
        "the published bound",
        replace(theorem, given=[Eq(beta1, Rational(9, 10)), Eq(beta2, Rational(999, 1000)), eps >= 0], claim=step <= published),
    ),
    ("the published bound for all constants", replace(theorem, claim=step <= published)),
    ("1% less", replace(theorem, claim=step <= Rational(99, 100) * bound)),
    ("the learning rate alone", replace(theorem, claim=step <= alpha)),
]


m, v = iterates("m"), iterates("v")
ratio = beta1**2 / beta2


def total(k):
    """The sum of weights."""
    return Sum(ratio**i, (i, 0, k - 1))


def in_proportion(p, at=t):
    """(1 - beta2) m^2 <= (1 - beta1)^2 W v for the sum W of weights, by induction: Cauchy and Schwarz, one step at a time."""

    def shifted(k, before):
        return p.show(total(k + 1) + ratio ** (k + 1) >= 1 + ratio * total(k + 1), before, p.unfold(total(k + 1)), p.unfold(ratio ** (k + 1)))

    def weighed(k, before):
        longer = p.show(total(k + 1) >= 1 + ratio * total(k), back(k), p.unfold(total(k + 1)))
        positive(k), nonnegative(k)
        step = p.update(k, of="m"), p.update(k, of="v")
        square = p.square(beta2 * m[k] - beta1 * (1 - beta1) * total(k) * g[k])
        after = p.show(v[k + 1] >= 0, step[1], beta2 * nonnegative(k), (1 - beta2) * p.square(g[k]))
        reasons = (beta1**2 + beta2 / total(k)) * before, (1 - beta2) / (beta2 * total(k)) * square, (1 - beta1) ** 2 * (longer * after)
        return p.show(weights(k + 1), *reasons, *step)

    def weights(k):
        return (1 - beta2) * m[k] ** 2 <= (1 - beta1) ** 2 * total(k) * v[k]

    def grown(k, before):
        return p.show(v[k + 1] >= 0, p.update(k, of="v"), beta2 * before, (1 - beta2) * p.square(g[k]))

    back = p.induction(lambda k: total(k) + ratio**k >= 1 + ratio * total(k), shifted)
    nonnegative = p.induction(lambda k: v[k] >= 0, grown, [p.start("v")])
    first = [p.unfold(total(1))]
    positive = p.induction(lambda k: total(k) >= 1, lambda k, before: p.show(total(k + 1) >= 1, before, p.unfold(total(k + 1))), first, start=1)
    first = [p.update(0, of="m"), p.update(0, of="v"), p.start("m"), p.start("v"), p.unfold(total(1))]
    here = p.induction(weights, weighed, first, start=1)(at)
    nonnegative(at), positive(at)
    return here


def below_one(p, beta, at=t):
    """A power of a decay is less than 1."""

    def next_power(k, before):
        return p.show(beta ** (k + 1) <= beta, beta * before, p.unfold(beta ** (k + 1)), beta * p.given(beta < 1))

    return p.show(1 - beta**at > 0, p.induction(lambda k: beta**k <= beta, next_power, start=1)(at), p.given(beta < 1))


def bounded_step(p):
    """The lines side * step <= bound for side 1 and -1, where step is what is divided: alpha m/((1 - beta1^t) q).

    It divides by q = eps + sqrt(v/(1 - beta2^t)). Where q > 0 the bound follows as v <= (1 - beta2^t) q^2; where q = 0, v and m are 0.
    """
    here, root = in_proportion(p), sqrt(v[t] / (1 - beta2**t))
    below_one(p, beta1), below_one(p, beta2)
    q = eps + root
    moved = alpha * m[t] / ((1 - beta1**t) * q)
    scale = alpha**2 / (1 - beta1**t) ** 2

    def divided(above):
        larger = p.show(q**2 - root**2 >= 0, eps * p.positive(q + root, strict=False))
        room = (1 - beta1) ** 2 * (1 - beta2**t) / (1 - beta2) * total(t)
        return scale / ((1 - beta2) * q**2) * here, scale * room / q**2 * larger

    def vanished(zero):
        none = p.show(-(root**2) >= 0, p.positive(root, strict=False) * zero, eps * p.positive(root, strict=False))
        still = p.show(-(m[t] ** 2) >= 0, 1 / (1 - beta2) * here, (1 - beta1) ** 2 * total(t) * (1 - beta2**t) / (1 - beta2) * none)
        return (scale / q**2 * still,)

    def bounded(side):
        def by(reasons):
            return lambda line: p.by_squares(side * moved <= bound, *reasons(line))

        return p.cases(q, by(divided), by(vanished), strict=True)

    return bounded


def proof(p):
    """What Adam divides is bounded, and that is its step."""
    bounded = bounded_step(p)
    moved = x[t] - x[t - 1]
    below, above = (p.show(side * moved <= bound, p.update(t - 1), bounded(-side)) for side in (1, -1))
    p.conclude(p.absolute(moved, bound, below, above))
