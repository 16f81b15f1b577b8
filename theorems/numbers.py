"""Reading exact numbers and small expressions that people type; never more than arithmetic."""

import ast
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

from theorems.errors import LanguageError, did_you_mean
from theorems.typed import LARGEST

_OPERATIONS: dict[type, Any] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}
_LONGEST = 200


def parse_expression(text: str, symbols: Mapping[str, Any]) -> Any:
    """An arithmetic expression of numbers (decimals are exact) and named symbols; nothing else is read or run."""
    if len(text) > _LONGEST:
        raise LanguageError(f"an expression of more than {_LONGEST} characters is not read.")
    try:
        tree = ast.parse(text.strip().replace("^", "**"), mode="eval")
    except (SyntaxError, ValueError):
        raise LanguageError(f'"{text}" is not an arithmetic expression.') from None
    return _read(tree.body, text, symbols)


def parse_option(text: str, symbols: Mapping[str, Any]) -> Any:
    """A value of an optimizer's option: an arithmetic expression, True, False, None, a quoted string, or a tuple of such."""
    if len(text) > _LONGEST:
        raise LanguageError(f"an option of more than {_LONGEST} characters is not read.")
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise LanguageError(f'"{text}" is not a value: write a number, an expression, True, False, None, a quoted string or a tuple.') from None
    if isinstance(node, (ast.Tuple, ast.List)):
        return tuple(parse_option(ast.get_source_segment(text.strip(), member) or "", symbols) for member in node.elts)
    if isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, (bool, str))):
        return node.value
    return parse_expression(text, symbols)


def _read(node: ast.AST, text: str, symbols: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return _exact(ast.get_source_segment(text.strip().replace("^", "**"), node) or str(node.value))
    if isinstance(node, ast.Name):
        if node.id not in symbols:
            raise LanguageError(
                f'"{node.id}" is not a constant of the statement (it has {", ".join(symbols) or "none"}).{did_you_mean(node.id, list(symbols))}'
            )
        return symbols[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        inside = _read(node.operand, text, symbols)
        return -inside if isinstance(node.op, ast.USub) else inside
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _apply(node, _read(node.left, text, symbols), _read(node.right, text, symbols))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sqrt" and len(node.args) == 1 and not node.keywords:
        return _sensible(sp.sqrt(_read(node.args[0], text, symbols)))
    raise LanguageError(f'"{text}" may hold numbers, constants, + - * / ** and sqrt(...) only.')


def _apply(node: ast.BinOp, left: Any, right: Any) -> Any:
    if isinstance(node.op, ast.Pow) and not (right.is_Rational and abs(right) <= 64):
        raise LanguageError(f"the exponent {right} is not a small number.")
    if (isinstance(node.op, ast.Div) and right == 0) or (isinstance(node.op, ast.Pow) and left == 0 and right < 0):
        raise LanguageError("the expression divides by zero.")
    if isinstance(node.op, ast.Pow) and (_digits(left) - 1) * abs(right) > 60:
        raise LanguageError("the expression has more than 60 digits.")
    return _sensible(_OPERATIONS[type(node.op)](left, right))


def _digits(e: Any) -> int:
    """Digits of the longest number inside."""
    return max([1, *(len(str(max(abs(a.p), a.q))) for a in e.atoms(sp.Rational))]) if not e.is_Symbol else 1


def _sensible(e: Any) -> Any:
    if e.has(sp.zoo, sp.oo, sp.nan, sp.I) or (e.is_number and e.is_real is False) or _digits(e) > 60:
        raise LanguageError("the expression is not a real number of at most 60 digits.")
    return e


def _exact(text: str) -> Any:
    try:
        value = Fraction(text.replace("_", ""))
    except (ValueError, OverflowError):
        raise LanguageError(f'"{text}" is not a decimal number.') from None
    if max(abs(value.numerator), value.denominator) > LARGEST:
        raise LanguageError(f'"{text}" has more than 60 digits.')
    return sp.Rational(value.numerator, value.denominator)


def parse_number(text: str) -> Any:
    """A Fraction where the text is rational, else SymPy's closed form of it."""
    made = parse_expression(text, {})
    return Fraction(int(made.p), int(made.q)) if made.is_Rational else made
