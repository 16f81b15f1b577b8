"""What is measured of a problem but is no combination of values, gradients and inner products; each has one instrument.

DF is the Jacobian of the outputs (F_1, ..., F_n) of a network at its n inputs, K = DF DF^T the tangent kernel.
"""

from theorems.words import Word


class hessian_norm(Word):  # noqa: N801
    """The spectral norm of the Hessian of f at a point."""

    nargs = 1
    never_negative = True
    spelled = (r"\|\nabla^2 f(#1)\|", "‖∇²f(#1)‖")


class output_hessian_norm(Word):  # noqa: N801
    """`output_hessian_norm(u)`: the spectral norm of the Hessian of the output at the first input, before what follows it."""

    nargs = 1
    of_networks = True
    of_layers = True
    never_negative = True
    spelled = (r"\|\nabla^2 F_1(#1)\|", "‖∇²F_1(#1)‖")


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


class tangent_kernel_error(Word):  # noqa: N801
    """`tangent_kernel_error(u)`: the spectral norm of the difference between a ReLU network's tangent kernel and its limit at infinite width."""

    nargs = 1
    of_networks = True
    of_neurons = True
    of_relu = True
    never_negative = True
    spelled = (r"\|K(#1) - K^\infty\|", "‖K(#1) − K^∞‖")


class jacobian_dist(Word):  # noqa: N801
    """`jacobian_dist(u, v)`: the Frobenius norm of DF(u) - DF(v)."""

    nargs = 2
    of_networks = True
    takes = ("vector", "vector")
    never_negative = True
    spelled = (r"\|DF(#1) - DF(#2)\|_F", "‖DF(#1) − DF(#2)‖_F")


class tangent_kernel_max(Word):  # noqa: N801
    """The largest eigenvalue of the tangent kernel: the squared spectral norm of DF."""

    nargs = 1
    of_networks = True
    never_negative = True
    spelled = (r"\lambda_{\max}(K(#1))", "λ_max(K(#1))")


class gauss_newton_error(Word):  # noqa: N801
    """The spectral norm of the Hessian of a squared loss minus DF^T DF: of the sum of the outputs' Hessians times their residuals."""

    nargs = 1
    of_networks = True
    of_losses = True
    never_negative = True
    spelled = (r"\|\nabla^2 f(#1) - DF(#1)^T DF(#1)\|", "‖∇²f(#1) − DF(#1)ᵀDF(#1)‖")


class hessian_min(Word):  # noqa: N801
    """The least eigenvalue of the Hessian of f at a point; below zero where f bends downwards in some direction."""

    nargs = 1
    spelled = (r"\lambda_{\min}(\nabla^2 f(#1))", "λ_min(∇²f(#1))")


class hessian_det(Word):  # noqa: N801
    """The determinant of the Hessian of f at a point."""

    nargs = 1
    spelled = (r"\det \nabla^2 f(#1)", "det ∇²f(#1)")
