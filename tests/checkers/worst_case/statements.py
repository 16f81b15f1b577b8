"""Statements that the worst-case reader reads: those of the catalogue, and one for each part of the language."""

from fractions import Fraction

from checkers.worst_case.program import NotReadError
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.reading.readable import is_random
from theorems.catalogue import entries, load
from theorems.hypotheses import PL, BoundedGradient, Convex, Lipschitz, QuadraticGrowth, Smooth, StronglyConvex
from theorems.language import (
    Abs,
    Average,
    Best,
    Eq,
    Max,
    Min,
    Rational,
    Sum,
    T,
    Theorem,
    Worst,
    constants,
    dist_sq,
    f,
    f_star,
    grad,
    inner,
    iterates,
    norm,
    norm_sq,
    points,
    sqrt,
    t,
    x,
    x_star,
)
from theorems.methods import SGD, GradientDescent, HeavyBall, Method, Nesterov

L, mu, eta, R, G = constants("L mu eta R G")
u, v = points("u v")
y, z, A = iterates("y"), iterates("z"), iterates("A")

smooth_convex, descent = [Smooth(L), Convex()], GradientDescent(step=1 / L)
gap, start = f(x[T]) - f_star, norm_sq(x[0] - x_star)

accelerated = Method(
    Eq(A[t + 1], A[t] + t + 1),
    Eq(z[t + 1], z[t] - (t + 1) / (2 * L) * grad(y[t])),
    Eq(x[t + 1], y[t] - grad(y[t]) / L),
    Eq(y[t + 1], (x[t + 1] + (t + 1) * z[t + 1]) / (t + 2)),
    start={A[0]: 1, y[0]: x[0], z[0]: x[0]},
)
"""Three sequences of vectors and one of numbers."""

STATEMENTS = {
    "cocoercivity": Theorem(given=smooth_convex, claim=inner(grad(u) - grad(v), u - v) >= norm_sq(grad(u) - grad(v)) / L),
    "a radius": Theorem(given=[*smooth_convex, start <= R**2], method=descent, claim=gap <= L * R**2 / (4 * T + 2)),
    "norms": Theorem(given=smooth_convex, method=descent, claim=norm(grad(x[T])) <= L * norm(x[0] - x_star) / (T + 1)),
    "a root": Theorem(given=[Smooth(L)], method=descent, claim=Best(norm(grad(x[t])), (t, 0, T)) <= sqrt(4 * L * (f(x[0]) - f_star) / (3 * T + 2))),
    "the nearest minimiser": Theorem(given=[Smooth(L), Convex()], method=descent, claim=gap <= L * dist_sq(x[0]) / (4 * T + 2)),
    "the only minimiser": Theorem(given=[Smooth(L), StronglyConvex(mu)], method=descent, claim=dist_sq(x[t + 1]) <= norm_sq(x[t] - x_star)),
    "a mean of values": Theorem(
        given=[Convex(), Lipschitz(G)],
        method=GradientDescent(step=eta),
        claim=Average(f(x[t]), (t, 0, T - 1)) - f_star <= start / (2 * eta * T) + eta * G**2 / 2,
    ),
    "the value at a mean": Theorem(
        given=[Convex(), BoundedGradient(G)],
        method=GradientDescent(step=eta),
        claim=f(Average(x[t], (t, 0, T - 1))) - f_star <= start / (2 * eta * T) + eta * G**2 / 2,
    ),
    "steps that grow": Theorem(given=smooth_convex, method=GradientDescent(step=(t + 1) / (L * (T + 1))), claim=gap <= L * start / 2),
    "heavy ball": Theorem(given=smooth_convex, method=HeavyBall(step=1 / L, momentum=Rational(1, 2)), claim=gap <= L * start / 2),
    "constant momentum": Theorem(
        given=[Smooth(L), PL(mu), mu <= L], method=Nesterov(step=1 / L, momentum=Rational(1, 4)), claim=gap <= f(x[0]) - f_star
    ),
    "weight decay": Theorem(
        given=smooth_convex, method=SGD(step=1 / L, batch=None, weight_decay=L / 2), claim=norm_sq(x[T] - x_star) <= 9 * start + 9 * norm_sq(x_star)
    ),
    "three sequences": Theorem(given=smooth_convex, method=accelerated, claim=A[T] * gap <= 3 * L * norm_sq(x[0] - x_star)),
    "a largest": Theorem(given=smooth_convex, method=descent, claim=Max(gap, norm_sq(grad(x[T])) / (2 * L)) <= L * start / (4 * T + 2)),
    "a largest on the larger side": Theorem(given=smooth_convex, claim=inner(grad(u) - grad(v), u - v) <= Max(L * norm_sq(u - v), norm_sq(grad(u)))),
    "a least on the larger side": Theorem(given=smooth_convex, method=descent, claim=norm_sq(grad(x[T])) <= Best(norm_sq(grad(x[t])), (t, 0, T))),
    "a worst": Theorem(given=smooth_convex, method=descent, claim=Worst(norm_sq(x[t] - x_star), (t, 0, T)) <= start),
    "a least of two": Theorem(given=smooth_convex, method=descent, claim=Min(gap, f(x[0]) - f_star) <= L * start / 6),
    "a size": Theorem(given=[Smooth(L)], claim=Abs(f(v) - f(u) - inner(grad(u), v - u)) <= L / 2 * norm_sq(v - u)),
    "t and T": Theorem(given=smooth_convex, method=descent, claim=norm_sq(grad(x[T])) <= norm_sq(grad(x[t]))),
    "quadratic growth": Theorem(
        given=[Smooth(L), Convex(), QuadraticGrowth(mu)], method=descent, claim=mu / 2 * dist_sq(x[T]) <= L / 2 * dist_sq(x[0])
    ),
    "a sum": Theorem(given=[Smooth(L)], method=descent, claim=Sum(norm_sq(x[t + 1] - x[t]), (t, 0, T - 1)) <= 2 / L * (f(x[0]) - f_star)),
    "all at once": Theorem(given=[*smooth_convex, Lipschitz(G)], claim=f(v) - f(u) <= inner(grad(v), v - u) + L * norm_sq(u - v)),
    "no class": Theorem(given=[], claim=f(u) - f_star + norm_sq(grad(u)) <= 2 * (f(u) - f_star) + norm_sq(grad(u)) * 2),
    "an equality": Theorem(given=[Smooth(L)], method=descent, claim=Eq(norm_sq(x[t + 1] - x[t]), norm_sq(grad(x[t])) / L**2)),
}

USUAL = {"L": Fraction(1), "mu": Fraction(1, 10), "eta": Fraction(1, 2)}


def catalogue() -> dict[str, Theorem]:
    """The theorems of the catalogue that have a claim which is read, without random methods: these are compared on every path elsewhere."""
    known = {entry.id: load(entry).theorem for entry in entries()}
    return {name: one for name, one in known.items() if not is_random(one) and any(is_read(one, claim) for claim in one.claims)}


def is_read(theorem: Theorem, claim) -> bool:
    values = {name: USUAL.get(name, Fraction(1, 2)) for name in (s.name for s in theorem.terms() if hasattr(s, "name"))}
    try:
        programs(theorem, claim, values, 2)
    except NotReadError:
        return False
    return True
