"""`lemmata check` on certificates in symbolic constants."""

import json
from functools import cache

import pytest

from theorems.catalogue import load, lookup


@cache
def certificate():
    from checkers.worst_case.symbolic.certificate import written
    from checkers.worst_case.symbolic.prove import proved

    theorem = load(lookup("pl-gd-improved")).theorem
    return written(proved(theorem, theorem.claims[0]), "pl-gd-improved")


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "a.json"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_it_is_replayed_and_shown(lemmata, file):
    answer = lemmata("check", file(certificate()))
    assert answer.code == 0
    for part in ("HOLDS", "pl-gd-improved", "every step", "mu <= L", "PL, Polyak-Lojasiewicz at x[t + 1]", "2 L"):
        assert part in answer.out


def test_json_carries_it(lemmata, file):
    result = json.loads(lemmata("check", "--json", file(certificate())).out)["results"][0]
    assert result["outcome"] == "HOLDS"
    assert result["cases"] == json.loads(certificate())["cases"]


def test_a_changed_multiplier_is_rejected(lemmata, file):
    data = json.loads(certificate())
    data["cases"][0]["facts"][0]["multiplier"][0] = {"1": "2"}
    answer = lemmata("check", file(json.dumps(data)))
    assert answer.code == 1
    assert "REJECTED" in answer.out


def test_another_statement_is_rejected(lemmata, file):
    answer = lemmata("check", "--against", "gd-nonconvex-tight", file(certificate()))
    assert answer.code == 1
    assert "another statement" in answer.out


def test_without_a_known_theorem_the_statement_is_asked_for(lemmata, file):
    data = {**json.loads(certificate()), "theorem": "/tmp/of_a_stranger.py"}
    answer = lemmata("check", file(json.dumps(data)))
    assert answer.code == 2
    assert "--against" in answer.out


def test_another_shape_is_rejected(lemmata, file):
    data = json.loads(certificate())
    assert lemmata("check", file(json.dumps({**data, "cases": [{}]}))).code == 1


@pytest.mark.parametrize(
    ("part", "value"), [("scope", "every step of every method"), ("claim", "f(x[t]) <= f_star"), ("known", []), ("constants", [])]
)
def test_what_is_shown_is_what_was_checked(lemmata, file, part, value):
    answer = lemmata("check", file(json.dumps({**json.loads(certificate()), part: value})))
    assert answer.code == 1
    assert "REJECTED" in answer.out
