"""AdaGrad brings the mean squared gradient down like log(T)/sqrt(T), with any step and without knowing the noise.

Idea of the proof: in the descent lemma, the accumulated squares depend on the draw; with the draw replaced by its conditional mean there, each
coordinate's step points downhill by grad^2/(2 sqrt(...)), up to 2 R g^2/(eps + v); these squares over the steps add up to a logarithm, and the
root under which they accumulate is at most R sqrt(T). Here eps stands inside the root, and no entry of a draw exceeds R - sqrt(eps).
The bound is loose: 6 per cent of it are used at most in what was tried.

Source: Défossez, Bottou, Bach & Usunier (2022). Lectures: orvieto. Core.
"""

from dataclasses import replace

from theorems.adaptive.adam_defossez import drawn, fallen, rate, steep
from theorems.hypotheses import BoundedGradient, BoundedVariance, Interpolation, Smooth
from theorems.language import Average, E, Eq, T, Theorem, constants, d, f, f_star, grad, iterates, log, norm_sq, oo, sqrt, stochastic_grad, t, x
from theorems.methods import Method

L, R, alpha, eps, sigma = constants("L R alpha eps sigma")
v = iterates("v")
g = stochastic_grad(x[t])

mean = E(Average(norm_sq(grad(x[t])), (t, 0, T - 1)))
progress = 2 * R * (f(x[0]) - f_star) / (alpha * sqrt(T))
noise = (4 * d * R**2 + alpha * d * R * L) * log(1 + T * R**2 / eps) / sqrt(T)

theorem = Theorem(
    given=[Smooth(L), BoundedGradient(R - sqrt(eps), norm=oo)],
    method=Method(Eq(v[t + 1], v[t] + g**2), Eq(x[t + 1], x[t] - alpha * g / sqrt(eps + v[t + 1])), start={v[0]: 0}, name="Adagrad"),
    claim=mean <= progress + noise,
)

mutants = [  # at log cosh x, L = 1, but the last
    # noise +-1, any constants, x0 = 0, T = 2: nothing on the right, and the first step leaves the minimiser
    ("no noise", replace(theorem, claim=mean <= progress)),
    # draws of the one component, R = 11/10, eps = 1/100, alpha = 2, x0 = 1, T = 1: 0.580 > 0.477
    ("no noise where it vanishes at minimisers", replace(theorem, given=[*theorem.given, Interpolation()], claim=mean <= progress)),
    # draws of the one component, R = 11/10, eps = 1/100, alpha = 2, x0 = 20, T = 24: 0.999 > 0.658
    ("the rate T^(-3/2)", replace(theorem, claim=mean <= (progress + noise) / T)),
    # x^2 with L = 2, noise +-1, sigma = 1, R = alpha = eps = 1, x0 = 2, T = 1: 16 > 12.16
    ("gradients of bounded variance in place of bounded ones", replace(theorem, given=[Smooth(L), BoundedVariance(sigma)])),
]


def proof(p):
    """Steps of the size alpha, where v[k] <= k (R - sqrt(eps))^2, so that eps + v and the mean square stay below R^2 T."""

    def bounded(c):
        def grown(k, before):
            return p.show(p.coordinate(v[k + 1], c) <= (k + 1) * most, before, p.update(k, of="v", coordinate=c), drawn(p, k, c)[0])

        return p.induction(lambda k: p.coordinate(v[k], c) <= k * most, grown, [-p.start("v").coordinate(c)])

    def fall(k):
        enough = p.show(k + 1 <= T)
        return fallen(p, k, alpha, 1, T, lambda c: steep(p, k, c, 1, T, bounded(c)(k), enough))

    def limit(c):
        return p.show(p.coordinate(v[T], c) <= T * R**2, bounded(c)(T), 2 * T * sqrt(eps) * drawn(p, 0, c)[1])

    most, part, top = (R - sqrt(eps)) ** 2, alpha / (2 * R * sqrt(T)), 1 + T * R**2 / eps
    p.conclude(1 / (part * T) * rate(p, 1, part, alpha, fall, top, limit))
