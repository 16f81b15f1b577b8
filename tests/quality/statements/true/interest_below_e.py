"""Interest paid n times a year stays below e, however large n is.

log(1 + 1/n) < 1/n.
"""

from theorems.language import Theorem, exp, naturals

n = naturals("n")

theorem = Theorem(claim=(1 + 1 / n) ** n < exp(1))
