"""Tangent kernels of wide networks: from forward and backward signals against torch.func.jacrev, and Hessian norms at a width of a million.

A tanh network of three layers, c = 1 before the first layer and m^(-1/2) before the others, in float64 on one thread; each way runs in a process of
its own, which tells its CPU time and its peak memory. jacrev holds a Jacobian of inputs x parameters: where that does not fit into the memory that
is free, both ways get half the inputs, and half again. Both kernels must agree.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import Measurement
from benchmarks.startup import PROCESSES, ROOT, cpu_seconds

WIDTHS, INPUTS, DIMENSION = (1024, 4096), 64, 32
RATIO = 30.0
ROUNDS = {"signals": 3, "jacrev": 1}
CLOSE = 1e-9
ROOM = 1.5
"""How many Jacobians must fit into free memory: the largest layer's, and what is made on the way to it."""

NEURONS, COORDINATES = 2**20, 16
"""The width of the two-layer network whose Hessian norm is taken by its formula."""

Weights = tuple[Any, Any, Any]


def run() -> list[Measurement]:
    """For each width the seconds and the peak memory of both ways, and their ratio; the formula of the Hessian norm against importing torch."""
    return [m for width in WIDTHS for m in compared(width, fitting(width, INPUTS, available()))] + hessian_norm(NEURONS)


def available() -> int:
    """Bytes of memory that are free, as far as the system tells."""
    meminfo = Path("/proc/meminfo")
    lines = meminfo.read_text(encoding="utf-8").splitlines() if meminfo.exists() else []
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("MemAvailable")), 2**33)


def fitting(width: int, inputs: int, free: int) -> int:
    """The number of inputs, halved until jacrev's Jacobian fits."""
    while inputs > 2 and ROOM * 8 * inputs * (width * DIMENSION + width * width + width) > free:
        inputs //= 2
    return inputs


def compared(width: int, inputs: int) -> list[Measurement]:
    """Both ways at one width, each in a child process."""
    found = {way: child(way, width, inputs) for way in WAYS}
    ours, theirs = (found[way]["corner"] for way in WAYS)
    if max(abs(a - b) for a, b in zip(ours, theirs, strict=True)) > CLOSE:
        raise RuntimeError(f"width {width}: the two kernels differ")
    name = f"kernel, width {width}, {inputs} inputs"
    seconds = [Measurement(f"{name}, {way}", one["seconds"], "s CPU") for way, one in found.items()]
    memory = [Measurement(f"{name}, {way}, peak", one["peak"], "MiB") for way, one in found.items()]
    ratio = found["jacrev"]["seconds"] / found["signals"]["seconds"]
    return [*seconds, *memory, Measurement(f"{name}, jacrev / signals", ratio, "", RATIO, at_least=True)]


def child(way: str, width: int, inputs: int) -> dict[str, Any]:
    """What a process of its own tells: median seconds, peak MiB, and a few entries of the kernel."""
    code = f"from benchmarks import wide; wide.tell({way!r}, {width}, {inputs})"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    if ended.returncode != 0:
        raise RuntimeError(f"{way} at width {width} exited with {ended.returncode}: {ended.stderr[-500:]}")
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


def tell(way: str, width: int, inputs: int) -> None:
    """Time one way and write what came of it."""
    import torch

    torch.set_num_threads(1)
    WAYS[way](*drawn(4, 2))()  # what torch does once in a process is not timed
    z, weights = drawn(width, inputs)
    make = WAYS[way](z, weights)
    seconds = []
    for _ in range(ROUNDS[way]):
        began = time.process_time()
        kernel = make()
        seconds.append(time.process_time() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 2**20)
    corner = [float(e) for e in kernel[0, :4]] + [float(kernel.trace())]
    sys.stdout.write(json.dumps({"seconds": statistics.median(seconds), "peak": peak, "corner": corner}))


def drawn(width: int, inputs: int) -> tuple[Any, Weights]:
    """Inputs (n, d) of norm 1, and standard normal weights (m, d), (m, m), (m)."""
    import torch

    random = torch.Generator().manual_seed(0)
    z = torch.randn(inputs, DIMENSION, dtype=torch.float64, generator=random)
    shapes = ((width, DIMENSION), (width, width), (width,))
    first, second, last = (torch.randn(*shape, dtype=torch.float64, generator=random) for shape in shapes)
    return z / z.norm(dim=1, keepdim=True), (first, second, last)


def by_signals(z: Any, weights: Weights) -> Callable[[], Any]:
    """The kernel of `problems.deep_networks`."""
    import torch

    from problems.deep_networks import DeepNetwork
    from problems.float64 import Float64

    width, one = len(weights[2]), torch.ones(1, dtype=torch.float64)
    squares = torch.tensor([[1.0, 1 / width, 1 / width]], dtype=torch.float64)
    p = {"inputs": z[None], "multipliers_sq": squares, "tanh": one, "then identity": one, f"widths {width} {width}": one}
    x = torch.cat([one.flatten() for one in weights])[None, None]
    return lambda: DeepNetwork(both=True).kernel(p, x, Float64())[0, 0]


def by_jacrev(z: Any, weights: Weights) -> Callable[[], Any]:
    """The inner products of the rows of the Jacobian that reverse mode gives."""
    import torch

    root = len(weights[2]) ** -0.5

    def outputs(first: Any, second: Any, last: Any) -> Any:
        return root * torch.tanh(root * torch.tanh(z @ first.mT) @ second.mT) @ last

    def kernel() -> Any:
        total = torch.zeros(len(z), len(z), dtype=torch.float64)
        for layer in range(3):
            rows = torch.func.jacrev(outputs, argnums=layer)(*weights).flatten(1)
            total += rows @ rows.mT
        return total

    return kernel


WAYS: dict[str, Callable[[Any, Weights], Callable[[], Any]]] = {"signals": by_signals, "jacrev": by_jacrev}


def hessian_norm(neurons: int, rounds: int = 3) -> list[Measurement]:
    """The norm of the Hessian of a two-layer tanh network by its formula, beside importing torch."""
    import torch

    from problems.float64 import Float64
    from problems.two_layer_networks import BOTH_LAYERS

    random, m = torch.Generator().manual_seed(0), Float64()
    z = torch.randn(1, 1, COORDINATES, dtype=torch.float64, generator=random)
    x = torch.randn(1, 1, neurons * (COORDINATES + 1), dtype=torch.float64, generator=random)
    p = {"inputs": z, "tanh": torch.ones(1, dtype=torch.float64)}
    found: dict[str, list[float]] = {"formula": [], "import torch": []}
    for _ in range(rounds):
        began = time.process_time()
        with m.scope():
            BOTH_LAYERS.hessian_norm(p, x, m)
        found["formula"].append(time.process_time() - began)
        found["import torch"].append(cpu_seconds([sys.executable, *PROCESSES["import torch"]]))
    return _beside(found, neurons)


def _beside(found: dict[str, list[float]], neurons: int) -> list[Measurement]:
    medians = {name: statistics.median(seconds) for name, seconds in found.items()}
    formula, torch_ = medians["formula"], medians["import torch"]
    said = f"Hessian norm, width {neurons}"
    return [
        Measurement(f"{said}, formula", formula, "s CPU"),
        Measurement("import torch", torch_, "s CPU"),
        Measurement(f"{said}, formula / import torch", formula / torch_, "", 1.0),
    ]
