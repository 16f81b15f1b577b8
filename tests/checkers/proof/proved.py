"""The catalogue's proofs, each run once for all tests."""

from functools import cache

from checkers.proof.prove import Outcome, prove
from theorems.catalogue import Entry, entries, load

PROVED = [entry for entry in entries() if load(entry).proof is not None]


@cache
def outcome_of(entry: Entry) -> Outcome:
    """What comes of the proof in a theorem's file."""
    loaded = load(entry)
    assert loaded.proof is not None
    return prove(loaded.theorem, loaded.proof)
