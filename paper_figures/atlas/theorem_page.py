"""The page of one theorem: the statement, why it matters, what is known of each claim, the wrong variants, the figures, the commands."""

from collections.abc import Container, Iterator, Sequence
from shlex import quote
from typing import Any

from paper_figures.atlas import figures
from paper_figures.atlas.evidence_section import evidence
from paper_figures.atlas.found import Found, counted
from paper_figures.atlas.layout import command, page, section
from paper_figures.atlas.markup import Html, joined, tag, words
from paper_figures.atlas.mutants_section import mutants
from paper_figures.atlas.proof_section import proof
from paper_figures.atlas.statement import assumptions, claims, method
from theorems.catalogue import explanation

IDEA = "Idea of the proof: "


def theorem_page(found: Found, drawn: Sequence[figures.Drawn] = (), known: Container[str] = ()) -> str:
    """The page of a theorem, as HTML text; `known` are the ids that have a page."""
    parts = list(_sections(found, figures.of_theorem(found.id, drawn), known))
    entry = found.loaded.entry
    main = (_heading(found), *(section(name, title, *children) for name, title, children in parts))
    contents = [(name, title) for name, title, _ in parts]
    return page(found.page, entry.title, main, f"{entry.title}. {_summary(found)}", contents)


def _heading(found: Found) -> Html:
    entry = found.loaded.entry
    facts = [tag("code", entry.id)]
    if entry.theme:
        facts.append(tag("a", words(entry.theme), href=f"../index.html#theme={entry.theme}"))
    if entry.core:
        facts.append(joined("core set"))
    facts += [tag("a", name, href=f"../index.html#lecture={name}") for name in entry.lectures]
    line = joined(*(joined(" · " if number else None, fact) for number, fact in enumerate(facts)))
    source = tag("p", entry.source, class_="source") if entry.source else None
    return joined(tag("p", line, class_="facts"), tag("h1", entry.title), source, tag("p", _summary(found), class_="summary"))


def _summary(found: Found) -> str:
    number = len(found.verdicts)
    return f"{number} claim{'s' * (number != 1)}: " + ", ".join(f"{count} {name.lower()}" for name, count in counted(found.verdicts)) + "."


def _sections(found: Found, drawn: Sequence[figures.Drawn], known: Container[str]) -> Iterator[tuple[str, str, Sequence[Any]]]:
    loaded = found.loaded
    yield "statement", "Statement", (assumptions(loaded.theorem), method(loaded.theorem), claims(found))
    told = explanation(loaded.entry) if loaded.entry.mutant is None else ()
    if told:
        yield "why", "Why it matters", [_paragraph(text) for text in told]
    yield "proof", "Proof", list(proof(found))
    yield "evidence", "What is known", list(_evidence(found))
    if found.mutants:
        yield "mutants", "Wrong variants", list(mutants(found))
    if drawn:
        yield "figures", "Figures", [figures.shown(one, known) for one in drawn]
    yield "commands", "Do it again", list(_commands(found, drawn))


def _paragraph(text: str) -> Html:
    if text.startswith(IDEA):
        return tag("p", tag("b", IDEA.strip()), " ", text.removeprefix(IDEA))
    return tag("p", text)


def _evidence(found: Found) -> Iterator[Html]:
    several = len(found.evidence) > 1
    for number, record in enumerate(found.evidence):
        if several:
            yield tag("h3", tag("a", f"Claim {number + 1}", href=f"#claim-{number + 1}"), id=f"evidence-{number + 1}")
        yield evidence(record, again(found))


def again(found: Found) -> str:
    """The command that decides a theorem anew; that of a user's file names the file."""
    entry = found.loaded.entry
    return f"lemmata verify {quote(entry.id if entry.theme else entry.path.name)}"


def _commands(found: Found, drawn: Sequence[figures.Drawn]) -> Iterator[Html]:
    name = again(found).removeprefix("lemmata verify ")
    yield tag("p", "Decide the claims anew, search longer, show the statement, and make this page:")
    lines = [f"lemmata {verb} {name}" for verb in ("verify", "attack", "show", "report")]
    yield command("\n".join([*lines, *(one.command for one in drawn)]))
