"""Smooth components that are never negative: the squared gradient is at most 2 L f, though nothing random is named.

By convexity of the square ||grad f||^2 <= E||g||^2, and a component has ||g||^2 <= 2 L f_i: a step of 1/L cannot bring it below 0.
"""

from theorems.hypotheses import NonnegativeSum, SmoothSum
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, points

L, u = constants("L"), points("u")

theorem = Theorem(given=[NonnegativeSum(), SmoothSum(L)], claim=[f_star >= 0, norm_sq(grad(u)) <= 2 * L * f(u)])
