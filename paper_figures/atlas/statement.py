"""The statement of a theorem as a page shows it: what is assumed, the method, and the claims."""

from collections.abc import Iterator
from typing import Any

from sympy import Indexed
from sympy.core.relational import Relational

from paper_figures.atlas.found import Found
from paper_figures.atlas.layout import displayed, verdict
from paper_figures.atlas.markup import Html, anchor, joined, tag
from paper_figures.atlas.mathml import formula, sentence
from theorems.catalogue import Loaded
from theorems.hypothesis import Hypothesis
from theorems.language import Theorem
from theorems.method import Method
from theorems.printing import Sentence, assumed, latex, shown_method, staged
from theorems.torch_optimizer import TorchOptimizer
from theorems.typed import free_indices
from theorems.words import Sequence

RANGES = {"t": r"t = 0, 1, 2, \dots", "T": r"T = 1, 2, 3, \dots"}


def assumptions(theorem: Theorem) -> Html | None:
    """The hypotheses in words, each with its inequalities and the way to its definition; then the setting."""
    said = [
        tag("li", _said(parts, f"assumption {number}"), _behind(h) if isinstance(h, Hypothesis) else None)
        for number, (h, parts) in enumerate(assumed(theorem), 1)
    ]
    said += [tag("li", sentence(parts)) for parts in staged(theorem.setting)]
    return tag("div", tag("p", "Assume that"), tag("ul", said, class_="given")) if said else None


def _said(parts: Sentence, name: str) -> Html:
    """An assumption in words; one that is a relation alone scrolls within its line, since no formula breaks."""
    match parts:
        case (Relational() as relation,):
            return tag("div", formula(latex(relation)), class_="formula alone", tabindex="0", role="group", aria_label=f"Formula: {name}")
    return sentence(parts)


def _behind(h: Hypothesis) -> Html:
    """What a hypothesis says, folded."""
    name = type(h).__name__
    known = type(h).__module__.startswith("theorems.")
    more = tag("p", tag("a", f"The definition of {name}", href=f"../hypotheses.html#{anchor(name)}")) if known else None
    rows = (tag("li", tag("span", one.name, class_="name"), _formula(latex(one.relation), one.name)) for one in h.inequalities())
    return tag("details", tag("summary", "what this says"), tag("ul", rows, class_="inequalities"), more)


def _formula(tex: str, name: str) -> Html:
    return tag("div", formula(tex, display=True), class_="formula", tabindex="0", role="group", aria_label=f"Formula: {name}")


def method(theorem: Theorem, root: str = "../") -> Html | None:
    """The equations of the method, with its name."""
    if theorem.method is None:
        return None
    return tag("div", tag("p", "Let ", _method_name(theorem.method, root), " run:"), equations(theorem.method))


def _method_name(one: Method | TorchOptimizer, root: str) -> Html:
    """The name of a method; that of one in the list of methods leads there."""
    from paper_figures.atlas.definitions import methods

    if one.name in methods() and isinstance(one, Method):
        return tag("a", one.name, href=f"{root}methods.html#{anchor(one.name)}")
    return joined("the method" if one.name == "Method" else one.name)


def equations(one: Method | TorchOptimizer) -> Html:
    """The update equations and starts of a method, in one box."""
    rows = [formula(tex, display=True) for _, tex in shown_method(one)]
    return tag("div", rows, class_="formula equations", tabindex="0", role="group", aria_label="The equations of the method")


def claims(found: Found) -> Html:
    """Each claim as a display, with its verdict beside it."""
    theorem = found.loaded.theorem
    several = len(theorem.claims) > 1
    items = [
        tag(
            "li" if several else "div",
            displayed(latex(claim), f"Claim {number + 1}" if several else "The claim"),
            tag("p", verdict(found.verdicts[number], "../"), " ", _used(found, number), class_="outcome"),
            class_="claim",
            id=f"claim-{number + 1}",
        )
        for number, claim in enumerate(theorem.claims)
    ]
    return joined(tag("p", "Then", quantified(found.loaded)), tag("ol", items, class_="claims") if several else items)


def _used(found: Found, number: int) -> Html | None:
    result = found.results[number]
    return None if result is None or result.get("sharpness") is None else tag("span", f"sharpness {result['sharpness']}", class_="sharp")


def quantified(loaded: Loaded) -> Html:
    """`, for every t = 0, 1, 2, …`: the free steps and sequences of the claims."""
    indices = sorted({str(index) for claim in loaded.theorem.claims for index in free_indices(claim)} & set(RANGES))
    names = sorted({str(e.base) for e in loaded.theorem.terms() if isinstance(e, Indexed) and isinstance(e.base, Sequence)})
    said = [formula(RANGES[index]) for index in indices] + [joined("sequence ", formula(name), " of reals") for name in names]
    return joined("", *(joined(", for every " if number == 0 else " and every ", one) for number, one in enumerate(said)), ",")


def changes(mutant: Theorem, theorem: Theorem) -> Iterator[tuple[str, Any]]:
    """What a mutant assumes that the theorem does not, and the reverse; its method where it has another."""
    new, old = _assumptions_of(mutant), _assumptions_of(theorem)
    yield from (("assumed too", sentence(parts)) for key, parts in new.items() if key not in old)
    yield from (("not assumed", sentence(parts)) for key, parts in old.items() if key not in new)
    if mutant.method is not None and mutant.method != theorem.method:
        yield "method", equations(mutant.method)


def _assumptions_of(theorem: Theorem) -> dict[str, Any]:
    from theorems.printing import shown_hypotheses, shown_setting

    said = [*shown_hypotheses(theorem), *shown_setting(theorem.setting)]
    return dict(zip((plain for plain, _ in said), [*(parts for _, parts in assumed(theorem)), *staged(theorem.setting)], strict=True))
