"""The command `attack`: a counterexample, or how close the search came."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

HALF = '''"""Half of the tight bound."""
from theorems.hypotheses import Convex, Smooth
from theorems.language import Rational, T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")
theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= Rational({constant}) * L * norm_sq(x[0] - x_star) / (4 * T + 2),
)
'''
QUICK = ("--instances", "9", "--rounds", "2", "--steps", "8")


def written(folder, name, constant):
    file = folder / f"{name}.py"
    file.write_text(HALF.format(constant=constant))
    return str(file)


def test_a_counterexample_ends_the_attack(lemmata, tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "home"))
    answer = lemmata("attack", written(tmp_path, "too_strong", "1, 2"), *QUICK)
    assert answer.code == 1
    assert "REFUTED" in answer.out
    assert "closest" not in answer.out


def test_without_one_it_tells_how_close_it_came(lemmata, tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "home"))
    file = written(tmp_path, "tight", "1, 1")
    answer = lemmata("attack", file, *QUICK, "--color", "never")
    assert answer.code == 0
    assert "by climb" in answer.out
    assert "closest: 1 of the bound on" in answer.out
    found = json.loads(lemmata("attack", file, *QUICK, "--json").out)["results"][0]["readers"]["experiment"]
    assert sum(found["searchers"].values()) == found["cases"]
    assert found["closest"][0]["used"] == 1


def test_a_searcher_can_be_left_out(lemmata, tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "home"))
    file = written(tmp_path, "tight", "1, 1")
    found = json.loads(lemmata("attack", file, *QUICK, "--without", "library", "--without", "climb", "--json").out)
    assert set(found["results"][0]["readers"]["experiment"]["searchers"]) == {"hypothesis"}


def test_bad_words_are_refused(lemmata, tmp_path):
    assert lemmata("attack").code == 2
    unknown = lemmata("attack", "no-such-theorem")
    assert (unknown.code, "Traceback" in unknown.err) == (2, False)
    wrong = lemmata("attack", written(tmp_path, "tight", "1, 1"), "--without", "libary")
    assert wrong.code == 2
    assert 'Did you mean "library"' in wrong.err


def test_the_level_is_that_of_verify(lemmata, tmp_path):
    assert lemmata("attack", written(tmp_path, "tight", "1, 1"), "--alpha", "0.5").code == 2


def test_an_attack_that_is_stopped_leaves_a_whole_document(tmp_path):
    command = [sys.executable, "-m", "lemmata", "attack", written(tmp_path, "tight", "1, 1"), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LEMMATA_HOME": str(tmp_path / "home")}
    started = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    status, end = Path(f"/proc/{started.pid}/status"), time.monotonic() + 300
    while not int(status.read_bytes().split(b"SigCgt:\t")[1].split()[0], 16) >> (signal.SIGTERM - 1) & 1:
        assert time.monotonic() < end, "signals are not noted"
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=300)
    assert (started.returncode, json.loads(out)["exit_code"], "Traceback" in err) == (130, 130, False)
