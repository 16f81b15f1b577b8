"""Nesterov's momentum, taken where the gradients are, weighs the present gradient with 1 + beta and the past ones with their powers of beta.

Here x is the point where gradients are taken, as in torch: one step looks ahead along the buffer that already holds the present gradient.
Idea of the proof: buf[t + 1] is the sum of beta^(t - j) g[j]; the step is eta (g[t] + beta buf[t + 1]). Subtracting beta times the step before
leaves eta ((1 + beta) g[t] - beta g[t - 1]).

Source: Sutskever, Martens, Dahl & Hinton (2013) for the form; re-derived. Lectures: ruthotto.
"""

from dataclasses import replace

from theorems.language import Eq, Sum, Theorem, constants, iterates, j, sequence, t, x
from theorems.methods import SGD

eta, beta = constants("eta beta")
g = sequence("g")

step, last = x[t] - x[t + 1], x[t - 1] - x[t]
buffer = Sum(beta ** (t - j) * g[j], (j, 0, t))

theorem = Theorem(
    given=[beta < 1],
    method=SGD(step=eta, momentum=beta, nesterov=True, gradient=g[t]),
    claim=[
        Eq(step, eta * (g[t] + beta * buffer)),
        Eq(step, beta * last + eta * ((1 + beta) * g[t] - beta * g[t - 1])),
    ],
)

mutants = [
    # g = 1, ...: the first step is (1 + beta) eta
    ("plain momentum", replace(theorem, claim=Eq(step, eta * buffer))),
    ("the buffer in place of the gradient", replace(theorem, claim=Eq(step, eta * (1 + beta) * buffer))),
]


def proof(p):
    """buf[k + 1] is the sum of beta^(k - j) g[j], by induction; the second claim subtracts beta times the step before."""
    buf = iterates("buf")

    def summed(k):
        return Sum(beta ** (k - j) * g[j], (j, 0, k))

    def one_more(k, before):
        older = p.sum(lambda i: p.times(g[i], p.unfold(beta ** (k + 1 - i))), 0, k)
        return p.show(Eq(buf[k + 2], summed(k + 1)), p.update(k + 1, of="buf"), beta * before, p.unfold(summed(k + 1)), -older)

    first = p.update(0, of="buf"), p.start("buf"), p.unfold(summed(0))
    p.conclude(p.update(t), eta * beta * p.induction(lambda k: Eq(buf[k + 1], summed(k)), one_more, base=first)(t))
    p.about(1)
    p.conclude(p.update(t), p.update(t - 1), p.update(t, of="buf"), claim=1)
