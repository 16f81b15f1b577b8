"""Squared gaps differ as the difference of the values says, times the sum of the gaps.

a^2 - b^2 = (a - b)(a + b), where the infimum is known to an enclosure only, too.
"""

from theorems.language import Eq, Theorem, f, f_star, points

p, q = points("p q")

theorem = Theorem(claim=Eq((f(p) - f_star) ** 2 - (f(q) - f_star) ** 2, (f(p) - f(q)) * (f(p) + f(q) - 2 * f_star)))
