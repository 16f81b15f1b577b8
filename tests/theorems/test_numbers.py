"""Numbers that people type are read as arithmetic, exactly, and nothing else is read."""

from fractions import Fraction

import pytest
import sympy as sp

from theorems.errors import LanguageError
from theorems.numbers import parse_expression, parse_number
from theorems.words import constants

L, mu = constants("L mu")
KNOWN = {"L": L, "mu": mu}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1/L", sp.Rational(1, 10) / L),
        ("1e-3", sp.Rational(1, 1000)),
        ("2.50", sp.Rational(5, 2)),
        ("1_000", 1000),
        (" 3 ", 3),
        ("-(2 + 3)*L", -5 * L),
        ("+L - -mu", L + mu),
        ("2^3", 8),
        ("2**3**2", 512),
        ("2/3/4", sp.Rational(1, 6)),
        ("L**2/(mu + 1)", L**2 / (mu + 1)),
        ("sqrt(2)*L", sp.sqrt(2) * L),
        ("sqrt(1/4)", sp.Rational(1, 2)),
        ("4**0.5", 2),
        ("2**-64", sp.Rational(1, 2**64)),
        ("0.30000000000000004", sp.Rational(30000000000000004, 10**17)),
        ("(1\n+ 2)", 3),
    ],
)
def test_arithmetic_is_read_exactly(text, value):
    found = parse_expression(text, KNOWN)
    assert found == value
    assert not found.atoms(sp.Float)


REFUSED = [
    ("eta", '"eta" is not a constant of the statement (it has L, mu)'),
    ("mu2", 'Did you mean "mu"?'),
    ("__import__('os')", "numbers, constants"),
    ("exp(1)", "numbers, constants"),
    ("L.name", "numbers, constants"),
    ("(1).real", "numbers, constants"),
    ("L[0]", "numbers, constants"),
    ("[1]", "numbers, constants"),
    ("'1'", "numbers, constants"),
    ("1 if 1 else 2", "numbers, constants"),
    ("1 < 2", "numbers, constants"),
    ("not 1", "numbers, constants"),
    ("1//2", "numbers, constants"),
    ("5 % 3", "numbers, constants"),
    ("1 << 9", "numbers, constants"),
    ("~1", "numbers, constants"),
    ("True", "numbers, constants"),
    ("None", "numbers, constants"),
    ("1j", "numbers, constants"),
    ("lambda: 1", "numbers, constants"),
    ("(L := 3)", "numbers, constants"),
    ("sqrt(2, 3)", "numbers, constants"),
    ("sqrt(x=2)", "numbers, constants"),
    ("sqrt(*L)", "numbers, constants"),
    ("f'{L}'", "numbers, constants"),
    ("sqrt", '"sqrt" is not a constant'),
    ("1;2", "is not an arithmetic expression"),
    ("L = 3", "is not an arithmetic expression"),
    ("", "is not an arithmetic expression"),
    ("1 +", "is not an arithmetic expression"),
    ("\x00", "is not an arithmetic expression"),
    ("(" * 90 + "1" + ")" * 90 + ")", "is not an arithmetic expression"),
    ("2**65", "the exponent 65 is not a small number"),
    ("2**L", "the exponent L is not a small number"),
    ("9**9**9", "the exponent 387420489 is not a small number"),
    ("1/0", "divides by zero"),
    ("1/(2 - 2)", "divides by zero"),
    ("0**-1", "divides by zero"),
    ("1" * 201, "more than 200 characters"),
    ("1e400000", ""),
    ("1e-400000", ""),
    ("((9**64)**64)**64", ""),
    ("0x10", ""),
    ("0b1", ""),
    ("sqrt(-1)", ""),
    ("(-2)**0.5", ""),
]


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=[text[:20] or "empty" for text, _ in REFUSED])
def test_everything_else_is_refused(text, message):
    """The last ones are numbers too long to hold, numbers not written in decimals, and numbers that are not real."""
    with pytest.raises(LanguageError) as refused:
        parse_expression(text, KNOWN)
    assert message in refused.value.message
    assert len(refused.value.message) < 1000


@pytest.mark.parametrize(("text", "value"), [("9/20", Fraction(9, 20)), ("-3", Fraction(-3)), ("0.125", Fraction(1, 8)), ("6/4", Fraction(3, 2))])
def test_rational_numbers_are_fractions(text, value):
    found = parse_number(text)
    assert found == value
    assert isinstance(found, Fraction)


def test_closed_forms_stay_closed():
    assert parse_number("sqrt(2)/2") == sp.sqrt(2) / 2
    assert parse_number(str(3 * sp.sqrt(5) / 7)) == 3 * sp.sqrt(5) / 7
    with pytest.raises(LanguageError, match="it has none"):
        parse_number("L")
