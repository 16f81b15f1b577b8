"""Centred RMSprop divides each gradient by an estimate of its standard deviation: the mean square less the square of the mean.

The estimate is never negative, but its averages are not corrected for their bias: under a constant gradient it tends to zero.
Idea of the proof: both averages are sums with the weights (1 - beta) beta^(t - j). Both sides are multiplied by the root.

Source: Graves (2013) for the method; its definition, summed. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.adaptive.rmsprop_steps import multiplied, nonnegative, weighed
from theorems.language import Eq, Sum, Theorem, constants, iterates, j, reals, sequence, sqrt, t, x
from theorems.methods import RMSprop

eta, beta = constants("eta beta")
eps = reals("eps")
g = sequence("g")

step = x[t] - x[t + 1]
second, first = ((1 - beta) * Sum(beta ** (t - j) * g[j] ** power, (j, 0, t)) for power in (2, 1))

theorem = Theorem(
    given=[beta < 1, eps >= 0],
    method=RMSprop(step=eta, alpha=beta, eps=eps, centered=True, gradient=g[t]),
    claim=Eq(step * (sqrt(second - first**2) + eps), eta * g[t]),
)

mutants = [
    ("not centred", replace(theorem, claim=Eq(step * (sqrt(second) + eps), eta * g[t]))),
    ("the mean itself", replace(theorem, claim=Eq(step * (sqrt(second - first) + eps), eta * g[t]))),
]


def proof(p):
    """m^2 <= (1 - beta^k) v, by induction: so there is a root of v - m^2, and where that is 0, v[t + 1] and with it g[t] are 0."""
    v, m = iterates("v"), iterates("m")

    def varied(k):
        return m[k] ** 2 <= (1 - beta**k) * v[k]

    def one_more(k, before):
        weights = 1 - beta**k
        p.show(weights >= 1 - beta, below(k)), positive(k)
        apart = p.show(v[k] + weights * g[k] ** 2 - 2 * m[k] * g[k] >= 0, 1 / weights * before, 1 / weights * p.square(m[k] - weights * g[k]))
        steps = p.update(k, of="v"), p.update(k, of="m"), p.unfold(beta ** (k + 1))
        return p.show(varied(k + 1), beta**2 * before, beta * (1 - beta) * apart, *steps)

    def smaller(k, before):
        return p.show(beta ** (k + 1) <= beta, beta * before, p.unfold(beta ** (k + 1)), beta * p.given(beta < 1))

    below, positive = p.induction(lambda k: beta**k <= beta, smaller, start=1), nonnegative(p, v, beta)
    starts = p.update(0, of="v"), p.update(0, of="m"), p.start("v"), p.start("m")
    here = p.induction(varied, one_more, starts, start=1)(t + 1)
    share = p.positive(beta ** (t + 1))
    positive(t), positive(t + 1)
    variance = v[t + 1] - m[t + 1] ** 2
    p.show(variance >= 0, here, share * positive(t + 1))

    def vanishing(none):
        scale = 1 / (1 - beta) * p.inverse(beta ** (t + 1))
        return scale * none, scale * here, p.times(1 / (1 - beta), p.update(t, of="v")), beta / (1 - beta) * positive(t)

    means = weighed(p, v, beta, 2)(t + 1), weighed(p, m, beta)(t + 1).giving(m[t + 1])
    same = p.congruence("sqrt", variance, second - first**2, *means)
    p.conclude(multiplied(p, step, sqrt(variance), g[t], eta, vanishing), p.times(-step, same))
