"""Gradient descent on least squares ends at the minimiser nearest to its start: from zero, at the one of least norm.

Why an overparameterised model trained from a small start finds a small solution, although its objective does not ask for one: the method decides
among the minimisers. One that rescales coordinates, as Adam does, ends elsewhere.
Idea of the proof: gradients lie in the row space of the data, so that no step moves x across it, and the projection of x[t] on the set of
minimisers, an affine space, stays that of x[0]. By Pythagoras ||x[t] - x*||^2 - dist(x[t])^2 is the squared distance from this projection to x*;
the first claim says so for every minimiser x*. Within the row space a step multiplies the distance along each eigenvector by |1 - eta a|, where a
lies between mu and L.
The second claim is an equality along the eigenvector of mu, or of L.

Source: see Gunasekar, Lee, Soudry & Srebro (2018). Lectures: simons, ruthotto.
"""

from dataclasses import replace

from theorems.hypotheses import PL, Quadratic, Smooth
from theorems.language import Abs, Eq, Max, Rational, Theorem, constants, dist_sq, grad, inner, norm_sq, sqrt, t, x, x_star
from theorems.methods import GradientDescent, Method

L, mu, eta, eps = constants("L mu eta eps")


def from_projection(k):
    """The squared distance from the projection of x[k] on the set of minimisers to the minimiser x*."""
    return norm_sq(x[k] - x_star) - dist_sq(x[k])


rate = Max(Abs(1 - eta * mu), Abs(1 - eta * L))

theorem = Theorem(
    given=[Quadratic(), Smooth(L), PL(mu), mu <= L, eta < 2 / L],
    method=GradientDescent(step=eta),
    claim=[
        Eq(from_projection(t), from_projection(0)),
        dist_sq(x[t + 1]) <= rate**2 * dist_sq(x[t]),
    ],
)

same, contraction = theorem.claims
rescaled = Method(Eq(x[t + 1], x[t] - eta * grad(x[t]) / sqrt(grad(x[t]) ** 2 + eps**2)))

mutants = [
    # (3 x1/5 + 4 x2/5 - 1)^2/4 with eps = eta = 1 from (0, 0), to x* = (7/5, 1/5): 0.986 after a step, 1 before
    ("each coordinate of the gradient rescaled", replace(theorem, method=rescaled, claim=same)),
    # x2^2/2 on R^2 with L = mu = 1, eta = 1 from (0, 1), to x* = (1, 0): 1 > 0
    ("to every minimiser", replace(theorem, claim=norm_sq(x[t + 1] - x_star) <= rate**2 * norm_sq(x[t] - x_star))),
    # x^2/2 with L = mu = 1, eta = 7/4 from 1: 9/16 > 891/1600
    ("1% faster", replace(theorem, claim=dist_sq(x[t + 1]) <= Rational(99, 100) * rate**2 * dist_sq(x[t]))),
    # (x1^2 + 2 x2^2)/2 with mu = 1, L = 2, eta = 7/8 from (0, 1): 9/16 > 1/64
    ("the rate of mu for long steps", replace(theorem, claim=dist_sq(x[t + 1]) <= (1 - eta * mu) ** 2 * dist_sq(x[t]))),
]


def across(p, k, at):
    """<grad f(x[k]), z - x*> = 0 for the minimiser z nearest to x[at]: by the trapezoidal rule f(x[k]) - f_star = <grad f(x[k]), x[k] - z>/2."""
    stationary = p.at_nearest("gradient", at), p.at_nearest("value", at), p.at_minimiser("gradient"), p.at_minimiser("value")
    nearest = p.nearest(at)
    rules = [p.use("Quadratic: exact second-order expansion", u=z, v=x[k]).after(*stationary) for z in (nearest, x_star)]
    return p.show(Eq(inner(grad(x[k]), nearest - x_star), 0), 2 * rules[0], -2 * rules[1])


def proof(p):
    """The first claim: no step moves x[k] along the difference of two minimisers, so what is nearest before and after bounds both distances."""

    def kept(k):
        return Eq(from_projection(k), from_projection(0))

    def one_more(k, before):
        above, below = (p.use("nearest minimiser: distance of any point", u=x[a], k=b) for a, b in ((k + 1, k), (k, k + 1)))
        own, next_one = (p.use("nearest minimiser: distance", k=at) for at in (k, k + 1))
        more = p.show(from_projection(k + 1) >= from_projection(k), above, -1 * own, -2 * eta * across(p, k, k), p.update(k))
        less = p.show(from_projection(k + 1) <= from_projection(k), below, -1 * next_one, 2 * eta * across(p, k, k + 1), p.update(k))
        return p.show(kept(k + 1), 1 * before, 1 * p.squeezed(from_projection(k + 1) - from_projection(k), more, less))

    p.conclude(p.induction(kept, one_more)(t))
