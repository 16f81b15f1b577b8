"""What the worst-case reader says of a claim, horizon by horizon: the worst case, what a function attains, what is certified."""

from collections.abc import Mapping, Sequence
from typing import Any

from checkers import told
from paper_figures.atlas.markup import Html, joined, tag

COLUMNS = ("N", "Constants", "Sharpness", "Attained", "Certified bound", "It says")


def worst_case(answer: Mapping[str, Any] | None) -> Html | None:
    """A table of rows, folded; nothing where the reader has no rows."""
    rows = [] if answer is None else [row for row in answer["rows"] if row["sharpness"] is not None or row["upper"] is not None]
    if not rows:
        return None
    return tag("details", tag("summary", "The worst case, horizon by horizon"), _table(rows), *_remarks(rows))


def _table(rows: Sequence[Mapping[str, Any]]) -> Html:
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in COLUMNS)))
    body = tag("tbody", [_row(row) for row in rows])
    return tag("div", tag("table", head, body), class_="scroll", tabindex="0", role="group", aria_label="The worst case, horizon by horizon")


def _row(row: Mapping[str, Any]) -> Html:
    worst = "" if row["sharpness"] is None else f"{row['sharpness']:.6g}"
    on = joined(row["lower"], tag("br"), row["function"]) if row.get("function") else row["lower"] or ""
    cells = (told.assigned(row["constants"]), worst, on, row["upper"] or "", row["reason"])
    return tag("tr", tag("th", str(row["N"]), scope="row"), *(tag("td", cell) for cell in cells))


def _remarks(rows: Sequence[Mapping[str, Any]]) -> list[Html]:
    """What is narrower or wider than the statement, each once."""
    return [tag("p", f"Note: {remark}.") for remark in dict.fromkeys(remark for row in rows for remark in row.get("remarks") or ())]
