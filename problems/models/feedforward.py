"""The loss of a feedforward network on data that a person brings, as a function of its trained weights.

The network applies affine layers and activations in turn; each layer's weights are variables or fixed. The loss is the mean over the samples of
|F - y|^2/2 (times the weight, 2 for a mean of squares of one output), or of log(1 + exp(-y F)). Value and gradient are stated once, for floats,
rationals and balls, so that what looks like a violation is decided exactly.

Bounds. With one trained layer, z = W a + b on a sample with the activations a before it is linear in (W, b), of norm |(a, 1)| =: r, or |a|
without a bias. Let g bound |D F| and k bound |D^2 F| of what is computed so far, as functions of (W, b): at z, g = r and k = 0. An activation s
with |s'| <= s1 and |s''| <= s2 gives g -> s1 g and k -> s1 k + s2 g^2, since |v * v| <= |v|^2 for entrywise products; a fixed layer multiplies
both by its spectral norm, at most its Frobenius norm. A loss whose slope is at most l1 and whose curvature at most l2 then has a gradient of
norm at most l1 g and a Hessian of norm at most l2 g^2 + l1 k: f is smooth with the mean of these over the samples, and Lipschitz with the mean
of l1 g. For the logistic loss of q outputs l1 = sqrt(q) and l2 = 1/4. For squares l2 = 1 and l1 = |F| + |y| needs bounded outputs:
|F| <= |V| sqrt(m) sup|s| + |c| for the last layer V, c.
With more than one trained layer no constant holds on all of R^d (the curvature in one layer grows with the weights of another): none is certified.
The loss is never negative, so the infimum lies between 0 and the value at `best`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import strategies as st

from problems.activations import TANH, Activation
from problems.certified_minimum import ends
from problems.exact.arithmetic import Exact
from problems.exact.linear import Matrix, Vector
from problems.instance import Array, Enclosure, Fact, Family, Instance, Parameter, stacked
from problems.layers import KNOWN, Layer, layers
from problems.network_facts import readable
from problems.noise import root_above
from problems.numbers import factor_text

ZERO, ONE = Fraction(0), Fraction(1)
SQUARED, LOGISTIC = ZERO, ONE


def build(
    shapes: Matrix, inputs: Matrix, targets: Matrix, fixed: Vector, loss: Fraction, weight: Fraction, at: Vector = (), best: Vector = ()
) -> Instance:
    """`shapes` has a row (inputs, outputs, bias, weights trained, bias trained, activation) for each layer, `fixed` all fixed numbers in order.

    inputs (n x d_0), targets (n x d_out; 1 and -1 for the logistic loss); `at` is a point that a person starts from, `best` one of small loss.
    """
    net = layers(shapes)
    size = sum(one.trained for one in net)
    arrays: dict[str, Parameter] = {"shapes": shapes, "inputs": inputs, "targets": targets, "fixed": fixed or (ZERO,), "loss": loss, "weight": weight}
    parameters = {**arrays, "fixed": fixed, "at": at, "best": best}
    bare = Instance("feedforward", parameters, arrays, size, {}, _formula(net, len(inputs), loss, weight, size))
    starts = tuple(dict.fromkeys([*([at] if at else []), (Fraction(1, 2),) * size, (ZERO,) * size]))
    return replace(bare, facts=_facts(net, inputs, targets, fixed, loss, weight), infimum=_infimum(bare, best or starts[0]), starts=starts)


def _infimum(bare: Instance, best: Vector) -> Enclosure:
    """Between 0 and the value at a point."""
    m = Exact(balls=True)
    with m.scope():
        found = value(stacked([bare], m), m.array(best, (1, 1, len(best))), m)
        return Enclosure(ZERO, max(ends(found[0, 0])[1], ZERO))


def _formula(net: Sequence[Layer], count: int, loss: Fraction, weight: Fraction, size: int) -> str:
    words = ", ".join([str(net[0].inputs), *(str(e.outputs) + (f" ({e.activation.name})" if e.activation.name != "identity" else "") for e in net)])
    said = "log(1 + exp(-y F))" if loss == LOGISTIC else "|F - y|^2/2" if weight == 1 else f"{factor_text(weight / 2)}|F - y|^2"
    return f"f(w) = mean of {said} over {count} samples, F a network of widths {words} with {size} trained weights, on R^{size}"


@dataclass(frozen=True)
class _Bound:
    """Of the outputs on one sample as functions of the trained layer: their slope g, curvature k, and length where it is bounded."""

    g: Fraction = ZERO
    k: Fraction = ZERO
    size: Fraction | None = None


def _facts(net: Sequence[Layer], inputs: Matrix, targets: Matrix, fixed: Vector, loss: Fraction, weight: Fraction) -> dict[str, Fact]:
    trained = [number for number, one in enumerate(net) if one.trained]
    if len(trained) != 1:
        return {}
    slopes, bends = list[Fraction | None](), list[Fraction | None]()
    for sample, target in zip(inputs, targets, strict=True):
        found = _bound(net, trained[0], sample, fixed)
        length = root_above(sum((e * e for e in target), ZERO))
        l1 = root_above(Fraction(len(target))) if loss == LOGISTIC else None if found.size is None else found.size + length
        l2 = Fraction(1, 4) if loss == LOGISTIC else ONE
        slopes.append(None if l1 is None else weight * l1 * found.g)
        bends.append(weight * l2 * found.g**2 if found.k == 0 else None if l1 is None else weight * (l2 * found.g**2 + l1 * found.k))
    reason = "one trained layer: norm products of the layers and activations after it, averaged over the samples"
    known = {name: [e for e in each if e is not None] for name, each in (("smooth", bends), ("lipschitz", slopes))}
    means = {name: sum(each, start=ZERO) / len(inputs) for name, each in known.items() if len(each) == len(inputs)}
    return {name: Fact(reason, readable(ZERO, mean)) for name, mean in means.items() if mean}


def _bound(net: Sequence[Layer], which: int, sample: Vector, fixed: Vector) -> _Bound:
    """g, k and the size of the outputs on one sample, by the recursion of the module's docstring."""
    lengths, at = _before(net[:which], sample, fixed)
    one = net[which]
    square = (lengths if one.weights_trained else ZERO) + (1 if one.bias_trained else 0)
    found = _after(_Bound(root_above(square), ZERO, None), one.activation, one.outputs)
    at += one.fixed
    for later in net[which + 1 :]:
        matrix, bias, at = later.numbers(fixed, at)
        norm, moved = root_above(sum((e * e for row in matrix for e in row), ZERO)), root_above(sum((e * e for e in bias), ZERO))
        size = None if found.size is None else norm * found.size + moved
        found = _after(_Bound(norm * found.g, norm * found.k, size), later.activation, later.outputs)
    return found


def _after(z: _Bound, s: Activation, width: int) -> _Bound:
    """Through an activation; outputs are bounded where it is, or where it is the identity and its inputs are."""
    steep, bent = s.steepest.high, s.most_bent.high
    size = z.size if s.largest is None and s.name == "identity" else None if s.largest is None else s.largest.high * root_above(Fraction(width))
    return _Bound(steep * z.g, steep * z.k + bent * z.g**2, size)


def _before(net: Sequence[Layer], sample: Vector, fixed: Vector) -> tuple[Fraction, int]:
    """An upper bound of the squared length of the activations before the trained layer, in balls, and where its fixed numbers begin."""
    m = Exact(balls=True)
    with m.scope():
        a, at = m.array(sample, (1, len(sample))), 0
        for one in net:
            matrix, bias, at = one.numbers(fixed, at)
            a = m.matmul(a, m.swap(m.array([e for row in matrix for e in row], (one.outputs, one.inputs)))) + m.array(bias, (len(bias),))
            a = one.activation.value(a, m)
        return max(ends(m.total(a * a, -1)[0])[1], ZERO), at


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The mean loss : (I, M)."""
    outputs, targets = _forward(p, x, p["inputs"][:, None], m)[-1][1], p["targets"][:, None]
    each = m.softplus(-outputs * targets) if _logistic(p) else (outputs - targets) * (outputs - targets) / 2
    return p["weight"][:, None] * m.total(m.total(each, -1), -1) / p["inputs"].shape[1]


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """By backpropagation : (I, M, d)."""
    return _slope(p, x, p["inputs"][:, None], p["targets"][:, None], m)


def component_gradient(p: Mapping[str, Array], x: Array, which: Any, m: Any) -> Array:
    """That of the loss on sample `which` : (I, M) int64, times the weight."""
    count, n = p["inputs"].shape[:2]
    flat = (np.asarray(which) + n * np.arange(count)[:, None]).reshape(-1)
    picked = [m.take(p[name].reshape((count * n, -1)), flat, 0).reshape((count, -1, 1, p[name].shape[2])) for name in ("inputs", "targets")]
    return _slope(p, x, picked[0], picked[1], m)


def _logistic(p: Mapping[str, Array]) -> bool:
    return bool(p["loss"][0] == 1)


def _forward(p: Mapping[str, Array], x: Array, a: Array, m: Any) -> list[tuple[Array, Array]]:
    """Preactivations and activations of every layer, (I, M, n, width) each, the inputs first; a : (I, 1 or M, n, d_0)."""
    found, own, at = [(a, a)], 0, 0
    for one in _net(p, m):
        matrix, bias, own, at = one.weights(p["fixed"], x, own, at)
        z = m.matmul(found[-1][1], m.swap(matrix))
        z = z if bias is None else z + bias[:, :, None]
        found.append((z, one.activation.value(z, m)))
    return found


def _slope(p: Mapping[str, Array], x: Array, a: Array, targets: Array, m: Any) -> Array:
    net, passed, found = _net(p, m), _forward(p, x, a, m), m.zeros(tuple(x.shape))
    outputs = passed[-1][1]
    back = -targets * m.exp(-m.softplus(outputs * targets)) if _logistic(p) else outputs - targets
    back = p["weight"][:, None, None, None] * back / a.shape[2]
    own, at = x.shape[2], p["fixed"].shape[1] if sum(one.fixed for one in net) else 0
    for one, (before, (z, _)) in zip(reversed(net), zip(reversed(passed[:-1]), reversed(passed[1:]), strict=True), strict=True):
        own, at, back = own - one.trained, at - one.fixed, back * one.activation.slope(z, m)
        here = own
        if one.weights_trained:
            size = one.inputs * one.outputs
            found[:, :, here : here + size] = m.matmul(m.swap(back), before[1]).reshape((*x.shape[:2], size))
            here += size
        if one.bias_trained:
            found[:, :, here : here + one.outputs] = m.total(back, 2)
        back = m.matmul(back, one.weights(p["fixed"], x, own, at)[0])
    return found


def _net(p: Mapping[str, Array], m: Any) -> tuple[Layer, ...]:
    return layers(tuple(tuple(Fraction(int(e)) for e in row) for row in m.floats(p["shapes"][0])))


def components(instance: Instance) -> int:
    """One for each sample."""
    inputs = instance.arrays["inputs"]
    assert isinstance(inputs, tuple)
    return len(inputs)


def library() -> Sequence[Instance]:
    """tanh(w x + b) alone and before a fixed layer, two trained layers with each loss."""
    tanh, identity = Fraction(KNOWN.index(TANH)), ZERO
    inputs, labels = ((ONE,), (Fraction(-1, 2),)), ((ONE,), (-ONE,))
    one = (ONE, Fraction(2), ONE, ONE, ONE, tanh)
    frozen, free = (Fraction(2), ONE, ONE, ZERO, ZERO, identity), (Fraction(2), ONE, ONE, ONE, ONE, identity)
    return [
        build((one, frozen), inputs, labels, (ONE, -ONE, ZERO), SQUARED, ONE),
        build((one, frozen), inputs, labels, (ONE, Fraction(1, 2), ONE), LOGISTIC, ONE),
        build((one, free), inputs, labels, (), SQUARED, Fraction(2)),
        build((one, free), inputs, labels, (), LOGISTIC, ONE),
    ]


def strategy() -> Any:
    """One of the library: the networks that are tried are people's own."""
    return st.sampled_from(library())


family = Family(
    name="feedforward",
    title="Feedforward network on data",
    build=build,
    value=value,
    gradient=gradient,
    library=library,
    strategy=strategy,
    components=components,
    component_gradient=component_gradient,
)
