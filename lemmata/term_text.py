"""Terms of a certificate as a line of text. They come from a stranger's file: they are shown, and nothing else is done with them."""

from typing import Any

DEEPEST = 30
"""Terms inside each other that are written out."""


def spoken(term: Any, depth: int = DEEPEST) -> str:
    """A term in infix, as far as it has the shape that terms have; anything else as it stands."""
    if not isinstance(term, list) or not term or not isinstance(term[0], str) or depth == 0:
        return str(term)
    head, *parts = term
    said = [spoken(part, depth - 1) for part in parts]
    match head, said:
        case "+" | "vectors", _:
            return " + ".join(said).replace("+ -", "- ") or "0"
        case "*", _:
            return " ".join(map(_factor, said))
        case "scaled", [factor, vector]:
            return f"{_factor(factor)} {_factor(vector)}"
        case "^", [base, exponent]:
            return base if exponent == "1" else f"{_factor(base)}^{exponent}"
        case "pow", [base, exponent]:
            return f"{_factor(base)}^({exponent})"
        case "inv", [inside]:
            return f"1/{_factor(inside)}"
        case "real" | "integer" | "point", [name]:
            return name
        case "inner", [left, right]:
            return f"‖{left}‖²" if left == right else f"⟨{left}, {right}⟩"
        case "gradient", [at]:
            return f"∇f({at})"
        case "sequence" | "free" | "iterate", [name, at]:
            return f"{name}[{at}]"
        case "E", [step, inside]:
            return f"E[{inside} | {step}]"
        case "sum" | "least" | "greatest", [name, lo, hi, body]:
            return f"{head}({body}; {name} = {lo}..{hi})"
        case _, _:
            return f"{head}({', '.join(said)})"


def _factor(text: str) -> str:
    return f"({text})" if " " in text and not (text[0] in "‖⟨(" and text[-1] in "‖⟩²)") else text
