"""No formula loses anything on its way from LaTeX to MathML, and brackets that belong together are groups."""

import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from paper_figures.atlas.definitions import forms, hypotheses, methods
from paper_figures.atlas.mathml import formula, sentence
from theorems.catalogue import entries, entry_for_file, load
from theorems.printing import assumed, latex, shown_method, staged

QUALITY = Path(__file__).resolve().parents[3] / "tests" / "quality" / "statements"

LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ",
    "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Pi": "Π", "Psi": "Ψ", "Omega": "Ω",
    "leq": "≤", "geq": "≥", "neq": "≠", "sim": "∼", "to": "→", "infty": "∞", "star": "⋆", "nabla": "∇", "langle": "⟨", "rangle": "⟩", "sum": "∑",
    "cdot": "⋅", "|": "‖", "{": "{", "}": "}", "max": "max", "min": "min", "log": "log", "exp": "exp", "det": "det", "top": "⊤",
    "dots": "…", "phi": "ϕ", "partial": "∂", "%": "%", "_": "_",
}  # fmt: skip
NOT_SEEN = {"left", "right", "middle", "frac", "sqrt", "mathrm", "text", "mathbb", "quad", ",", " "}
SPELLED = {"-": "−", "''": "″", "'": "′", "·": "⋅", "ϵ": "ε", "ϕ": "φ"}


def letters(tex):
    """What a reader must see of a formula, in the order of LaTeX, by rules of this test's own."""
    tex = re.sub(r"\\mathbb\{(\w)\}", lambda found: {"E": "𝔼", "P": "ℙ", "R": "ℝ"}[found[1]], tex)
    seen = []
    for command, other in re.findall(r"\\([A-Za-z]+|.)|([^\s{}_^])", tex):
        if command and command not in NOT_SEEN:
            seen.append(LETTERS[command])
        elif other:
            seen.append(other)
    return spelled("".join(seen))


def spelled(text):
    """Signs that have two forms in one."""
    for one, other in SPELLED.items():
        text = text.replace(one, other)
    return re.sub(r"\s", "", text)


def visible(html):
    return "".join(fromstring(html).itertext())


def check(tex, display=True):
    html = formula(tex, display)
    shown = visible(html)
    assert fromstring(html).get("alttext") == tex
    assert not re.search(r"\\|_\{|\^\{|\$|&", shown), (tex, shown)
    assert spelled(shown) == letters(tex), tex


def formulas(theorem):
    yield from (latex(claim) for claim in theorem.claims)
    if theorem.method is not None:
        yield from (tex for _, tex in shown_method(theorem.method))
    for said in [*(parts for _, parts in assumed(theorem)), *staged(theorem.setting)]:
        yield from (latex(part) for part in said if not isinstance(part, str))
    yield from (latex(one.relation) for h in theorem.hypotheses for one in h.inequalities())


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_every_formula_of_a_theorem_and_of_its_mutants_is_seen_whole(entry):
    loaded = load(entry)
    found = {tex for theorem in (loaded.theorem, *(theorem for _, theorem in loaded.mutants)) for tex in formulas(theorem)}
    assert len(found) > len(loaded.mutants)
    for tex in found:
        check(tex)
        check(tex, display=False)


def test_every_formula_of_the_definitions_is_seen_whole():
    for kind in hypotheses().values():
        for h in forms(kind, ()):
            for one in h.inequalities():
                check(latex(one.relation))
    for method in methods().values():
        for _, tex in shown_method(method):
            check(tex)


@pytest.mark.slow
def test_every_formula_of_the_statements_of_known_truth_is_seen_whole():
    files = sorted(QUALITY.rglob("*.py"))
    assert len(files) > 300
    for file in files:
        for tex in formulas(load(entry_for_file(file)).theorem):
            check(tex)


@pytest.mark.parametrize(
    ("tex", "groups"),
    [
        (r"\|x\|^2", ["‖x‖"]),
        (r"(1-\eta)^t \, (f(x)-f_\star)", ["(1−η)", "(f(x)−f⋆)", "(x)"]),
        (r"\frac{L}{2} \, \|v-u\|^2 + \|u\|", ["‖v−u‖", "‖u‖"]),
        (r"|\|u\|^2-\|v\|^2|", ["|‖u‖2−‖v‖2|", "‖u‖", "‖v‖"]),
        (r"||x|-|y||", ["||x|−|y||", "|x|", "|y|"]),
        (r"\max\{|a|, |b|\}^2", ["{|a|,|b|}", "|a|", "|b|"]),
        (r"\langle u, v\rangle", ["⟨u,v⟩"]),
        (r"(a", []),
        (r"a)", []),
        (r"|a", []),
    ],
)
def test_brackets_and_bars_that_belong_together_are_groups(tex, groups):
    rows = ["".join(row.itertext()) for row in fromstring(formula(tex)).iter("mrow")]
    for group in groups:
        assert group in rows
    assert spelled(visible(formula(tex))) == letters(tex)


def test_an_exponent_is_that_of_the_group():
    power = fromstring(formula(r"\|x\|^2")).find(".//msup")
    assert "".join(power[0].itertext()) == "‖x‖"
    assert power[1].text == "2"


def test_a_name_is_one_identifier_and_a_range_stands_below_its_minimum():
    assert "<mi>Reg</mi>" in formula(r"\mathrm{Reg}_T")
    assert "<munder>" in formula(r"\min_{0 \leq t \leq T} a", display=True)
    assert "<munder>" not in formula(r"\min_{0 \leq t \leq T} a")


def test_signs_are_set_as_tex_sets_them():
    assert '<mi mathvariant="normal">Π</mi>' in formula(r"\Pi(u)")
    assert '<mi mathvariant="normal">∇</mi>' in formula(r"\nabla f(u)")
    assert "<mi>⋆</mi>" in formula(r"f_\star")
    assert '<mo lspace="0.278em" rspace="0.278em">∼</mo>' in formula(r"a \sim b")


def test_tall_brackets_stretch():
    brackets = [one for one in fromstring(formula(r"\left(\frac{a}{b}\right)^2")).iter("mo") if one.text in "()"]
    assert [one.get("stretchy") for one in brackets] == ["true", "true"]


def test_words_around_formulas_are_escaped():
    assert sentence(("a < b & c ", load(entries()[0]).theorem.claims[0].lhs)).startswith("a &lt; b &amp; c <math")
    assert "&lt;" in formula("a < b")
