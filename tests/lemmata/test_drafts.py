"""What a notebook asks for: drafts, ids, files; and the results as one value."""

import pytest

import lemmata
from checkers.verdict import Verdict
from checkers.verify import UsageError
from theorems.errors import CatalogueError
from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, points

L, u = constants("L"), points("u")
FALSE = Theorem(given=[Smooth(L)], claim=norm_sq(grad(u)) <= L * (f(u) - f_star))
TRUE = Theorem(given=[Smooth(L)], claim=norm_sq(grad(u)) <= 2 * L * (f(u) - f_star))
SMALL = {"instances": 4, "rounds": 1, "problems": ("quadratic",)}


def test_a_false_draft_is_refuted_without_a_word_of_replaying_it():
    (result,) = lemmata.decide(FALSE, name="mine", **SMALL)
    assert (result.theorem, result.verdict) == ("mine", Verdict.REFUTED)
    assert result.counterexample["exact"] is True
    assert "replay" not in result.counterexample
    assert result.file is None


def test_drafts_and_theorems_of_the_catalogue_together():
    results = lemmata.decide(lemmata.draft(TRUE, "mine", "A title"), "descent-lemma", **SMALL)
    assert [result.theorem for result in results] == ["mine", "descent-lemma", "descent-lemma"]
    assert {result.verdict for result in results} == {Verdict.SUPPORTED}


def test_the_last_evidence_of_a_draft_is_found():
    lemmata.decide(TRUE, name="mine", **SMALL)
    assert lemmata.last(lemmata.draft(TRUE, "mine"), 0)["result"]["verdict"] == "SUPPORTED"
    assert lemmata.last(lemmata.draft(FALSE, "mine"), 0) is None


def test_what_cannot_be_decided_is_refused():
    with pytest.raises(CatalogueError, match='Did you mean "pl-gd"'):
        lemmata.decide("pl-dg")
    with pytest.raises(UsageError, match="leave jobs at 1"):
        lemmata.decide(TRUE, jobs=2)
    with pytest.raises(TypeError, match="instanses"):
        lemmata.decide(TRUE, instanses=4)
