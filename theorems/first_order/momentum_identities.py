"""Momentum is a weighted sum of all past gradients, and gradient descent of a point ahead, whatever the gradients are.

Why a step with momentum is worth 1/(1 - beta) plain ones: the point ahead of x by beta/(1 - beta) of the last step moves along each gradient
by eta/(1 - beta), with no memory. No property of the gradients is used: they are any sequence of numbers, one coordinate's.
Idea of the proof: x[t + 1] - x[t] = beta (x[t] - x[t - 1]) - eta g[t]; add beta/(1 - beta) times it to itself for the point ahead, and sum the
geometric weights 1 + beta + ... for the whole run.

Source: Polyak (1964) for the method; re-derived. Lectures: ruthotto, loewe.
"""

from dataclasses import replace

from theorems.language import Eq, Sum, T, Theorem, constants, iterates, j, sequence, t, x
from theorems.methods import SGD

eta, beta = constants("eta beta")
g = sequence("g")

last, step = x[t] - x[t - 1], x[t + 1] - x[t]
ahead = beta / (1 - beta)
past = Sum((1 - beta ** (T - j)) / (1 - beta) * g[j], (j, 0, T - 1))

theorem = Theorem(
    given=[beta < 1],
    method=SGD(step=eta, momentum=beta, gradient=g[t]),
    claim=[
        Eq(step, beta * last - eta * g[t]),
        Eq(x[t + 1] + ahead * step, x[t] + ahead * last - eta / (1 - beta) * g[t]),
        Eq(x[T], x[0] - eta * past),
    ],
)

mutants = [
    # g = 1, 1, ... with eta = 1, beta = 1/2: x[2] = x[0] - 5/2, not x[0] - 4
    ("a step of eta/(1 - beta) without momentum", replace(theorem, claim=Eq(x[T], x[0] - eta / (1 - beta) * Sum(g[j], (j, 0, T - 1))))),
    # the same at t = 1: -3/2, not -1
    ("averaged gradients", replace(theorem, claim=Eq(step, beta * last - eta * (1 - beta) * g[t]))),
]


def proof(p):
    """beta times the buffer is the sum of beta^(k - j) g[j]; and x is eta/(1 - beta) times that sum ahead of where plain steps would lead."""
    buf = iterates("buf")

    def weighed(k):
        return Sum(beta ** (k - j) * g[j], (j, 0, k - 1))

    def gathered(k, before):
        older = p.sum(lambda i: p.times(g[i], p.unfold(beta ** (k + 1 - i))), 0, k - 1)
        return p.show(Eq(beta * buf[k + 1], weighed(k + 1)), p.update(k, of="buf"), beta * before, p.unfold(weighed(k + 1)), -older)

    def moved(k):
        return Eq(x[k], x[0] - eta / (1 - beta) * (Sum(g[j], (j, 0, k - 1)) - beta * buf[k]))

    def one_more(k, before):
        return p.show(moved(k + 1), p.update(k), before, p.update(k, of="buf"), p.unfold(Sum(g[j], (j, 0, k))))

    steps = p.update(t), p.update(t - 1), p.update(t, of="buf")
    p.conclude(*steps)
    p.conclude(*steps, claim=1)
    buffer = p.induction(lambda k: Eq(beta * buf[k], weighed(k)), gathered, base=[p.start("buf")])
    p.conclude(p.induction(moved, one_more, base=[p.start("buf")])(T), eta / (1 - beta) * buffer(T), claim=2)
