"""Gradient descent on a smooth function, with the exact worst-case constants.

No further improvement is possible for the step 1/L without more hypotheses: a one-dimensional zigzag attains the bound for every horizon.
Idea of the proof: the interpolation inequality of smooth functions, taken between two neighbours of the run, is claim one after expanding the
squares; add it up over the steps, and bound what is left at the end by the last gradient: f(x[T]) - f_star is at least its square over 2L.

Source: Abbaszadehpeivasti, de Klerk & Zamani (2022). Lectures: orvieto. Core.
"""

from dataclasses import replace

from theorems.hypotheses import Smooth
from theorems.language import Best, Rational, Sum, T, Theorem, constants, f, f_star, grad, j, norm_sq, t, x
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


def proof(p):
    """The interpolation inequality from x[t + 1] to x[t], summed; and at the end f_star <= f - ||grad f||^2/(2L)."""

    def one_step(k):
        return p.use("Smooth: interpolation", u=x[k + 1], v=x[k]).after(p.update(k))

    def total(k, later):
        return Sum(norm_sq(grad(x[j + later])), (j, 0, k - 1))

    def decreased(k):
        return 2 * total(k, 0) + total(k, 1) <= 4 * L * (f(x[0]) - f(x[k]))

    def one_more(k, before):
        return p.show(decreased(k + 1), before, 4 * L * one_step(k), p.unfold(total(k + 1, 0)), p.unfold(total(k + 1, 1)))

    def pair(k):
        return p.show(3 * least <= 2 * norm_sq(grad(x[k])) + norm_sq(grad(x[k + 1])), 2 * p.member(least, k), p.member(least, k + 1))

    p.conclude(one_step(t))
    every, members = p.induction(decreased, one_more)(T), p.sum(pair, 0, T - 1)
    last = p.use("Smooth: below by the gradient", u=x[T])
    share = 1 / (3 * T + 2)
    p.conclude(share * every, share * members, 4 * L * share * last, 2 * share * p.member(least, T), claim=1)
