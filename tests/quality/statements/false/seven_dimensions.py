"""The sum of the sizes is at most 5/2 of the Euclidean norm.

False from seven dimensions on: sqrt(7) = 2.65 at (1, ..., 1).
"""

from theorems.language import Rational, Theorem, norm, points

p = points("p")

theorem = Theorem(claim=norm(p, 1) <= Rational(5, 2) * norm(p))
