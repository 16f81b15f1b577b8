"""Normal forms of the second checker: what is equal by linearity and by what is known at a step; replacing under binders and expectations.

- A sum has hi - lo + 1 terms, and is minus the sum of the terms between where that is negative: S(lo, hi) = S(lo, hi - 1) + body(hi) for all
  integers. So it is linear in its body, what does not depend on the index comes out, and the sum of 1 is hi - lo + 1.
- An integral is over [0, 1] and linear; of s^n it is 1/(n + 1).
- E(k, X) is the mean given F_k, all that is known at step k; F_k grows with k, and is F_0 before 0. Known at k are: symbols and free points (they are
  numbers and points that do not depend on chance), members of sequences up to k, draws with samples before k, E(j, .) with j <= k, and what is made
  of these. A factor that is known comes out; E(k, Z E(j, X)) = E(k, Z X) where k <= j and Z is known at j; a sum over an index that does not depend
  on chance goes past E.
- A symbol stands for any number that does not depend on chance, so a fact about it holds for a random number too, but under E(k, .) only for one
  that F_k knows. What is equal to something may take its place anywhere but under E, since it may be equal by an assumption about chance.
- pow(b, n) is b^n for integers n >= 0, and not looked into elsewhere; from 0 to 64 it is multiplied out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any

from checkers.proof.replay_terms import BASES, BINDERS, ONE, SYMBOLS, ZERO, Number, Table, Vector, rational, require, single

POWER = 64
AT_POINTS = ("f", "gradient", "draw", "word")

Image = Callable[[int], Any]


def inner(t: Table, left: Vector, right: Vector) -> Number:
    """The inner product: bilinear and symmetric."""
    pairs = ((a, b, t.times(c, e)) for a, c in left.parts.items() for b, e in right.parts.items())
    return t.total(t.times(c, t.atom("inner", min(a, b), max(a, b))) for a, b, c in pairs)


def coordinate(t: Table, vector: Vector, at: Number) -> Number:
    """A coordinate: linear."""
    return t.total(t.times(c, t.atom("coordinate", b, at)) for b, c in vector.parts.items())


def moved(t: Table, thing: Any, symbol: int, opened: bool, depth: int = 0) -> Any:
    """A body with its bound symbol named (opened), or with a symbol bound; `depth` counts the binders passed on the way."""
    t.spend(2)
    if isinstance(thing, Number):
        pairs = ((((moved(t, a, symbol, opened, depth), e) for a, e in m), c) for m, c in thing.terms.items())
        return Number({tuple(sorted(m)): c for m, c in pairs})
    if isinstance(thing, Vector):
        return Vector({moved(t, b, symbol, opened, depth): moved(t, c, symbol, opened, depth) for b, c in thing.parts.items()})
    if not isinstance(thing, int):
        return thing
    head, *parts = t.nodes[thing]
    if opened:
        if t.loose[thing] <= depth or head == "bound":
            return symbol if (head, *parts) == ("bound", depth) else thing
    elif thing == symbol or t.names[thing].isdisjoint(t.names[symbol]):
        return t.node("bound", depth) if thing == symbol else thing
    last = len(parts) - 1 if head in BINDERS else -1
    changed = [moved(t, part, symbol, opened, depth + (number == last)) for number, part in enumerate(parts)]
    return t.node(head, *(sorted(changed) if head == "inner" else changed))


def _bound(t: Table, head: str, symbol: int, ends: Iterable[Number], body: Number) -> Number:
    return t.atom(head, *ends, moved(t, body, symbol, False))


def _split(t: Table, body: Number, symbol: int) -> Iterable[tuple[Number, Number]]:
    """The terms of a body as what is free of a symbol, with the coefficient, and what is not."""
    for monomial, c in body.terms.items():
        depends = {a: not t.names[a].isdisjoint(t.names[symbol]) for a, _ in monomial}
        free = tuple((a, e) for a, e in monomial if not depends[a])
        yield Number({free: c}), Number({tuple((a, e) for a, e in monomial if depends[a]): Fraction(1)})


def summed(t: Table, symbol: int, lo: Number, hi: Number, body: Number) -> Number:
    """The sum over an integer symbol."""
    length = t.plus(t.plus(hi, lo, -1), ONE)
    if not length.terms:
        return ZERO
    return t.total(t.times(free, length if bound == ONE else _bound(t, "sum", symbol, (lo, hi), bound)) for free, bound in _split(t, body, symbol))


def integral(t: Table, symbol: int, body: Number) -> Number:
    """The integral over a real symbol in [0, 1]."""

    def one(bound: Number) -> Number:
        (powers,) = bound.terms
        if not powers or (len(powers) == 1 and powers[0][0] == symbol):
            return rational(Fraction(1, 1 + sum(e for _, e in powers)))
        return _bound(t, "integral", symbol, (), bound)

    return t.total(t.times(free, one(bound)) for free, bound in _split(t, body, symbol))


def binder(t: Table, head: str, symbol: int, ends: Iterable[Number], body: Number) -> Number:
    """A sum, an integral, a least or a greatest member over a symbol."""
    if head == "integral":
        return integral(t, symbol, body)
    lo, hi = ends
    return summed(t, symbol, lo, hi, body) if head == "sum" else _bound(t, head, symbol, (lo, hi), body)


def power(t: Table, base: Number, exponent: Number) -> Number:
    """A power with an integer for its exponent."""
    n = exponent.constant
    small = n is not None and n.denominator == 1 and 0 <= n <= POWER
    return t.power(base, int(n)) if n is not None and small else t.atom("pow", base, exponent)


def expectation(t: Table, step: Number, body: Number) -> Number:
    """The mean of a number, given what is known at a step."""
    return t.total(_mean(t, step, monomial, c) for monomial, c in body.terms.items())


def _mean(t: Table, step: Number, monomial: Any, c: Fraction) -> Number:
    comes_out = {a: known(t, a, step) for a, _ in monomial}
    out, random = Number({tuple(p for p in monomial if comes_out[p[0]]): c}), tuple(p for p in monomial if not comes_out[p[0]])
    if not random:
        return out
    head, *parts = t.nodes[random[0][0]]
    if head == "sum" and len(random) == 1 and random[0][1] == 1:
        symbol, (lo, hi, body) = t.fresh("integer"), parts
        return t.times(out, summed(t, symbol, lo, hi, expectation(t, step, moved(t, body, symbol, True))))
    later = [a for a, e in random if e == 1 and t.nodes[a][0] == "E" and _absorbs(t, step, a, [b for b, _ in random if b != a])]
    if len(later) == 1:
        rest = Number({tuple(p for p in random if p[0] != later[0]): Fraction(1)})
        return t.times(out, expectation(t, step, t.times(t.nodes[later[0]][2], rest)))
    return t.times(out, t.atom("E", step, Number({random: Fraction(1)})))


def _absorbs(t: Table, step: Number, a: int, others: list[int]) -> bool:
    given = t.nodes[a][1]
    return at_most(t, step, given) and all(known(t, b, given) for b in others)


def at_most(t: Table, step: Number, other: Number) -> bool:
    """Whether what is known at one step is surely known at the other."""
    apart, first = t.plus(other, step, -1).constant, step.constant
    return (apart is not None and apart >= 0) or (first is not None and first <= 0)


def known(t: Table, thing: Any, step: Number) -> bool:
    """Whether a number, a vector or a node is surely known at a step."""
    t.spend(2)
    if isinstance(thing, (Number, Vector)):
        return all(known(t, a, step) for a in t.inside(thing))
    head, *parts = t.nodes[thing]
    if head in SYMBOLS or head == "bound":
        return True
    if head in ("sequence", "iterate"):
        return at_most(t, parts[1], step)
    if head == "draw":
        return known(t, parts[0], step) and at_most(t, t.plus(parts[1], ONE), step)
    if head == "E":
        return at_most(t, parts[0], step)
    return all(known(t, part, step) for part in parts if not isinstance(part, str))


def substituted(t: Table, thing: Any, values: Mapping[str, Any]) -> Any:
    """Symbols replaced by numbers or vectors, all at once; under an expectation only by what is known at its step."""

    def image(a: int) -> Any:
        head, *parts = t.nodes[a]
        if head in SYMBOLS:
            return values.get(f"{head} {parts[0]}")
        if t.names[a].isdisjoint(values):
            return None
        if head == "E":
            step = mapped(t, parts[0], image)
            for key in t.names_of(parts[1]) & values.keys():
                require(known(t, values[key], step), f"under an expectation {key} can only be what is known at its step")
        return rebuilt(t, a, image)

    return mapped(t, thing, image)


def rewritten(t: Table, thing: Any, old: int, new: Any, inside: bool) -> Any:
    """A node replaced by what it is equal to, not under expectations, and at points only if `inside`."""
    closed = {*SYMBOLS, "bound", "E", *(() if inside else AT_POINTS)}

    def image(a: int) -> Any:
        if a == old:
            return new
        return None if t.nodes[a][0] in closed else rebuilt(t, a, image)

    return mapped(t, thing, image)


def mapped(t: Table, thing: Any, image: Image) -> Any:
    """A number or a vector with its nodes replaced; None leaves one as it is."""
    t.spend(2)
    if isinstance(thing, int):
        thing = Vector({thing: ONE})
    if isinstance(thing, Vector):
        pairs = [(b, image(b), mapped(t, c, image)) for b, c in thing.parts.items()]
        return t.vectors(Vector({b: c}) if new is None else t.scaled(new, c) for b, new, c in pairs)
    images = {a: image(a) for a in thing.atoms}
    if all(new is None for new in images.values()):
        return thing
    factor = {a: single(a) if new is None else new for a, new in images.items()}
    return t.total(t.times(Number({(): c}), t.product(t.power(factor[a], e) for a, e in monomial)) for monomial, c in thing.terms.items())


def rebuilt(t: Table, a: int, image: Image) -> Any:
    """A node with its parts replaced, in normal form again: a number, or a vector where it is a basis vector."""
    head, *parts = t.nodes[a]
    if head in BINDERS:
        symbol = t.fresh("real" if head == "integral" else "integer")
        ends = [mapped(t, end, image) for end in parts[:-1]]
        return binder(t, head, symbol, ends, mapped(t, moved(t, parts[-1], symbol, True), image))
    changed = [part if isinstance(part, str) else mapped(t, part, image) for part in parts]
    if head in BASES:
        return t.basis(head, *changed)
    return build(t, head, changed)


def build(t: Table, head: str, parts: list[Any]) -> Number:
    """A number with this head, in normal form."""
    if head == "inner":
        return inner(t, parts[0], parts[1])
    if head == "coordinate":
        return coordinate(t, parts[0], parts[1])
    if head == "E":
        return expectation(t, parts[0], parts[1])
    return power(t, parts[0], parts[1]) if head == "pow" else t.atom(head, *parts)


def vanishes(t: Table, p: Number, positive: Collection[Number], rooted: Collection[Number]) -> bool:
    """Whether p is 0, where inv(q) q = 1 for q among `positive` (so p may be multiplied with q) and sqrt(q)^2 = q for q among `rooted`."""
    while p.terms:
        most = {a: max(dict(m).get(a, 0) for m in p.terms) for a in p.atoms}
        t.spend(len(p.terms) * len(most))
        roots = [a for a, e in most.items() if t.nodes[a][0] == "sqrt" and e > 1 and t.nodes[a][1] in rooted]
        inverses = [a for a in most if t.nodes[a][0] == "inv" and t.nodes[a][1] in positive]
        if not roots and not inverses:
            return False
        a = max((*roots, *inverses), key=lambda a: t.depth[a])
        q, is_root = t.nodes[a][1], t.nodes[a][0] == "sqrt"
        terms = []
        for monomial, c in p.terms.items():
            e = dict(monomial).get(a, 0)
            others, left = tuple(pair for pair in monomial if pair[0] != a), e % 2 if is_root else 0
            rest = t.times(Number({others: c}), t.power(single(a), left))
            terms.append(t.times(rest, t.power(q, e // 2 if is_root else most[a] - e)))
        p = t.total(terms)
    return True
