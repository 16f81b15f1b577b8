"""The pages that define hypotheses and methods, made from the same objects that the theorems assume and run."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from paper_figures.atlas.definitions import certifying, explained, forms, hypotheses, methods
from paper_figures.atlas.found import Found
from paper_figures.atlas.layout import command, displayed, page
from paper_figures.atlas.markup import Html, anchor, joined, tag
from paper_figures.atlas.mathml import sentence
from paper_figures.atlas.statement import equations
from theorems.hypothesis import Hypothesis
from theorems.printing import latex, phrase

NOISE = "No function alone certifies this: it is certified of the noise that is added to its gradient."


def hypotheses_page(found: Sequence[Found]) -> str:
    """What each hypothesis says, what it implies, and what certifies it."""
    kinds = hypotheses()
    used = [h for one in found for h in one.loaded.theorem.hypotheses]
    intro = tag(
        "p", "What theorems assume. Each hypothesis states its inequalities once; they hold at all points ", sentence(_points()), ".", class_="lead"
    )
    main = [tag("h1", "Hypotheses"), intro, *(_hypothesis(name, kind, used, found) for name, kind in kinds.items())]
    return page("hypotheses.html", "Hypotheses", main, "What theorems assume, and what that says.", [(anchor(name), name) for name in kinds])


def _points() -> tuple[Any, ...]:
    from theorems.hypotheses import u, v

    return (u, " and ", v)


def _hypothesis(name: str, kind: type[Hypothesis], used: Sequence[Hypothesis], found: Iterable[Found]) -> Html:
    first, *_ = (kind.__doc__ or name).split("\n")
    shown = [_form(h) for h in forms(kind, used)]
    assuming = [one for one in found if any(type(h) is kind for h in one.loaded.theorem.hypotheses)]
    return tag("section", tag("h2", name, id=anchor(name)), tag("p", first), *shown, _users("Assumed by", assuming), aria_labelledby=anchor(name))


def _form(h: Hypothesis) -> Html:
    """One form of a hypothesis: how it is said, its inequalities, what it implies, what certifies it."""
    rows = [
        tag(
            "li",
            tag("span", one.name, _complete(one.interpolation), class_="name"),
            displayed(latex(one.relation), f"{type(h).__name__}: {one.name}"),
        )
        for one in h.inequalities()
    ]
    return tag("div", tag("p", "In words: ", sentence(phrase(h)), "."), tag("ul", rows, class_="inequalities"), *_further(h), class_="form")


def _complete(interpolation: bool) -> str | None:
    return " (an interpolation condition: it describes the class completely)" if interpolation else None


def _further(h: Hypothesis) -> Iterator[Html]:
    implied = [joined(tag("a", type(one).__name__, href=f"#{anchor(type(one).__name__)}"), " (", sentence(phrase(one)), ")") for one in h.implies()]
    if implied:
        yield tag("p", "Implies ", *(joined(", " if number else None, one) for number, one in enumerate(implied)), ".")
    titles = sorted(set.intersection(*(set(certifying().get(name, ())) for name in h.certificates)))
    yield tag("p", f"Certified by: {', '.join(titles)}." if titles else NOISE)


def _users(said: str, found: Sequence[Found]) -> Html:
    if not found:
        return tag("p", f"{said} no theorem here.")
    links = [joined(", " if number else None, tag("a", one.id, href=one.link)) for number, one in enumerate(found)]
    return tag("p", f"{said} ", *links, ".", class_="users")


def methods_page(found: Sequence[Found]) -> str:
    """The equations of each method, with its arguments as symbols."""
    known = methods()
    intro = "The equations that are run. Products, quotients and roots of vectors are coordinatewise; arguments stand under their own names."
    main = [tag("h1", "Methods"), tag("p", intro, class_="lead"), *(_method(name, found) for name in known)]
    return page("methods.html", "Methods", main, "The equations of every method by name.", [(anchor(name), name) for name in known])


def _method(name: str, found: Iterable[Found]) -> Html:
    running = [one for one in found if one.loaded.theorem.method is not None and one.loaded.theorem.method.name == name]
    told = tag("details", tag("summary", "In the words of its code"), command(explained(name)))
    users = _users("Run by", running)
    return tag("section", tag("h2", name, id=anchor(name)), equations(methods()[name]), told, users, aria_labelledby=anchor(name))
