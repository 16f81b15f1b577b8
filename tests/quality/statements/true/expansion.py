"""Expansion of a squared norm, gradients included."""

from theorems.language import Eq, Theorem, constants, grad, inner, norm_sq, points

eta = constants("eta")
p = points("p")

theorem = Theorem(given=[], claim=Eq(norm_sq(p - eta * grad(p)), norm_sq(p) - 2 * eta * inner(p, grad(p)) + eta**2 * norm_sq(grad(p))))
