"""A sparse matrix by columns, as Clarabel takes it; made without SciPy, whose import costs more than many solves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from checkers.worst_case.arrays import Floats, Indices


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


def compressed(parts: Sequence[tuple[Any, Any, Any]], rows: int, columns: int) -> Compressed:
    """The matrix of (row, column, entry) triples, each an array or a list; entries at the same place add up."""
    row, column = (np.concatenate([np.asarray(part[k], dtype=np.int64) for part in parts]) for k in range(2))
    place, where = np.unique(column * rows + row, return_inverse=True)
    data = np.bincount(where, np.concatenate([np.asarray(part[2], dtype=np.float64) for part in parts]), len(place))
    indptr = np.searchsorted(place, np.arange(columns + 1) * rows)
    return Compressed((rows, columns), indptr.astype(np.int64), place % max(rows, 1), data.astype(np.float64))


def empty(size: int) -> Compressed:
    """A square matrix of zeros."""
    none = np.zeros(0, dtype=np.int64)
    return Compressed((size, size), np.zeros(size + 1, dtype=np.int64), none, np.zeros(0))
