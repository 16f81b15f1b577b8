"""RMSprop divides each gradient by the root of an average of squares that is not corrected for its bias.

So its first step is 1/sqrt(1 - beta) times the learning rate, ten times at beta = 99/100.
Idea of the proof: v[t + 1] is the sum of (1 - beta) beta^(t - j) g[j]^2. Both sides are multiplied by the root.

Source: Tieleman & Hinton (2012) for the method; its definition, summed. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.language import Eq, Sum, Theorem, constants, iterates, j, reals, sequence, sqrt, t, x
from theorems.methods import RMSprop

eta, beta = constants("eta beta")
eps = reals("eps")
g = sequence("g")

step = x[t] - x[t + 1]
second = (1 - beta) * Sum(beta ** (t - j) * g[j] ** 2, (j, 0, t))

theorem = Theorem(
    given=[beta < 1, eps >= 0],
    method=RMSprop(step=eta, alpha=beta, eps=eps, gradient=g[t]),
    claim=Eq(step * (sqrt(second) + eps), eta * g[t]),
)

mutants = [  # at the first step already
    ("a corrected bias", replace(theorem, claim=Eq(step * (sqrt(second / (1 - beta ** (t + 1))) + eps), eta * g[t]))),
    ("no root", replace(theorem, claim=Eq(step * (second + eps), eta * g[t]))),
]


def weighed(p, of, beta, power=1):
    """A moving average is the weighted sum of what it is taken of, powers of g: at every index."""

    def total(k):
        return (1 - beta) * Sum(beta ** (k - 1 - j) * g[j] ** power, (j, 0, k - 1))

    def one_more(k, before):
        older = p.sum(lambda i: p.times(g[i] ** power, p.unfold(beta ** (k - i))), 0, k - 1)
        last = p.unfold(Sum(beta ** (k - j) * g[j] ** power, (j, 0, k)))
        return p.show(Eq(of[k + 1], total(k + 1)), p.update(k, of=str(of)), beta * before, last, (1 - beta) * -older)

    return p.induction(lambda k: Eq(of[k], total(k)), one_more, [p.start(str(of))])


def nonnegative(p, v, beta):
    """A moving average of squares is not negative, at every index."""
    return p.induction(
        lambda k: v[k] >= 0, lambda k, before: p.show(v[k + 1] >= 0, p.update(k, of="v"), beta * before, (1 - beta) * p.square(g[k])), [p.start("v")]
    )


def multiplied(p, moved, root, numerator, factor, vanishing, at=t):
    """moved (root + eps) = factor numerator, where moved is factor numerator/(root + eps) by the update.

    Where root + eps is 0, so is the numerator, as `vanishing` says: what adds up to -(numerator^2) >= 0 with -(root^2) >= 0.
    """
    said = Eq(moved * (root + eps), factor * numerator)

    def nothing(zero):
        none = p.show(-(root**2) >= 0, p.positive(root, strict=False) * zero, eps * p.positive(root, strict=False))
        return p.show(said, p.update(at), p.vanishing(numerator, *vanishing(none)))

    return p.cases(root + eps, lambda above: p.show(said, p.update(at)), nothing, strict=True)


def proof(p):
    """The update, multiplied; where there is nothing to divide by, v[t + 1] and with it g[t] are 0."""
    v = iterates("v")
    positive = nonnegative(p, v, beta)
    positive(t), positive(t + 1)

    def vanishing(none):
        return 1 / (1 - beta) * none, p.times(1 / (1 - beta), p.update(t, of="v")), beta / (1 - beta) * positive(t)

    same = p.congruence("sqrt", v[t + 1], second, weighed(p, v, beta, 2)(t + 1))
    p.conclude(multiplied(p, step, sqrt(v[t + 1]), g[t], eta, vanishing), p.times(-step, same))
