"""AMSGrad divides by the largest second moment so far: no earlier one would have allowed a longer step.

The maximum is what its convergence proof rests on, as effective learning rates never grow but for the bias correction; Adam's do.
Idea of the proof: vmax[T + 1] >= v[t + 1] for t <= T, and the step times the root of the corrected vmax[T + 1], plus eps, is alpha times the
corrected mean of the gradients. As in torch, the bias is corrected after the maximum.

Source: Reddi, Kale & Kumar (2018), re-derived. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.adaptive.adam_update_bound import below_one, in_proportion, total
from theorems.adaptive.rmsprop_steps import multiplied, weighed
from theorems.language import Abs, Rational, Sum, T, Theorem, constants, iterates, j, reals, sequence, sqrt, t, x
from theorems.methods import Adam

alpha, beta1, beta2 = constants("alpha beta1 beta2")
eps = reals("eps")
g = sequence("g")

second = (1 - beta2) * Sum(beta2 ** (t - j) * g[j] ** 2, (j, 0, t)) / (1 - beta2 ** (T + 1))
first = (1 - beta1) * Sum(beta1 ** (T - j) * g[j], (j, 0, T)) / (1 - beta1 ** (T + 1))
used = (x[T + 1] - x[T]) ** 2 * second

theorem = Theorem(
    given=[beta1 < 1, beta2 < 1, eps >= 0],
    method=Adam(step=alpha, beta1=beta1, beta2=beta2, eps=eps, amsgrad=True, gradient=g[t]),
    claim=used <= alpha**2 * first**2,
)

mutants = [
    # g = 1, 0, ..., 1/10: Adam has forgotten the large gradient
    ("Adam", replace(theorem, method=Adam(step=alpha, beta1=beta1, beta2=beta2, eps=eps, gradient=g[t]))),
    ("1% less", replace(theorem, claim=used <= Rational(99, 100) * alpha**2 * first**2)),
]


def proof(p):
    """vmax never falls below a v before it. Where vmax[T + 1] is 0, so are v[T + 1] and m[T + 1]; and the step times root + eps is alpha mean."""
    m, v, vmax = iterates("m"), iterates("v"), iterates("vmax")

    def longer(k):
        """vmax[k + 1] >= vmax[k] and vmax[k + 1] >= v[k + 1]: two lines."""
        apart = vmax[k] - v[k + 1]
        sizes = (p.by_squares(side * apart <= Abs(apart)) for side in (1, -1))
        return [p.show(vmax[k + 1] >= e, p.update(k, of="vmax"), Rational(1, 2) * size) for e, size in zip((vmax[k], v[k + 1]), sizes, strict=True)]

    def one_more(k, before):
        return p.show(vmax[t + 2 + k] >= v[t + 1], longer(t + 1 + k)[0], before)

    largest = p.induction(lambda k: vmax[t + 1 + k] >= v[t + 1], one_more, longer(t)[1])(T - t)
    here, last = in_proportion(p, T + 1), longer(T)[1]
    below_one(p, beta1, T + 1), below_one(p, beta2, T + 1)

    def vanishing(none):
        scale = (1 - beta1) ** 2 * total(T + 1) / (1 - beta2)
        return 1 / (1 - beta2) * here, scale * last, scale * (1 - beta2 ** (T + 1)) * none

    moved, root = x[T] - x[T + 1], sqrt(vmax[T + 1] / (1 - beta2 ** (T + 1)))
    p.show(vmax[T + 1] >= 0, last)
    line = multiplied(p, moved, root, m[T + 1], alpha / (1 - beta1 ** (T + 1)), vanishing, T)
    squared = p.times(moved * (root + eps) + alpha * m[T + 1] / (1 - beta1 ** (T + 1)), line)
    second_is, first_is = weighed(p, v, beta2, 2)(t + 1), weighed(p, m, beta1)(T + 1)
    mean = alpha**2 / (1 - beta1 ** (T + 1)) ** 2 * (m[T + 1] + (1 - beta1) * Sum(beta1 ** (T - j) * g[j], (j, 0, T)))
    more = p.show((root + eps) ** 2 >= root**2, eps * p.positive(2 * root + eps, strict=False))
    part = moved**2 / (1 - beta2 ** (T + 1))
    p.conclude(-squared, p.times(-mean, first_is), part * largest, p.times(part, second_is), moved**2 * more)
