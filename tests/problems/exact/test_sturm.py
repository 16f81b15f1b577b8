from fractions import Fraction

import numpy as np
import pytest
from flint import arb, arb_poly, fmpq, fmpq_poly

from problems.exact.sturm import BITS, count_between, number, polynomial, real_roots, sturm_sequence

X = polynomial([0, 1])


def drawn(seed: int) -> fmpq_poly:
    """A random polynomial, every other one with rational and double roots."""
    rng = np.random.default_rng(seed)
    p = polynomial([Fraction(int(c), int(q)) for c, q in zip(rng.integers(-9, 10, 7), rng.integers(1, 6, 7), strict=True)])
    for root in rng.integers(-4, 5, 2 * (seed % 2)):
        p *= (X - fmpq(int(root), 3)) ** (1 + seed % 4 // 2)
    return p if p.degree() > 0 else X


def by_arb(p: fmpq_poly) -> list[float]:
    """The distinct real roots by another road: flint's enclosures of all complex roots."""
    return sorted(float(z.real.mid()) for z, _ in p.complex_roots() if z.imag.contains(0))


@pytest.mark.parametrize("seed", range(40))
def test_roots_are_those_that_flint_encloses_otherwise(seed: int) -> None:
    p = drawn(seed)
    roots = real_roots(p)
    np.testing.assert_allclose([float(root.ends[0]) for root in roots], by_arb(p), atol=1e-12)
    assert all(root.high - root.low <= fmpq(1, 2**BITS) for root in roots)


@pytest.mark.parametrize("seed", range(40))
def test_each_interval_holds_a_change_of_sign_of_its_own_factor(seed: int) -> None:
    for root in real_roots(drawn(seed)):
        if root.low == root.high:
            assert root.factor(root.low) == 0
        else:
            assert root.factor(root.low) * root.factor(root.high) < 0
            assert count_between(sturm_sequence(root.factor), root.low, root.high) == 1


def test_clustered_roots_are_told_apart() -> None:
    """sqrt(2), a rational within 10^-29 of it, and another 10^-40 above that."""
    near = fmpq(1414213562373095048801688724209, 10**30)
    p = (X**2 - 2) * (X - near) * (X - (near + fmpq(1, 10**40)))
    assert len(real_roots(p)) == 4
    assert [root.sign_of_difference(near) for root in real_roots(p)] == ([-1, 0, 1, 1] if near * near < 2 else [-1, -1, 0, 1])


def test_multiple_and_irrational_roots_count_once() -> None:
    p = (X**2 - 2) ** 3 * (X - 1) ** 2 * (X**2 + 1)
    assert [root.ends[0] == root.ends[1] for root in real_roots(p)] == [False, True, False]


def test_wilkinson() -> None:
    p = polynomial([1])
    for k in range(1, 21):
        p *= X - k
    assert [root.ends for root in real_roots(p)] == [(Fraction(k), Fraction(k)) for k in range(1, 21)]
    assert len(real_roots(p + fmpq(1, 2**23) * X**19)) == len(by_arb(p + fmpq(1, 2**23) * X**19))


def test_refining_keeps_the_root_and_its_side() -> None:
    (root,) = real_roots(X**3 - 2)
    fine = root.refined(fmpq(1, 2**1000))
    assert root.low <= fine.low < fine.high <= root.high
    assert fine.high - fine.low <= fmpq(1, 2**1000)
    assert fine.low**3 < 2 < fine.high**3
    assert fine.sign_of_difference(number(Fraction(5, 4))) == 1


def test_counts_between_two_numbers_leave_out_the_left_end() -> None:
    sequence = sturm_sequence((X - 1) * (X - 2))
    assert count_between(sequence, fmpq(1), fmpq(2)) == 1
    assert count_between(sequence, fmpq(0), fmpq(2)) == 2
    assert count_between(sequence, fmpq(2), fmpq(9)) == 0


def test_constants_have_no_roots_and_zero_has_too_many() -> None:
    assert real_roots(polynomial([3])) == ()
    with pytest.raises(ValueError, match="every number"):
        real_roots(polynomial([0]))


def test_the_roots_are_enclosed_by_balls_too() -> None:
    for root in real_roots(X**5 - 4 * X + 2):
        assert arb_poly(root.factor)(arb(root.low).union(arb(root.high))).contains(0)
