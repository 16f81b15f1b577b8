r"""How formulas are spelled: the two scripts, LaTeX and Unicode, and plain ASCII for a terminal that has no more.

A script is a table of templates (`%s` stands for what is inside) and a few rules; `theorems.printing` decides what stands where.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eps": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "kappa": "κ",
    "lambda": "λ", "lam": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Pi": "Π", "Psi": "Ψ", "Omega": "Ω",
    "ell": "ℓ",
}  # fmt: skip
_TEX_NAMES = {"epsilon": "varepsilon", "eps": "varepsilon", "lam": "lambda", "phi": "varphi"}
_SUBSCRIPTS = str.maketrans("0123456789-", "₀₁₂₃₄₅₆₇₈₉₋")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN = {
    **{letter: name for name, letter in GREEK.items() if name not in ("eps", "lam")},
    "≤": "<=", "≥": ">=", "≠": "!=", "−": "-", "–": "-", "—": "-", "‖": "||", "⟨": "<", "⟩": ">", "∇": "grad ", "⋆": "_*", "√": "sqrt", "∞": "inf",
    "·": "*", "½": "1/2 ", "⅓": "1/3 ", "⅔": "2/3 ", "¼": "1/4 ", "¾": "3/4 ", "⅛": "1/8 ", "…": "...", "“": '"', "”": '"', "’": "'", "→": "->",
    "ℝ": "R", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "×": "x", "±": "+-", "✓": "*", "∈": "in", "∼": "~", "ᵀ": "^T", "∏": "prod",
    **{chr(lowered): "_" + chr(digit) for digit, lowered in _SUBSCRIPTS.items()},
    **{chr(raised): "^" + chr(digit) for digit, raised in _SUPERSCRIPTS.items()},
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Script:
    """The spelling of one target: rules for letters, subscripts, powers, fractions, roots, and templates for the rest.

    `beside` and `apart` join the factors of a product, `plus` and `minus` the terms of a sum (`close` inside brackets).
    """

    letter: Callable[[str], str]
    subscript: Callable[[str, str], str]
    power: Callable[[str, str], str]
    fraction: Callable[[str, str, bool], str]
    root: Callable[[str], str]
    bracket: Callable[[str], str]
    coefficient: Callable[[str], str]
    beside: str
    apart: str
    plus: tuple[str, str]
    minus: tuple[str, str]
    words: Mapping[str, str]
    tall: Callable[[str], str] = str

    def name(self, written: str) -> str:
        """A symbol as in a paper: beta1 is beta with the subscript 1, L_max is L with the subscript max, f_star has a star."""
        base, sub = _split(written)
        if sub == "star":
            return self.words["star"] % self.letter(base)
        return self.subscript(self.letter(base), self.letter(sub)) if sub else self.letter(base)


def _split(written: str) -> tuple[str, str | None]:
    found = re.fullmatch(r"([^\W\d_]+)(?:_(\w+?)|(\d+))?_*", written)
    return (found[1], found[2] or found[3]) if found else (written, None)


def _tex_letter(written: str) -> str:
    if written in GREEK:
        return "\\" + _TEX_NAMES.get(written, written)
    if written in ("max", "min"):
        return "\\" + written
    return written if len(written) == 1 or written.isdigit() else rf"\mathrm{{{written}}}"


def _tex_script(mark: str) -> Callable[[str, str], str]:
    return lambda base, script: f"{base}{mark}{script}" if len(script) == 1 else f"{base}{mark}{{{script}}}"


def _tex_bracket(inside: str) -> str:
    return rf"\left({inside}\right)" if r"\frac" in inside or r"\sum" in inside else f"({inside})"


def _tex_tall(template: str) -> str:
    """Brackets and norms that grow with a fraction inside."""
    grown = template.replace("(%s", r"\left(%s").replace("%s)", r"%s\right)") if r"\left" not in template else template
    return grown.replace(r"\|%s\|", r"\left\|%s\right\|").replace(r"\langle %s, %s\rangle", r"\left\langle %s, %s\right\rangle")


def _unicode_subscript(base: str, sub: str) -> str:
    if re.fullmatch(r"[-−]?\d+", sub):
        return base + sub.replace("−", "-").translate(_SUBSCRIPTS)
    return f"{base}_{sub}" if sub.isalnum() else f"{base}_{{{sub}}}"


def _unicode_power(base: str, exponent: str) -> str:
    if exponent.isdigit():
        return base + exponent.translate(_SUPERSCRIPTS)
    return f"{base}^{exponent}" if len(exponent) == 1 else f"{base}^({exponent})"


LATEX = Script(
    letter=_tex_letter,
    subscript=_tex_script("_"),
    power=_tex_script("^"),
    fraction=lambda above, below, spaced: rf"\frac{{{above}}}{{{below}}}",
    root=lambda inside: rf"\sqrt{{{inside}}}",
    bracket=_tex_bracket,
    coefficient=lambda number: number,
    beside=" ",
    apart=r" \, ",
    plus=(" + ", "+"),
    minus=(" - ", "-"),
    tall=_tex_tall,
    words={
        "f": "f(%s)", "grad": r"\nabla f(%s)", "stochastic_grad": r"\nabla f(%s; %s)", "norm": r"\|%s\|", "norm_sq": r"\|%s\|^2", "xi": r"\xi",
        "regret": r"\mathrm{Reg}", "project": r"\Pi(%s)", "norm oo": r"\|%s\|_\infty", "norm 1": r"\|%s\|_1",
        "Scales": r"%s \sim %s", "Tends": r"%s \to %s \quad (%s \to \infty)",
        "inner": r"\langle %s, %s\rangle", "dist_sq": r"\mathrm{dist}(%s, X_\star)^2", "star": r"%s_\star", "E": r"\mathbb{E}\left[%s\right]",
        "E given": r"\mathbb{E}\left[%s \,\middle|\, %s\right]", "Probability": r"\mathbb{P}\left[%s\right]", "Average": r"\frac{1}{%s} \sum_{%s}",
        "Best": r"\min_{%s}",
        "Worst": r"\max_{%s}", "Sum": r"\sum_{%s}", "Abs": "|%s|", "Max": r"\max\{%s\}", "Min": r"\min\{%s\}", "log": r"\log(%s)",
        "exp": r"\exp(%s)", "oo": r"\infty", "pi": r"\pi", "Exp1": "e", "dot": r" \cdot ", "function": r"\mathrm{%s}(%s)",
        "from to": "%s=%s}^{%s", "between": r"%s \leq %s \leq %s", "<=": r"\leq", ">=": r"\geq", "<": "<", ">": ">", "==": "=",
    },
)  # fmt: skip

_VULGAR = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/8": "⅛"}

UNICODE = Script(
    letter=lambda written: GREEK.get(written, written),
    subscript=_unicode_subscript,
    power=_unicode_power,
    fraction=lambda above, below, spaced: f"{above} / {below}" if spaced else f"{above}/{below}",
    root=lambda inside: f"√{inside}" if len(inside) == 1 or inside.isdigit() else f"√({inside})",
    bracket=lambda inside: f"({inside})",
    coefficient=lambda number: _VULGAR.get(number, number),
    beside="",
    apart=" ",
    plus=(" + ", "+"),
    minus=(" − ", "−"),
    words={
        "f": "f(%s)", "grad": "∇f(%s)", "stochastic_grad": "∇f(%s; %s)", "norm": "‖%s‖", "norm_sq": "‖%s‖²", "inner": "⟨%s, %s⟩", "xi": "ξ",
        "regret": "Reg", "project": "Π(%s)", "norm oo": "‖%s‖_∞", "norm 1": "‖%s‖₁", "Scales": "%s ∼ %s", "Tends": "%s → %s (%s → ∞)",
        "dist_sq": "dist(%s, X⋆)²", "star": "%s⋆", "E": "E[%s]", "E given": "E[%s | %s]", "Probability": "P[%s]", "Average": "avg_{%s}",
        "Best": "min_{%s}",
        "Worst": "max_{%s}", "Sum": "Σ_{%s}", "Abs": "|%s|", "Max": "max(%s)", "Min": "min(%s)", "log": "log(%s)", "exp": "exp(%s)", "oo": "∞",
        "pi": "π", "Exp1": "e", "dot": " · ", "function": "%s(%s)", "between": "%s≤%s≤%s", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "==": "=",
    },
)  # fmt: skip


_TEX_SPECIAL = {
    "\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}", "<": r"$<$", ">": r"$>$", "|": r"$|$", **{c: "\\" + c for c in "&%$#_{}"},
    "ł": r"\l{}", "Ł": r"\L{}", "ø": r"\o{}", "Ø": r"\O{}", "ß": r"\ss{}", "æ": r"\ae{}", "Æ": r"\AE{}", "œ": r"\oe{}", "ı": r"\i{}",
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "…": r"\ldots{}", "\u00a0": "~",
    "≤": r"$\leq$", "≥": r"$\geq$", "−": "$-$", "→": r"$\to$", "∞": r"$\infty$", "×": r"$\times$", "·": r"$\cdot$", "‖": r"$\|$", "√": r"$\surd$",
    "∇": r"$\nabla$", "⋆": r"$\star$", "²": "$^2$", "³": "$^3$", "±": r"$\pm$", "∈": r"$\in$", "ℝ": r"$\mathbb{R}$",
    **{letter: f"$\\{_TEX_NAMES.get(name, name)}$" for name, letter in GREEK.items() if name not in ("eps", "lam")},
}  # fmt: skip
_TEX_ACCENTS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".", "\u0308": '"',
                "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c"}  # fmt: skip


def tex_text(text: str) -> str:
    """Words for LaTeX's text mode, in ASCII: accents as commands, powers such as T^2 raised, and what LaTeX has no command for in plain letters."""
    parts = re.split(r"(\^[0-9A-Za-z])", unicodedata.normalize("NFC", text))
    words = ["".join(_TEX_SPECIAL.get(character) or _tex_accented(character) for character in part) for part in parts]
    return "".join(f"${part}$" if place % 2 else words[place] for place, part in enumerate(parts))


def _tex_accented(character: str) -> str:
    apart = unicodedata.normalize("NFD", character)
    letter, marks = apart[0], apart[1:]
    if not letter.isascii() or any(mark not in _TEX_ACCENTS for mark in marks):
        return "".join(_TEX_SPECIAL.get(plain, plain) for plain in ascii_only(character))
    for mark in marks:
        letter = f"\\{_TEX_ACCENTS[mark]}{{{letter}}}"
    return letter


def ascii_only(text: str) -> str:
    """The text in plain ASCII, for a terminal that shows no more: `Lησ² ≤ 1` becomes `L eta sigma^2 <= 1`."""
    worded = re.sub(r"√([^\W_]+)", r"√(\1)", text).replace("Σ_{", "sum_{")
    spaced = re.sub(r"(?<=[^\W_])(?=[α-ωΑ-Ωℓ])|(?<=[α-ωΑ-Ωℓ])(?=[A-Za-z∇])|(?<=[²³⁴])(?=[A-Za-z])", " ", worded)
    spelled = "".join(_PLAIN.get(character, character) for character in spaced)
    return unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
