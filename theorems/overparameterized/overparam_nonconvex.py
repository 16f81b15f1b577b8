"""A loss with more parameters than data is not convex near its minimisers, however close, and yet it is PL* there.

So convexity cannot be what makes such losses easy to train: for f = (u v - y)^2/2 the determinant of the Hessian is (y - c)(3 c - y), c = u v, which
is negative as soon as c passes y > 0, while half the squared gradient is exactly ||(u, v)||^2 times the loss.
Idea of the proof: the Hessian is ((v^2, 2 c - y), (2 c - y, u^2)) and its determinant c^2 - (2 c - y)^2; the gradient is (c - y)(v, u).

Source: see Liu, Zhu & Belkin (2022), re-derived. Lectures: belkin.
"""

from dataclasses import replace

from theorems.language import Eq, Rational, Theorem, f, grad, norm_sq, points
from theorems.networks import ProductLoss, output, target
from theorems.observables import hessian_det, hessian_min

u = points("u")
c, y = output(u, 1), target(1)

theorem = Theorem(
    given=[ProductLoss()],
    claim=[
        Eq(hessian_det(u), (y - c) * (3 * c - y)),
        Eq(norm_sq(grad(u)), 2 * norm_sq(u) * f(u)),
    ],
)

mutants = [
    # y = 1 at (17/16, 17/16), where f = 0.008...: the Hessian has the eigenvalue 1 - (17/16)^2 < 0
    ("convex near the minimisers", replace(theorem, given=[ProductLoss(), f(u) <= Rational(1, 100)], claim=hessian_min(u) >= 0)),
    # y = 1 at (2, 2): -33 is not 0
    ("the determinant of DF^T DF", replace(theorem, claim=Eq(hessian_det(u), 0))),
    # y = 1 at (2, 2): 72 is not 36
    ("half the kernel", replace(theorem, claim=Eq(norm_sq(grad(u)), norm_sq(u) * f(u)))),
]
