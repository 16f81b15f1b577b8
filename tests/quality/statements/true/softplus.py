"""The softplus lies above the positive part, by at most log 2.

log(1 + e^a) = max(0, a) + log(1 + e^-|a|); an equality at a = 0, and none anywhere else.
"""

from theorems.language import Max, Theorem, exp, log, reals

a = reals("a")

theorem = Theorem(claim=[log(1 + exp(a)) > Max(0, a), log(1 + exp(a)) <= Max(0, a) + log(2)])
