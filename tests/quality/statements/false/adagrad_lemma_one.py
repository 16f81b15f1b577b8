"""Terms over the root of their running sum, with the constant 1."""

from theorems.language import Eq, Sum, T, Theorem, iterates, j, sequence, sqrt, t
from theorems.methods import Method

a, s = sequence("a"), iterates("s")

theorem = Theorem(
    given=[a[t] > 0],
    method=Method(Eq(s[t + 1], s[t] + a[t]), start={s[0]: 0}),
    claim=Sum(a[j] / sqrt(s[j + 1]), (j, 0, T - 1)) <= sqrt(s[T]),
)
