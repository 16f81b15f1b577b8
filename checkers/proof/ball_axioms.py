"""What hypotheses on a ball around the start say of its points, as named axioms of the kernel: a point's distance to x[0] is a condition."""

from collections.abc import Iterator
from typing import Any

from checkers.proof.axioms import Axiom, Conditions, axiom, where_positive
from checkers.proof.translation import NotReadError, Translation
from theorems import words as w
from theorems.balls import OnBall
from theorems.hypotheses import u, v
from theorems.language import Theorem
from theorems.printing import in_words, phrase
from theorems.typed import VECTOR, walk


def of_balls(theorem: Theorem, unread: dict[str, str]) -> Iterator[Axiom]:
    """The inequalities of each hypothesis on a ball, for points u, v with ||u - x[0]||^2 <= R^2 and ||v - x[0]||^2 <= R^2, where R > 0."""
    positive = {str(c) for c in theorem.names(w.Constant)}
    for h in theorem.hypotheses:
        for one in h.in_ball() if isinstance(h, OnBall) else ():
            name = f"{type(h).__name__}: {one.name}, in the ball"
            try:
                yield _stated(name, h, one.relation, positive)
            except NotReadError as error:
                unread[name] = str(error)


def _stated(name: str, h: Any, relation: Any, positive: set[str]) -> Axiom:
    points = [p for p in (u, v) if p in set(walk(relation))]
    conditions = [*_nonempty(h, positive), *(_read(w.norm_sq(p - w.x[0]) <= h.radius**2) for p in points)]
    return axiom(name, in_words(phrase(h))[0], _read(relation), [(p.name, "point") for p in points], conditions)


def _nonempty(h: Any, positive: set[str]) -> Conditions:
    """That the radius is positive, where that is no range of a constant."""
    found = where_positive(h.radius, positive)
    if found is None:
        raise NotReadError(f"the radius {h.radius} has no term in the kernel")
    return found


def _read(relation: Any) -> tuple[str, Any]:
    return Translation({"x": VECTOR}, ranges={}).difference(relation)
