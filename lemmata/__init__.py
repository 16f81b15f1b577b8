"""Decides whether theorems about optimization for deep learning are true as stated, and how sharp they are.

`import lemmata` loads nothing heavy: each name below is fetched from its own module when it is first used.
"""

TYPE_CHECKING = False  # as in typing, which takes as long to load as all else that happens before Ctrl-C is safe
if TYPE_CHECKING:
    from checkers.recorded import last
    from checkers.results import Results
    from checkers.verdict import Result, Verdict
    from checkers.verify import Options, verify
    from lemmata import strategies
    from lemmata.drafts import decide, draft
    from lemmata.holds import assert_holds
    from lemmata.strategies import problems_with
    from paper_figures.shown import draw
    from problems.problem import Problem, instance
    from problems.torch_function import problem
    from problems.torch_module import problem_of
    from theorems.catalogue import entries, load, lookup
    from theorems.language import Theorem

__version__ = "0.1.0"

__all__ = [
    "Options",
    "Problem",
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
    "instance",
    "last",
    "load",
    "lookup",
    "problem",
    "problem_of",
    "problems_with",
    "strategies",
    "verify",
]

_HOMES = {
    "Options": "checkers.verify",
    "Problem": "problems.problem",
    "Result": "checkers.verdict",
    "Results": "checkers.results",
    "Theorem": "theorems.language",
    "Verdict": "checkers.verdict",
    "assert_holds": "lemmata.holds",
    "decide": "lemmata.drafts",
    "draft": "lemmata.drafts",
    "draw": "paper_figures.shown",
    "entries": "theorems.catalogue",
    "instance": "problems.problem",
    "last": "checkers.recorded",
    "load": "theorems.catalogue",
    "lookup": "theorems.catalogue",
    "problem": "problems.torch_function",
    "problem_of": "problems.torch_module",
    "problems_with": "lemmata.strategies",
    "strategies": "lemmata.strategies",
    "verify": "checkers.verify",
}


def __getattr__(name: str) -> object:
    import importlib

    if name not in _HOMES:
        raise AttributeError(f"module 'lemmata' has no attribute {name!r}")
    module = importlib.import_module(_HOMES[name])
    return module if _HOMES[name] == f"lemmata.{name}" else getattr(module, name)


def __dir__() -> list[str]:
    return sorted(__all__)
