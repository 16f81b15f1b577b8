"""The same claim written in another way: scaled, turned round, taken apart, with a sequence more than it needs. Its worst case is the same."""

from fractions import Fraction

from tests.checkers.worst_case.peers.cases import at
from theorems.hypotheses import PL, Convex, Lipschitz, Smooth, StronglyConvex
from theorems.language import Average, Best, Eq, Rational, Sum, T, Theorem, constants, f, f_star, grad, inner, iterates, j, norm_sq, t, x, x_star
from theorems.methods import SGD, GradientDescent, HeavyBall, Method, Nesterov

L, mu, eta, beta, G, M = constants("L mu eta beta G M")
v, y, z = iterates("v"), iterates("y"), iterates("z")

gap, distance = f(x[T]) - f_star, norm_sq(x[0] - x_star)
bound = L * distance / (4 * T + 2)
convex = [Smooth(L), Convex()]


def stated(claim, method=None, given=convex):
    return Theorem(given=given, method=method or GradientDescent(step=1 / L), claim=claim)


VELOCITY = Method(Eq(v[t + 1], -grad(x[t]) / L), Eq(x[t + 1], x[t] + v[t + 1]), start={v[0]: 0 * x[0]})
SHADOW = Method(Eq(x[t + 1], x[t] - grad(x[t]) / L), Eq(z[t + 1], z[t] / 2 + x[t + 1] / 2), start={z[0]: x[0]})
HALVES = Method(Eq(y[t + 1], x[t] - grad(x[t]) / (2 * L)), Eq(x[t + 1], 2 * y[t + 1] - x[t]), start={y[0]: x[0]})
BUFFER = Method(Eq(v[t + 1], beta * v[t] + grad(x[t])), Eq(x[t + 1], x[t] - eta * v[t + 1]), start={v[0]: 0 * x[0]})

OF_GRADIENT_DESCENT = {
    "both sides doubled": (stated(2 * gap <= 2 * bound), at(L=2)),
    "turned round": (stated(bound >= gap), at(L=2)),
    "f_star on the other side": (stated(f(x[T]) <= f_star + bound), at(L=2)),
    "the distance in two parts": (stated(gap <= bound / 3 + Rational(2, 3) * bound), at(L=2)),
    "the square multiplied out": (
        stated(gap <= L / (4 * T + 2) * (norm_sq(x[0] - x[T]) + 2 * inner(x[0] - x[T], x[T] - x_star) + norm_sq(x[T] - x_star))),
        at(L=2),
    ),
    "another name for the curvature": (
        stated(f(x[T]) - f_star <= M * distance / (4 * T + 2), GradientDescent(step=1 / M), [Smooth(M), Convex()]),
        at(M=2),
    ),
    "other units": (stated(gap <= bound), at(L="7/1000")),
    "a velocity": (stated(gap <= bound, VELOCITY), at(L=2)),
    "a sequence that nothing needs": (stated(gap <= bound, SHADOW), at(L=2)),
    "two half steps from the same gradient": (stated(gap <= bound, HALVES), at(L=2)),
    "heavy ball without momentum": (stated(gap <= bound, HeavyBall(step=1 / L, momentum=0)), at(L=2)),
    "Nesterov without momentum": (stated(gap <= bound, Nesterov(step=1 / L, momentum=0)), at(L=2)),
    "SGD with all the data": (stated(gap <= bound, SGD(step=1 / L, batch=None)), at(L=2)),
    "for every t": (stated(f(x[t]) - f_star <= L * distance / (4 * t + 2)), at(L=2)),
    "the claim of one iterate as a mean": (stated(Average(f(x[j]) - f_star, (j, T, T)) <= bound), at(L=2)),
}

gaps, squares = f(x[t]) - f_star, norm_sq(grad(x[t]))
mean_bound = distance / (2 * eta * (T + 1)) + eta * G**2 / 2
rough = {"given": [Lipschitz(G), Convex()], "method": GradientDescent(step=eta)}
steep = {"given": [Smooth(L), StronglyConvex(mu), eta <= 1 / L], "method": GradientDescent(step=eta)}
slope = {"given": [Smooth(L), PL(mu), mu <= L], "method": GradientDescent(step=1 / L)}
heavy = {"given": [Smooth(L), StronglyConvex(mu), eta <= 1 / L, beta < 1]}

OTHERS = {
    "a mean as a sum": (
        (stated(Average(gaps, (t, 1, T)) <= L * distance / (2 * T)), stated(Sum(gaps, (t, 1, T)) <= L * distance / 2)),
        at(L=1),
    ),
    "a sum of two means": (
        (
            Theorem(**rough, claim=Average(gaps, (t, 0, T)) <= mean_bound),
            Theorem(**rough, claim=Average(gaps / 3, (t, 0, T)) + Average(2 * gaps / 3, (t, 0, T)) <= mean_bound),
        ),
        at(G=3, eta="2/5"),
    ),
    "the least as the least of shifted ones": (
        (
            Theorem(**slope, claim=Best(squares, (t, 0, T)) <= 2 * L * (f(x[0]) - f_star) / (T + 1)),
            Theorem(**slope, claim=2 * Best(squares / 2, (t, 0, T)) <= 2 * L * (f(x[0]) - f_star) / (T + 1)),
        ),
        at(L=2, mu="1/2"),
    ),
    "a rate multiplied out": (
        (
            Theorem(**steep, claim=gap <= (1 - eta * mu) ** T * (f(x[0]) - f_star)),
            Theorem(**steep, claim=gap * (1 - eta * mu) <= (1 - eta * mu) ** (T + 1) * (f(x[0]) - f_star)),
        ),
        at(L=2, mu="1/2", eta="1/3"),
    ),
    "the momentum in a buffer": (
        (
            Theorem(**heavy, method=HeavyBall(step=eta, momentum=beta), claim=gap <= f(x[0]) - f_star),
            Theorem(**heavy, method=BUFFER, claim=gap <= f(x[0]) - f_star),
        ),
        at(L=1, mu="1/4", eta="1/2", beta="1/3"),
    ),
    "torch's momentum": (
        (
            Theorem(**heavy, method=HeavyBall(step=eta, momentum=beta), claim=gap <= f(x[0]) - f_star),
            Theorem(**heavy, method=SGD(step=eta, momentum=beta, batch=None), claim=gap <= f(x[0]) - f_star),
        ),
        at(L=1, mu="1/4", eta="1/2", beta="1/3"),
    ),
}
"""Pairs of theorems, and the constants of both."""


def larger_by(factor: Fraction):
    """The plain claim with a larger bound: the share is smaller by just that factor."""
    return stated(gap <= Rational(factor.numerator, factor.denominator) * bound), at(L=2)
