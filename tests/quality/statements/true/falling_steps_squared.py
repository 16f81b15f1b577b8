"""The squares of the steps eta / (t + 1) add up to at most 2 eta^2."""

from theorems.language import Eq, Sum, T, Theorem, constants, j, sequence, t

eta = constants("eta")
a = sequence("a")

theorem = Theorem(given=[Eq(a[t], eta / (t + 1))], claim=Sum(a[j] ** 2, (j, 0, T - 1)) <= 2 * eta**2)
