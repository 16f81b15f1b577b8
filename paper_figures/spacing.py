"""Which steps of a long run a table keeps."""

import numpy as np


def spaced(last: int, count: int = 60, multiples: int = 1) -> list[int]:
    """About `count` whole numbers from 1 to `last`, evenly on a logarithmic axis; from 10 `multiples` on only multiples of it."""
    near = np.unique(np.rint(np.geomspace(1, last, count)).astype(int))
    kept = (n if n < 10 * multiples else n - n % multiples for n in near.tolist())
    return sorted(set(kept))
