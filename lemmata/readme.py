"""`python -m lemmata.readme`: the parts of README.md that are made, not written: the table of the core theorems, the output of the example."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from theorems.catalogue import entries, load
from theorems.printing import unicode

TABLE = ("<!-- core theorems: made by python -m lemmata.readme -->\n", "<!-- end of core theorems -->")
OUTPUT = ("<!-- output of lemmata verify my_bound.py -->\n", "<!-- end of output -->")
EXAMPLE = re.compile(r"<!-- file: my_bound.py -->\n```python\n(.*?)```", re.S)


def core_table() -> str:
    """A Markdown table: one row per theorem of the core set."""
    lines = ["| theorem | claim | source |", "|---|---|---|"]
    for entry in entries():
        if entry.core:
            claims = "<br>".join(f"`{unicode(claim)}`" for claim in load(entry).theorem.claims)
            lines.append(f"| `{entry.id}`: {entry.title} | {_cell(claims)} | {_cell(entry.source)} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def example_output(text: str) -> str:
    """What `lemmata verify my_bound.py` says of the example in the README."""
    found = EXAMPLE.search(text)
    if found is None:
        raise ValueError("README.md has no example `my_bound.py`")
    home = str(Path(__file__).resolve().parent.parent)
    environment = {name: value for name, value in os.environ.items() if name not in ("LEMMATA_HOME", "COLUMNS")}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "my_bound.py").write_text(found[1], encoding="utf-8")
        command = [sys.executable, "-m", "lemmata", "verify", "my_bound.py"]
        answer = subprocess.run(command, cwd=folder, env={**environment, "PYTHONPATH": home}, capture_output=True, encoding="utf-8", check=False)
    if answer.returncode != 1:
        raise ValueError(f"the example in README.md ended with {answer.returncode}, not with 1: {answer.stderr}")
    return f"```\n$ lemmata verify my_bound.py\n{answer.stdout}```\n"


def between(text: str, markers: tuple[str, str], made: str) -> str:
    """The text with what stands between two markers replaced."""
    before, rest = text.split(markers[0])
    return before + markers[0] + made + markers[1] + rest.split(markers[1])[1]


def current(text: str) -> str:
    """The README with the table as it should be now."""
    return between(text, TABLE, core_table())


def main() -> None:
    """Rewrite both parts in place."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "README.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(between(current(text), OUTPUT, example_output(text)), encoding="utf-8")


if __name__ == "__main__":
    main()
