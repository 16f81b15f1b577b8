"""The command called in this process, and a stand-in for the checkers that decides nothing."""

import os
import subprocess
import sys
import types
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


@pytest.fixture
def lemmata(capfd):
    """Call the command in this process."""
    from lemmata.cli import main

    def call(*arguments):
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capfd.readouterr()
        return Answer(ended.value.code, out, err)

    return call


@pytest.fixture
def process(tmp_path):
    """Run Python in a process of its own, in an empty folder."""

    def run(*arguments, cwd=tmp_path, path=(), **environment):
        search = os.pathsep.join([*map(str, path), str(ROOT)])
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": search, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            stdin=subprocess.DEVNULL,
        )

    return run


GATED = '''"""A theorem that nothing decides until the gate is open."""
import pathlib
import time
import torch
from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, f_star, t, x
from theorems.torch_optimizer import TorchOptimizer
L = constants("L")
class Gated(torch.optim.SGD):
    def step(self):
        while not pathlib.Path(__file__).with_name("gate").exists():
            time.sleep(0.01)
        return super().step()
theorem = Theorem(given=[Smooth(L)], method=TorchOptimizer(Gated, lr=1 / L), claim=f(x[t]) >= f_star)
'''
QUICK = '''"""A gradient is bounded by the gap."""
from theorems.hypotheses import Smooth
from theorems.language import *
L, u = constants("L"), points("u")
theorem = Theorem(given=[Smooth(L)], claim=[norm_sq(grad(u)) <= 2 * L * (f(u) - f_star), f(u) >= f_star])
'''


@pytest.fixture
def gated_files(tmp_path):
    """Three theorems of one's own, the last of which waits for a file `gate` beside it."""
    for name, text in (("one", QUICK), ("two", QUICK), ("waits", GATED)):
        (tmp_path / f"{name}.py").write_text(text)
    return tuple(str(tmp_path / f"{name}.py") for name in ("one", "two", "waits"))


@pytest.fixture
def entry_point(tmp_path_factory):
    """A folder for PYTHONPATH that makes pytest find the plugin as in an environment with lemmata installed, whether it is or not."""
    place = tmp_path_factory.mktemp("installed")
    metadata = place / "lemmata-0.1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: lemmata\nVersion: 0.1.0\n")
    (metadata / "entry_points.txt").write_text("[pytest11]\nlemmata = lemmata.pytest_plugin\n")
    return place


@dataclass(frozen=True)
class Options:
    instances: int = 50
    seeds: int = 10
    steps: int = 50
    seed: int = 0
    jobs: int = 1
    budget: float | None = None
    alpha: float = 1e-6
    problems: tuple = ()
    settings: tuple = ()
    without: tuple = ()
    rounds: int = 6


class UsageError(Exception):
    pass


COUNTEREXAMPLE = {
    "function": "f(x) = x²/2 on ℝ",
    "constants": {"L": "1", "sigma": "1", "eta": "1"},
    "start": "x₀ = 0",
    "noise": "±1 with probability 1/2",
    "points": {},
    "t": None,
    "T": 3,
    "left": "2/3",
    "right": "1/2",
    "margin": "1/6",
    "exact": True,
    "found_by": "the boundary search",
    "facts": ["f is L-smooth for every L ≥ 1: its second derivative is 1"],
    "replay": "lemmata verify --replay .lemmata/x.json",
}


@pytest.fixture
def checkers(monkeypatch):
    """A stand-in for `checkers.verify` that answers with the verdicts given, in turn, and remembers the options."""
    from checkers.verdict import Result, Verdict
    from theorems.printing import latex, unicode

    stand_in = types.ModuleType("checkers.verify")
    stand_in.verdicts = ["SUPPORTED"]
    stand_in.options = None
    stand_in.results = None

    def result(entry, theorem, number, verdict):
        claim = theorem.claims[number]
        shown = COUNTEREXAMPLE if verdict is Verdict.REFUTED else None
        return Result(
            entry.id,
            number,
            unicode(claim),
            latex(claim),
            theorem.digest(claim),
            verdict,
            "A reason in one sentence.",
            0.99999,
            "quadratic",
            7,
            shown,
        )

    def verify(loaded, options, on_progress):
        stand_in.options = options
        claims = [(one.entry, one.theorem, number) for one in loaded for number in range(len(one.theorem.claims))]
        results = [result(*claim, Verdict(stand_in.verdicts[place % len(stand_in.verdicts)])) for place, claim in enumerate(claims)]
        yield from (stand_in.results or list)(results)

    def replay(path, optimizer=None):
        raise UsageError(f"{path}: the statement has changed since.")

    stand_in.Options, stand_in.UsageError, stand_in.verify = Options, UsageError, verify
    monkeypatch.setitem(sys.modules, "checkers.verify", stand_in)
    monkeypatch.setitem(sys.modules, "checkers.replay", types.SimpleNamespace(replay=replay))
    return stand_in


@pytest.fixture
def kept():
    """Keep a result as the evidence of a claim: `kept(loaded, 0, "SUPPORTED", sharpness="1/2")`."""
    from checkers.verdict import Verdict
    from checkers.verify import Options, keep, result_of

    def write(loaded, number, verdict, **more):
        result = result_of(loaded, number, Verdict(verdict), "A reason in one sentence.", evidence="x.json", **more)
        keep(loaded, result, Options(seed=5))

    return write
