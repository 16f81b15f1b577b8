"""The sum of the sizes is at most 7/5 of the Euclidean norm in the plane, and 43/25 of it in space.

False near the diagonals of the plane, (1, 1): 2 against 7/5 sqrt(2) = 1.98; and of space, where 43/25 < sqrt(3). In four dimensions it is true.
"""

from theorems.language import Max, Rational, Theorem, d, norm, points

p = points("p")

theorem = Theorem(claim=norm(p, 1) <= Max(Rational(7, 5), (d - 2) * Rational(43, 25)) * norm(p))
