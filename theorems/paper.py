"""A theorem for a paper: a theorem environment in LaTeX, and the same in Markdown with formulas between dollars."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from theorems.catalogue import Loaded
from theorems.lines import rows
from theorems.notation import tex_text
from theorems.printing import (
    Sentence,
    assumed,
    latex,
    ranges,
    shown_hypotheses,
    shown_method,
    shown_ranges,
    shown_setting,
    staged,
)
from theorems.typed import free_indices
from theorems.words import T, Unknown, t

if TYPE_CHECKING:
    from theorems.language import Theorem

PACKAGES = r"\usepackage{amsmath,amssymb,amsthm}"
ENVIRONMENT = r"\newtheorem{theorem}{Theorem}"


def steps(theorem: "Theorem") -> list[str]:
    """The free steps of the claims, which hold for every one of them."""
    free = {index for claim in theorem.claims for index in free_indices(claim)}
    return sorted(str(index) for index in free & {t, T})


def sought(theorem: "Theorem") -> list[str]:
    """The holes of the claims, each of which stands for the best constant there is."""
    return [str(name) for name in theorem.names(Unknown)]


def as_latex(loaded: Loaded) -> Iterator[str]:
    """A theorem environment, line by line, in ASCII; its first line is a comment that tells what the preamble needs, its second the source."""
    theorem, entry = loaded.theorem, loaded.entry
    yield f"% needs: {PACKAGES} {ENVIRONMENT}"
    yield f"% {_comment(entry.id)}. {_comment(entry.source)}".rstrip()
    yield rf"\begin{{theorem}}[{{{tex_text(entry.title)}}}]\label{{thm:{_label(entry.id)}}}\sloppy"
    given = _given(loaded)
    if given:
        yield "Assume:"
        yield r"\begin{itemize}\raggedright"
        yield from (rf"  \item {text}" for text in given)
        yield r"\end{itemize}"
    if theorem.method:
        yield "Let"
        yield from displayed([tex for _, tex in shown_method(theorem.method)])
    yield _then(theorem)
    yield from displayed([latex(claim) for claim in theorem.claims])
    yield r"\end{theorem}"


def _then(theorem: "Theorem") -> str:
    """What leads over to the claims."""
    best = [f", with the best constant ${latex(name)}$" for name in theorem.names(Unknown)]
    return "".join(["Then", *best, *(f", for every ${index}$" for index in steps(theorem))])


def _given(loaded: Loaded) -> list[str]:
    theorem = loaded.theorem
    return [tex for _, tex in (*shown_ranges(theorem), *shown_hypotheses(theorem), *shown_setting(theorem.setting))]


def _label(id: str) -> str:
    """An id as a label; a letter that would end the label or begin a comment stands as its number."""
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-.") else f"{ord(letter):x}" for letter in id)


def _comment(source: str) -> str:
    return tex_text(source).replace(r"\&", "&")


def displayed(formulas: Sequence[str]) -> Iterator[str]:
    """Formulas one below the other, each broken where it is too long for a line."""
    yield r"\begin{gather*}"
    for number, formula in enumerate(formulas):
        *lines, last = _in_rows(formula)
        yield from lines
        yield last + (r" \\" if number < len(formulas) - 1 else "")
    yield r"\end{gather*}"


def _in_rows(formula: str) -> list[str]:
    parts = rows(formula)
    if len(parts) == 1:
        return [f"  {formula}"]
    *further, last = parts
    return [r"  \begin{split}", *(rf"    {part} \\" for part in further), f"    {last}", r"  \end{split}"]


def as_markdown(loaded: Loaded) -> Iterator[str]:
    """A section in Markdown, line by line, with formulas between dollars."""
    theorem, entry = loaded.theorem, loaded.entry
    yield f"**Theorem** (`{entry.id}`). {markdown_text(entry.title)}."
    said = [*ranges(theorem), *(parts for _, parts in assumed(theorem)), *staged(theorem.setting)]
    yield from _items("Assume:", [_sentence(parts) for parts in said])
    if theorem.method:
        yield from _items("Let", [markdown_formula(tex) for _, tex in shown_method(theorem.method)])
    yield from _items(f"{_then(theorem)}:", [markdown_formula(latex(claim)) for claim in theorem.claims])
    if entry.source:
        yield ""
        yield f"Source: {markdown_text(entry.source)}"


def markdown_formula(tex: str) -> str:
    r"""A formula between dollars, without the commands whose backslash some readers of Markdown take for an escape, such as \| and \,."""
    for short, long in {r"\|": r"\Vert ", r"\{": r"\lbrace ", r"\}": r"\rbrace ", r"\,": r"\thinspace "}.items():
        tex = tex.replace(short, long)
    return f"${tex.strip()}$"


def _sentence(parts: Sentence) -> str:
    return "".join(markdown_text(part) if isinstance(part, str) else markdown_formula(latex(part)) for part in parts)


def _items(heading: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield ""
        yield heading
        yield ""
        yield from (f"- {item}" for item in items)


MARKS = {mark: "\\" + mark for mark in "\\`*_[]<>#|~^$&"}


def markdown_text(text: str) -> str:
    """Words for Markdown, in a cell of a table too."""
    return "".join(MARKS.get(character, character) for character in text)
