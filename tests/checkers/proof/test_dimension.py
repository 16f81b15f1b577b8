"""The dimension is one number: what holds of the sum over d coordinates does not hold of a sum over any other number of them."""

import pytest

from checkers.proof.forms import RejectedError
from checkers.proof.kernel import Kernel

COORDINATES = {"rule": "coordinates", "left": ["point", "u"], "right": ["point", "v"]}


@pytest.mark.parametrize(
    "step",
    [
        {"rule": "substitute", "fact": 0, "kind": "integer", "name": "d", "value": 0},
        {"rule": "monotone", "of": "sum", "fact": 0, "name": "d", "lo": 0, "hi": 0, "length": 1},
    ],
)
def test_the_dimension_takes_no_other_value(step):
    kernel = Kernel({"axioms": [], "goals": []})
    kernel.apply(COORDINATES)
    kernel.apply({"rule": "combine", "goal": 1, "relation": ">=", "products": [[1, []]]})
    with pytest.raises(RejectedError, match="dimension"):
        kernel.apply(step)


def test_other_symbols_do():
    kernel = Kernel({"axioms": [], "goals": []})
    kernel.apply(COORDINATES)
    kernel.apply({"rule": "substitute", "fact": 0, "kind": "point", "name": "u", "value": ["vectors"]})
    assert kernel.found[-1].term.is_zero
