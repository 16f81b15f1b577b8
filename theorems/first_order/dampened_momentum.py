"""Dampened momentum weighs the first gradient fully and all later ones with 1 - tau, as they decay.

With tau = beta the steps are an exponential average of the gradients, but for the first: torch's buffer begins as the first gradient undamped.
Idea of the proof: buf[0] = g[0] and buf[t] = beta buf[t - 1] + (1 - tau) g[t] are summed from the start.

Source: Polyak (1964) without dampening; torch.optim.SGD with it, summed. Lectures: ruthotto, loewe.
"""

from dataclasses import replace

from theorems.language import Eq, Sum, Theorem, constants, iterates, j, reals, sequence, t, x
from theorems.methods import SGD

eta, beta = constants("eta beta")
tau = reals("tau")
g = sequence("g")

step = x[t] - x[t + 1]
later = Sum(beta ** (t - j) * g[j], (j, 1, t))

theorem = Theorem(
    given=[beta < 1, tau >= 0, tau < 1],
    method=SGD(step=eta, momentum=beta, dampening=tau, gradient=g[t]),
    claim=Eq(step, eta * (beta**t * g[0] + (1 - tau) * later)),
)

mutants = [
    # g = 1, 0, ...: the first step is eta
    ("the first gradient dampened", replace(theorem, claim=Eq(step, eta * (1 - tau) * (beta**t * g[0] + later)))),
    # g = 0, 1, ...: the second step is (1 - tau) eta
    ("1 + tau in place of 1 - tau", replace(theorem, claim=Eq(step, eta * (beta**t * g[0] + (1 + tau) * later)))),
]


def proof(p):
    """buf[1] = g[0]; after that buf[k + 2] = beta buf[k + 1] + (1 - tau) g[k + 1], and so do the sums."""
    buf = iterates("buf")

    def summed(k):
        return Sum(beta ** (k - j) * g[j], (j, 1, k))

    def gathered(k):
        return Eq(buf[k + 1], beta**k * g[0] + (1 - tau) * summed(k))

    def one_more(k, before):
        older = p.sum(lambda i: p.times(g[i], p.unfold(beta ** (k + 1 - i))), 1, k)
        parts = p.unfold(summed(k + 1)), p.unfold(beta ** (k + 1)), p.unsigned(k)
        return p.show(gathered(k + 1), p.update(k + 1, of="buf"), beta * before, (1 - tau) * -older, *parts)

    first = p.update(0, of="buf"), p.start("buf"), p.unsigned(1)
    p.conclude(p.update(t), eta * p.induction(gathered, one_more, base=first)(t))
