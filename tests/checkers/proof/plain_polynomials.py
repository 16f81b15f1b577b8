"""Polynomials of the kernel held against plain dictionaries of Fractions, and their symbols, levels and depths against a walk of what was built."""

from collections.abc import Callable
from fractions import Fraction
from random import Random
from types import ModuleType
from typing import Any

Plain = dict[tuple[tuple[str, int], ...], Fraction]


class Made:
    """A number that was built twice: `made` by the module, `plain` by hand, atoms by the names that `told` gives them."""

    def __init__(self, made: Any, plain: Plain) -> None:
        self.made, self.plain = made, {m: c for m, c in plain.items() if c}


def plus(one: Plain, other: Plain, times: int = 1) -> Plain:
    return {m: one.get(m, Fraction(0)) + times * other.get(m, Fraction(0)) for m in {*one, *other}}


def times(one: Plain, other: Plain) -> Plain:
    found: Plain = {}
    for m, c in one.items():
        for n, e in other.items():
            powers = dict(m)
            for a, k in n:
                powers[a] = powers.get(a, 0) + k
            key = tuple(sorted(powers.items()))
            found[key] = found.get(key, Fraction(0)) + c * e
    return found


def atoms_of(p: ModuleType) -> list[tuple[str, Any, frozenset[str], int, int]]:
    """Name, atom, free symbols, level and depth."""
    a, k, bound = p.atom("real", "a"), p.atom("integer", "k"), p.atom("integer", "%1")
    s, u = p.atom("real", "%1"), p.unit("point", "u")
    once = p.atom("sum", "%1", k, p.rational(3), bound * a)
    return [
        ("a", a, frozenset({"real a"}), 0, 1),
        ("k", k, frozenset({"integer k"}), 0, 1),
        ("root", p.atom("sqrt", a + k), frozenset({"real a", "integer k"}), 0, 2),
        ("at", p.atom("f", u.scaled(a) + p.unit("iterate", "x", k)), frozenset({"real a", "integer k", "point u"}), 0, 3),
        ("dot", p.atom("inner", ("point", "u"), ("iterate", "x", k)), frozenset({"point u", "integer k"}), 0, 3),
        ("sum", once, frozenset({"real a", "integer k"}), 1, 2),
        ("root of a sum", p.atom("sqrt", once), frozenset({"real a", "integer k"}), 1, 3),
        ("integral", p.atom("integral", "%1", s * once), frozenset({"real a", "integer k"}), 2, 3),
        ("free", p.atom("integral", "%1", bound), frozenset({"integer %1"}), 1, 2),
        ("twice", p.atom("least", "%2", p.rational(0), k, p.atom("integer", "%2") * once), frozenset({"real a", "integer k"}), 2, 3),
        ("numbered", p.atom("word", "w", p.rational(2), u), frozenset({"point u"}), 0, 2),
    ]


def difference(p: ModuleType, seed: int, rounds: int = 40) -> str:
    """The first thing that the module says otherwise, empty where there is none."""
    rng, known = Random(seed), atoms_of(p)
    for name, made, symbols, level, depth in known:
        if (made.names, made.level, made.depth) != (symbols, level, depth):
            return f"{name} has {sorted(made.names)}, level {made.level}, depth {made.depth}"
    told, pool = {made.atoms[0]: name for name, made, *_ in known}, [Made(made, {((name, 1),): Fraction(1)}) for name, made, *_ in known]
    pool += [Made(p.ZERO, {}), Made(p.ONE, {(): Fraction(1)}), Made(p.rational("-2/3"), {(): Fraction(-2, 3)})]
    for _ in range(rounds):
        pool.append(_next(p, rng, pool))
        wrong = _otherwise(p, pool, told, known) or _of_vectors(p, rng, pool)
        if wrong:
            return wrong
    return ""


def _next(p: ModuleType, rng: Random, pool: list[Made]) -> Made:
    one, other = (rng.choice(pool[-20:]) for _ in range(2))
    sums: list[Callable[[], Made]] = [
        lambda: Made(one.made + other.made, plus(one.plain, other.plain)),
        lambda: Made(one.made - other.made, plus(one.plain, other.plain, -1)),
        lambda: Made(-one.made, plus({}, one.plain, -1)),
        lambda: Made(p.total([one.made, other.made, one.made]), plus(plus(one.plain, other.plain), one.plain)),
        lambda: Made(one.made - one.made + other.made, other.plain),
    ]
    products: list[Callable[[], Made]] = [
        lambda: Made(one.made * other.made, times(one.plain, other.plain)),
        lambda: Made(p.product([one.made, other.made]), times(one.plain, other.plain)),
        lambda: Made(one.made**2, times(one.plain, one.plain)),
        lambda: Made(one.made**0, {(): Fraction(1)}),
    ]
    small = len(one.plain) * len(other.plain) <= 30 and len(one.plain) <= 6
    return rng.choice([*sums, *(products if small else [])])()


def _otherwise(p: ModuleType, pool: list[Made], told: dict[Any, str], known: Any) -> str:
    """What the last number of the pool is said to be, against what it is."""
    new = pool[-1]
    terms = {tuple(sorted((told[a], e) for a, e in powers)): Fraction(int(c.p), int(c.q)) for c, powers in new.made.terms}
    within = {a for m in new.plain for a, _ in m}
    told_of = {name: (symbols, level, depth) for name, _, symbols, level, depth in known}
    constant = None if within else new.plain.get((), Fraction(0))
    said = None if new.made.constant is None else Fraction(int(new.made.constant.p), int(new.made.constant.q))
    agrees = [
        terms == new.plain and len(new.made.terms) == len(new.plain),
        new.made.is_zero == (not new.plain),
        said == constant,
        sorted(told[a] for a in new.made.atoms) == sorted(within),
        new.made.names == frozenset().union(*(told_of[a][0] for a in within)),
        new.made.level == max((told_of[a][1] for a in within), default=0),
        new.made.depth == max((told_of[a][2] for a in within), default=0),
        all((new.made == old.made) == (new.plain == old.plain) for old in pool),
        all(hash(new.made) == hash(old.made) for old in pool if new.plain == old.plain),
    ]
    return "" if all(agrees) else f"{agrees.index(False)}: {new.plain}"


def _of_vectors(p: ModuleType, rng: Random, pool: list[Made]) -> str:
    """Vectors as dictionaries of the same numbers, by basis vector."""
    bases = [("point", "u"), ("point", "v"), ("iterate", "x", p.ONE)]
    (one, first), (other, second) = (({b: rng.choice(pool) for b in rng.sample(bases, rng.randint(0, 3))}, None) for _ in range(2))
    first, second = (p.Vector({b: made.made for b, made in parts.items()}) for parts in (one, other))
    factor = rng.choice(pool[:6])
    zero = Made(p.ZERO, {})
    for found, plain in (
        (first + second, {b: plus(one.get(b, zero).plain, other.get(b, zero).plain) for b in bases}),
        (first - second, {b: plus(one.get(b, zero).plain, other.get(b, zero).plain, -1) for b in bases}),
        (first.scaled(factor.made), {b: times(factor.plain, one.get(b, zero).plain) for b in bases}),
    ):
        there = {b for b, part in plain.items() if any(part.values())}
        again = p.Vector(dict(reversed(found.parts.items())))
        if set(found.parts) != there or found.is_zero != (not there) or again != found or hash(again) != hash(found):
            return f"a vector: {plain}"
        numbers = [part for b, part in plain.items() if b in there]
        if any(not _agrees(found.parts[b], plain[b]) for b in there):
            return f"a part of a vector: {numbers}"
    return _symbols_of_vectors(p, first) or ("" if (first == second) == (first - second).is_zero else "vectors that differ")


def _agrees(made: Any, plain: Plain) -> bool:
    """Whether a number has these coefficients; their monomials were compared where it was made."""
    return sorted(Fraction(int(c.p), int(c.q)) for c, _ in made.terms) == sorted(c for c in plain.values() if c)


def _symbols_of_vectors(p: ModuleType, one: Any) -> str:
    names = frozenset().union(*(c.names | ({f"point {b[1]}"} if b[0] == "point" else frozenset()) for b, c in one.parts.items()))
    level = max((c.level for c in one.parts.values()), default=0)
    depth = max((max(c.depth, 1) for c in one.parts.values()), default=0)
    return "" if (one.names, one.level, one.depth) == (names, level, depth) else f"symbols, level or depth of a vector: {one.names}"
