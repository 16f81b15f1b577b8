"""What `lemmata tighten` says of a claim with a hole: the best constant per horizon, and a closed form where its values show one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sympy as sp

from checkers.fixed import fixed
from checkers.own_problems import UsageError
from lemmata import worst_case_run
from lemmata.selection import selected
from lemmata.sharpness import certificates, identified
from lemmata.table import paragraph
from lemmata.terminal import Terminal
from lemmata.worst_case_rows import columns, decimal, ends, files, functions, remarks, worded
from theorems.catalogue import Loaded, load_all
from theorems.holes import EXAMPLE, hole
from theorems.printing import latex, unicode
from theorems.words import Constant, Natural


@dataclass(frozen=True)
class Order:
    """What is asked: which theorems, at which horizons and constants."""

    arguments: Sequence[str]
    horizons: tuple[int, ...] = (1, 2, 3, 4, 5)
    settings: Sequence[str] = ()
    certificates: Path | None = None

    def as_json(self) -> dict[str, Any]:
        """What the document says of it."""
        return {"horizons": list(self.horizons)}


@dataclass(frozen=True)
class Found:
    """The brackets of the best constant of one claim, the word for them, and its closed form (or why there is none)."""

    loaded: Loaded
    number: int
    brackets: Sequence[Any]
    verdict: str
    reason: str
    form: Any
    certificates: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer as plain data, with what identifies the claim."""
        return {
            **identified(self.loaded, self.number),
            "hole": str(hole(self.loaded.theorem.claims[self.number])),
            "goal": self.brackets[0].goal if self.brackets else None,
            "verdict": self.verdict,
            "reason": self.reason,
            "rows": [one.as_json() for one in self.brackets],
            "closed_form": self._form(),
            "certificates": list(self.certificates),
        }

    def _form(self) -> dict[str, Any]:
        if self.form is None or not hasattr(self.form, "form"):
            return {"expression": None, "status": None, "reason": getattr(self.form, "reason", None)}
        made = self.form.form
        return {
            "expression": str(stated(made.expression)),
            "unicode": unicode(stated(made.expression)),
            "latex": latex(stated(made.expression)),
            "status": "proved" if self.form.proved else "guess",
            "proved_for": "every N" if self.form.proved else list(self.form.horizons),
            "assumed": list(self.form.assumed),
            "samples": made.samples,
            "at": {name: str(value) for name, value in self.form.at.items()},
            "reason": None,
        }

    def lines(self, screen: Terminal) -> Iterator[str]:
        """The answer on a terminal."""
        claim = self.loaded.theorem.claims[self.number]
        yield from paragraph(f"{self.loaded.entry.id}  {unicode(claim)}", screen, indent="    ", first=" ")
        yield from worded(self.verdict, self.reason, screen)
        rows = [one for one in self.brackets if one.read]
        if rows:
            numbers = [(decimal(one.value), *ends(one.attained, one.certified, one.goal == "least")) for one in rows]
            along = self.loaded.theorem.method is not None
            yield from columns(rows, along, (f"{rows[0].goal} {hole(claim)}", "attained", "certified"), numbers, screen)
            yield from functions(rows, screen, along)
            yield from remarks(rows, screen)
            yield from self._guess(screen)
        yield from files(self.certificates, screen)
        yield ""

    def _guess(self, screen: Terminal) -> Iterator[str]:
        name = unicode(hole(self.loaded.theorem.claims[self.number]))
        if not hasattr(self.form, "form"):
            yield from paragraph(f"no closed form: {self.form.reason}", screen, indent="      ", first="    ")
            return
        from checkers.worst_case.reader import assigned

        at = f" at {assigned(self.form.at)}" if self.form.at else ""
        said = f"{name} = {unicode(stated(self.form.form.expression))}{at}: {self._standing()}"
        yield from paragraph(said, screen, indent="      ", first="    ")

    def _standing(self) -> str:
        """How far a closed form can be trusted."""
        through = f"goes through {self.form.form.samples} exact values"
        granted = f" where {' and '.join(self.form.assumed)}" if self.form.assumed else ""
        if self.form.proved:
            return f"the claim with it is proved for every step and all constants{granted}; it {through}"
        horizons = ", ".join(map(str, self.form.horizons))
        proved = f"; the claim with it is proved for N = {horizons} at all constants{granted}" if horizons else ""
        return f"a guess, which {through}{proved}"


def stated(expression: Any) -> Any:
    """A closed form in the symbols of the language, which are printed in their own order; a number before a sum below the bar goes into it."""
    above, below = sp.fraction(expression)
    if isinstance(below.as_coeff_Mul()[1], sp.Add):
        expression = above / sp.expand(below)
    return expression.xreplace({s: Natural("N") if s.name == "N" else Constant(s.name) for s in expression.free_symbols})


def run(order: Order, style: worst_case_run.Style) -> int:
    """Find the best constants of the selected claims; returns the exit code."""
    entries = selected(order.arguments)
    return worst_case_run.run(lambda: _ready(load_all(entries), order), lambda loaded: _found(loaded, order), order.as_json(), style)


def _ready(loaded: Sequence[Loaded], order: Order) -> Sequence[Loaded]:
    """The theorems; what is wrong with the input is said before anything runs."""
    from checkers.worst_case.certificates.certificate_files import prepared
    from checkers.worst_case.constants import defaults

    prepared(order.certificates)
    for one in loaded:
        if all(hole(claim) is None for claim in one.theorem.claims):
            raise UsageError(
                f'{one.entry.id}: no claim leaves a constant open: write c = unknown("c"), and c in the place of the constant that is sought, '
                f"as in claim={EXAMPLE}."
            )
        defaults(one.theorem.plain, fixed(one.theorem, order.settings))
    return loaded


def _found(loaded: Loaded, order: Order) -> Iterator[Found]:
    from checkers.worst_case.closed_forms.guesses import form_of
    from checkers.worst_case.constants import defaults
    from checkers.worst_case.tightened import brackets, worded_brackets

    theorem = loaded.theorem.plain
    extra = fixed(theorem, order.settings)
    for number, claim in enumerate(theorem.claims):
        if hole(claim) is None:
            continue
        found = list(brackets(theorem, claim, (defaults(theorem, extra),), order.horizons))
        verdict, reason = worded_brackets(found, theorem.method is not None)
        form = form_of(theorem, claim, found, [str(relation.lhs) for relation in extra])
        yield Found(loaded, number, found, verdict, reason, form, certificates(order.certificates, loaded, number, found))
