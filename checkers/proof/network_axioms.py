"""What two-layer networks are made of, as named axioms of the kernel.

The network is f(u) = m^(-1/2) sum_r a_r s(w_r . z_1), with s twice differentiable on the line; u holds w_1, ..., w_m, and a_1, ..., a_m too where
both layers are trained. So f is twice differentiable, its gradient is continuous, and its Hessian is symmetric; where f is a loss of the outputs
instead, nothing is said of its gradient and Hessian but that the gradient is continuous. h_r,i = w_r . z_i is what neuron r makes of input i.
Every axiom holds for all points u, v, all numbers g, h, p, q, all neurons r = 1, ..., m and all inputs i = 1, ..., n.
"""

from collections.abc import Callable, Iterator
from typing import Any

import sympy as sp

from checkers.proof.axioms import Axiom, axiom, segment
from checkers.proof.own_words import along_input, along_output, preactivation_at
from checkers.proof.translation import NotReadError, Term, Translation
from theorems import words as w
from theorems.language import Theorem
from theorems.networks import TwoLayer, activation, input_norm_sq, output_weight, preactivation
from theorems.observables import hessian_norm, jacobian_dist, tangent_kernel_min
from theorems.printing import in_words, phrase

u, v = w.Point("u"), w.Point("v")
r, i = w.Index("r"), w.Index("i")
g, h, p, q = (w.Real(name) for name in "ghpq")
FIRST = input_norm_sq(1)

KINDS: dict[Any, str] = {u: "point", v: "point", r: "integer", i: "integer", g: "real", h: "real", p: "real", q: "real"}
"""The parameters of the axioms."""

Stated = tuple[Any, tuple[Any, ...]]
"""A relation, and its parameters."""


def of_networks(theorem: Theorem, unread: dict[str, str]) -> Iterator[Axiom]:
    """The axioms of every two-layer network among the hypotheses, of none with a parametrisation of its own, whose multipliers are others."""
    for network in theorem.hypotheses:
        if isinstance(network, TwoLayer) and network.parametrisation is None:
            source = in_words(phrase(network))[0]
            yield segment(source)
            for name, rule in AXIOMS.items():
                yield from _stated(f"TwoLayer: {name}", source, rule(network), network, unread)


def _stated(name: str, source: str, stated: Stated | None, network: TwoLayer, unread: dict[str, str]) -> Iterator[Axiom]:
    """The axiom, with the ranges of its neuron and of its input for conditions; none where a parameter is named like a constant of the network."""
    if stated is None:
        return
    relation, parameters = stated
    constants = {str(e) for bound in network.bounds for e in bound.constant.free_symbols}
    last, conditions = {r: network.width, i: network.inputs}, list[tuple[str, Term]]()
    try:
        if constants & {str(one) for one in parameters if KINDS[one] != "point"}:
            raise NotReadError("a constant of the network is named like a parameter of the axiom")
        for parameter in (one for one in parameters if one in last):
            ends = (parameter >= 1, sp.Ge(last[parameter], parameter, evaluate=False))
            conditions += [Translation({}).difference(end) for end in ends]
        yield axiom(name, source, Translation({}).difference(relation), [(str(one), KINDS[one]) for one in parameters], conditions)
    except NotReadError as error:
        unread[name] = str(error)


def _inputs(network: TwoLayer) -> Stated | None:
    """A squared norm is not negative."""
    return (input_norm_sq(i) >= 0, (i,)) if network.inputs is not None else (FIRST >= 0, ())


def _slope(network: TwoLayer) -> Stated | None:
    """|s'(h)| is at most the slope: the hypothesis bounds it on the whole line."""
    return None if network.slope is None else (sp.Abs(activation(h, 1)) <= network.slope, (h,))


def _bend(network: TwoLayer) -> Stated | None:
    """|s''(h)| is at most the bend: the hypothesis bounds it on the whole line."""
    return None if network.bend is None else (sp.Abs(activation(h, 2)) <= network.bend, (h,))


def _mean_value(network: TwoLayer) -> Stated | None:
    """|s'(h) - s'(g)| is at most the bend times |h - g|: the mean value theorem for s', whose derivative the bend bounds on the whole line."""
    if network.bend is None:
        return None
    change = sp.Abs(activation(h, 1) - activation(g, 1), evaluate=False)
    return change <= network.bend * sp.Abs(h - g, evaluate=False), (g, h)


def _fixed(network: TwoLayer) -> Stated | None:
    """a_r is the same number at u and at v, where the first layer alone is trained."""
    return (sp.Eq(output_weight(u, r), output_weight(v, r), evaluate=False), (u, v, r)) if network.train == "first" else None


def _gradients(network: TwoLayer) -> Stated | None:
    """Where f is the output, and the first layer alone is trained, the gradient has the part m^(-1/2) a_r s'(h_r,1) z_1 for neuron r: the chain rule.

    An inner product of two gradients is the sum over the neurons of those of their parts.
    """
    if network.train != "first" or not _is_output(network):
        return None
    parts = [output_weight(at, r) * activation(preactivation_at(at, r, 1), 1) for at in (u, v)]
    product = FIRST * sp.Sum(sp.Mul(*parts), (r, 1, network.width)) / network.width
    return sp.Eq(w.inner(w.grad(u), w.grad(v)), product, evaluate=False), (u, v)


def _moves(network: TwoLayer) -> Stated | None:
    """h_r,i(v) - h_r,i(u) = (w_r(v) - w_r(u)) . z_i, at most ||w_r(v) - w_r(u)|| ||z_i|| by Cauchy and Schwarz; its squares over the neurons.

    ||v - u||^2 is the sum of ||w_r(v) - w_r(u)||^2, and of what the output weights add where they are trained.
    """
    moved = preactivation_at(v, r, i) - preactivation_at(u, r, i)
    at = i if network.inputs is not None else sp.Integer(1)
    squares = sp.Sum(moved.subs(i, at) ** 2, (r, 1, network.width))
    return squares <= input_norm_sq(at) * w.norm_sq(v - u), (u, v) if network.inputs is None else (u, v, i)


def _jacobians(network: TwoLayer) -> Stated | None:
    """DF(v) - DF(u) has in row i the difference of the gradients of F_i, with parts as at the first input; all their squares add up.

    Where the first layer alone is trained, and the number n of inputs is named.
    """
    if network.train != "first" or network.inputs is None:
        return None
    one, other = (output_weight(at, r) * activation(preactivation_at(at, r, i), 1) for at in (u, v))
    rows = sp.Sum(input_norm_sq(i) * sp.Sum((other - one) ** 2, (r, 1, network.width)), (i, 1, network.inputs))
    return sp.Eq(jacobian_dist(u, v), sp.sqrt(rows / network.width), evaluate=False), (u, v)


def _weyl(_: TwoLayer) -> Stated | None:
    """The root of the least eigenvalue of DF DF^T is the least ||DF^T e|| over unit vectors e, which moves by no more than the norm of DF(v) - DF(u).

    That norm is at most the Frobenius norm (Weyl's inequality for singular values).
    """
    roots = [sp.sqrt(tangent_kernel_min(at)) for at in (v, u)]
    return sp.Abs(roots[0] - roots[1], evaluate=False) <= jacobian_dist(u, v), (u, v)


def _is_output(network: TwoLayer) -> bool:
    """Whether f is the network's output at its first input, and no loss."""
    return network.loss is None


def _curvature(network: TwoLayer, a: Any, b: Any) -> Any:
    """sqrt(m) times what neuron r adds to the second derivative of f at u along the direction with a z_1 in w_r, and b in a_r if that is trained.

    It is the second derivative of (a_r + t b) s(h_r + t a ||z_1||^2) in t at t = 0.
    """
    bent = output_weight(u, r) * activation(preactivation(u, r), 2) * FIRST**2 * a**2
    return bent + 2 * activation(preactivation(u, r), 1) * FIRST * a * b if network.train == "both" else bent


def _length(network: TwoLayer, a: Any, b: Any) -> Any:
    """The squared length of that direction in neuron r."""
    return FIRST * a**2 + b**2 if network.train == "both" else FIRST * a**2


def _along(network: TwoLayer) -> Stated | None:
    """The second derivative of f along a direction is at most the norm of the Hessian times its squared length: one that moves neuron r alone."""
    if not _is_output(network):
        return None
    size = hessian_norm(u) * sp.sqrt(network.width) * _length(network, p, q)
    return sp.Abs(_curvature(network, p, q), evaluate=False) <= size, (u, r, p, q) if network.train == "both" else (u, r, p)


def _unit(network: TwoLayer) -> Stated | None:
    """The Hessian at u is symmetric: its norm is the size of the second derivative along some unit vector e(u).

    In w_r that vector is along_input(u, r) z_1 and something orthogonal to z_1, in a_r it is along_output(u, r): together of length 1 at most.
    """
    if not _is_output(network):
        return None
    return sp.Sum(_length(network, along_input(u, r), along_output(u, r)), (r, 1, network.width)) <= 1, (u,)


def _attained(network: TwoLayer) -> Stated | None:
    """The norm of the Hessian is the size of the second derivative along e(u), which adds up over the neurons: no two are coupled.

    What is orthogonal to z_1 in e(u) does not count, since f depends on w_r by w_r . z_1 alone.
    """
    if not _is_output(network):
        return None
    whole = sp.Sum(_curvature(network, along_input(u, r), along_output(u, r)), (r, 1, network.width))
    return sp.Eq(hessian_norm(u), sp.Abs(whole, evaluate=False) / sp.sqrt(network.width), evaluate=False), (u,)


AXIOMS: dict[str, Callable[[TwoLayer], Stated | None]] = {
    "squared norms of inputs": _inputs,
    "slope at every number": _slope,
    "bend at every number": _bend,
    "mean value theorem": _mean_value,
    "fixed output weights": _fixed,
    "gradients neuron by neuron": _gradients,
    "preactivations move with the weights": _moves,
    "Jacobians neuron by neuron": _jacobians,
    "Weyl's inequality": _weyl,
    "curvature along one neuron": _along,
    "direction of most curvature": _unit,
    "most curvature": _attained,
}
"""By name, what each axiom says of a network; None where it says nothing."""
