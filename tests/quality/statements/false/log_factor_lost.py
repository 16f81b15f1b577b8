"""The recursion of SGD with steps 1/t stays below 5/T.

False: T s_T is the harmonic number, which passes 5 at T = 83.
"""

from theorems.language import Eq, T, Theorem, iterates, t
from theorems.methods import Method

s = iterates("s")

theorem = Theorem(
    method=Method(Eq(s[t + 1], (1 - 1 / (t + 1)) * s[t] + 1 / (t + 1) ** 2), start={s[0]: 0}),
    claim=s[T] <= 5 / T,
)
