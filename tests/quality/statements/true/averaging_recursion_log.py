"""The recursion of SGD with steps 1/t: what 1/t^2 feeds is H_T/T, not 1/T.

T s_T = (T - 1) s_{T-1} + 1/T is the harmonic number H_T <= 1 + log T; an equality at T = 1.
"""

from theorems.language import Eq, T, Theorem, iterates, log, t
from theorems.methods import Method

s = iterates("s")

theorem = Theorem(
    method=Method(Eq(s[t + 1], (1 - 1 / (t + 1)) * s[t] + 1 / (t + 1) ** 2), start={s[0]: 0}),
    claim=s[T] <= (1 + log(T)) / T,
)
