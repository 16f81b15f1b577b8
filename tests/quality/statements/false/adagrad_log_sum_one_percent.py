"""What AdaGrad divides adds up to 99 % of the logarithm.

False where the steps of the sum are small: a/(b + a) exceeds 99/100 log(1 + a/b) for a/b < 1/50.
"""

from theorems.language import Eq, Rational, Sum, T, Theorem, constants, grad, iterates, j, log, norm_sq, sqrt, t, x
from theorems.methods import Method

eta, eps = constants("eta eps")
b = iterates("b")

theorem = Theorem(
    method=Method(Eq(b[t + 1], b[t] + norm_sq(grad(x[t]))), Eq(x[t + 1], x[t] - eta * grad(x[t]) / sqrt(b[t + 1])), start={b[0]: eps}),
    claim=Sum(norm_sq(grad(x[j])) / b[j + 1], (j, 0, T - 1)) <= Rational(99, 100) * log(b[T] / eps),
)
