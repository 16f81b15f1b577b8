from fractions import Fraction

import numpy as np
import pytest

from problems.exact.linear import (
    apply,
    dot,
    is_positive_semidefinite,
    largest_eigenvalue,
    null_space,
    orthogonal_basis,
    product,
    rational_largest_eigenvalue,
    reflection,
    row_space_projector,
    solve,
    transpose,
)

ONE, TWO, ZERO = Fraction(1), Fraction(2), Fraction(0)
WIDE = ((ONE, TWO, Fraction(3)), (TWO, Fraction(4), Fraction(6)), (ZERO, ONE, ONE))


def test_a_solution_solves_and_an_inconsistent_system_has_none() -> None:
    solution = solve(WIDE, (ONE, TWO, Fraction(5)))
    assert solution is not None
    assert apply(WIDE, solution) == (ONE, TWO, Fraction(5))
    assert solve(WIDE, (ONE, ONE, ZERO)) is None


def test_the_null_space_is_mapped_to_zero_and_has_the_right_dimension() -> None:
    basis = null_space(WIDE)
    assert len(basis) == 3 - np.linalg.matrix_rank(np.array(WIDE, dtype=float)) == 1
    assert all(apply(WIDE, vector) == (ZERO,) * 3 for vector in basis)
    assert null_space(((ONE,),)) == ()


def test_the_projector_keeps_the_rows_and_kills_the_null_space() -> None:
    projector = row_space_projector(WIDE)
    assert product(projector, projector) == projector == transpose(projector)
    assert product(WIDE, projector) == WIDE
    assert apply(projector, null_space(WIDE)[0]) == (ZERO,) * 3


def test_an_orthogonal_basis_is_orthogonal_and_drops_dependent_vectors() -> None:
    basis = orthogonal_basis(WIDE)
    assert len(basis) == 2
    assert dot(*basis) == 0


@pytest.mark.parametrize(("entry", "semidefinite"), [(ONE, True), (Fraction(11, 10), False), (Fraction(9, 10), True)])
def test_definiteness_is_decided_at_the_border(entry: Fraction, semidefinite: bool) -> None:
    assert is_positive_semidefinite(((ONE, entry), (entry, ONE))) is semidefinite


def test_eigenvalues_are_enclosed_and_rational_ones_found() -> None:
    turned = product(product(reflection((ONE, TWO)), ((Fraction(7, 3), ZERO), (ZERO, -ONE))), reflection((ONE, TWO)))
    assert rational_largest_eigenvalue(turned) == (Fraction(7, 3), Fraction(7, 3))
    golden = ((ONE, ONE), (ONE, ZERO))
    low, high = rational_largest_eigenvalue(golden)
    assert low < high
    assert (2 * low - 1) ** 2 < 5 < (2 * high - 1) ** 2
    assert largest_eigenvalue(golden) == (low, high)
