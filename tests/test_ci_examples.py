"""The examples of docs/ci run: every command of the workflow and the hook, in a project of their own."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOW = ROOT / "docs/ci/github-workflow.yml"
HOOKS, HOOK_CONFIG = ROOT / ".pre-commit-hooks.yaml", ROOT / "docs/ci/pre-commit-config.yaml"

TRUE = '''"""A gradient is bounded by the gap."""
from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, points
L, u = constants("L"), points("u")
theorem = Theorem(given=[Smooth(L)], claim=norm_sq(grad(u)) <= 2 * L * (f(u) - f_star))
'''
FALSE = TRUE.replace("2 * L", "L")


def loaded(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture
def shell(tmp_path):
    """A project with bounds/, and a shell in it whose `python` and `lemmata` are those of this repository, installed."""
    commands, project = tmp_path / "bin", tmp_path / "project"
    metadata = tmp_path / "site" / "lemmata-0.1.0.dist-info"
    for folder in (commands, project / "bounds", metadata):
        folder.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: lemmata\nVersion: 0.1.0\n")
    (metadata / "entry_points.txt").write_text("[pytest11]\nlemmata = lemmata.pytest_plugin\n")
    for name, arguments in {"python": "", "lemmata": "-m lemmata "}.items():
        (commands / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n')
        (commands / name).chmod(0o755 | stat.S_IEXEC)
    environment = {name: value for name, value in os.environ.items() if name != "LEMMATA_HOME"}
    environment["PATH"] = f"{commands}{os.pathsep}{os.environ['PATH']}"
    environment["PYTHONPATH"] = f"{tmp_path / 'site'}{os.pathsep}{ROOT}"

    def run(command, **more):
        whole = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]  # as a workflow's `run` is
        return subprocess.run(whole, cwd=project, env={**environment, **more}, capture_output=True, text=True, encoding="utf-8", check=False)

    run.project = project
    return run


def steps():
    """Every `run` of the workflow, by job; to install is left out, as it needs the network: `python -m pip install …` becomes `true`."""
    document = loaded(WORKFLOW)
    assert set(document["env"]) == {"LEMMATA"}
    return [
        (job, re.sub(r"^python -m pip install .*$", "true", step["run"]))
        for job, described in document["jobs"].items()
        for step in described["steps"]
        if "run" in step
    ]


def test_the_workflow_installs_first_and_runs_on_pushes():
    document = loaded(WORKFLOW)
    assert "push" in document[True]  # YAML 1.1 reads the key `on` as true
    assert [job for job, command in steps() if command == "true"] == list(document["jobs"])


@pytest.mark.slow
@pytest.mark.parametrize(("text", "code"), [(TRUE, 0), (FALSE, 1)])
def test_what_the_workflow_runs(shell, text, code):
    (shell.project / "bounds/gap.py").write_text(text)
    summary = shell.project / "summary.md"
    summary.touch()
    answers = {(job, command): shell(command, GITHUB_STEP_SUMMARY=str(summary), LEMMATA="lemmata") for job, command in steps()}
    assert len(answers) == 4
    for (_, command), answer in answers.items():
        assert answer.returncode == (0 if command == "true" else code), answer.stdout + answer.stderr
    assert ("**REFUTED**" in summary.read_text(encoding="utf-8")) == bool(code)
    assert all((shell.project / name).is_file() for name in ("pytest.xml", "lemmata.xml"))
    assert list((shell.project / ".lemmata").glob("gap-0-*.json"))


def test_the_example_of_the_hook_names_a_hook_that_there_is():
    (hook,) = loaded(HOOKS)
    (used,) = loaded(HOOK_CONFIG)["repos"][0]["hooks"]
    assert used["id"] == hook["id"]
    assert {"id", "name", "entry", "language"} <= set(hook)
    for files in (hook["files"], used["files"]):
        assert re.search(files, "bounds/gap.py")
        assert not re.search(files, "src/bounds.py")


@pytest.mark.slow
@pytest.mark.parametrize(("text", "code"), [(TRUE, 0), (FALSE, 1)])
def test_what_the_hook_runs(shell, text, code):
    """pre-commit calls the entry with the arguments, then with the files that match."""
    (shell.project / "bounds/gap.py").write_text(text)
    (hook,), (used,) = loaded(HOOKS), loaded(HOOK_CONFIG)["repos"][0]["hooks"]
    answer = shell(" ".join([hook["entry"], *used["args"], "bounds/gap.py"]))
    assert answer.returncode == code, answer.stdout + answer.stderr
    assert ("REFUTED" in answer.stdout) == bool(code)
