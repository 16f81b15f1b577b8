"""Sparse matrices by columns, against SciPy's."""

import numpy as np
import pytest
from scipy import sparse

from checkers.worst_case.solving.compressed import compressed


@pytest.mark.parametrize("seed", range(5))
def test_a_matrix_is_that_of_scipy(seed):
    random = np.random.default_rng(seed)
    row, column, entry = random.integers(0, 7, 30), random.integers(0, 5, 30), random.normal(size=30)
    made = compressed([(row[:10], column[:10], entry[:10]), (row[10:], column[10:], entry[10:])], 7, 5)
    known = sparse.csc_matrix((entry, (row, column)), shape=(7, 5))
    known.sum_duplicates()
    assert (made.shape, made.nnz) == (known.shape, known.nnz)
    assert made.indptr.tolist() == known.indptr.tolist()
    assert made.indices.tolist() == known.indices.tolist()
    np.testing.assert_allclose(made.data, known.data, rtol=1e-14)
    x = random.normal(size=5)
    np.testing.assert_allclose(made.sizes(x), abs(known) @ abs(x), rtol=1e-14)


def test_a_matrix_may_be_empty():
    made = compressed([], 3, 2)
    assert made.indptr.tolist() == [0, 0, 0]
    assert made.nnz == 0
