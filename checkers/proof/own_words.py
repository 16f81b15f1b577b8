"""Words of proofs, which no statement has: what a line of a proof may name beside the words of the language."""

from collections.abc import Iterable
from typing import Any

from theorems import words as w

COMPONENT, NUMBER_DRAWN = "component'", "drawn'"
"""A word of proofs, the value of a component at a point, and the sequence of which member k + 1 is the number of the component that step k draws."""

NEAREST = "nearest'"
"""A sequence of proofs, of which member k is a minimiser nearest to x[k], the same one for the same x[k]."""


def batch_of(size: Any) -> str:
    """The name of a sequence of proofs, of which member k + 1 is the mean of that many draws at x[k], those of step k."""
    return f"batch_{size}'"


class coordinate(w.Word):  # noqa: N801
    """A coordinate of a vector, in the lines of proofs: claims speak of vectors."""

    nargs = 2
    takes = ("vector", "index")


class preactivation_at(w.Word):  # noqa: N801
    """`preactivation_at(u, r, i)`: what neuron r makes of input i, in the lines of proofs."""

    nargs = 3
    takes = ("vector", "index", "index")


class along_input(w.Word):  # noqa: N801
    """`along_input(u, r)`: how far a direction of most curvature at u goes along the first input in neuron r, in the lines of proofs."""

    nargs = 2
    takes = ("vector", "index")


class along_output(w.Word):  # noqa: N801
    """`along_output(u, r)`: how far that direction goes in the output weight of neuron r."""

    nargs = 2
    takes = ("vector", "index")


class component_value(w.Word):  # noqa: N801
    """`component_value(u, k)`: the value at u of the component that step k draws, in the lines of proofs."""

    nargs = 2
    takes = ("vector", "index")


def named_in(terms: Iterable[Any]) -> str:
    """The first word of proofs among terms, by its name, or nothing."""
    return next((type(e).__name__ for e in terms if isinstance(e, w.Word) and type(e).__module__ == __name__), "")
