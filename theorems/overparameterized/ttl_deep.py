"""Transition to linearity of three layers: the Hessian shrinks like one over the root of the width, but for the largest backward signal.

The bound holds for all weights, and the part of it that stems from single layers keeps its ratio to the norm. All of it but one term shrinks like
1/sqrt(m). That term is the largest derivative of the output in a neuron of the first layer: these are sums over many weights, nearly normal, and the
largest of m of them is of size sqrt(log(m)/m) even where output weights are 1 and -1. So the norm itself falls a little more slowly: its slope
between 32 and 512 neurons is about -0.46.
Idea of the proof: along a direction V of norm 1, the second derivative of F is the sum over hidden layers of dF/dy_l . s''(h_l) (h_l')^2 and, for
each layer after the first, 2 c_l dF/dh_l . V_l y_(l-1)'. Here |h_1'| <= rho |V_1| and |h_2'| <= J |V| with
J^2 = (||y_1||^2 + (s_1 rho ||W_2||)^2) / m, and 2 a b <= a^2 + b^2 bounds the mixed terms.
For the ratio: the first layer's own block is at least max_r |dF/dy_1,r s''(h_1,r)| ||z||^2, that between output weights and second layer at least
||y_1|| max_r s'(h_2,r) / m, which is of size 1/sqrt(m); and that part of the bound is of the larger of the two sizes.

Source: Liu, Zhu & Belkin (2020) for the rate; the bound with its constants is re-derived. Lectures: belkin, simons.
"""

from dataclasses import replace

from theorems.deep_networks import Network, features_norm, layer_norm, signal_max, signal_norm
from theorems.language import Rational, Scales, Theorem, constants, grad, naturals, norm_sq, points, sqrt
from theorems.observables import hessian_norm
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")
s1, beta, rho = constants("s1 beta rho")

moved_sq = (features_norm(u, 1) ** 2 + (s1 * rho * layer_norm(u, 2)) ** 2) / m
signal = beta * rho**2 * signal_max(u, 1)
second = beta * moved_sq * signal_max(u, 2)
mixed = s1 * (rho * signal_norm(u, 2) + sqrt(moved_sq)) / sqrt(m)

theorem = Theorem(
    given=[Network(m, depth=3, slope=s1, bend=beta, input_norms=rho)],
    setting=RandomNetwork(u),
    claim=[
        hessian_norm(u) <= signal + second + mixed,
        Scales(hessian_norm(u) / (signal + second), m, 0),
        Scales(second + mixed, m, -Rational(1, 2)),
        Scales(norm_sq(grad(u)), m, 0),
    ],
)

mutants = [
    # tanh, one neuron in each layer, z = 1, weights (1, 1) and output weight 0: 0.51 > 0, only mixed blocks are left
    ("the layers' own blocks alone", replace(theorem, claim=hessian_norm(u) <= signal + second)),
    # sine, two neurons in each layer, z = 2, all weights 2: 11.7 > 5.6
    ("the mixed blocks alone", replace(theorem, claim=hessian_norm(u) <= mixed)),
    # sine, two neurons in each layer, z = 1, weights 0 after the first layer: 0.60 > 0.42
    ("mixed blocks with 1/m", replace(theorem, claim=hessian_norm(u) <= signal + second + mixed / sqrt(m))),
    # excluded, not refuted: the slopes seen lie around -1/2 and around 0
    ("as fast as 1/m", replace(theorem, claim=Scales(hessian_norm(u), m, -1))),
    ("no change with the width", replace(theorem, claim=Scales(hessian_norm(u), m, 0))),
    ("a kernel that grows", replace(theorem, claim=Scales(norm_sq(grad(u)), m, Rational(1, 2)))),
]
