"""Rules for powers and logarithms of positive numbers.

Equalities that no interval can confirm.
"""

from theorems.language import Eq, Theorem, constants, cos, exp, log, reals, sin, sqrt

eps, delta = constants("eps delta")
a = reals("a")

theorem = Theorem(
    claim=[
        Eq(exp(a * log(eps)), eps**a),
        Eq(log(eps * delta), log(eps) + log(delta)),
        Eq(sqrt(eps) * sqrt(delta), sqrt(eps * delta)),
        Eq(sin(a) ** 2 + cos(a) ** 2, 1),
    ],
)
