"""Gradient descent finds nearly stationary points of a smooth function at the rate 1/T.

What can be promised without convexity: some iterate has a small gradient. The summed form needs no lower bound on f.
Idea of the proof: with the step 1/L each step decreases f by at least the squared gradient over 2L; add up over the steps, the
values telescope; the least squared gradient is at most the mean.
The constant is off by a factor 3/2 for long runs: gd-nonconvex-tight has the exact one.

Source: Nesterov (2004). Lectures: orvieto. Core.
"""

from dataclasses import replace

from theorems.hypotheses import Smooth
from theorems.language import Best, Rational, Sum, T, Theorem, constants, f, f_star, grad, j, norm_sq, t, x
from theorems.methods import GradientDescent

L = constants("L")

least = Best(norm_sq(grad(x[t])), (t, 0, T - 1))

theorem = Theorem(
    given=[Smooth(L)],
    method=GradientDescent(step=1 / L),
    claim=[
        Sum(norm_sq(grad(x[t])), (t, 0, T - 1)) <= 2 * L * (f(x[0]) - f(x[T])),
        least <= 2 * L * (f(x[0]) - f_star) / T,
    ],
)

mutants = [
    # the zigzag of T - 1 = 1 steps (L = 1, s = 1, x0 = 1, gap 5/4), T = 2: 1 > 5/8; true at T = 1
    ("the rate 1/T^2", replace(theorem, claim=least <= 2 * L * (f(x[0]) - f_star) / T**2)),
    # x^2/2 with L = 1, x0 = 1, T = 1: 1 > 99/100
    ("1% less in the sum", replace(theorem, claim=Sum(norm_sq(grad(x[t])), (t, 0, T - 1)) <= Rational(99, 50) * L * (f(x[0]) - f(x[T])))),
    # x^2/2 with L = 1, x0 = 1, T = 1: 1 > 1/2
    ("half the constant", replace(theorem, claim=least <= L * (f(x[0]) - f_star) / T)),
    # the zigzag of 1 step (L = 1, s = 1, x0 = 1, decrease 3/4), T = 1: 2 > 3/2
    ("one gradient too many", replace(theorem, claim=Sum(norm_sq(grad(x[t])), (t, 0, T)) <= 2 * L * (f(x[0]) - f(x[T])))),
    # the double well f' = -x for |x| <= 4, f' = x - 8 beyond (L = 1), x0 = 1, T = 3: 16 > 31/3
    ("the last gradient in place of the least", replace(theorem, claim=norm_sq(grad(x[T - 1])) <= 2 * L * (f(x[0]) - f_star) / T)),
]


def proof(p):
    """A step with 1/L decreases f by at least ||grad f||^2/(2L). Summed; and the least of T squares is at most their mean."""

    def total(k):
        return Sum(norm_sq(grad(x[j])), (j, 0, k - 1))

    def decreased(k):
        return total(k) <= 2 * L * (f(x[0]) - f(x[k]))

    def one_more(k, before):
        model = p.use("Smooth: upper model", u=x[k], v=x[k + 1]).after(p.update(k))
        return p.show(decreased(k + 1), before, 2 * L * model, p.unfold(total(k + 1)))

    every = p.induction(decreased, one_more)(T)
    p.conclude(every)
    members = p.sum(lambda k: p.member(least, k), 0, T - 1)
    p.conclude(members * (1 / T), every * (1 / T), 2 * L / T * p.use("infimum", u=x[T]), claim=1)
