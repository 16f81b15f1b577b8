"""A project outside the repository that has lemmata installed: a true and a false bound, and tests of its own, with the real checkers."""

import json
import os
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TRUE = '''"""A smooth function lies between its quadratic models."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, inner, norm_sq, points

L, (u, v) = constants("L"), points("u v")

theorem = Theorem(
    given=[Smooth(L)],
    claim=[
        f(v) <= f(u) + inner(grad(u), v - u) + L / 2 * norm_sq(v - u),
        f(v) >= f(u) + inner(grad(u), v - u) - L / 2 * norm_sq(v - u),
    ],
)
'''
FALSE = '''"""SGD finds nearly stationary points, with half of the noise."""

from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import Average, E, T, Theorem, constants, f, f_star, grad, norm_sq, t, x
from theorems.methods import SGD

L, eta, sigma = constants("L eta sigma")

theorem = Theorem(
    given=[Smooth(L), BoundedVariance(sigma), eta <= 1 / L],
    method=SGD(step=eta),
    claim=E(Average(norm_sq(grad(x[t])), (t, 0, T - 1))) <= 2 * (f(x[0]) - f_star) / (eta * T) + L * eta * sigma**2 / 2,
)
'''
OWN = """from fractions import Fraction

from hypothesis import given, settings, strategies as st

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, points

L, u = constants("L"), points("u")


def test_the_bound_we_rely_on(lemmata):
    lemmata.assert_holds("bounds/descent.py", instances=4)


def test_a_theorem_without_a_file(lemmata):
    lemmata.assert_holds(Theorem(given=[Smooth(L)], claim=norm_sq(grad(u)) <= L * (f(u) - f_star)))


@settings(max_examples=20, database=None)
@given(curvature=st.integers(1, 9), start=st.integers(-9, 9))
def test_a_property_beside_it(curvature, start):
    assert Fraction(curvature * start) ** 2 <= 2 * curvature * (Fraction(curvature, 2) * start**2)


@settings(max_examples=2, deadline=None, database=None)
@given(share=st.sampled_from(["1/2", "1"]))
def test_a_property_with_it(lemmata, share):
    lemmata.assert_holds("pl-gd", settings=[f"eta={share}/L"], instances=2, steps=4)
"""
SETTINGS = """[tool.pytest.ini_options]
testpaths = ["tests"]
lemmata_files = ["bounds/*.py"]
lemmata_instances = 8
lemmata_steps = 8
filterwarnings = ["error"]
"""


@pytest.fixture
def project(tmp_path):
    for name, text in {"bounds/descent.py": TRUE, "bounds/half_noise.py": FALSE, "tests/test_own.py": OWN, "pyproject.toml": SETTINGS}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def verdicts(folder):
    """Of each test its outcome and its properties, but for what depends on the time."""
    told = {}
    for case in ET.parse(folder / "out.xml").getroot().iter("testcase"):
        properties = [(p.get("name"), p.get("value")) for p in case.iter("property")]
        told[case.get("classname"), case.get("name")] = (case.find("failure") is None, properties)
    return told


def test_alone_and_on_two_processes(process, project, entry_point):
    found = {}
    for jobs in ([], ["-n", "2"]):
        answer = process("-m", "pytest", "-p", "no:cacheprovider", "--junitxml=out.xml", *jobs, path=[entry_point], cwd=project, LEMMATA_HOME="")
        assert answer.returncode == 1, answer.stdout + answer.stderr
        assert "2 failed, 5 passed" in answer.stdout
        enough_to_mend(answer.stdout)
        found[bool(jobs)] = verdicts(project)
    assert found[True] == found[False]
    replayed(process, project, answer.stdout)


def enough_to_mend(text):
    """The false bound's failure: statement, function, constants, both sides, how to repeat it, and no line of ours."""
    (block,) = re.findall(r"_ half-noise, claim 1 of 1 _+\n(.*?)\n_{5}|$", text, re.S)[:1]
    whole = block or text.split("half-noise, claim 1 of 1", 1)[1]
    for part in (
        "REFUTED: left 2/3 > right 1/2",
        "SGD finds nearly stationary points, with half of the noise",
        "f is L-smooth",
        "η ≤ 1/L",
        "x_{t+1} = x_t − η∇f(x_t; ξ_t)",
        "E[avg_{t<T} ‖∇f(x_t)‖²] ≤ 2(f(x₀)−f⋆)/(ηT) + Lησ²/2",
        "f(x) = x^2/2",
        "L = 1, σ = 1, η = 1",
        "left 2/3 > right 1/2   (margin 1/6)",
        "lemmata verify --replay .lemmata/half-noise-0-",
    ):
        assert part in whole
    assert "FAILED bounds/half_noise.py::claim-1 - REFUTED: left 2/3 > right 1/2" in text
    assert "cannot be replayed" in text
    assert not re.search(r"(holds|collected|property_test|verify)\.py:\d+", text)


def replayed(process, project, text):
    (line,) = set(re.findall(r"again +(lemmata verify --replay \.lemmata/half-noise\S+)", text))
    command, *arguments = shlex.split(line)
    answer = process("-m", command, *arguments, "--json", cwd=project)
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["results"][0]["counterexample"]["left"] == "2/3"


def test_installed_from_its_wheel_it_is_found_and_leaves_strangers_alone(tmp_path):
    """The entry point of the real wheel, unpacked where Python looks; a stranger's packages beside it stay theirs."""
    root = Path(__file__).resolve().parents[2]
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(root)]
    made = subprocess.run(build, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(tmp_path / "site"), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    theirs = tmp_path / "theirs"
    for name in ("checkers", "problems", "theorems"):
        (theirs / name).mkdir(parents=True)
        (theirs / name / "__init__.py").write_text("OURS = True\n")
    (theirs / "test_own.py").write_text(
        "import checkers, problems, theorems\ndef test_own():\n    assert checkers.OURS and problems.OURS and theorems.OURS\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    command = [sys.executable, "-m", "pytest", "-W", "error"]
    answer = subprocess.run(command, cwd=theirs, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "lemmata-" in answer.stdout.split("plugins:")[1].splitlines()[0]
    asked = subprocess.run([*command, "--lemmata", "."], cwd=theirs, env=environment, capture_output=True, text=True, check=False)
    assert (asked.returncode, asked.stderr.count(" hides the package ")) == (4, 3)
