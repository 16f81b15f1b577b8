"""What is measured of a problem but is no combination of values, gradients and inner products; each has one instrument.

DF is the Jacobian of the outputs (F_1, ..., F_n) of a network at its n inputs, K = DF DF^T the tangent kernel.
"""

from theorems.words import Word


class hessian_norm(Word):  # noqa: N801
    """The spectral norm of the Hessian of f at a point."""

    nargs = 1
    never_negative = True
    spelled = (r"\|\nabla^2 f(#1)\|", "‖∇²f(#1)‖")


class tangent_kernel(Word):  # noqa: N801
    """`tangent_kernel(u, i, j)`: the inner product of the gradients of the outputs at inputs i and j."""

    nargs = 3
    of_networks = True
    takes = ("vector", "index", "index")
    spelled = ("K_{#2,#3}(#1)", "K_{#2,#3}(#1)")


class tangent_kernel_min(Word):  # noqa: N801
    """The least eigenvalue of the tangent kernel, an n x n matrix."""

    nargs = 1
    of_networks = True
    never_negative = True
    spelled = (r"\lambda_{\min}(K(#1))", "λ_min(K(#1))")


class jacobian_dist(Word):  # noqa: N801
    """`jacobian_dist(u, v)`: the Frobenius norm of DF(u) - DF(v)."""

    nargs = 2
    of_networks = True
    takes = ("vector", "vector")
    never_negative = True
    spelled = (r"\|DF(#1) - DF(#2)\|_F", "‖DF(#1) − DF(#2)‖_F")
