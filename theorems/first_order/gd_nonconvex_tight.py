"""Gradient descent on a smooth function, with the exact worst-case constants.

No further improvement is possible for the step 1/L without more hypotheses: a one-dimensional zigzag attains the bound for every horizon.
Idea of the proof: the interpolation inequality of smooth functions, taken between two neighbours of the run, is claim one after expanding the
squares; add it up over the steps, and bound what is left at the end by the last gradient: f(x[T]) - f_star is at least its square over 2L.

Source: Abbaszadehpeivasti, de Klerk & Zamani (2022). Lectures: orvieto. Core.
"""

from dataclasses import replace

from theorems.hypotheses import Smooth
from theorems.language import Best, Rational, T, Theorem, constants, f, f_star, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L = constants("L")

least = Best(norm_sq(grad(x[t])), (t, 0, T))
now, then = norm_sq(grad(x[t])), norm_sq(grad(x[t + 1]))

theorem = Theorem(
    given=[Smooth(L)],
    method=GradientDescent(step=1 / L),
    claim=[
        f(x[t]) - f(x[t + 1]) >= (2 * now + then) / (4 * L),
        least <= 4 * L * (f(x[0]) - f_star) / (3 * T + 2),
    ],
)

mutants = [
    # the zigzag of 1 step (L = 1, s = 1, x0 = 1, gap 5/4), T = 1: 1 > 5/8; the zigzag of T steps refutes it for every T
    ("the constant 1 in place of 4/3", replace(theorem, claim=least <= L * (f(x[0]) - f_star) / (T + 1))),
    # the zigzag of 1 step, T = 1: 1 > 99/100
    ("1% less", replace(theorem, claim=least <= Rational(99, 100) * 4 * L * (f(x[0]) - f_star) / (3 * T + 2))),
    # the zigzag of 1 step (L = 1, s = 1, x0 = 1), t = 0: 3/4 < 1
    ("both gradients with weight 2", replace(theorem, claim=f(x[t]) - f(x[t + 1]) >= (2 * now + 2 * then) / (4 * L))),
    # -x^2/2 with L = 1, x0 = 1, t = 0: 3/2 < 9/4; bounded below: the double well f' = -x for |x| <= 4, f' = x - 8 beyond
    ("the weights exchanged", replace(theorem, claim=f(x[t]) - f(x[t + 1]) >= (now + 2 * then) / (4 * L))),
]
