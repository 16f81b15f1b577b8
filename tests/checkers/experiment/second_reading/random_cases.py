"""Random cases to read statements on: instances of every family, starts, constants, noises, free sequences, whether `given` is met or not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from checkers.experiment.case import Case
from problems import no_objective
from problems.discovery import families
from problems.instance import Instance
from problems.matching import speaks_of_a_problem
from problems.noise import Noise, equally_likely
from problems.sequences import KINDS, FreeSequence
from tests.checkers.experiment.second_reading.plain_trials import everywhere
from theorems import words as w
from theorems.deep_networks import Network as DeepNetwork
from theorems.hypotheses import find
from theorems.language import Theorem
from theorems.networks import ProductLoss, SquaredLoss, TwoLayer
from theorems.observables import hessian_det, hessian_min, hessian_norm
from theorems.online_game import OnlineGame
from theorems.relu_networks import ReLUNetwork

ZERO, ONE = Fraction(0), Fraction(1)
MOST_PATHS = 16
"""Sequences of draws that a case has at most."""


def some(rng: Random, *numbers: int | Fraction) -> Fraction:
    return Fraction(rng.choice(numbers))


def near(rng: Random) -> Fraction:
    """A small rational of either sign."""
    return Fraction(rng.randint(-6, 6), rng.choice((1, 2, 3)))


def positive(rng: Random) -> Fraction:
    return Fraction(rng.randint(1, 6), rng.choice((2, 3)))


def vector(rng: Random, size: int) -> tuple[Fraction, ...]:
    return tuple(near(rng) for _ in range(size))


def matrix(rng: Random, rows: int, size: int) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(Fraction(rng.randint(-2, 2)) for _ in range(size)) for _ in range(rows))


def signs(rng: Random, count: int) -> tuple[Fraction, ...]:
    return tuple(some(rng, 1, -1) for _ in range(count))


def _quadratic(rng: Random) -> dict[str, Any]:
    d = rng.choice((1, 2, 3))
    spectrum = tuple(some(rng, 0, 1, 2, Fraction(1, 2)) for _ in range(d))
    return {"spectrum": spectrum, "axis": vector(rng, d), "centre": vector(rng, d), "level": near(rng)}


def _piecewise(rng: Random) -> dict[str, Any]:
    breaks = tuple(sorted({near(rng) for _ in range(3)}))
    inner = tuple(some(rng, -1, 0, 2) for _ in breaks[1:])
    return {"breaks": breaks, "slopes": (some(rng, 1, 2), *inner, some(rng, 1, 3)), "anchor": near(rng)}


def _least_squares(rng: Random) -> dict[str, Any]:
    a, b, c = near(rng), positive(rng), some(rng, 0, 1, 2)
    return {"columns": ((a, -b * c), (b, a * c), (ZERO, ZERO)), "axis": vector(rng, 2), "targets": vector(rng, 3)}


def _system(rng: Random) -> dict[str, Any]:
    """A w = b that a point solves."""
    n, d = rng.choice(((1, 1), (2, 1), (2, 2), (1, 2), (3, 2)))
    rows, point = matrix(rng, n, d), vector(rng, d)
    return {"rows": rows, "targets": tuple(sum((p * q for p, q in zip(row, point, strict=True)), ZERO) for row in rows)}


def _unsolved(rng: Random) -> dict[str, Any]:
    """A w = b that may have no solution."""
    n, d = rng.choice(((2, 1), (3, 1), (3, 2)))
    return {"rows": matrix(rng, n, d), "targets": vector(rng, n)}


def _logistic(rng: Random) -> dict[str, Any]:
    n, d = rng.choice(((2, 1), (2, 2), (3, 1), (3, 2)))
    return {"features": matrix(rng, n, d), "labels": signs(rng, n), "ridge": some(rng, 0, 0, Fraction(1, 2), 2)}


def _separable(rng: Random) -> dict[str, Any]:
    d, n = rng.choice((1, 2)), rng.choice((1, 2))
    weights = tuple(tuple(positive(rng) for _ in range(d)) for _ in range(n))
    return {"weights": weights, "centres": tuple(vector(rng, d) for _ in range(n))}


def _two_layer(rng: Random) -> dict[str, Any]:
    m, d, n = rng.choice((1, 2)), rng.choice((1, 2)), rng.choice((1, 2))
    taught = rng.random() < 0.7
    return {
        "rows": matrix(rng, n, d),
        "signs": signs(rng, m),
        "teacher": tuple(vector(rng, m) for _ in range(d)) if taught else (),
        "targets": () if taught else vector(rng, n),
    }


def _inputs(rng: Random) -> tuple[tuple[Fraction, ...], ...]:
    d, n = rng.choice((1, 2)), rng.choice((1, 2, 3))
    return tuple((ONE, *vector(rng, d - 1)) if k == 0 else vector(rng, d) for k in range(n))


def _output(rng: Random) -> dict[str, Any]:
    return {"activation": Fraction(rng.randint(0, 3)), "inputs": _inputs(rng), "weights": tuple(positive(rng) for _ in range(rng.choice((1, 2, 3))))}


def _both(rng: Random) -> dict[str, Any]:
    return {"activation": Fraction(rng.randint(0, 3)), "inputs": _inputs(rng), "width": Fraction(rng.choice((1, 2)))}


def _relu(rng: Random) -> dict[str, Any]:
    return {"inputs": _inputs(rng), "signs": signs(rng, rng.choice((1, 2, 3)))}


def _loss(rng: Random) -> dict[str, Any]:
    made = _output(rng)
    size = len(made["weights"]) * len(made["inputs"][0])
    return {**made, **_aims(rng, len(made["inputs"]), size)}


def _loss_of_both(rng: Random) -> dict[str, Any]:
    made = _both(rng)
    size = int(made["width"]) * (len(made["inputs"][0]) + 1)
    return {**made, **_aims(rng, len(made["inputs"]), size)}


def _parametrised(rng: Random) -> dict[str, Any]:
    made = _both(rng)
    return {**made, "parametrisation": Fraction(rng.randint(0, 2)), "targets": vector(rng, len(made["inputs"]))}


def _aims(rng: Random, n: int, size: int) -> dict[str, Any]:
    taught = rng.random() < 0.6
    return {"targets": () if taught else vector(rng, n), "teacher": vector(rng, size) if taught else ()}


def _polynomial(rng: Random) -> dict[str, Any]:
    """A square with two valleys, or anything of degree 2, 4 or 6."""
    if rng.random() < 0.4:
        a, b, scale = near(rng), near(rng), positive(rng)
        return {"coefficients": tuple(scale * c for c in (a * a * b * b, -2 * (a + b) * a * b, (a + b) ** 2 + 2 * a * b, -2 * (a + b), ONE))}
    return {"coefficients": (*(some(rng, 0, 0, -1, 1, Fraction(-1, 2)) for _ in range(rng.choice((2, 4, 4, 6)))), positive(rng))}


def _rational_wells(rng: Random) -> dict[str, Any]:
    count, curvature = rng.choice((1, 1, 2)), some(rng, 0, 1, Fraction(1, 2))
    depths = tuple(some(rng, 4, 1, Fraction(1, 2), *((-2, -1) if curvature else ())) for _ in range(count))
    return {"curvature": curvature, "depths": depths, "centres": vector(rng, count)}


def _waves(rng: Random) -> dict[str, Any]:
    count = rng.choice((1, 2))
    heights, frequencies = tuple(some(rng, 1, -1, 2, Fraction(-3, 2)) for _ in range(count)), tuple(map(Fraction, rng.sample((1, 2, 3), count)))
    shifts = (ZERO,) * count if rng.random() < 0.5 else tuple(some(rng, 0, 1, Fraction(-1, 2)) for _ in range(count))
    return {"curvature": some(rng, Fraction(1, 2), Fraction(1, 3)), "heights": heights, "frequencies": frequencies, "shifts": shifts}


def _spiral_valley(rng: Random) -> dict[str, Any]:
    low = positive(rng)
    return {"low": low, "high": low + positive(rng), "twist": some(rng, Fraction(1, 2), Fraction(1, 3))}


def _interpolant(rng: Random) -> dict[str, Any]:
    """Data of a quadratic in one or two variables, at its stationary point 0 and at two more."""
    d, upper = rng.choice((1, 2)), positive(rng)
    lower = rng.choice((ZERO, -upper, upper / 3))
    bends = tuple(rng.choice((upper, (upper + lower) / 2)) for _ in range(d))
    grid = [(Fraction(x), Fraction(y))[:d] for x in (-2, -1, 1, Fraction(1, 2)) for y in ((0, 1, -3) if d > 1 else (0,))]
    points = ((ZERO,) * d, *rng.sample(grid, 2))
    gradients = tuple(tuple(h * a for h, a in zip(bends, x, strict=True)) for x in points)
    values = tuple(sum((h * a * a / 2 for h, a in zip(bends, x, strict=True)), ZERO) for x in points)
    return {"points": points, "gradients": gradients, "values": values, "lower": lower, "upper": upper}


def _deep(rng: Random) -> dict[str, Any]:
    made = _both(rng)
    return {**made, "inputs": made["inputs"][:2], "depth": Fraction(3), "parametrisation": Fraction(rng.randint(0, 2))}


def _bottleneck(rng: Random) -> dict[str, Any]:
    return {"activation": Fraction(rng.randint(0, 3)), "inputs": _inputs(rng)[:2], "width": Fraction(2), "bottleneck": Fraction(1)}


def _nonlinear(rng: Random) -> dict[str, Any]:
    made = _both(rng)
    return {**made, "inputs": made["inputs"][:2], "depth": some(rng, 2, 3), "after": Fraction(rng.randint(1, 4))}


PARAMETERS: Mapping[str, Callable[[Random], dict[str, Any]]] = {
    "quadratic": _quadratic,
    "huber": lambda rng: {"curvature": positive(rng), "threshold": positive(rng)},
    "interpolant": _interpolant,
    "zigzag": lambda rng: {"curvature": positive(rng), "slope": positive(rng), "steps": Fraction(rng.randint(1, 3))},
    "piecewise": _piecewise,
    "least_squares": _least_squares,
    "logistic": _logistic,
    "geman_mcclure": _system,
    "log_cosh": lambda rng: rng.choice((_system, _unsolved))(rng),
    "separable_log_cosh": _separable,
    "sine_valley": lambda rng: {"scale": positive(rng), "amplitude": some(rng, 1, 3)},
    "polynomial": _polynomial,
    "rational_wells": _rational_wells,
    "waves": _waves,
    "curved_valley": lambda rng: {"scale": positive(rng), "bend": near(rng), "tilt": some(rng, 0, 1, Fraction(1, 2))},
    "spiral_valley": _spiral_valley,
    "two_layer": _two_layer,
    "two_layer_output": _output,
    "two_layer_both": _both,
    "relu_output": _relu,
    "deep_output": _deep,
    "bottleneck_output": _bottleneck,
    "nonlinear_output": _nonlinear,
    "two_layer_loss": _loss,
    "two_layer_loss_both": _loss_of_both,
    "two_layer_scaled": _parametrised,
    "linear_loss": lambda rng: rng.choice((_system, _unsolved))(rng),
    "product": lambda rng: {"factors": some(rng, 2, 2, 3), "targets": (near(rng),)},
}
"""Random parameters of each family."""

RATIONAL = (
    *("quadratic", "quadratic", "quadratic", "huber", "zigzag", "piecewise", "least_squares", "geman_mcclure"),
    *("polynomial", "rational_wells", "curved_valley", "spiral_valley"),
)
SMOOTH = ("logistic", "log_cosh", "separable_log_cosh", "sine_valley", "two_layer", "waves")
STEEP = ("spiral_valley",)
"""Whose gradient is a quotient of such degree that a third step takes rational numbers of tens of thousands of digits."""
DEEP = ("deep_output", "bottleneck_output", "nonlinear_output")
OUTPUTS, LOSSES = ("two_layer_output", "two_layer_both"), ("two_layer_loss", "two_layer_loss_both", "linear_loss", "product", "two_layer_scaled")
NETWORKS = (*OUTPUTS, *LOSSES, "relu_output", *DEEP)


def instance_of(name: str, rng: Random) -> Instance:
    """A random instance; parameters that a family refuses are drawn again."""
    while True:
        try:
            return families()[name].build(**PARAMETERS[name](rng))
        except ValueError:
            continue


def cases_of(theorem: Theorem, rng: Random) -> Iterator[Case]:
    """A rational and a transcendental problem, or two networks, or two runs of a recursion, with everything else drawn."""
    if not speaks_of_a_problem(theorem.plain):
        yield _case(theorem, no_objective.build(), rng, steps=5)
        yield _case(theorem, no_objective.build(), rng, steps=3)
        return
    for names in [fitting_networks(theorem)] * 2 if fitting_networks(theorem) else [RATIONAL, SMOOTH]:
        instance = _fitting(theorem, names, rng)
        yield _case(theorem, instance, rng, steps=2 if instance.family in STEEP else 3)


def fitting_networks(theorem: Theorem) -> tuple[str, ...]:
    """The families of networks that a statement is about, if it is about any."""
    if any(isinstance(h, ReLUNetwork) for h in theorem.hypotheses):
        return ("relu_output",)
    words = [e for e in everywhere(theorem) if isinstance(e, w.Word)]
    spoken = any(e.of_networks or isinstance(e, (hessian_norm, hessian_min, hessian_det)) for e in words)
    about = [h for h in theorem.hypotheses if isinstance(h, (TwoLayer, SquaredLoss, ProductLoss))]
    deep = find(theorem.hypotheses, DeepNetwork)
    if deep is not None:
        return ("bottleneck_output",) if deep.bottleneck is not None else ("deep_output",) if deep.output == "linear" else ("nonlinear_output",)
    if not spoken and not about:
        return ()
    if any(isinstance(h, ProductLoss) for h in about):
        return ("product",)
    if _scheme(theorem):
        return ("two_layer_scaled",)
    of_loss = any(e.of_losses for e in words) or find(about, SquaredLoss) is not None or any(isinstance(e, (hessian_min, hessian_det)) for e in words)
    names = LOSSES if of_loss else OUTPUTS
    trained = {h.train for h in about if isinstance(h, TwoLayer)}
    if not trained and not any(e.of_neurons or e.of_inputs for e in words):
        return names
    return tuple(name for name in names[:2] if not trained or name.endswith("both") == ("both" in trained))


def _scheme(theorem: Theorem) -> str:
    """The parametrisation that a statement's network is in, if it names one."""
    return next((h.parametrisation or "" for h in theorem.hypotheses if isinstance(h, TwoLayer)), "")


def _fitting(theorem: Theorem, names: Sequence[str], rng: Random) -> Instance:
    """An instance that has every word of the statement."""
    terms = everywhere(theorem)
    distant = any(isinstance(e, w.dist_sq) for e in terms)
    while True:
        found = instance_of(rng.choice([name for name in names if not distant or families()[name].dist_sq is not None]), rng)
        lacks = (w.f_star in terms and found.infimum is None) or ((distant or w.x_star in terms) and not found.minimisers)
        deep, scheme = find(theorem.hypotheses, DeepNetwork), _scheme(theorem)
        needed = f"both_layers_loss_{scheme}" if scheme else "" if deep is None else deep.certified_as
        if not lacks and (not needed or needed in found.facts):
            return found


def _case(theorem: Theorem, instance: Instance, rng: Random, steps: int) -> Case:
    noise = _noise(theorem, instance, rng)
    constants = _constants(theorem, instance, rng)
    minimiser = rng.choice(instance.minimisers) if instance.minimisers else None
    run = steps if noise is None else _short(theorem, instance, noise, constants)
    points = sorted({e.name for e in everywhere(theorem) if isinstance(e, w.Point) and e != w.x_star})
    names = sorted({str(e.base) for e in everywhere(theorem) if type(e).__name__ == "Indexed" and isinstance(e.base, w.Sequence)})
    return Case(
        instance=instance,
        constants=constants,
        noise=noise,
        start=vector(rng, instance.dimension),
        minimiser=minimiser,
        points={name: vector(rng, instance.dimension) for name in points},
        steps=run,
        sequences={name: _sequence(rng) for name in names},
    )


HANDY = (Fraction(1, 4), Fraction(1, 2), Fraction(1, 3), Fraction(3, 4), ONE, Fraction(3, 2), Fraction(5, 2))
"""Values of constants, on both sides of one."""


def _constants(theorem: Theorem, instance: Instance, rng: Random) -> dict[str, Fraction]:
    drawn = {w.Natural: (1, 2), w.Real: (0, Fraction(1, 2), Fraction(2, 3), -1), w.Constant: HANDY}
    symbols = sorted({e for e in everywhere(theorem) if isinstance(e, tuple(drawn))}, key=str)
    return {**{e.name: some(rng, *drawn[type(e)]) for e in symbols}, **_sizes(theorem, instance)}


def _sizes(theorem: Theorem, instance: Instance) -> dict[str, Fraction]:
    """The numbers of neurons and of inputs are what they are."""
    found = {}
    for h in theorem.hypotheses:
        for bound in h.bounds if isinstance(h, (TwoLayer, ReLUNetwork, SquaredLoss, DeepNetwork)) else ():
            value = instance.facts[bound.certified_as].value if bound.certified_as in instance.facts else None
            if isinstance(bound.constant, w.Natural) and value is not None:
                found[bound.constant.name] = value.low
    return found


def _noise(theorem: Theorem, instance: Instance, rng: Random) -> Noise | None:
    if isinstance(theorem.setting, OnlineGame):
        game = theorem.setting
        return equally_likely(len(game.losses)) if game.order == "random" and len(set(game.losses)) > 1 else None
    if not any(isinstance(e, w.stochastic_grad) for e in everywhere(theorem)):
        return None
    components = families()[instance.family].components
    if components is not None and components(instance) <= 3 and rng.random() < 0.6:
        return Noise("finite_sum")
    first = vector(rng, instance.dimension)
    second = vector(rng, instance.dimension) if rng.random() < 0.4 else None
    atoms = [first] if second is None else [first, second]
    return Noise("additive", (*atoms, tuple(-sum(entries, ZERO) for entries in zip(*atoms, strict=True))))


def _short(theorem: Theorem, instance: Instance, noise: Noise, constants: Mapping[str, Fraction]) -> int:
    """As many steps, three at most and one at least, as keep the sequences of draws few."""
    support = noise.support(families().get(instance.family, no_objective.family), instance)
    assert support is not None
    sizes = [e.args[2] for e in everywhere(theorem) if isinstance(e, w.stochastic_grad)]
    batch = max((int(b) if b.is_Integer else int(constants[b.name]) for b in sizes), default=1)
    return max([1, *(steps for steps in (2, 3) if support ** (batch * steps) <= MOST_PATHS)])


def _sequence(rng: Random) -> FreeSequence:
    kind = rng.choice(KINDS)
    return FreeSequence(kind, vector(rng, 2 if kind == "geometric" else rng.choice((1, 2, 3))))
