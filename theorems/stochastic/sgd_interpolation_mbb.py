"""x

Source: Ma, Bassily & Belkin (2018). Lectures: belkin.
"""

from dataclasses import replace

from theorems.hypotheses import PL, ConvexSum, Interpolation, Quadratic, Smooth, SmoothSum
from theorems.language import E, Rational, Theorem, constants, dist_sq, naturals, t, x
from theorems.methods import SGD

beta, L, mu = constants("beta L mu")
m = naturals("m")

eta = m / (beta + (m - 1) * L)
left = E(dist_sq(x[t + 1]), given=x[t])

theorem = Theorem(
    given=[Quadratic(), Smooth(L), PL(mu), SmoothSum(beta), ConvexSum(), Interpolation(), mu <= L, L <= beta],
    method=SGD(step=eta, batch=m),
    claim=left <= (1 - eta * mu) * dist_sq(x[t]),
)

linear = m / beta
bold = m / L

mutants = [
    ("linear scaling for every batch", replace(theorem, method=SGD(step=m/L, batch=m), claim=left <= (1 - m / L * mu) * dist_sq(x[t]))),
    ("linear scaling from single", replace(theorem, method=SGD(step=linear, batch=m), claim=left <= (1 - linear * mu) * dist_sq(x[t]))),
    ("1% faster", replace(theorem, claim=left <= (1 - Rational(101, 100) * eta * mu) * dist_sq(x[t]))),
    ("smoothness of f", replace(theorem, method=SGD(step=1/L, batch=m), claim=left <= (1 - mu/L) * dist_sq(x[t]))),
    ("without interpolation", replace(theorem, given=[h for h in theorem.given if h != Interpolation()])),
]
