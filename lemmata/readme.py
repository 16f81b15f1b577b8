"""`python -m lemmata.readme`: the parts of README.md that are made, not written: the core theorems, the score, the output of the examples."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from lemmata.results_table import as_markdown
from theorems.catalogue import entries, load

TABLE = ("<!-- core theorems: made by python -m lemmata.readme -->\n", "<!-- end of core theorems -->")
OUTPUTS = {"lemmata verify my_bound.py": 1, "lemmata tighten best_nonconvex.py best_convex.py": 0}
"""The commands whose output the README shows, with their exit codes."""

SCORE = ("<!-- score: recorded by python -m pytest tests/quality --record -->\n", "<!-- end of score -->")
RECORDED = Path("tests", "quality", "score.json")
FILE = re.compile(r"<!-- file: (\w+\.py) -->\n```python\n(.*?)```", re.S)


def core_table() -> str:
    """A Markdown table: one row per theorem of the core set."""
    core = [load(entry) for entry in entries() if entry.core]
    return "\n".join(as_markdown(core, verdicts=False)) + "\n"


def score_table() -> str:
    """A Markdown table: what the last recorded run over statements of known truth found."""
    score = json.loads((_home() / RECORDED).read_text(encoding="utf-8"))
    true, false = score["true"], score["false"]
    lines = ["| statements | |", "|---|---|"]
    lines.append(f"| true, not refuted | {true['not_refuted']} of {true['statements']} |")
    lines.append(f"| false, refuted | {false['refuted']} of {false['statements']} |")
    lines.append(f"| false, refuted without the extremal library | {false['refuted_without_library']} of {false['statements']} |")
    for searcher, found in score["searchers"].items():
        lines.append(f"| claims refuted by the searcher `{searcher}` | {found['won']}, {found['alone']} of them by it alone |")
    return "\n".join(lines) + "\n"


def _home() -> Path:
    return Path(__file__).resolve().parent.parent


def example_output(text: str, command: str) -> str:
    """What a command says of the files of the README, run in a folder that holds them."""
    files = dict(FILE.findall(text))
    arguments = command.split()[1:]
    if not any(argument in files for argument in arguments):
        raise ValueError(f"README.md has no file that `{command}` speaks of")
    environment = {name: value for name, value in os.environ.items() if name not in ("LEMMATA_HOME", "COLUMNS")}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_text(content, encoding="utf-8")
        environment["PYTHONPATH"] = str(_home())
        called = [sys.executable, "-m", "lemmata", *arguments]
        answer = subprocess.run(called, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    if answer.returncode != OUTPUTS[command]:
        raise ValueError(f"`{command}` in README.md ended with {answer.returncode}, not with {OUTPUTS[command]}: {answer.stderr}")
    return f"```\n$ {command}\n{answer.stdout}```\n"


def with_outputs(text: str) -> str:
    """The README with what its examples say now."""
    for command in OUTPUTS:
        text = between(text, (f"<!-- output of {command} -->\n", "<!-- end of output -->"), example_output(text, command))
    return text


def between(text: str, markers: tuple[str, str], made: str) -> str:
    """The text with what stands between two markers replaced."""
    before, rest = text.split(markers[0])
    return before + markers[0] + made + markers[1] + rest.split(markers[1], 1)[1]


def current(text: str) -> str:
    """The README with its tables as they should be now."""
    return between(between(text, TABLE, core_table()), SCORE, score_table())


def main() -> None:
    """Rewrite all parts in place."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "README.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(with_outputs(current(text)), encoding="utf-8")


if __name__ == "__main__":
    main()
