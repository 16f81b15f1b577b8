"""Laundering: a fact forgets what it rests on. For every rule and each fact it takes, that fact is an assumption, or an axiom of another claim."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.checkers.proof.derivations import (
    Attack,
    Derivation,
    Step,
    Term,
    a,
    assume,
    axiom,
    b,
    c,
    combine,
    conclude,
    equal,
    goal,
    inner,
    j,
    k,
    least,
    mean,
    minus,
    n,
    plus,
    point,
    s,
    square,
    statement,
    substitute,
    times,
    total,
    u,
    use,
    v,
    w,
    y,
)

Said = tuple[str, Term]

INVERSE, ROOT, LOG = ["inv", a], ["sqrt", a], ["log", a]
CASE = [assume(">=", b), assume(">=", times(-1, b)), combine(c, ">=", [(1, 0)]), combine(c, ">=", [(1, 1)])]
BY_K = {"rule": "induction", "name": "k", "start": 0, "relation": ">="}
OVER_K = {"name": "k", "lo": 1, "hi": n}
ZERO_VECTOR = ("vector", ["vectors", u, v])
SUM_OF = combine(times(c, square(k)), ">=", squares=[[1, [0], k]])
ON_CONDITION = axiom("=", minus(a, b), "on condition", (), [(">=", c)])

RULES: dict[str, tuple[Sequence[Said], Sequence[Step], Said]] = {
    "combine with a product": ([(">=", a), (">=", b)], [combine(times(2, a, b), ">=", [(2, 0, 1)])], (">=", times(2, a, b))),
    "combine with a square": ([(">=", a)], [combine(times(a, b, b), ">=", squares=[[1, [0], b]])], (">=", times(a, b, b))),
    "combine with an equality": ([("=", a)], [equal(times(a, b), 0, equalities=[[b, 0]])], ("=", times(a, b))),
    "combine with products and equalities": (
        [(">=", a), ("=", b), ("=", c)],
        [combine(plus(a, b, c), ">=", [(1, 0)], equalities=[[1, 1], [1, 2]])],
        (">=", plus(a, b, c)),
    ),
    "combine with all": (
        [(">=", a), ("=", b), (">", c)],
        [combine(plus(a, b, times(c, ["inv", c]), square(ROOT)), ">=", [(2, 0), (1,)], equalities=[[1, 1]], nonzero=[2], roots=[0])],
        (">=", plus(a, b, times(c, ["inv", c]), square(ROOT))),
    ),
    "norm": ([], [{"rule": "norm", "of": u}], (">=", inner(u, u))),
    "cauchy": ([], [{"rule": "cauchy", "left": u, "right": v}], (">=", minus(times(inner(u, u), inner(v, v)), square(inner(u, v))))),
    "combine with a denominator": ([(">", a)], [equal(times(a, INVERSE), 1, nonzero=[0])], ("=", minus(times(a, INVERSE), 1))),
    "combine with a root": ([(">=", a)], [equal(square(ROOT), a, roots=[0])], ("=", minus(square(ROOT), a))),
    "inverse": ([(">", a)], [{"rule": "inverse", "fact": 0}], (">", INVERSE)),
    "equal": (
        [(">=", minus(a, b)), (">=", minus(b, a))],
        [{"rule": "equal", "above": 0, "below": 1}],
        ("=", minus(a, b)),
    ),
    "root": ([(">=", a)], [{"rule": "root", "fact": 0}], (">=", ROOT)),
    "root of a positive number": ([(">", a)], [{"rule": "root", "fact": 0}], (">", ROOT)),
    "compare": (
        [(">=", b), (">=", minus(square(b), square(a)))],
        [{"rule": "compare", "larger": 0, "squares": 1, "smaller": a}],
        (">=", minus(b, a)),
    ),
    "compare strictly": (
        [(">=", b), (">", minus(square(b), square(a)))],
        [{"rule": "compare", "larger": 0, "squares": 1, "smaller": a}],
        (">", minus(b, a)),
    ),
    "cases": ([(">=", c), (">=", c)], [*CASE, {"rule": "cases", "first": 4, "second": 5, "assumptions": [2, 3]}], (">=", c)),
    "substitute": ([(">=", c)], [SUM_OF, substitute(1, "integer", "k", 5)], (">=", times(25, c))),
    "discharge": ([(">=", b)], [assume(">=", a), combine(times(3, a), ">=", [(3, 1)]), substitute(2, "real", "a", b, [1, 0])], (">=", times(3, b))),
    "induction, its base": (
        [(">=", c)],
        [
            assume(">=", plus(c, k)),
            assume(">=", k),
            combine(plus(c, k, 1), ">=", [(1, 1), (1,)]),
            {**BY_K, "claim": plus(c, k), "base": 0, "step": 3, "hypothesis": 1, "reached": 2},
            combine(2, ">=", [(2,)]),
            substitute(4, "integer", "k", 2, [2, 5]),
        ],
        (">=", plus(c, 2)),
    ),
    "induction, its step": (
        [(">=", c)],
        [
            assume(">=", times(c, k)),
            assume(">=", k),
            combine(times(c, plus(k, 1)), ">=", [(1, 1), (1, 0)]),
            combine(0, ">="),
            {**BY_K, "claim": times(c, k), "base": 4, "step": 3, "hypothesis": 1, "reached": 2},
            combine(2, ">=", [(2,)]),
            substitute(5, "integer", "k", 2, [2, 6]),
        ],
        (">=", times(2, c)),
    ),
    "unfold a power": (
        [(">=", minus(j, 1))],
        [{"rule": "unfold", "term": ["pow", b, j], "positive": 0}],
        ("=", minus(["pow", b, j], times(b, ["pow", b, minus(j, 1)]))),
    ),
    "member": (
        [(">=", minus(j, 1)), (">=", minus(n, j))],
        [{"rule": "member", "term": least("k", 1, n, w(k)), "at": j, "conditions": [0, 1]}],
        (">=", minus(w(j), least("k", 1, n, w(k)))),
    ),
    "bound": (
        [(">=", c), (">=", minus(n, 1))],
        [SUM_OF, {"rule": "bound", "head": "least", **OVER_K, "body": times(c, square(k)), "by": 0, "fact": 2, "nonempty": 1}],
        (">=", least("k", 1, n, times(c, square(k)))),
    ),
    "sum": (
        [(">=", c), (">=", n)],
        [SUM_OF, {"rule": "monotone", "of": "sum", "fact": 2, **OVER_K, "length": 1}],
        (">=", times(c, total("k", 1, n, square(k)))),
    ),
    "sum of what is 0": (
        [("=", c), (">=", n)],
        [equal(times(c, w(k)), 0, equalities=[[w(k), 0]]), {"rule": "monotone", "of": "sum", "fact": 2, **OVER_K, "length": 1}],
        ("=", times(c, total("k", 1, n, w(k)))),
    ),
    "integral": (
        [(">=", c)],
        [combine(times(c, square(s)), ">=", squares=[[1, [0], s]]), {"rule": "monotone", "of": "integral", "fact": 1, "name": "s"}],
        (">=", times("1/3", c)),
    ),
    "expectation": (
        [(">=", c)],
        [combine(times(c, square(y(1))), ">=", squares=[[1, [0], y(1)]]), {"rule": "monotone", "of": "expectation", "fact": 1, "step": 0}],
        (">=", times(c, mean(0, square(y(1))))),
    ),
    "dot": ([ZERO_VECTOR], [{"rule": "dot", "fact": 0, "along": v}], ("=", plus(inner(u, v), inner(v, v)))),
    "component": (
        [ZERO_VECTOR],
        [{"rule": "component", "fact": 0, "index": k}],
        ("=", plus(["coordinate", u, k], ["coordinate", v, k])),
    ),
    "logarithm": ([(">", a)], [{"rule": "logarithm", "fact": 0}], (">=", minus(minus(a, 1), LOG))),
    "logarithm of a product": (
        [(">", a), (">", b)],
        [{"rule": "product", "first": 0, "second": 1}],
        ("=", minus(minus(["log", times(a, b)], LOG), ["log", b])),
    ),
    "congruence": (
        [("=", minus(a, b))],
        [{"rule": "congruence", "head": "inv", "left": a, "right": b, "fact": 0}],
        ("=", minus(INVERSE, ["inv", b])),
    ),
    "congruence of first powers": (
        [("=", minus(a, b))],
        [{"rule": "congruence", "head": "pow", "left": a, "right": b, "fact": 0}],
        ("=", minus(a, b)),
    ),
    "congruence of powers": (
        [("=", minus(a, b))],
        [{"rule": "congruence", "head": "pow", "left": a, "right": b, "fact": 0, "exponent": n}],
        ("=", minus(["pow", a, n], ["pow", b, n])),
    ),
    "rewrite": ([(">=", a), ("=", minus(a, b))], [{"rule": "rewrite", "fact": 0, "equation": 1, "old": a}], (">=", b)),
    "rewrite a vector": (
        [(">=", inner(u, point("z"))), ZERO_VECTOR],
        [{"rule": "rewrite", "fact": 0, "equation": 1, "old": u}],
        (">=", times(-1, inner(v, point("z")))),
    ),
    "an axiom's condition": ([(">=", c)], [use("on condition", conditions=[0])], ("=", minus(a, b))),
}
"""What a rule takes, the steps that follow, and what is then known of the last of them."""


MORE = {">=": (">", "="), ">": ("=",), "=": (">",), "vector": ()}
"""What a relation does not say."""


def attacks() -> Iterator[Attack]:
    """Every rule, with each of its facts in turn an assumption or not an axiom of the claim; and with more claimed than it says."""
    for name, (sources, steps, said) in RULES.items():
        for relation in MORE[said[0]]:
            yield Attack(f"{name}: more than it says, {relation}", _derived(sources, steps, (relation, said[1])), _derived(sources, steps, said))
        for number, source in enumerate(sources):
            which = f"{name}, fact {number}" if len(sources) > 1 else name
            if source[0] != "vector":
                yield Attack(f"{which}: from an assumption", _derived(sources, steps, said, assumed=number), _derived(sources, steps, said))
            yield Attack(f"{which}: from an axiom of another claim", _derived(sources, steps, said, foreign=number), _derived(sources, steps, said))


def _derived(sources: Sequence[Said], steps: Sequence[Step], said: Said, assumed: int = -1, foreign: int = -1) -> Derivation:
    axioms: list[Any] = [axiom(relation, term, f"axiom {number}") for number, (relation, term) in enumerate(sources)]
    first = [assume(*source) if number == assumed else use(f"axiom {number}") for number, source in enumerate(sources)]
    named = [f"axiom {number}" for number in range(len(sources)) if number != foreign]
    over = statement([*axioms, ON_CONDITION], [goal(*said, *named, "on condition")])
    return Derivation(over, (*first, *steps, conclude(len(first) + len(steps) - 1)))
