"""Triangle inequality."""

from theorems.language import Theorem, norm, points

p, q = points("p q")

theorem = Theorem(given=[], claim=norm(p + q) <= norm(p) + norm(q))
