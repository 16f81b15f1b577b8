"""The front door: what it loads, what it says to a slip, how it ends."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import lemmata as package

HEAVY = {"numpy", "sympy", "torch", "scipy", "matplotlib", "rich", "hypothesis", "flint", "joblib"}
ROOT = Path(__file__).resolve().parents[2]

CALL = """
import sys
from lemmata.cli import main
try:
    main({arguments!r})
except SystemExit as ended:
    print("LOADED", ended.code, *sorted({heavy!r} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["list"], ["list", "--json"], ["list", "--theme", "stochastic"], ["verify", "--help"], ["show", "--help"]],
)
def test_what_is_light_stays_light(process, arguments):
    answer = process("-c", CALL.format(arguments=arguments, heavy=HEAVY))
    assert answer.stdout.strip().splitlines()[-1] == "LOADED 0", answer.stderr


@pytest.mark.parametrize("arguments", [["show", "pl-gd"], ["show", "pl-gd.mutant-1", "--latex"], ["list", "--markdown"], ["list", "--verdicts"]])
def test_what_reads_statements_and_evidence_needs_no_torch(process, arguments):
    answer = process("-c", CALL.format(arguments=arguments, heavy=HEAVY - {"sympy", "flint"}))
    assert answer.stdout.strip().splitlines()[-1] == "LOADED 0", answer.stderr


def test_importing_the_package_loads_nothing(process):
    answer = process("-c", f"import sys, lemmata; print(sorted({HEAVY!r} & set(sys.modules)), lemmata.__version__)")
    assert answer.stdout.strip() == f"[] {package.__version__}"


def test_the_package_fetches_its_names_when_they_are_used():
    from theorems.language import Theorem

    assert package.Theorem is Theorem
    assert "verify" in dir(package)
    with pytest.raises(AttributeError, match="no attribute 'theorm'"):
        package.theorm  # noqa: B018


def test_version(lemmata):
    assert lemmata("--version").out == f"lemmata {package.__version__}\n"


def test_help_names_every_command(lemmata):
    answer = lemmata("--help")
    assert answer.code == 0
    assert set(re.findall(r"^  (\w+)  ", answer.out, re.M)) == {file.stem for file in (ROOT / "lemmata/commands").glob("[a-z]*.py")}


@pytest.mark.parametrize(("written", "meant"), [("lst", "list"), ("verfy", "verify"), ("shwo", "show")])
def test_a_misspelt_command_is_recognised(lemmata, written, meant):
    answer = lemmata(written, "pl-gd")
    assert answer.code == 2
    assert answer.out == ""
    assert f'there is no command "{written}". Did you mean "{meant}"?' in answer.err


def test_a_misspelt_option_is_recognised(lemmata):
    answer = lemmata("verify", "--sed", "1")
    assert answer.code == 2
    assert "--seed" in answer.err


@pytest.mark.parametrize("option", ["--instances=0", "--seeds=x", "--alpha=1", "--alpha=.06", "--alpha=0", "--budget=0", "--seed=-1", "--color=blue"])
def test_an_option_out_of_range_is_refused(lemmata, option):
    answer = lemmata("verify", option)
    assert (answer.code, answer.out) == (2, "")
    assert option.split("=")[0] in answer.err


def test_without_arguments_the_help_is_shown(lemmata):
    answer = lemmata()
    assert answer.code in (0, 2)
    assert "Usage: lemmata" in answer.out + answer.err


def test_a_fault_of_our_own_is_one_line(lemmata, checkers):
    checkers.results = lambda results: (_ for _ in ()).throw(ZeroDivisionError("by the tester"))
    answer = lemmata("verify", "pl-gd")
    assert answer.code == 3
    assert answer.err == "lemmata: ZeroDivisionError: by the tester (this is a fault of lemmata; --debug shows where)\n"


def test_debug_shows_where_it_happened(lemmata, checkers):
    checkers.results = lambda results: (_ for _ in ()).throw(ZeroDivisionError("by the tester"))
    answer = lemmata("verify", "pl-gd", "--debug")
    assert answer.code == 3
    assert "Traceback" in answer.err
    assert "run.py" in answer.err


def test_a_reader_that_goes_away_is_no_drama(tmp_path):
    command = [sys.executable, "-c", "from lemmata.cli import main; main(['list'])"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=tmp_path)
    writer.stdout.close()
    assert writer.stderr.read() == b""
    writer.stderr.close()
    assert writer.wait(timeout=300) == 141


@pytest.mark.parametrize("name", ["theorems", "problems", "checkers"])
def test_a_stranger_in_the_place_of_ours_is_named(process, tmp_path, name):
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("")
    answer = process("-m", "lemmata", "list", path=[tmp_path])
    assert (answer.returncode, answer.stdout) == (2, "")
    assert len(answer.stderr.splitlines()) == 1
    assert str(tmp_path / name) in answer.stderr


def test_a_file_beside_a_stranger_does_no_harm(process, tmp_path):
    (tmp_path / "theorems").mkdir()
    (tmp_path / "theorems" / "__init__.py").write_text("raise RuntimeError('loaded')")
    (tmp_path / "mine.py").write_text(Path(ROOT / "theorems/overparameterized/pl_gd.py").read_text())
    away = tmp_path / "away"
    away.mkdir()
    answer = process("-m", "lemmata", "show", "../mine.py", cwd=away)
    assert answer.returncode == 0, answer.stderr


def test_output_that_is_no_unicode_is_plain_ascii(process):
    answer = process("-m", "lemmata", "show", "pl-gd", PYTHONIOENCODING="ascii")
    assert answer.returncode == 0, answer.stderr
    assert "f(x_t) - f_* <= (1-eta mu)^t (f(x_0)-f_*)" in answer.stdout
    assert answer.stdout.isascii()


def test_a_message_to_a_terminal_without_unicode_is_plain_ascii(process, tmp_path):
    (tmp_path / "größe.py").write_text("theorem = 1")
    answer = process("-m", "lemmata", "show", "größe.py", PYTHONIOENCODING="ascii")
    assert answer.returncode == 2
    assert answer.stderr.isascii()
