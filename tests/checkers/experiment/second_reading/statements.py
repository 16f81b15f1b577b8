"""Statements that together use every word of the language, true or not, and the inequalities of every hypothesis as claims."""

import inspect
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import sympy as sp

from theorems import hypotheses as h
from theorems import networks, observables, relu_networks
from theorems.catalogue import entries, load
from theorems.deep_networks import Network
from theorems.hypothesis import Hypothesis
from theorems.language import (
    Abs,
    Average,
    Best,
    E,
    Eq,
    Max,
    Min,
    OnlineGame,
    Probability,
    Rational,
    Sum,
    T,
    Theorem,
    Worst,
    constants,
    cos,
    d,
    dist_sq,
    exp,
    f,
    f_star,
    grad,
    i,
    inner,
    iterates,
    j,
    log,
    naturals,
    norm,
    norm_sq,
    oo,
    pi,
    points,
    project,
    reals,
    regret,
    sequence,
    sin,
    sqrt,
    stochastic_grad,
    t,
    tanh,
    x,
    x_star,
)
from theorems.methods import SGD, Adam, GradientDescent, HeavyBall, Method, Nesterov
from theorems.normal_form import mentions

L, eta, beta = constants("L eta beta")
a, b = reals("a"), naturals("b")
u, v = points("u v")
g, c = sequence("g"), sequence("c")
y, s = iterates("y"), iterates("s")
now, drawn = norm_sq(grad(x[t])), stochastic_grad(x[t])

LANGUAGE = {
    "a run": Theorem(
        method=GradientDescent(step=eta),
        claim=[
            f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / T,
            f(x[t]) - f_star >= dist_sq(x[t]),
            Average(now, (t, 0, T - 1)) < Worst(f(x[i]), (i, 0, T)),
            Best(now, (t, 0, T - 1)) <= Sum((i + 1) * f(x[i]), (i, 1, T)) / T,
            f(Average(x[i], (i, 0, T - 1))) > norm(x[T] - x[0], oo) - norm(grad(x[T]), 1) * d,
            Eq(x[t + 1], x[t] - eta * grad(x[t])),
            Sum(f(x[T - i]) * eta**i, (i, 0, T)) <= Sum(Average(f(x[j]), (j, 0, i)) / (i + 1), (i, 0, T - 1)),
            Sum(i * f(x[j]), (i, 0, j), (j, t, T)) <= Min(f(x[t]), f(x[T])) + b,
            Best(f(x[i]), (i, t, T - 1)) <= inner(grad(x[t]), x[T]) / t,
            (1 - eta) ** t <= Abs(f(x[t])) ** Rational(1, 3),
        ],
    ),
    "memory": Theorem(method=HeavyBall(step=eta, momentum=beta), claim=[norm(x[t] - x[t - 1]) <= L, norm_sq(x[t - 2]) <= f(x[t])]),
    "further sequences": Theorem(method=Nesterov(step=eta), claim=[norm_sq(y[t] - x[t]) <= f(y[T]), f(y[t + 1]) <= f(x[t])]),
    "a chain of starts": Theorem(
        method=Method(Eq(x[t + 1], y[t] - eta * grad(x[t])), Eq(y[t + 1], x[t + 1] + y[t] / (t + T)), start={y[0]: x[0] / T}),
        claim=[norm_sq(y[t]) <= f(x[T]), f(y[T]) <= f(x[t])],
    ),
    "coordinates": Theorem(
        method=Method(Eq(s[t + 1], s[t] + grad(x[t]) ** 2), Eq(x[t + 1], x[t] - eta * grad(x[t]) / sqrt(L + s[t + 1])), start={s[0]: 0}),
        claim=[norm_sq(s[t]) <= f(x[t])],
    ),
    "draws": Theorem(
        method=SGD(step=eta),
        claim=[
            E(norm_sq(x[t] - x_star)) <= f(x[0]),
            norm_sq(E(x[t]) - x[0]) <= E(f(x[T])),
            E(f(x[t + 1]), given=x[t]) <= f(x[t]) - eta * norm_sq(grad(x[t])),
            Eq(E(x[t + 1], given=x[t]), x[t] - eta * grad(x[t])),
            E(E(f(x[2]), given=x[1]) ** 2) <= E(f(x[2])) ** 2,
            norm_sq(x[t + 1] - x[t]) <= L * norm_sq(drawn),
            Probability(f(x[t]) <= f(x[0])) >= Rational(1, 2),
            Probability(f(x[t]) < f(x[0])) + Probability(norm_sq(x[t]) > f(x[t])) + Probability(norm_sq(x[t]) >= L) <= 2,
            Probability(Eq(f(x[t]), f(x[0]))) <= 1,
            E(inner(stochastic_grad(x[0], sample=0), stochastic_grad(x[0], sample=1))) <= norm_sq(grad(x[0])),
            E(Best(f(x[i]), (i, 0, T))) <= Best(E(f(x[i])), (i, 0, T)),
        ],
    ),
    "batches": Theorem(
        method=SGD(step=eta, batch=b),
        claim=[E(norm_sq(stochastic_grad(x[t], batch=b) - grad(x[t]))) <= L / b, E(f(x[T])) <= f(x[0]), norm_sq(x[t] - x[0]) <= L],
    ),
    "a batch of two": Theorem(method=SGD(step=eta, batch=2), claim=[E(f(x[t])) <= f(x[0]), norm_sq(x[t + 1] - x[t]) <= L]),
    "points": Theorem(
        claim=[
            f(v) <= f(u) + inner(grad(u), v - u) + L * norm(v - u, oo),
            norm_sq(u + v) >= a,
            f(u - u) + dist_sq(v - v) <= norm_sq(grad(u - u)),
            dist_sq((u + v) / 2) <= norm_sq(u - x_star),
        ]
    ),
    "a free sequence": Theorem(
        method=Adam(step=eta, beta1=Rational(1, 2), beta2=Rational(1, 3), eps=1, gradient=g[t]),
        claim=[Abs(x[t] - x[t - 1]) <= eta * Sum(g[i] ** 2, (i, 0, t)), x[T] <= g[t] + c[T - t]],
    ),
    "free steps": Theorem(method=Method(Eq(x[t + 1], x[t] - Abs(g[t]) * grad(x[t]))), claim=f(x[t]) <= f(x[0]) + g[t]),
    "functions": Theorem(
        claim=[
            log(1 + L) + exp(a) * cos(a) <= sin(eta) + tanh(a) + pi * sp.atan(a) + exp(1),
            sp.tan(eta) + sp.sinh(a) * sp.cosh(eta) >= sp.sign(a) + sp.floor(a * L) - sp.ceiling(eta),
            Max(a, eta, L) - Min(a, eta * L) < log(eta) + sqrt(a) + a**b,
        ]
    ),
    "a game": Theorem(
        setting=OnlineGame(losses=[(x[t] - a) ** 2, L * x[t], -x[t]], domain=(-1, L), comparator=a),
        method=Method(Eq(x[t + 1], project(x[t] - eta / (t + 1) * grad(x[t])))),
        claim=[regret(T) <= L * sqrt(T), f(x[t]) <= grad(x[T]) ** 2],
    ),
    "a game of chance": Theorem(
        setting=OnlineGame(losses=[L * x[t], -x[t]], comparator=a, order="random"),
        method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t]))),
        claim=[E(regret(T)) <= L, E(x[t] ** 2) <= L, x[t] ** 2 <= L],
    ),
    "a game on free losses": Theorem(
        setting=OnlineGame(losses=g[t] * x[t] + t * x[t] ** 2, domain=(0, 1), comparator=Rational(1, 2)),
        method=Method(Eq(x[t + 1], project(x[t] - eta * grad(x[t])))),
        claim=regret(T) <= L,
    ),
    "a network": Theorem(
        given=[networks.TwoLayer(b, train="first", inputs=naturals("n"))],
        claim=[
            Sum(observables.tangent_kernel(u, i, 1), (i, 1, naturals("n"))) <= observables.tangent_kernel_min(u) + observables.hessian_norm(v),
            observables.jacobian_dist(u, v) <= L,
            observables.tangent_kernel(u, 1, 2) <= networks.input_norm_sq(2),
        ],
    ),
    "a ReLU network": Theorem(
        given=[relu_networks.ReLUNetwork(b, inputs=naturals("n"))],
        claim=[
            observables.tangent_kernel_error(u) <= relu_networks.limit_kernel_min() + networks.activation(networks.preactivation(u, 1), 1),
            relu_networks.angle(1, 2) <= relu_networks.input_inner(1, 2),
            Sum(relu_networks.angle(i, 1), (i, 1, naturals("n"))) <= relu_networks.input_gram_norm(),
            f(u) <= norm_sq(grad(v)),
        ],
    ),
}
"""A statement for each part of the language."""

KINDS = [kind for _, kind in inspect.getmembers(h, inspect.isclass) if issubclass(kind, Hypothesis) and not inspect.isabstract(kind)]
MADE = [*KINDS, partial(h.BoundedGradient, norm=oo), partial(h.SecondMoment, on="iterates")]


def hypotheses() -> dict[str, Theorem]:
    """Every hypothesis of the language, and every one that a theorem of the catalogue has, with its inequalities as claims."""
    made = [make(L) if inspect.signature(make).parameters else make() for make in MADE]
    stated = [one for entry in entries() for one in load(entry).theorem.hypotheses]
    return {repr(one): _claimed(one) for one in dict.fromkeys([*made, *stated]) if one.inequalities()}


def _claimed(one: Hypothesis) -> Theorem:
    relations = [inequality.relation for inequality in one.inequalities()]
    runs = any(mentions(relation, sp.Indexed) for relation in relations)
    about = (networks.TwoLayer, relu_networks.ReLUNetwork, networks.SquaredLoss, networks.ProductLoss, Network)
    given = [one] if isinstance(one, about) else []
    return Theorem(given=given, claim=relations, method=SGD(step=eta) if runs else None)


def catalogue() -> dict[str, Theorem]:
    """Every theorem of the catalogue."""
    return {entry.id: load(entry).theorem for entry in entries()}


def wrong_ones() -> Iterator[tuple[str, Theorem]]:
    """Every mutant of the catalogue."""
    for entry in entries():
        for name, mutant in load(entry).mutants:
            yield f"{entry.id}: {name}", replace(mutant)
