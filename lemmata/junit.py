"""A run of `verify` as JUnit XML: a suite per theorem, a case per claim, in the form that Jenkins, GitLab and GitHub's reporters read."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from itertools import groupby

from checkers.verdict import Result, Verdict
from lemmata.failure import PAGE, UNDECIDED, failing, headline
from lemmata.report import rows_below

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no form for."""


def junit(results: Sequence[Result], allow_undecided: bool = False) -> str:
    """The document. REFUTED, VACUOUS and what is undecided are failures, ERROR is an error; undecided claims that are allowed are skipped."""
    root = ET.Element("testsuites", name="lemmata")
    for theorem, claims in groupby(results, key=lambda result: result.theorem):
        root.append(_suite(theorem, list(claims), allow_undecided))
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(theorem: str, claims: Sequence[Result], allow_undecided: bool) -> ET.Element:
    cases = [_case(result, allow_undecided) for result in claims]
    counts = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    told = {name: str(sum(case.find(tag) is not None for case in cases)) for name, tag in counts.items()}
    suite = ET.Element("testsuite", {"name": _written(theorem), "tests": str(len(cases)), **told, "time": _seconds(claims)})
    suite.extend(cases)
    return suite


def _case(result: Result, allow_undecided: bool) -> ET.Element:
    case = ET.Element("testcase", name=f"claim-{result.claim + 1}", classname=_written(result.theorem), time=_seconds([result]))
    outcome = _outcome(result, allow_undecided)
    if outcome:
        told = ET.SubElement(case, outcome, message=_written(headline(result)), type=result.verdict.value)
        told.text = _written("\n".join([result.statement, *rows_below(result, PAGE)]))
    ET.SubElement(case, "system-out").text = _written(_facts(result))
    return case


def _outcome(result: Result, allow_undecided: bool) -> str | None:
    if result.verdict in UNDECIDED and allow_undecided:
        return "skipped"
    if result.verdict is Verdict.ERROR:
        return "error"
    return "failure" if failing([result]) else None


def _facts(result: Result) -> str:
    """What is known of a claim, line by line: the schema has no properties for one case."""
    known = {
        "claim": result.statement,
        "verdict": result.verdict.value,
        "reason": result.reason,
        "sharpness": result.sharpness,
        "attained by": result.attained_by,
        "digest": result.digest,
        "evidence": result.evidence,
    }
    return "\n".join(f"{name}: {value}" for name, value in known.items() if value not in (None, ""))


def _seconds(claims: Iterable[Result]) -> str:
    return f"{sum(result.seconds for result in claims):.3f}"


def _written(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)
