"""`python -m lemmata.readme`: the table of the core theorems in README.md, made from the catalogue."""

import sys
from pathlib import Path

from theorems.catalogue import entries, load
from theorems.printing import unicode

BEGIN, END = "<!-- core theorems: made by python -m lemmata.readme -->", "<!-- end of core theorems -->"


def core_table() -> str:
    """A Markdown table: one row per claim of the core set."""
    lines = ["| theorem | claim | source |", "|---|---|---|"]
    for entry in entries():
        if entry.core:
            claims = "<br>".join(f"`{unicode(claim)}`" for claim in load(entry).theorem.claims)
            lines.append(f"| `{entry.id}`: {entry.title} | {_cell(claims)} | {_cell(entry.source)} |")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def current(text: str) -> str:
    """The README with the table as it should be now."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{core_table()}\n{END}{after}"


def main() -> None:
    """Rewrite the table in place."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "README.md")
    path.write_text(current(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
