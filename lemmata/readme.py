"""`python -m lemmata.readme`: the parts of README.md that are made, not written: the core theorems, the score, the output of the example."""

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
OUTPUT = ("<!-- output of lemmata verify my_bound.py -->\n", "<!-- end of output -->")
SCORE = ("<!-- score: recorded by python -m pytest tests/quality --record -->\n", "<!-- end of score -->")
RECORDED = Path("tests", "quality", "score.json")
EXAMPLE = re.compile(r"<!-- file: my_bound.py -->\n```python\n(.*?)```", re.S)


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


def example_output(text: str) -> str:
    """What `lemmata verify my_bound.py` says of the example in the README."""
    found = EXAMPLE.search(text)
    if found is None:
        raise ValueError("README.md has no example `my_bound.py`")
    environment = {name: value for name, value in os.environ.items() if name not in ("LEMMATA_HOME", "COLUMNS")}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "my_bound.py").write_text(found[1], encoding="utf-8")
        command = [sys.executable, "-m", "lemmata", "verify", "my_bound.py"]
        environment["PYTHONPATH"] = str(_home())
        answer = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    if answer.returncode != 1:
        raise ValueError(f"the example in README.md ended with {answer.returncode}, not with 1: {answer.stderr}")
    return f"```\n$ lemmata verify my_bound.py\n{answer.stdout}```\n"


def between(text: str, markers: tuple[str, str], made: str) -> str:
    """The text with what stands between two markers replaced."""
    before, rest = text.split(markers[0])
    return before + markers[0] + made + markers[1] + rest.split(markers[1])[1]


def current(text: str) -> str:
    """The README with its tables as they should be now."""
    return between(between(text, TABLE, core_table()), SCORE, score_table())


def main() -> None:
    """Rewrite all parts in place."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "README.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(between(current(text), OUTPUT, example_output(text)), encoding="utf-8")


if __name__ == "__main__":
    main()
