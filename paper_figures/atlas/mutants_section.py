"""The wrong variants of a theorem, which must not survive: what each claims, and what refuted it."""

from collections.abc import Iterator
from shlex import quote

from checkers.told import file_of
from paper_figures.atlas.evidence_section import counterexample
from paper_figures.atlas.found import UNTRIED, Found, counted
from paper_figures.atlas.layout import command, displayed, listed, verdict
from paper_figures.atlas.markup import Html, joined, tag
from paper_figures.atlas.statement import changes
from theorems.printing import latex


def mutants(found: Found) -> Iterator[Html]:
    """Every wrong variant of a theorem."""
    told = ", ".join(f"{count} {name.lower()}" for name, count in counted(word for one in found.mutants for word in one.verdicts))
    yield tag("p", f"A checker that lets these through would let a wrong theorem through. Their claims: {told}.")
    yield from (_mutant(one, found, number + 1) for number, one in enumerate(found.mutants))


def _mutant(mutant: Found, found: Found, number: int) -> Html:
    entry, theorem = mutant.loaded.entry, mutant.loaded.theorem
    unlike = list(changes(theorem, found.loaded.theorem))
    claims = [_claim(mutant, place, entry.title) for place in range(len(theorem.claims))]
    again = [command(line) for line in _again(mutant)]
    return tag("section", tag("h3", entry.title, id=f"mutant-{number}"), listed(unlike) if unlike else None, claims, *again, class_="mutant")


def _again(mutant: Found) -> Iterator[str]:
    """The command that decides a variant anew; what refuted one of a user's file is repeated from its evidence."""
    if mutant.loaded.entry.theme:
        yield f"lemmata verify {mutant.id}"
        return
    refuted = (result for result in mutant.results if result is not None and result.get("counterexample"))
    yield from (f"lemmata verify --replay {quote(file_of(result))}" for result in refuted)


def _claim(mutant: Found, number: int, name: str) -> Html:
    result = mutant.results[number]
    shown = displayed(latex(mutant.loaded.theorem.claims[number]), f"Wrong claim: {name}")
    if result is None:
        return joined(shown, tag("p", verdict(UNTRIED, "../"), class_="outcome"))
    reason = None if result.get("counterexample") else (" ", result["reason"], ".")
    return joined(shown, tag("p", verdict(result["verdict"], "../"), reason, class_="outcome"), counterexample(result))
