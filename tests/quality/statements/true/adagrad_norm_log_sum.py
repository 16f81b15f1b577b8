"""AdaGrad with one step for all coordinates: what it divides adds up to a logarithm.

a/(b + a) <= log((b + a)/b), term by term, telescopes. Ward, Wu & Bottou (2019) use it.
"""

from theorems.language import Eq, Sum, T, Theorem, constants, grad, iterates, j, log, norm_sq, sqrt, t, x
from theorems.methods import Method

eta, eps = constants("eta eps")
b = iterates("b")

theorem = Theorem(
    method=Method(Eq(b[t + 1], b[t] + norm_sq(grad(x[t]))), Eq(x[t + 1], x[t] - eta * grad(x[t]) / sqrt(b[t + 1])), start={b[0]: eps}),
    claim=Sum(norm_sq(grad(x[j])) / b[j + 1], (j, 0, T - 1)) <= log(b[T] / eps),
)
