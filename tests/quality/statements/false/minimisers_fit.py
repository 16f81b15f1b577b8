"""At every minimiser of a squared loss its Hessian is DF^T DF, as if all data were fitted.

False: log cosh of one neuron, z = 1, with a target below 0, is least at 0; there DF = 0, and the Hessian is the residual.
"""

from theorems.language import Eq, Theorem, naturals, x_star
from theorems.networks import SquaredLoss
from theorems.observables import hessian_norm, tangent_kernel_max

n = naturals("n")

theorem = Theorem(given=[SquaredLoss(n)], claim=Eq(hessian_norm(x_star), tangent_kernel_max(x_star)))
