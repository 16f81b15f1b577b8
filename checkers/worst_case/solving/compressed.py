"""A sparse matrix by columns, as Clarabel takes it; made without scipy.sparse, whose import and checks cost more than a small solve."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from checkers.worst_case.solving.arrays import Floats, Indices


@dataclass(frozen=True, eq=False)
class Compressed:
    """Column k holds data[indptr[k] : indptr[k + 1]] in the rows indices[indptr[k] : indptr[k + 1]], which increase."""

    shape: tuple[int, int]
    indptr: Indices
    indices: Indices
    data: Floats

    has_canonical_format: ClassVar[bool] = True

    @property
    def nnz(self) -> int:
        """Entries that are kept."""
        return len(self.data)

    def sizes(self, x: Floats) -> Floats:
        """|matrix| @ |x|: how large the terms of each row are."""
        column = np.repeat(np.arange(self.shape[1]), np.diff(self.indptr))
        return np.bincount(self.indices, np.abs(self.data * x[column]), self.shape[0]).astype(np.float64)


def compressed(parts: Sequence[tuple[Any, Any, Any]], rows: int, columns: int) -> Compressed:
    """The matrix of (row, column, entry) triples, arrays or lists of the same length in each; entries at the same place add up."""
    row, column, entry = (np.concatenate([np.zeros(0), *(part[k] for part in parts)]) for k in range(3))
    place, where = np.unique(column.astype(np.int64) * rows + row.astype(np.int64), return_inverse=True)
    data = np.bincount(where, entry, len(place)).astype(np.float64)
    indptr = np.searchsorted(place, np.arange(columns + 1) * rows)
    return Compressed((rows, columns), indptr.astype(np.int64), place % max(rows, 1), data)
