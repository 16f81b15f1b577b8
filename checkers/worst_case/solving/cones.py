"""Clarabel, called directly: a linear objective over free numbers, with rows that are zero, nonnegative or a positive semidefinite matrix.

Clarabel minimises q^T x subject to A x + s = b, s in a product of cones. A symmetric matrix is the column-stacked upper triangle with its
off-diagonal entries times sqrt(2), so that inner products of triangles are those of matrices.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from checkers.worst_case.solving.arrays import Floats, triangle
from checkers.worst_case.solving.compressed import compressed

SOLVED = ("Solved", "AlmostSolved")


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came back: Clarabel's status, the unknowns `x`, the multipliers `z` of the rows, the slacks `s`; or why nothing did."""

    status: str
    x: Floats
    z: Floats
    s: Floats
    iterations: int = 0


def stacked(matrix: Floats) -> Floats:
    """The last two axes of symmetric matrices as one stacked triangle."""
    i, j, factor = triangle(matrix.shape[-1])
    return matrix[..., i, j] * factor


def unstacked(vector: Floats, size: int) -> Floats:
    """The symmetric matrix of a stacked triangle."""
    i, j, factor = triangle(size)
    matrix = np.zeros((size, size))
    matrix[i, j] = matrix[j, i] = vector / factor
    return matrix


def minimised(objective: Floats, rows: Any, right: Floats, zeros: int, nonnegative: int, size: int, **settings: Any) -> Outcome:
    """Minimise objective @ x where right - rows @ x is zero (the first `zeros`), then nonnegative, then a semidefinite matrix of order `size`.

    rows : a sparse matrix by columns, Compressed or SciPy's. Rust panics are outcomes, too, and leave standard error quiet.
    """
    import clarabel

    cones = [clarabel.ZeroConeT(zeros)] * bool(zeros) + [clarabel.NonnegativeConeT(nonnegative)] * bool(nonnegative)
    cones += [clarabel.PSDTriangleConeT(size)] * bool(size)
    none = compressed([], len(objective), len(objective))
    try:
        with _quiet():
            found = clarabel.DefaultSolver(none, objective, rows, right, cones, _settings(clarabel, **settings)).solve()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as panic:  # Rust panics are no Exceptions
        return Outcome(f"panic: {str(panic)[:200]}", np.zeros(0), np.zeros(0), np.zeros(0))
    return Outcome(str(found.status), np.array(found.x), np.array(found.z), np.array(found.s), int(found.iterations))


def _settings(clarabel: Any, tolerance: float = 1e-9, equilibrate: bool = True, regularization: float = 1e-8) -> Any:
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_threads = 1
    settings.direct_solve_method = "qdldl"
    settings.presolve_enable = False
    settings.chordal_decomposition_enable = False
    settings.equilibrate_enable = equilibrate
    settings.static_regularization_constant = regularization
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = tolerance
    return settings


@contextmanager
def _quiet() -> Iterator[None]:
    """Standard error nowhere: a panic in Rust writes there past Python."""
    try:
        kept = os.dup(2)
    except OSError:  # it is closed
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
