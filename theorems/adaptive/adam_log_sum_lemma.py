"""The sum of what Adam divides is at most a logarithm and a term linear in the number of steps.

The lemma behind the convergence proofs of Adam and, at beta2 = 1, of Adagrad: with b the decaying sum of a, each quotient a / (eps + b) is a
difference of logarithms, up to -log(beta2) for the decay.
Idea of the proof: 1 - z <= -log z at z = (eps + beta2 b_j) / (eps + b_{j+1}) bounds the quotient by log(eps + b_{j+1}) - log(eps + beta2 b_j);
the logarithms telescope, but for log((eps + b_j) / (eps + beta2 b_j)) <= -log(beta2).

Source: Defossez, Bottou, Bach & Usunier (2022). Lectures: orvieto. Core.
"""

from dataclasses import replace

from theorems.language import Eq, Rational, Sum, T, Theorem, constants, iterates, j, log, sequence, t
from theorems.methods import Method

beta2, eps = constants("beta2 eps")
a, b = sequence("a"), iterates("b")

quotients = Sum(a[j] / (eps + b[j + 1]), (j, 0, T - 1))
logarithm = log(1 + b[T] / eps)

theorem = Theorem(
    given=[a[t] >= 0, beta2 <= 1],
    method=Method(Eq(b[t + 1], beta2 * b[t] + a[t]), start={b[0]: 0}),
    claim=quotients <= logarithm - T * log(beta2),
)

mutants = [
    # constant a: the quotients tend to 1 - beta2, the logarithm is bounded
    ("without the linear term", replace(theorem, claim=quotients <= logarithm)),
    # a[t] = 1/1000, beta2 = 1: the sum is nearly the logarithm
    ("1% less of the logarithm", replace(theorem, claim=quotients <= Rational(99, 100) * logarithm - T * log(beta2))),
    # a = 1, 0, 0, ... and one large member again and again
    ("a of any sign", replace(theorem, given=[beta2 <= 1])),
]


def below_logarithms(p, decay, eps, a, before, after, update):
    """a/(eps + after) <= log(1 + after/eps) - log(1 + before/eps) - log(decay) where after = decay before + a.

    The quotient is at most 1 - r for r = decay (eps + before)/(eps + after), and 1 - r <= -log r.
    """
    ratio, longer = 1 + before / eps, 1 + after / eps
    factors = [ratio, 1 / longer] if decay == 1 else [decay, ratio, 1 / longer]
    logs = p.log_bound(decay * ratio / longer), p.log_product(*factors), p.log_inverse(longer)
    small = p.positive(eps * (1 - decay) / (eps + after), strict=False)
    return p.show(a / (eps + after) <= log(longer) - log(ratio) - log(decay), *logs, p.times(1 / (eps + after), update), small)


def proof(p):
    """Each quotient is at most a difference of logarithms, and these telescope."""

    def total(k):
        return Sum(a[j] / (eps + b[j + 1]), (j, 0, k - 1))

    def bounded(k):
        return total(k) <= log(1 + b[k] / eps) - k * log(beta2)

    def one_more(k, before):
        nonnegative(k), nonnegative(k + 1)
        quotient = below_logarithms(p, beta2, eps, a[k], b[k], b[k + 1], p.update(k, of="b"))
        return p.show(bounded(k + 1), before, quotient, p.unfold(total(k + 1)))

    nonnegative = p.induction(
        lambda k: b[k] >= 0, lambda k, before: p.show(b[k + 1] >= 0, p.update(k, of="b"), beta2 * before, p.given(a[t] >= 0, t=k)), [p.start("b")]
    )
    p.conclude(p.induction(bounded, one_more, lambda: [p.congruence("log", 1 + b[0] / eps, 1, p.start("b")), p.log_one()])(T))
