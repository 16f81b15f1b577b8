"""The progress bar shows itself on a terminal only."""

import sys

from lemmata.progress import progress


def test_no_bar_where_standard_error_is_no_terminal(monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    with progress() as (report, paused), paused():
        assert report is None


def test_a_bar_that_leaves_no_trace(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    with progress() as (report, paused):
        report("pl-gd", 1, 2)
        with paused():
            print("a row")
    assert capsys.readouterr().out == "a row\n"
