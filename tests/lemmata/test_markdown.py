"""The Markdown report: a row for each claim, and what failed, folded."""

from checkers.verdict import Result, Verdict
from lemmata.markdown import markdown


def result(verdict, statement="a ≤ b", **more):
    return Result("mine", 0, statement, "a", "0123", verdict, "a reason", **more)


EXAMPLE = {"function": "f(x) = x^2/2", "constants": {"L": "1"}, "left": "2/3", "right": "1/2", "exact": True, "replay": "lemmata verify --replay x"}


def test_rows_and_the_counterexample():
    text = markdown([result(Verdict.SUPPORTED, sharpness=0.99999, attained_by="a_b|c<d"), result(Verdict.REFUTED, counterexample=EXAMPLE)])
    assert text.splitlines()[:6] == [
        "### lemmata: 2 claims, 1 refuted, 1 supported",
        "",
        "| theorem | claim | verdict | sharpness | attained by |",
        "|---|---|---|---|---|",
        r"| `mine` | `a ≤ b` | SUPPORTED | 0.9999 | a\_b\|c&lt;d |",
        "| `mine` | `a ≤ b` | **REFUTED** | - |  |",
    ]
    assert text.count("<details>") == text.count("</details>") == 1
    assert "<summary>mine, claim 1: counterexample</summary>\n\n```text\n" in text
    assert all(part in text for part in ("f(x) = x^2/2", "left 2/3 > right 1/2", "lemmata verify --replay x"))


def test_undecided_claims_tell_their_reason_and_are_marked_unless_allowed():
    undecided = [result(Verdict.INCONCLUSIVE)]
    assert "| **INCONCLUSIVE** |" in markdown(undecided)
    assert "| INCONCLUSIVE |" in markdown(undecided, allow_undecided=True)
    assert all("a reason" in markdown(undecided, allow) for allow in (False, True))


def test_no_text_breaks_the_table_or_the_fence():
    text = markdown([result(Verdict.ERROR, statement="|x|\n```\n`y`")])
    (row,) = [line for line in text.splitlines() if line.startswith("| `mine`")]
    assert row.replace(r"\|", "").count("|") == 6
    assert "````text\n" in text
    assert "\n````\n" in text


def test_nothing_decided():
    assert markdown([]) == "### lemmata: 0 claims\n\n"
