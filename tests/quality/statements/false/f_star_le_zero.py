"""The infimum is at most zero."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f_star

L = constants("L")

theorem = Theorem(given=[Smooth(L), Convex()], claim=f_star <= 0)
