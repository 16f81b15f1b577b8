"""The panel of the transition to linearity on depth: norms of Hessians of deep networks' outputs, and of one with a layer of a single neuron."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse.linalg import LinearOperator, eigsh

from checkers.experiment.trials import trial
from paper_figures.sides import sides
from problems.deep_networks import DeepNetwork
from problems.families import deep_output
from problems.float64 import Float64
from problems.network_facts import LADDER_INPUTS
from problems.output_functions import IDENTITY
from theorems.catalogue import load, lookup

DEPTHS = (2, 3, 4)
WIDTHS, FEWER = tuple(2**power for power in range(4, 9)), (16, 32, 64, 128)
NETWORK = DeepNetwork(both=True)

BOUND = 0
"""The claim of ttl-deep that bounds the norm, for three layers."""

ACCURACY = 1e-6
"""Of the norms, relative."""


def over_depth(width: int, streams: Sequence[Any]) -> Iterator[tuple[str, str, np.ndarray]]:
    """Panel "depth": norms of tanh networks with output weights 1 and -1, all others standard normal, each layer over the root of its inputs."""
    theorem = load(lookup("ttl-deep")).theorem
    claim, drawn = theorem.claims[BOUND], [deep_output.ladder(width, stream) for stream in streams]
    measured, bound = sides(theorem, claim, [trial(theorem, claim, instance, points={"u": point}) for instance, point in drawn])
    yield "depth", "bound of 3", bound
    for depth in DEPTHS:
        found = measured if depth == 3 else np.array([norm((width,) * (depth - 1), stream) for stream in streams])
        yield "depth", f"{depth} layers", found
    yield "depth", "bottleneck", np.array([norm((width, 1, width), stream) for stream in streams])


def norm(hidden: Sequence[int], stream: Any) -> float:
    """The spectral norm of the Hessian of the output at random weights, for hidden layers of these widths, by Lanczos' method."""
    m, shapes = Float64(), [(wide, narrow) for narrow, wide in pairwise((len(LADDER_INPUTS[0]), *hidden, 1))]
    weights = [stream.standard_normal(wide * narrow) for wide, narrow in shapes[:-1]] + [stream.choice((-1.0, 1.0), hidden[-1])]
    point = np.concatenate(weights)
    with m.scope():
        x = m.array(point, (1, 1, len(point)))
        product = NETWORK.curvature(_arrays(hidden, m), x, m)

        def multiplied(vector: np.ndarray) -> np.ndarray:
            found: np.ndarray = np.asarray(product(m.array(np.array(vector).reshape(-1), (1, 1, len(point)))))
            return found.reshape(-1)

        operator = LinearOperator((len(point), len(point)), matvec=multiplied, dtype=np.float64)
        found = eigsh(operator, k=1, which="LM", v0=np.ones(len(point)), tol=ACCURACY, return_eigenvectors=False)
    return float(np.abs(found[0]))


def _arrays(hidden: Sequence[int], m: Any) -> dict[str, Any]:
    """What a network of these widths computes with: the first of the inputs, multipliers 1, 1/m_1, ..., 1/m_(L-1), tanh and no output function."""
    shares = np.array([1.0, *(1 / wide for wide in hidden)])
    names = ("tanh", f"then {IDENTITY.name}", f"widths {' '.join(map(str, hidden))}")
    inputs = m.array(np.array([float(e) for e in LADDER_INPUTS[0]]), (1, 1, len(LADDER_INPUTS[0])))
    return {"inputs": inputs, "multipliers_sq": m.array(shares, (1, len(shares))), **{name: m.array([1], (1,)) for name in names}}
