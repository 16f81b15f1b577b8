"""How long the command takes before it does anything: CPU time of `list` and `--help` against that of `import torch`.

The processes run in interleaved rounds, so that a busy machine slows all of them alike; the ratio of the medians is what counts.
"""

import os
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks import Measurement

ROUNDS = 7
TARGET = 0.1
ROOT = Path(__file__).resolve().parent.parent

PROCESSES = {
    "import torch": ["-c", "import torch"],
    "lemmata list": ["-m", "lemmata", "list"],
    "lemmata --help": ["-m", "lemmata", "--help"],
}


def run() -> list[Measurement]:
    """Median CPU time of each process, and the ratios with their target."""
    seconds: dict[str, list[float]] = {name: [] for name in PROCESSES}
    for _ in range(ROUNDS):
        for name, arguments in PROCESSES.items():
            seconds[name].append(cpu_seconds([sys.executable, *arguments]))
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    absolute = [Measurement(name, median, "s CPU") for name, median in medians.items()]
    reference = medians["import torch"]
    ratios = [Measurement(f"{name} / import torch", medians[name] / reference, "", TARGET) for name in PROCESSES if name.startswith("lemmata")]
    return absolute + ratios


def cpu_seconds(command: list[str]) -> float:
    """User and system time of one process that must succeed."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} exited with {process.returncode}")
    return usage.ru_utime + usage.ru_stime
