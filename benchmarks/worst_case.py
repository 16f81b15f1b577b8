"""How much faster the worst case of a claim is found than by PEPit, on the claims that the tests compare (`tests/checkers/worst_case/peers`).

Within one process, imports excluded: reading the claim, building the program and solving it, against the same claim modelled in PEPit by hand,
built and solved. Each is done once, the two in turns, so that a busy machine slows both alike; the median over all claims and horizons of the ratio
of the times is what counts. Then whole processes, which import what they need and find one worst case. What is aimed at, 1/10 and 1/30, is told
and no target: SymPy's import alone takes more than the second (docs/decisions/worst_case.md).
"""

import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

from benchmarks import Measurement
from benchmarks.startup import cpu_seconds
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.solving.solve import Solution, solve

PROCESSES = 3
PEERS = "tests.checkers.worst_case.peers"
ALONE = ("gd-convex-tight", "pl-gd#0", "simplified-acceleration")
"""Claims whose worst case is found by processes of their own, at N = 2."""

OURS = """
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.solving.solve import solve
from {peers}.cases import CASES
case = next(one for one in CASES if one.name == {name!r})
theorem, claim = case.stated()
print(max(solve(program).value for program in programs(theorem, claim, case.constants, 2)))
"""

THEIRS = """
import warnings
warnings.simplefilter("ignore")
from {module} import {model}
print({model}(2, **{constants!r}))
"""

Job = tuple[Callable[[], float], Callable[[], float]]


def run() -> list[Measurement]:
    """The median times and their ratio, within one process and for whole processes."""
    ours, theirs, ratios = zip(*_within(), strict=True)
    own, peer, whole = zip(*_processes(), strict=True)
    return [
        Measurement(f"lemmata, {len(ours)} worst cases", 1e3 * statistics.median(ours), "ms CPU"),
        Measurement(f"PEPit, {len(theirs)} worst cases", 1e3 * statistics.median(theirs), "ms CPU"),
        Measurement("lemmata / PEPit (aim 1/10)", statistics.median(ratios), ""),
        Measurement("lemmata, whole process", statistics.median(own), "s CPU"),
        Measurement("PEPit, whole process", statistics.median(peer), "s CPU"),
        Measurement("whole process, lemmata / PEPit (aim 1/30)", statistics.median(whole), ""),
    ]


def _within() -> Iterator[tuple[float, float, float]]:
    """For each claim and horizon our seconds, PEPit's, and the ratio; what is found first warms both up."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEPit's solutions may be inaccurate
        for job in next(jobs()):
            job()
        for mine, peer in jobs():
            ours, theirs = _seconds(mine), _seconds(peer)
            yield ours, theirs, ours / theirs


def jobs() -> Iterator[Job]:
    """Every claim at every horizon as two functions that find its worst case: ours, and PEPit's."""
    for case in import_module(f"{PEERS}.cases").CASES:
        theorem, claim = case.stated()
        _, model = _model(case)
        constants = {name: float(value) for name, value in case.constants.items()}
        for steps in case.steps:
            yield _ours(theorem, claim, case.constants, steps), partial(model, steps, **constants)


def _ours(theorem: Any, claim: Any, constants: Any, steps: int) -> Callable[[], float]:
    def found() -> float:
        solutions = [solve(program) for program in programs(theorem, claim, constants, steps)]
        return max(one.value for one in solutions if isinstance(one, Solution))

    return found


def _model(case: Any) -> tuple[str, Callable[..., float]]:
    """The module and the function that model a claim in PEPit."""
    names = [f"{PEERS}.{part}" for part in ("of_gradient_descent", "of_other_methods", "of_points")]
    module = next(name for name in names if hasattr(import_module(name), case.model))
    return module, getattr(import_module(module), case.model)


def _seconds(job: Callable[[], float]) -> float:
    began = time.process_time()
    job()
    return time.process_time() - began


def _processes() -> Iterator[tuple[float, float, float]]:
    """For some claims the CPU seconds of our process, of PEPit's, and their ratio."""
    cases = {case.name: case for case in import_module(f"{PEERS}.cases").CASES}
    for name in ALONE:
        module, model = _model(cases[name])
        constants = {key: float(value) for key, value in cases[name].constants.items()}
        texts = (OURS.format(peers=PEERS, name=name), THEIRS.format(module=module, model=model.__name__, constants=constants))
        rounds = [tuple(cpu_seconds([sys.executable, "-c", text]) for text in texts) for _ in range(PROCESSES)]
        ours, theirs = (statistics.median(times) for times in zip(*rounds, strict=True))
        yield ours, theirs, ours / theirs
