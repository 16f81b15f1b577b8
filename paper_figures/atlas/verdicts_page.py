"""What each verdict guarantees, in the words of the vocabulary itself."""

from collections.abc import Sequence

from checkers.verdict import Verdict
from paper_figures.atlas.found import UNTRIED, Found, counted
from paper_figures.atlas.layout import page, verdict
from paper_figures.atlas.markup import anchor, tag

COLUMNS = (("Verdict", None), ("It guarantees", None), ("Claims", "number"), ("Wrong variants", "number"))
CERTIFIED_SAYS = (
    " is the worst-case reader's own word: an exact certificate in fractions, at the horizons and constants that stand beside it. "
    "Nothing follows for others; the verdict of the claim stays SUPPORTED."
)
UNTRIED_SAYS = "Nothing is recorded of this claim."


def verdicts_page(found: Sequence[Found]) -> str:
    """Every verdict with its guarantee, and how often it was given."""
    claims = dict(counted(word for one in found for word in one.verdicts))
    wrong = dict(counted(word for one in found for mutant in one.mutants for word in mutant.verdicts))
    said = [(one.value, one.sentence) for one in Verdict] + ([(UNTRIED, UNTRIED_SAYS)] if UNTRIED in {*claims, *wrong} else [])
    rows = (
        tag("tr", tag("th", verdict(word), scope="row", id=anchor(word.lower())), tag("td", sentence), *_counts(word, claims, wrong))
        for word, sentence in said
    )
    head = tag("thead", tag("tr", *(tag("th", name, scope="col", class_=kind) for name, kind in COLUMNS)))
    table = tag("div", tag("table", head, tag("tbody", rows)), class_="scroll", tabindex="0", role="group", aria_label="The verdicts")
    lead = tag("p", "One vocabulary everywhere: on these pages, in the terminal, in the data.", class_="lead")
    certified = tag("p", verdict("CERTIFIED"), CERTIFIED_SAYS, id="certified")
    return page("verdicts.html", "Verdicts", [tag("h1", "Verdicts"), lead, table, certified], "What each verdict guarantees.")


def _counts(word: str, *counts: dict[str, int]) -> list[str]:
    return [tag("td", str(count.get(word, 0)), class_="number") for count in counts]
