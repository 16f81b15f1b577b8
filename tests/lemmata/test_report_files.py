"""`lemmata verify --junit FILE --markdown FILE`: written whole, beside any other output, and refused before anything runs."""

import xml.etree.ElementTree as ET

import pytest

from lemmata.cli import INTERRUPTED


def test_both_reports(lemmata, checkers, tmp_path):
    checkers.verdicts = ["SUPPORTED", "REFUTED"]
    xml, page = tmp_path / "out.xml", tmp_path / "out.md"
    answer = lemmata("verify", "pl-gd", "--junit", str(xml), "--markdown", str(page), "--json")
    assert (answer.code, answer.err) == (1, "")
    assert ET.parse(xml).getroot()[0].get("failures") == "1"
    assert "**REFUTED**" in page.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.md", "out.xml"]


def test_undecided_claims_are_skipped_where_they_are_allowed(lemmata, checkers, tmp_path):
    checkers.verdicts, xml = ["INCONCLUSIVE"], tmp_path / "out.xml"
    assert lemmata("verify", "pl-gd", "--junit", str(xml), "--allow-undecided").code == 0
    assert ET.parse(xml).getroot()[0].get("skipped") == "2"


def test_a_report_that_is_there_is_replaced_and_keeps_its_mode(lemmata, checkers, tmp_path):
    page = tmp_path / "summary.md"
    page.write_text("old")
    page.chmod(0o640)
    lemmata("verify", "pl-gd", "--markdown", str(page))
    assert page.stat().st_mode & 0o777 == 0o640
    assert "old" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--junit", "nowhere/x.xml"], "--junit nowhere/x.xml: the report cannot be written (No such file or directory)."),
        (["--markdown", "."], "--markdown .: a report is written to a regular file."),
        (["--markdown", "/dev/null"], "--markdown /dev/null: a report is written to a regular file."),
        (["--junit", "a", "--markdown", "./a"], "--junit and --markdown name the same file: a."),
    ],
)
def test_a_place_that_takes_no_report(lemmata, checkers, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    answer = lemmata("verify", "pl-gd", *arguments)
    assert (answer.code, answer.out, answer.err) == (2, "", f"lemmata: {said}\n")
    assert checkers.options is None
    assert list(tmp_path.iterdir()) == []


def test_a_replay_writes_no_report(lemmata, checkers, tmp_path):
    assert lemmata("verify", "--replay", "old.json", "--junit", str(tmp_path / "x")).code == 2


def test_an_interrupted_run_reports_what_is_finished(lemmata, checkers, tmp_path):
    def interrupted(results):
        yield results[0]
        raise KeyboardInterrupt

    checkers.results, xml = interrupted, tmp_path / "out.xml"
    assert lemmata("verify", "pl-gd", "--junit", str(xml)).code == INTERRUPTED
    assert [suite.get("tests") for suite in ET.parse(xml).getroot()] == ["1"]


def test_an_interruption_before_the_first_claim_leaves_an_empty_report(lemmata, monkeypatch, tmp_path):
    def interrupted(chosen):
        raise KeyboardInterrupt

    monkeypatch.setattr("lemmata.run.load_all", interrupted)
    assert lemmata("verify", "pl-gd", "--junit", str(tmp_path / "out.xml")).code == INTERRUPTED
    assert len(ET.parse(tmp_path / "out.xml").getroot()) == 0
