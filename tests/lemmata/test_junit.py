"""JUnit XML of `verify`: outcomes by verdict, counts, escapes, and the schema that readers hold it against."""

import xml.etree.ElementTree as ET

import pytest

from checkers.verdict import Result, Verdict
from lemmata.junit import junit

ALLOWED = {
    "testsuites": ({"name", "tests", "failures", "errors", "time"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors", "skipped", "time"}, {"properties", "testcase", "system-out", "system-err"}),
    "testcase": ({"name", "classname", "time"}, {"skipped", "error", "failure", "system-out", "system-err"}),
    **{outcome: ({"message", "type"}, set()) for outcome in ("skipped", "error", "failure")},
    "system-out": (set(), set()),
}
"""Of each element the attributes and the children that the schema of Jenkins' xUnit plugin has, of those that we could want."""


def result(verdict, theorem="mine", claim=0, statement="a ≤ b", **more):
    return Result(theorem, claim, statement, "a", "0123", verdict, "a reason", seconds=0.5, **more)


def conforms(element):
    attributes, children = ALLOWED[element.tag]
    assert set(element.attrib) <= attributes
    assert {child.tag for child in element} <= children
    for child in element:
        conforms(child)


@pytest.mark.parametrize(
    ("verdict", "allow", "outcome"),
    [
        (Verdict.PROVED, False, None),
        (Verdict.SUPPORTED, False, None),
        (Verdict.REFUTED, True, "failure"),
        (Verdict.VACUOUS, True, "failure"),
        (Verdict.ERROR, True, "error"),
        (Verdict.INCONCLUSIVE, False, "failure"),
        (Verdict.NOT_APPLICABLE, False, "failure"),
        (Verdict.INCONCLUSIVE, True, "skipped"),
        (Verdict.NOT_APPLICABLE, True, "skipped"),
    ],
)
def test_outcomes(verdict, allow, outcome):
    (case,) = ET.fromstring(junit([result(verdict)], allow)).iter("testcase")
    assert [child.tag for child in case] == ([outcome] if outcome else []) + ["system-out"]
    if outcome:
        assert case[0].get("type") == verdict.value
        assert "a reason" in case[0].text


def test_a_suite_for_each_theorem_with_its_counts():
    found = [result(Verdict.SUPPORTED), result(Verdict.REFUTED, claim=1), result(Verdict.ERROR, "other")]
    root = ET.fromstring(junit(found))
    conforms(root)
    counts = [(s.get("name"), *(s.get(n) for n in ("tests", "failures", "errors", "skipped", "time"))) for s in root]
    assert counts == [("mine", "2", "1", "0", "0", "1.000"), ("other", "1", "0", "1", "0", "0.500")]
    assert [(case.get("classname"), case.get("name")) for case in root.iter("testcase")] == [
        ("mine", "claim-1"), ("mine", "claim-2"), ("other", "claim-1"),
    ]  # fmt: skip


def test_a_counterexample_is_the_failure_s_text():
    example = {
        "function": "f(x) = x^2/2",
        "constants": {"L": "1"},
        "left": "2/3",
        "right": "1/2",
        "exact": True,
        "replay": "lemmata verify --replay x",
    }
    (failure,) = ET.fromstring(junit([result(Verdict.REFUTED, counterexample=example)])).iter("failure")
    assert failure.get("message") == "REFUTED: left 2/3 > right 1/2"
    assert all(part in failure.text for part in ("a ≤ b", "f(x) = x^2/2", "L = 1", "lemmata verify --replay x"))


def test_letters_that_xml_cannot_hold():
    text = junit([result(Verdict.ERROR, 'a<b>&"', statement="1 < 2 & \x00\x1b[31m \ud800 ]]>")])
    text.encode()
    root = ET.fromstring(text)
    assert root[0].get("name") == 'a<b>&"'
    assert "1 < 2 & \ufffd\ufffd[31m \ufffd ]]>" in root.find(".//error").text


def test_nothing_decided_is_a_document():
    root = ET.fromstring(junit([]))
    assert (root.tag, len(root)) == ("testsuites", 0)
