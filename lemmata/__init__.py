"""Decides whether theorems about optimization for deep learning are true as stated, and how sharp they are.

`import lemmata` loads nothing heavy: each name below is fetched from its own module when it is first used.
"""

TYPE_CHECKING = False  # as in typing, which takes as long to load as all else that happens before Ctrl-C is safe
if TYPE_CHECKING:
    from checkers.recorded import last
    from checkers.results import Results
    from checkers.verdict import Result, Verdict
    from checkers.verify import Options, verify
    from lemmata.drafts import decide, draft
    from lemmata.holds import assert_holds
    from paper_figures.shown import draw
    from theorems.catalogue import entries, load, lookup
    from theorems.language import Theorem

__version__ = "0.1.0"

__all__ = [
    "Options",
    "Result",
    "Results",
    "Theorem",
    "Verdict",
    "__version__",
    "assert_holds",
    "decide",
    "draft",
    "draw",
    "entries",
    "last",
    "load",
    "lookup",
    "verify",
]

_HOMES = {
    "Options": "checkers.verify",
    "Result": "checkers.verdict",
    "Results": "checkers.results",
    "Theorem": "theorems.language",
    "Verdict": "checkers.verdict",
    "assert_holds": "lemmata.holds",
    "decide": "lemmata.drafts",
    "draft": "lemmata.drafts",
    "draw": "paper_figures.shown",
    "entries": "theorems.catalogue",
    "last": "checkers.recorded",
    "load": "theorems.catalogue",
    "lookup": "theorems.catalogue",
    "verify": "checkers.verify",
}


def __getattr__(name: str) -> object:
    import importlib

    if name not in _HOMES:
        raise AttributeError(f"module 'lemmata' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
