"""Lazy training: the tangent kernel moves by one over the scale of the model.

A network is trained from u_0 on the loss ||alpha (F(u) - F(u_0)) - y||^2/(2 alpha^2), that of its centred outputs times alpha, which is the squared
loss with targets F(u_0) + y/alpha. The larger alpha, the shorter the way to them, and the less the kernel changes until the residuals have
fallen to a thousandth: training becomes that of a linear model, whatever the width.
Idea of the proof: the way is of length O(||y||/(alpha sqrt(lambda_min))), and the kernel is Lipschitz along it; its derivative along the way at u_0
is of first order in 1/alpha, and not zero for generic weights. From weights in pairs that cancel it is zero: see `lazy-scaling-antisymmetric`.

Source: Chizat, Oyallon & Bach (2019), for which the slope is a bound; re-derived. Lectures: belkin, simons.
"""

from dataclasses import replace

from theorems.language import Rational, Scales, Sum, T, Theorem, constants, f, i, j, naturals, sqrt, t, x
from theorems.methods import GradientDescent
from theorems.networks import TwoLayer
from theorems.observables import tangent_kernel
from theorems.settings import Ladder

m, n, alpha = naturals("m n alpha")
s1, rho, eta = constants("s1 rho eta")

moved = (tangent_kernel(x[T], i, j) - tangent_kernel(x[0], i, j)) ** 2
size = tangent_kernel(x[0], i, j) ** 2
kernel_change = sqrt(Sum(moved, (i, 1, n), (j, 1, n)) / Sum(size, (i, 1, n), (j, 1, n)))

theorem = Theorem(
    given=[
        TwoLayer(m, train="first", inputs=n, loss="squared", slope=s1, input_norms=rho, output_weights=1),
        2 * alpha**2 * f(x[0]) <= 1,
        2 * alpha**2 * f(x[0]) >= Rational(1, 2),
        eta <= 1 / (n * (rho * s1) ** 2),
    ],
    method=GradientDescent(step=eta),
    setting=Ladder(over=alpha, until=f(x[t]) <= f(x[0]) / 10**6),
    claim=Scales(kernel_change, alpha, -1),
)

mutants = [
    # excluded, not refuted: the slopes seen lie around -1
    ("a change that no scale makes smaller", replace(theorem, claim=Scales(kernel_change, alpha, 0))),
    ("twice as fast, as from weights in pairs that cancel", replace(theorem, claim=Scales(kernel_change, alpha, -2))),
]
