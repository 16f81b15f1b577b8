"""Gradient descent on a smooth convex function, with the classical constant.

The bound of textbooks, for its proof is short; gd-convex-tight has the exact constant, and this one loses a factor two against it as T grows.
Idea of the proof: a step of size 1/L brings a minimiser closer, ||x[t + 1] - x_star||^2 <= ||x[t] - x_star||^2 - 2 (f(x[t + 1]) - f_star)/L by
convexity and the descent lemma; add up, and use that the values never increase. No function attains it: the most is T/(2T + 1) of it.

Source: Bubeck (2015); Garrigos & Gower (2023). Lectures: orvieto, ruthotto.
"""

from dataclasses import replace

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (2 * T),
)

mutants = [
    # Huber with curvature 1 and threshold 1/3 (L = 1), x0 = 1, T = 1: 1/6 > 1/8
    ("4T + 4 in place of 2T", replace(theorem, claim=f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (4 * T + 4))),
    # Huber with curvature 1 and threshold 1/5 (L = 1), x0 = 1, T = 2: 1/10 > 9/100
    ("the distance at the end", replace(theorem, claim=f(x[T]) - f_star <= L * norm_sq(x[T] - x_star) / (2 * T))),
    # the double well f' = -x for |x| <= 4, f' = x - 8 beyond (L = 1), x0 = 1/4, x_star = 8, T = 3: 14 > 961/96
    ("convexity dropped", replace(theorem, given=[Smooth(L)])),
    # x^2/2 with L = 1, x0 = 1, T = 2: 1/2 > 1/4, for the iterates jump between 1 and -1
    ("the step 2/L", replace(theorem, method=GradientDescent(step=2 / L))),
    # Huber with curvature 1 and threshold 1/7 (L = 1), x0 = 1, T = 3: 1/14 > 1/18
    ("the rate 1/T^2", replace(theorem, claim=f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (2 * T**2))),
]


def proof(p):
    """A step brings x closer to a minimiser by the gap after it, and never raises f: so T gaps at the end are paid for by the first distance."""

    def apart(k):
        return norm_sq(x[k] - x_star)

    def model(k):
        return p.use("Smooth: upper model", u=x[k], v=x[k + 1]).after(p.update(k))

    def closer(k):
        tangent = p.use("Convex: above its tangents", u=x[k], v=x_star).after(p.at_minimiser("value"))
        nearer = apart(k + 1) <= apart(k) - 2 / L * (f(x[k + 1]) - f_star)
        return p.show(nearer, 2 / L * model(k), 2 / L * tangent, p.update(k))

    def paid(k):
        return k * (f(x[k]) - f_star) <= L / 2 * (apart(0) - apart(k))

    every = p.induction(paid, lambda k, before: p.show(paid(k + 1), before, L / 2 * closer(k), k * model(k)))(T)
    p.conclude(1 / T * every, L / (2 * T) * p.norm(x[T] - x_star))
