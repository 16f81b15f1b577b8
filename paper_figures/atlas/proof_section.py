"""The proof of a theorem, as its page shows it: the idea, what each claim rests on and does without, and the script, one line a step."""

import inspect
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from paper_figures.atlas.found import Found
from paper_figures.atlas.layout import command, listed
from paper_figures.atlas.markup import Html, tag

NONE = "No proof yet: the file of this theorem holds no derivation."


def proof(found: Found) -> Iterator[Html]:
    """The section, from the file of the theorem and from what is recorded of it."""
    if found.loaded.proof is None:
        yield tag("p", NONE)
        return
    for text in filter(None, inspect.cleandoc(found.loaded.proof.__doc__ or "").split("\n\n")):
        yield tag("p", text)
    for number, result in enumerate(found.results):
        answer = ((result or {}).get("readers") or {}).get("proof")
        yield tag("p", f"Claim {number + 1}: ", tag("strong", answer["verdict"]), f", {answer['reason']}.") if answer else tag("p", _untold(number))
        if answer and answer.get("axioms"):
            yield tag("details", tag("summary", "Axioms, steps"), listed(_rests_on(answer)))
    yield tag("details", tag("summary", "The script, one line a step"), tag("pre", tag("code", script(found.loaded.proof)), class_="copy"))
    yield tag("p", "Every step is made in a small kernel and made again by an independent checker:")
    yield command(f"lemmata prove {found.id} --certificate {found.id}.json\nlemmata check {found.id}.json --against {found.id}")


def _untold(number: int) -> str:
    return f"Claim {number + 1}: nothing is recorded of its proof."


def _rests_on(answer: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "axioms", "; ".join(answer["axioms"])
    yield "steps", f"{answer.get('steps', 0)} of the kernel, from {answer.get('lines', 0)} lines"


def script(made: Any) -> str:
    """The source of a proof without its docstring; empty where there is none."""
    try:
        source = textwrap.dedent(inspect.getsource(made))
    except (OSError, TypeError):
        return ""
    head, *rest = source.split('"""')
    return (head.rstrip() + "".join(rest[1:]) if len(rest) >= 2 else source).rstrip()
