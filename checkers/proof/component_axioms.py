"""What a finite sum is made of, as named axioms of the kernel.

f = (f_1 + ... + f_n)/n with n >= 1 components, of which some may be the same. Step k draws the number i_k of one of them, all equally likely,
whatever was drawn before; the stochastic gradient at u with the sample k is grad f_i_k(u). In the lines of proofs f(u; i_k) stands for f_i_k(u), a
function of u and of the number i_k, which is known from step k + 1 on. Every axiom holds for all steps k >= 0 and all points u, v: for random ones
too, but under a mean only for those that are known where it is taken.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sympy as sp

from checkers.proof.axioms import AND, Axiom, Conditions, K, axiom, bottoms
from checkers.proof.own_words import component_value
from checkers.proof.translation import MINUS_ONE, NotReadError, Translation
from theorems import words as w
from theorems.function_classes import function_class
from theorems.hypotheses import ConvexSum, NonnegativeSum, SmoothSum, u, v
from theorems.hypothesis import Hypothesis, Inequality
from theorems.language import Theorem
from theorems.printing import in_words, phrase
from theorems.typed import VECTOR, walk

SUMS = (SmoothSum, ConvexSum, NonnegativeSum)
k = w.Index("k")


def of_sums(theorem: Theorem, unread: dict[str, str]) -> Iterator[Axiom]:
    """The axioms of a finite sum, where the hypotheses say that f is one, and of its components, as far as they say of what class those are."""
    sums = [h for h in theorem.hypotheses if isinstance(h, SUMS)]
    positive = {str(c) for c in theorem.names(w.Constant)}
    found = [*(_of_every_sum() if sums else ()), *(one for h in sums for one in _of_components(h)), *_of_class(sums)]
    for name, relation, hypotheses in found:
        try:
            yield stated(name, relation, hypotheses or sums[:1], positive)
        except NotReadError as error:
            unread[name] = str(error)


Stated = tuple[str, Any, Sequence[Hypothesis]]
"""A name, a relation, and the hypotheses that it comes from; none where any sum has it."""


def _of_every_sum() -> Iterator[Stated]:
    """E[f(u; i_k) | F_k] = f(u), since i_k is independent of all that is known at step k and f is the mean of its components.

    And E[||grad f(u; i_k)||^2 | F_k] = (||grad f_1(u)||^2 + ... + ||grad f_n(u)||^2)/n at every step: as at step 0, where u is known at the start.
    """
    known, start = w.E(component_value(u, k), w.x[k]), w.E(w.norm_sq(w.stochastic_grad(u, 0)), w.x[0])
    yield "components: mean", sp.Eq(known, w.f(u), evaluate=False), ()
    yield "components: mean square at every step", sp.Eq(w.E(w.norm_sq(w.stochastic_grad(u, k)), w.x[k]), start, evaluate=False), ()


def of_batches(theorem: Theorem, _: dict[str, str]) -> Iterator[Axiom]:
    """The mean g of m independent draws at x[k], where the method takes it: E g = grad f(x[k]), and E||g||^2 from that of one draw.

    E||g||^2 = E||g_1||^2/m + (1 - 1/m) ||grad f(x[k])||^2, for the m (m - 1) products of two draws have that mean each: both are independent of each
    other and of what was before, unbiased, and of one law. It holds of any m >= 1, also of more draws than there are components.
    """
    sources = [in_words(phrase(h))[0] for h in theorem.hypotheses if any(one.name == "unbiased" for one in h.inequalities())]
    batches = {e.args[2]: e for e in theorem.terms() if isinstance(e, w.stochastic_grad) and e.args[2] != 1}
    for size in batches if sources else ():
        try:
            mean, share = _read().vector(w.stochastic_grad(w.x[k], k, size)), ["inv", _read().number(size)]
        except NotReadError:
            continue
        draw, slope, along = ["draw", ["iterate", "x", K], K], ["gradient", ["iterate", "x", K]], ["point", "v"]
        first = ["+", ["E", K, ["inner", mean, along]], ["*", MINUS_ONE, ["inner", slope, along]]]
        yield axiom(f"batch of {size}: unbiased", sources[0], ("=", first), [("k", "integer"), ("v", "point")], [(">=", K)])
        others = ["*", ["+", share, MINUS_ONE], ["inner", slope, slope]]
        second = ["+", ["E", K, ["inner", mean, mean]], ["*", MINUS_ONE, share, ["E", K, ["inner", draw, draw]]], others]
        yield axiom(f"batch of {size}: mean square", sources[0], ("=", second), [("k", "integer")], [(">=", K)])


def _of_components(h: Hypothesis) -> Iterator[Stated]:
    """What a hypothesis says of every component in place of f: all that its class declares of values of f, but of its infimum.

    Of gradients alone the sum itself declares it. That no component is ever below 0 is what `NonnegativeSum` says.
    """
    declared = h.inequalities() if isinstance(h, NonnegativeSum) else h.of_components().inequalities()  # type: ignore[attr-defined]
    for one in declared:
        terms = set(walk(one.relation))
        if any(isinstance(e, w.f) for e in terms) and w.f_star not in terms:
            yield f"{type(h).__name__}: {one.name}, for every component", of_component(one), [h]


def _of_class(sums: Sequence[Hypothesis]) -> Iterator[Stated]:
    """What the classes of all components say together: their interpolation conditions, as of f where f is of them."""
    of_f = [h.of_components() for h in sums if not isinstance(h, NonnegativeSum)]  # type: ignore[attr-defined]
    found = function_class(of_f)
    alone = [one for h in of_f for one in h.inequalities()]
    for one in found.conditions:
        if one not in alone:
            yield f"{found.name} components: {one.name}", of_component(one), [h for h in sums if not isinstance(h, NonnegativeSum)]


def of_component(one: Inequality) -> Any:
    """An inequality about f as one about the component that step k draws."""
    values = {e: component_value(e.args[0], k) for e in walk(one.relation) if isinstance(e, w.f)}
    slopes = {e: w.stochastic_grad(e.args[0], k) for e in walk(one.relation) if isinstance(e, w.grad)}
    return one.relation.xreplace({**values, **slopes})


def stated(name: str, relation: Any, hypotheses: Sequence[Hypothesis], positive: set[str]) -> Axiom:
    """A relation at all points and steps as an axiom, on the condition that nothing is divided by what is not positive."""
    said = _read().difference(relation)
    parameters = [*((p.name, "point") for p in (u, v) if p in set(walk(relation))), ("k", "integer")]
    conditions: Conditions = ((">=", K), *((">", bottom) for bottom in bottoms(said[1], positive)))
    return axiom(name, AND.join(in_words(phrase(h))[0] for h in hypotheses), said, parameters, conditions)


def _read() -> Translation:
    """Draws are those of steps k >= 0."""
    return Translation({"x": VECTOR}, ranges={k: (0, None)})
