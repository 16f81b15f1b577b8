"""The packages that must lie beside this one: a stranger's `theorems`, `problems` or `checkers` in their place is said once, clearly."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

OURS = ("theorems", "problems", "checkers")


def strangers() -> Iterator[str]:
    """A sentence for each package of ours that another one hides."""
    home = Path(__file__).resolve().parent.parent
    for name in OURS:
        spec = importlib.util.find_spec(name)
        if spec is None:
            yield f"the package `{name}` is missing: install lemmata again."
            continue
        found = [Path(place).resolve() for place in spec.submodule_search_locations or [str(spec.origin)]]
        if home / name not in found:
            yield f"{found[0]} hides the package `{name}` of lemmata: rename it, or run lemmata from another folder."
