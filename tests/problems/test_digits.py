"""Digits: exact, scaled and pooled as they say, and refused with a message where they are not to be had."""

import sys
from fractions import Fraction

import numpy as np
import pytest
from sklearn.datasets import load_digits

from problems import digits
from problems.digits import DataError, two_digits

ROOT = load_digits()


@pytest.mark.parametrize("side", [1, 2, 4, 8])
def test_inputs_are_the_images_pooled_and_scaled_by_one_rational(side):
    found = two_digits(7, side, (3, 5))
    block = 8 // side
    images = [ROOT.images[ROOT.target == digit][place] for place in range(4) for digit in (3, 5)][:7]
    plain = [[image[r : r + block, c : c + block].sum() for r in range(0, 8, block) for c in range(0, 8, block)] for image in images]
    scales = {
        entry / Fraction(int(pixel)) for row, known in zip(found.inputs, plain, strict=True) for entry, pixel in zip(row, known, strict=True) if pixel
    }
    assert len(scales) == 1
    assert scales.pop().numerator == 1
    assert all((entry == 0) == (pixel == 0) for row, known in zip(found.inputs, plain, strict=True) for entry, pixel in zip(row, known, strict=True))
    assert found.labels == (1, -1, 1, -1, 1, -1, 1)


def test_norms_are_at_most_one_and_the_largest_close_to_it():
    lengths = [sum(e * e for e in row) for row in two_digits(40).inputs]
    assert all(length <= 1 for length in lengths)
    assert max(lengths) > Fraction(9, 10)
    assert all(isinstance(e, Fraction) for row in two_digits(40).inputs for e in row)


def test_more_images_than_there_are_and_other_sizes_are_refused():
    with pytest.raises(DataError, match="178 and 182 images of 0 and 1"):
        two_digits(400)
    with pytest.raises(ValueError, match="not 3"):
        two_digits(4, 3)


def test_without_scikit_learn_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    digits._images.cache_clear()
    with pytest.raises(DataError, match=r"pip install lemmata\[data\]"):
        two_digits.__wrapped__(4)
    monkeypatch.undo()
    assert np.isclose(float(two_digits(2).inputs[0][2] / two_digits(2).inputs[0][3]), ROOT.images[0][0][2] / ROOT.images[0][0][3])
