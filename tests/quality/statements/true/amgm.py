"""AM-GM."""

from theorems.language import Theorem, constants, sqrt

eps, delta = constants("eps delta")

theorem = Theorem(given=[], claim=sqrt(eps * delta) <= (eps + delta) / 2)
