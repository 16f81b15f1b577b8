"""Theorems for a paper: LaTeX that any TeX with amsmath takes, and Markdown."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from theorems.catalogue import Entry, Loaded, entries, load, lookup
from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, points
from theorems.paper import as_latex, as_markdown, markdown_formula, markdown_text

EVERY = [entry.id for entry in entries()]
KNOWN = {
    *("begin", "end", "item", "label", "usepackage", "newtheorem", "sloppy", "raggedright", "text", "mathbb", "mathrm", "left", "right", "middle"),
    *(
        "frac",
        "sqrt",
        "exp",
        "sum",
        "min",
        "max",
        "log",
        "leq",
        "geq",
        "sim",
        "to",
        "infty",
        "nabla",
        "langle",
        "rangle",
        "star",
        "quad",
        "qquad",
        "top",
    ),
    *(
        "alpha",
        "beta",
        "gamma",
        "delta",
        "varepsilon",
        "eta",
        "lambda",
        "mu",
        "rho",
        "phi",
        "partial",
        "sigma",
        "tau",
        "theta",
        "pi",
        "Pi",
        "xi",
        "L",
        "l",
        "ldots",
        "times",
        "det",
    ),
}
"""Commands of LaTeX and amsmath that statements are written in."""

ENVIRONMENTS = {"theorem", "itemize", "gather*", "split"}


def environments(tex):
    """The environments, or an AssertionError where they are not nested properly."""
    opened, seen = [], set()
    for kind, name in re.findall(r"\\(begin|end)\{([^}]*)\}", tex):
        if kind == "begin":
            opened.append(name)
            seen.add(name)
        else:
            assert opened.pop() == name
    assert opened == []
    return seen


def draft(title, source=""):
    L, u = constants("L"), points("u")
    theorem = Theorem(given=[Smooth(L)], claim=norm_sq(grad(u)) <= 2 * L * (f(u) - f_star))
    return Loaded(Entry("my-bound", title, "", Path("my_bound.py"), source=source), theorem)


@pytest.mark.parametrize("id", EVERY)
def test_the_environment_is_complete_and_made_of_known_commands(id):
    loaded = load(lookup(id))
    for one in (loaded, *(loaded.mutant(number) for number in range(1, len(loaded.mutants) + 1))):
        tex = "\n".join(as_latex(one))
        assert tex.isascii()
        assert environments(tex) <= ENVIRONMENTS
        assert set(re.findall(r"\\([A-Za-z]+)", tex)) <= KNOWN
        assert tex.count("{") == tex.count("}")
        assert len(re.findall(r"(?<!\\)\$", tex)) % 2 == 0
        assert tex.count(rf"\label{{thm:{one.entry.id}}}") == 1


@pytest.mark.parametrize("id", EVERY)
def test_rows_of_a_display_are_separated_and_the_last_one_is_not(id):
    for display in re.findall(r"\\begin\{gather\*\}\n(.*?)\n\\end\{gather\*\}", "\n".join(as_latex(load(lookup(id)))), re.S):
        assert not display.endswith("\\\\")
        assert "\n\n" not in display


def test_what_the_preamble_needs_stands_first():
    needs, source, *_ = as_latex(load(lookup("pl-gd")))
    assert needs == r"% needs: \usepackage{amsmath,amssymb,amsthm} \newtheorem{theorem}{Theorem}"
    assert source == "% pl-gd. Polyak (1963); Karimi, Nutini & Schmidt (2016)."


def test_long_claims_are_split_and_short_ones_are_not():
    assert r"\begin{split}" in "\n".join(as_latex(load(lookup("adam-defossez"))))
    assert r"\begin{split}" not in "\n".join(as_latex(load(lookup("pl-gd"))))


def test_symbols_are_introduced():
    tex = "\n".join(as_latex(load(lookup("ttl-hessian"))))
    assert r"\item positive reals $\beta$, $\rho$, $s_1$" in tex
    assert r"\item positive integer $m$" in tex
    assert r"\item point $u$" in tex


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("50% & more: a_b #1 {x} ~y", r"50\% \& more: a\_b \#1 \{x\} \~{}y"),
        ("Łojasiewicz – Défossez’s “bound”", r"\L{}ojasiewicz -- D\'{e}fossez's ``bound''"),
        ("rate 1/T^2 with η ≤ 1/L", r"rate 1/T$^2$ with $\eta$ $\leq$ 1/L"),
        ("[a] $x$ \\input", r"[a] \$x\$ \textbackslash{}input"),
    ],
)
def test_a_title_is_words(title, shown):
    tex = "\n".join(as_latex(draft(title, "A & B, 100%.\nC")))
    assert rf"\begin{{theorem}}[{{{shown}}}]\label{{thm:my-bound}}" in tex
    assert tex.isascii()


@pytest.mark.parametrize("id", EVERY)
def test_markdown_has_no_escape_that_a_reader_of_markdown_would_eat(id):
    text = "\n".join(as_markdown(load(lookup(id))))
    for formula in re.findall(r"(?<!\\)\$(.*?)(?<!\\)\$", text):
        assert not re.search(r"\\[^A-Za-z]", formula)
    assert text.startswith(f"**Theorem** (`{id}`)")


def test_words_in_markdown_are_words():
    assert markdown_text("a|b *c* _d_ <e> `f`") == r"a\|b \*c\* \_d\_ \<e\> \`f\`"
    assert markdown_formula(r"\|x\|^2 \, \max\{a, b\}") == r"$\Vert x\Vert ^2 \thinspace  \max\lbrace a, b\rbrace$"


def test_a_theorem_without_hypotheses_assumes_nothing():
    u = points("u")
    loaded = replace(draft("Trivial"), theorem=Theorem(claim=norm_sq(u) >= 0))
    assert "Let" not in "\n".join(as_latex(loaded)).split("\n")
    assert r"\item point $u$" in "\n".join(as_latex(loaded))


def test_a_file_of_any_name_gives_a_label_that_ends():
    named = replace(draft("A bound"), entry=replace(draft("A bound").entry, id="50% of a{b}#é"))
    _, comment, begin, *_ = as_latex(named)
    assert comment.startswith("% ")
    assert comment.isascii()
    assert r"\label{thm:502520of20a7bb7d23e9}\sloppy" in begin
