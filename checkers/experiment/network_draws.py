"""Draws of random networks in floats: each is an instance of its own, with its weights at the point that is drawn."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared
from checkers.experiment.run import Run
from problems.discovery import family_of
from problems.instance import Instance
from theorems import words as w
from theorems.language import Theorem
from theorems.networks import TwoLayer
from theorems.relu_networks import ReLUNetwork
from theorems.settings import RandomNetwork


def drawable(theorem: Theorem, instance: Instance) -> bool:
    """Whether weights can be drawn for an instance, and what it certifies holds for the draws as well: where output weights are fixed, they are
    1 and -1 and so are the draws, or nothing that is supposed speaks of their size."""
    network = family_of(instance).network
    neurons = None if network is None else network.neurons
    if neurons is None or "inputs" not in instance.arrays or not isinstance(theorem.setting, RandomNetwork):
        return False
    if neurons.both:
        return True
    if set(theorem.names(w.Point)) - set(theorem.setting.points):  # what f is at another point depends on the weights that are drawn
        return False
    if theorem.setting.output_weights == "signs":
        fits = set(instance.arrays.get("weights", ())) <= {1, -1}  # type: ignore[arg-type]
    else:
        fits = all(isinstance(h, ReLUNetwork) or (isinstance(h, TwoLayer) and h.output_weights is None) for h in theorem.hypotheses)
    return fits


def drawn_run(theorem: Theorem, case: Case, m: Any, root: int, number: int, seeds: Sequence[int]) -> Run:
    """One case with as many draws of its weights as there are seeds, each a member of the batch; a seed's stream depends on nothing else.

    Several points are of one network: where its output weights are fixed numbers they are drawn once.
    """
    assert isinstance(theorem.setting, RandomNetwork)
    run, count = prepared(theorem, [case], m), len(seeds)
    assert run.family is not None
    assert run.family.network is not None
    network = run.family.network.neurons
    assert network is not None
    streams = [np.random.Generator(np.random.Philox(key=[root, (number << 32) | seed])) for seed in seeds]
    run.arrays = {name: array + m.zeros((count, *(1,) * (len(array.shape) - 1))) for name, array in run.arrays.items()}
    run.instances, run.keep_paths = count, True
    width, hidden = network.width(run.arrays, m.zeros((1, 1, run.dimension))), run.dimension
    hidden -= width if network.both else 0
    for name in theorem.setting.points:
        inner = np.stack([stream.standard_normal(hidden) for stream in streams])
        outer = np.stack([_outer(stream, width, theorem.setting.output_weights) for stream in streams])
        point = np.concatenate([inner, outer], axis=1) if network.both else inner
        run.points[name.name] = m.array(point.reshape(-1), (count, 1, run.dimension))
        if not network.both and name == theorem.setting.points[0]:
            run.arrays = {**run.arrays, "weights": m.array(outer.reshape(-1), (count, width))}
    return run


def _outer(stream: Any, width: int, kind: str) -> Any:
    return stream.standard_normal(width) if kind == "normal" else 2.0 * stream.integers(0, 2, width) - 1
