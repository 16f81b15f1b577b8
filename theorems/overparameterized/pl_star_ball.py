"""Gradient descent fits the data within a ball on which the loss is PL*, however it behaves outside.

A wide network satisfies the inequality near its start and nowhere else. That is enough: the iterates never leave the ball, the whole path is no
longer than its radius, and the loss falls to 0 at a linear rate, so that there is a zero of it within the ball.
Idea of the proof: while a step stays in the ball, sqrt(f) falls by at least sqrt(2 mu)/4 times its length, by smoothness and the inequality; in
all the path is at most 4 sqrt(f(x_0)/(2 mu)) = 2 sqrt(2 f(x_0)/mu) <= R long, so that no step can leave the ball before f is 0. Adding up
||grad f|| <= sqrt(2 L f) along the rate gives the larger 2 sqrt(2 L f(x_0))/mu. The flow's path is half as long, which mu/2 ||x||^2 attains.

Source: Oymak & Soltanolkotabi (2019); Liu, Zhu & Belkin (2022), re-derived. Lectures: belkin, simons.
"""

from dataclasses import replace

from theorems.balls import PLStar, SmoothOnBall
from theorems.language import Sum, T, Theorem, constants, f, k, norm, sqrt, t, x
from theorems.methods import GradientDescent

L, mu, eta, R = constants("L mu eta R")

path = Sum(norm(x[k + 1] - x[k]), (k, 0, T - 1))
wide_enough = 8 * f(x[0]) <= mu * R**2

theorem = Theorem(
    given=[PLStar(mu, radius=R), SmoothOnBall(L, radius=R), wide_enough, eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=[
        f(x[t]) <= (1 - eta * mu) ** t * f(x[0]),
        norm(x[t] - x[0]) <= R,
        path <= 2 * sqrt(2 * f(x[0]) / mu),
    ],
)

rate, *_ = theorem.claims

mutants = [
    # x^2/2 with mu = L = 1, eta = 1, x0 = 1: 1 > 1/2
    ("a quarter of the radius", replace(theorem, claim=path <= sqrt(2 * f(x[0]) / mu) / 2)),
    # x^2/2 with mu = 1, L = 2, eta = 1/2, x0 = 1, t = 1: 1/8 > 0
    ("twice the rate", replace(theorem, claim=f(x[t]) <= (1 - 2 * eta * mu) ** t * f(x[0]))),
    # one tanh neuron with the target 2, which it never reaches: the loss stays above 1/2
    ("a ball of any radius", replace(theorem, given=[PLStar(mu, radius=R), SmoothOnBall(L, radius=R), eta <= 1 / L], claim=rate)),
]
