"""Components that are never negative and all stationary at the minimiser are 0 there: a positive constant is stationary, too."""

from theorems.hypotheses import Interpolation, NonnegativeSum
from theorems.language import Eq, Theorem, f_star

theorem = Theorem(given=[NonnegativeSum(), Interpolation()], claim=Eq(f_star, 0))
