"""Gradient descent on least squares picks the minimiser nearest to its start: from zero, the one of least norm.

Why an overparameterised model that is trained from a small start finds a small solution, although nothing in its objective asks for one; a method
that rescales coordinates, as Adam does, ends elsewhere.
Idea of the proof: gradients lie in the row space of the data, so that no step moves the part of x across it, and the projection on the set of
minimisers, an affine space, stays where the start's is. By Pythagoras ||x[t] - x*||^2 - dist^2(x[t]) is the squared distance from that projection
to x*, for every minimiser x*. Within the row space the step contracts along each eigenvector of the Hessian, with eigenvalue a between mu and L, by
|1 - eta a|.

Source: see Gunasekar, Lee, Soudry & Srebro (2018). Lectures: simons, ruthotto.
"""

from dataclasses import replace

from theorems.hypotheses import PL, Quadratic, Smooth
from theorems.language import Abs, Eq, Max, Rational, Theorem, constants, dist_sq, grad, norm_sq, sqrt, t, x, x_star
from theorems.methods import GradientDescent, Method

L, mu, eta, eps = constants("L mu eta eps")


def across(k):
    """The squared distance from the projection of x[k] on the minimisers to a minimiser."""
    return norm_sq(x[k] - x_star) - dist_sq(x[k])


rate = Max(Abs(1 - eta * mu), Abs(1 - eta * L))
rescaled = Method(Eq(x[t + 1], x[t] - eta * grad(x[t]) / sqrt(grad(x[t]) ** 2 + eps**2)))

theorem = Theorem(
    given=[Quadratic(), Smooth(L), PL(mu), mu <= L, eta < 2 / L],
    method=GradientDescent(step=eta),
    claim=[
        Eq(across(t), across(0)),
        dist_sq(x[t]) <= rate ** (2 * t) * dist_sq(x[0]),
    ],
)

same, contraction = theorem.claims

mutants = [
    ("with coordinates rescaled", replace(theorem, method=rescaled, claim=same)),
    ("to every minimiser", replace(theorem, claim=norm_sq(x[t] - x_star) <= rate ** (2 * t) * norm_sq(x[0] - x_star))),
    ("1% faster", replace(theorem, claim=dist_sq(x[t]) <= (Rational(99, 100) * rate) ** (2 * t) * dist_sq(x[0]))),
    ("the rate of mu alone", replace(theorem, claim=dist_sq(x[t]) <= (1 - eta * mu) ** (2 * t) * dist_sq(x[0]))),
]
