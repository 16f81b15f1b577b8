"""The plugin of pytest, in a project of its own, with a stand-in for the checkers: what is collected, what passes, what a failure says."""

import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

import lemmata.collected  # noqa: F401 (what it loads stays loaded between the runs of pytest in this process)
from lemmata import pytest_plugin

GOOD = '''"""Gradients of smooth functions are bounded by gaps."""
from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, points
L, u = constants("L"), points("u")
theorem = Theorem(given=[Smooth(L)], claim=[norm_sq(grad(u)) <= 2 * L * (f(u) - f_star), f(u) >= f_star])
'''
THEIRS = "def test_theirs():\n    pass\n"


@pytest.fixture
def project(pytester, monkeypatch, checkers):
    """A stranger's project with two claims in bounds/ and a test in tests/."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    (pytester.path / "bounds").mkdir()
    (pytester.path / "tests").mkdir()
    (pytester.path / "bounds/mine.py").write_text(GOOD)
    (pytester.path / "tests/test_theirs.py").write_text(THEIRS)
    return pytester


def ini(project, text='lemmata_files = "bounds/*.py"'):
    (project.path / "pyproject.toml").write_text(f"[tool.pytest.ini_options]\n{text}\n")


def run(project, *arguments):
    return project.runpytest_inprocess(*arguments, plugins=[pytest_plugin])


def ids(result):
    return [line for line in result.stdout.lines if "::" in line and " " not in line]


def collect(project, *arguments):
    return ids(run(project, "--collect-only", "-q", *arguments))


MINE, THEM = ["bounds/mine.py::claim-1", "bounds/mine.py::claim-2"], ["tests/test_theirs.py::test_theirs"]


def test_unasked_it_collects_nothing(project):
    assert collect(project) == THEM
    assert collect(project, "bounds", "tests") == THEM


def test_patterns_of_the_ini_file(project):
    ini(project)
    assert collect(project) == MINE + THEM
    assert collect(project, "tests") == THEM
    assert collect(project, MINE[1]) == MINE[1:]
    assert collect(project, "-k", "claim-1") == MINE[:1]


def test_patterns_reach_beyond_testpaths(project):
    ini(project, 'testpaths = ["tests"]\nlemmata_files = ["bounds/*.py"]')
    assert collect(project) == THEM + MINE


def test_paths_of_the_command_line(project):
    assert collect(project, "--lemmata", "bounds/mine.py") == MINE
    assert collect(project, "--lemmata", "bounds") == MINE
    assert collect(project, "--lemmata", "bounds", "tests") == THEM + MINE
    assert collect(project, "--lemmata", "bounds", MINE[0]) == MINE[:1]
    assert collect(project, "--lemmata", "bounds", "--lemmata", "bounds/mine.py") == MINE


@pytest.mark.parametrize("mode", ["importlib", "prepend", "append"])
def test_a_file_that_pytest_would_collect_too(project, mode):
    (project.path / "bounds/mine.py").rename(project.path / "bounds/test_mine.py")
    (project.path / "bounds/test_both.py").write_text(GOOD + THEIRS)
    ini(project)
    both = ["bounds/test_both.py::claim-1", "bounds/test_both.py::claim-2", "bounds/test_both.py::test_theirs"]
    assert collect(project, "bounds", f"--import-mode={mode}") == [*both, "bounds/test_mine.py::claim-1", "bounds/test_mine.py::claim-2"]


def test_a_file_with_a_mistake_is_one_message(project):
    (project.path / "bounds/mine.py").write_text(GOOD.replace("grad,", "grd,"))
    (project.path / "bounds/test_not.py").write_text(GOOD.replace("theorem =", "theorm ="))
    ini(project)
    result = run(project)
    result.assert_outcomes(errors=2)
    text = result.stdout.str()
    assert 'bounds/mine.py:3: "grd" is not a word of theorems.language. Did you mean "grad"?' in text
    assert "bounds/test_not.py: the file has no `theorem`" in text
    assert '"theorm" is one: call it theorem.' in text
    assert "Traceback" not in text
    assert "catalogue.py" not in text


@pytest.mark.parametrize(
    ("verdict", "outcome", "allowed"),
    [
        ("SUPPORTED", "passed", "passed"),
        ("PROVED", "passed", "passed"),
        ("REFUTED", "failed", "failed"),
        ("VACUOUS", "failed", "failed"),
        ("ERROR", "failed", "failed"),
        ("INCONCLUSIVE", "failed", "skipped"),
        ("NOT APPLICABLE", "failed", "skipped"),
    ],
)
def test_outcomes(project, checkers, verdict, outcome, allowed):
    checkers.verdicts = ["SUPPORTED", verdict]
    ini(project)
    once = {"passed": 1}
    for further, expected in (([], outcome), (["--lemmata-allow-undecided"], allowed), (["-o", "lemmata_allow_undecided=true"], allowed)):
        result = run(project, "bounds", "-rs", *further)
        result.assert_outcomes(**({"passed": 2} if expected == "passed" else {**once, expected: 1}))
        assert expected == "passed" or f"{verdict}: " in result.stdout.str()


def test_a_failure_shows_the_statement_and_the_counterexample_and_nothing_of_ours(project, checkers):
    checkers.verdicts = ["REFUTED"]
    ini(project)
    result = run(project, MINE[0])
    text = result.stdout.str()
    statement = ("mine, claim 1 of 2", "f is L-smooth", "‖∇f(u)‖² ≤ 2L(f(u)−f⋆)")
    for part in (*statement, "f(x) = x²/2 on ℝ", "left 2/3 > right 1/2", "lemmata verify --replay"):
        assert part in text
    assert f"FAILED {MINE[0]} - REFUTED: left 2/3 > right 1/2" in text
    assert "runtest" not in text


def test_a_file_is_decided_once_and_whole(project, checkers):
    asked = []
    checkers.results = lambda results: asked.append(len(results)) or results
    ini(project)
    for selection in (("bounds",), (MINE[1],), ("bounds", "-k", "claim-1"), ("bounds", "-x")):
        run(project, *selection)
    assert asked == [2, 2, 2, 2]


def test_what_failed_last_runs_again(project, checkers):
    checkers.verdicts = ["SUPPORTED", "REFUTED"]
    ini(project)
    run(project, "-p", "cacheprovider")
    assert collect(project, "-p", "cacheprovider", "--lf") == MINE[1:]


def test_junit_has_the_verdict_as_properties_and_the_counterexample_as_text(project, checkers):
    checkers.verdicts = ["REFUTED", "SUPPORTED"]
    ini(project)
    run(project, "bounds", "--junitxml=out.xml")
    first, second = ET.parse(project.path / "out.xml").getroot().iter("testcase")
    told = [{p.get("name"): p.get("value") for p in case.iter("property")} for case in (first, second)]
    assert [(one["lemmata_verdict"], one["lemmata_claim"]) for one in told] == [("REFUTED", "1"), ("SUPPORTED", "2")]
    assert told[1]["lemmata_sharpness"] == "0.99999"
    assert (first.get("classname"), first.get("name")) == ("bounds.mine", "claim-1")
    assert first.find("failure").get("message") == "REFUTED: left 2/3 > right 1/2"
    assert "f(x) = x²/2 on ℝ" in first.find("failure").text


def test_options_and_the_ini_file(project, checkers):
    ini(project, 'lemmata_files = "bounds/*.py"\nlemmata_instances = 7\nlemmata_seed = 3\nlemmata_alpha = "0.01"\nlemmata_budget = 2.5')
    run(project, "bounds", "--lemmata-seed", "4", "--lemmata-steps=9", "--lemmata-seeds=8")
    assert checkers.options == checkers.Options(instances=7, seed=4, steps=9, seeds=8, alpha=0.01, budget=2.5)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lemmata", "nowhere"], "nowhere: there is no such file or folder."),
        (["--lemmata", "notes.txt"], "its name ends in .py."),
        (["--lemmata-alpha", "0.5"], "'0.5' is no number above 0 and at most 0.05"),
        (["--lemmata-instances", "0"], "'0' is no whole number of at least 1"),
        (["-o", "lemmata_steps=many"], "lemmata_steps in "),
        (["-o", "lemmata_allow_undecided=perhaps"], "'perhaps' is neither true nor false"),
    ],
)
def test_bad_options_are_errors_of_usage(project, checkers, arguments, said):
    (project.path / "notes.txt").write_text("")
    result = run(project, *arguments)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert said in result.stderr.str()
    assert "Traceback" not in result.stderr.str() + result.stdout.str()
    assert checkers.options is None


def test_the_fixture_takes_the_options_of_the_run(project, checkers):
    checkers.verdicts = ["SUPPORTED", "REFUTED", "INCONCLUSIVE", "INCONCLUSIVE"]
    (project.path / "tests/test_theirs.py").write_text(
        "def test_holds(lemmata):\n"
        "    first, second = lemmata.assert_holds('bounds/mine.py', steps=5)\n"
    )  # fmt: skip
    ini(project, "lemmata_instances = 9")
    result = run(project, "tests", "--junitxml=out.xml")
    result.assert_outcomes(failed=1)
    assert "mine, claim 2 of 2, is REFUTED: left 2/3 > right 1/2" in result.stdout.str()
    assert "property_test.py" not in result.stdout.str()
    assert "holds.py" not in result.stdout.str()
    assert checkers.options == checkers.Options(instances=9, steps=5)
    told = [p.get("value") for p in ET.parse(project.path / "out.xml").getroot().iter("property") if p.get("name") == "lemmata_verdict"]
    assert told == ["SUPPORTED", "REFUTED"]


def test_the_fixture_and_undecided_claims(project, checkers):
    checkers.verdicts = ["INCONCLUSIVE"]
    (project.path / "tests/test_theirs.py").write_text(
        "def test_run(lemmata):\n    lemmata.assert_holds('pl-gd')\n"
        "def test_own(lemmata):\n    lemmata.assert_holds('pl-gd', allow_undecided=True)\n"
        "def test_not(lemmata):\n    lemmata.assert_holds('pl-gd', allow_undecided=False)\n"
    )
    run(project).assert_outcomes(passed=1, failed=2)
    run(project, "--lemmata-allow-undecided").assert_outcomes(passed=2, failed=1)


def test_a_warning_of_ours_fails_nobody_s_theorem(project, checkers):
    import warnings

    checkers.results = lambda results: warnings.warn("old", DeprecationWarning, stacklevel=1) or results
    ini(project, 'lemmata_files = "bounds/*.py"\nfilterwarnings = ["error"]')
    run(project, "bounds").assert_outcomes(passed=2, warnings=1)


def test_evidence_lies_in_the_root_folder(project, monkeypatch):
    monkeypatch.delenv("LEMMATA_HOME")
    ini(project)
    result = run(project, "--rootdir", str(project.path), "bounds")
    result.stdout.fnmatch_lines(["lemmata: seed 0, evidence in .lemmata"])


def test_to_load_it_loads_nothing_heavy():
    heavy = "{'sympy', 'torch', 'numpy', 'scipy', 'click', 'hypothesis', 'checkers', 'problems', 'theorems'}"
    code = f"import sys, pytest, lemmata.pytest_plugin; sys.exit(repr({heavy} & set(sys.modules)) if {heavy} & set(sys.modules) else 0)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr == ""


@pytest.fixture
def strangers(tmp_path):
    for name in ("checkers", "problems", "theorems"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("OURS = True\n")
    (tmp_path / "test_own.py").write_text(
        "import checkers, problems, theorems\ndef test_own():\n    assert checkers.OURS and problems.OURS and theorems.OURS\n"
    )
    return tmp_path


def test_a_stranger_s_packages_are_left_alone(process, strangers, entry_point):
    answer = process("-m", "pytest", "-q", "-W", "error", path=[entry_point])
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "1 passed" in answer.stdout


def test_a_stranger_who_asks_is_told_once(process, strangers, entry_point):
    answer = process("-m", "pytest", "-q", "--lemmata", "test_own.py", path=[entry_point])
    assert (answer.returncode, answer.stdout.strip()) == (4, "")
    assert [line.split(" hides ")[1] for line in answer.stderr.splitlines() if line] == [
        f"the package `{name}` of lemmata: rename it, or run lemmata from another folder." for name in ("theorems", "problems", "checkers")
    ]


def test_it_can_be_switched_off(process, tmp_path, entry_point):
    (tmp_path / "test_own.py").write_text(THEIRS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nlemmata_files = *.py\n")
    answer = process("-m", "pytest", "-q", "-p", "no:lemmata", path=[entry_point])
    assert answer.returncode == 0
    assert "1 passed" in answer.stdout


def test_the_fixture_names_its_options(project, checkers):
    (project.path / "tests/test_theirs.py").write_text("def test_run(lemmata):\n    lemmata.assert_holds('pl-gd', instance=3)\n")
    result = run(project)
    result.assert_outcomes(failed=1)
    assert 'assert_holds has no option "instance". There are: instances, ' in result.stdout.str()
    assert "property_test.py" not in result.stdout.str()
