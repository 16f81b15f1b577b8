"""Steps of each rule, with random terms and facts found so far: what a side condition asks for is mostly given, or assumed."""

from collections.abc import Callable
from typing import Any

from checkers.proof.facts import Premise
from checkers.proof.forms import substituted
from checkers.proof.polynomial import ONE, Vector, atom
from checkers.proof.reading import number, written
from tests.checkers.proof.derivations import minus, plus, real, square, times, x
from tests.checkers.proof.random_derivations import TRUE, Search
from tests.checkers.proof.random_terms import INTEGERS


def an_axiom(search: Search) -> None:
    one = search.rng.choice(TRUE["axioms"])
    values = {name: search.value(kind) for name, kind in one["parameters"]}
    if "k" in values and "u" in values and search.rng.random() < 0.5:
        values["u"] = x(values["k"])
    given = {f"integer {name}": number(values[name]) for name, kind in one["parameters"] if kind == "integer"}
    conditions = [search.show(relation, substituted(number(term), given)) for relation, term in one["conditions"]]
    search.apply("axiom", name=one["name"], values=values, conditions=conditions)


def an_assumption(search: Search) -> None:
    k, end = ["integer", search.rng.choice(INTEGERS[:3])], search.rng.randint(-1, 3)
    ranges = [minus(k, end), minus(end, k), minus(["integer", "n"], k), real("s"), minus(1, real("s")), real("a"), minus(real("a"), real("b"))]
    term = search.rng.choice(ranges) if search.rng.random() < 0.6 else search.terms.number(1)
    search.apply("assume", relation=search.rng.choice([">=", ">=", ">", "="]), term=term)


def a_positive_number(search: Search) -> None:
    """An axiom about a constant, or a square and a positive number."""
    term = search.terms.number(1)
    if search.rng.random() < 0.5:
        search.apply("combine", goal=plus(square(term), "1/2"), relation=">", products=[["1/2", []]], squares=[[1, [], term]])
    else:
        search.apply("axiom", name=search.rng.choice(["eta > 0", "L > 0", "gradient at a minimiser"]), values={}, conditions=[])


def a_combination(search: Search) -> None:
    rng = search.rng
    factors = [[search.pick(">=", ">", "=") for _ in range(rng.choice([0, 1, 1, 2]))] for _ in range(rng.choice([0, 1, 2]))]
    products = [[rng.choice([1, 2, "1/2"]), positions] for positions in factors]
    squares = [[1, [search.pick(">=", ">", "=")], search.terms.number(1)] for _ in range(rng.choice([0, 0, 1]))]
    equalities = [[search.terms.number(1), search.pick("=")] for _ in range(rng.choice([0, 1]))]
    goal = number(0)
    for c, facts, *more in (*products, *squares):
        one = number(c)
        for position in facts:
            one = one * search.term(position)
        goal = goal + (one * number(more[0]) ** 2 if more else one)
    for factor, position in equalities:
        goal = goal + number(factor) * search.term(position)
    if rng.random() < 0.2:
        goal = goal + number(rng.choice([-1, 1, ["real", "a"]]))
    relation = rng.choice([">=", ">", "="])
    search.apply("combine", goal=written(goal), relation=relation, products=products, squares=squares, equalities=equalities)


def a_denominator(search: Search) -> None:
    position, factor = search.pick(">", ">=", "="), search.terms.number(1)
    term = search.term(position)
    if search.rng.random() < 0.5:
        goal = number(factor) * (term * atom("inv", term) - ONE)
        search.apply("combine", goal=written(goal), relation="=", nonzero=[position])
    else:
        goal = number(factor) * (term - atom("sqrt", term) ** 2)
        search.apply("combine", goal=written(goal), relation="=", roots=[position])


def a_function(search: Search) -> None:
    rule = search.rng.choice(["inverse", "root", "logarithm", "product", "product"])
    if rule == "product":
        search.apply(rule, first=search.pick(">", ">="), second=search.pick(">", ">="))
    else:
        search.apply(rule, fact=search.pick(">", ">=", "="))


def a_comparison(search: Search) -> None:
    larger, smaller = search.pick(">=", ">", "="), search.terms.number(1)
    squares = search.show(search.rng.choice([">=", ">", "="]), search.term(larger) ** 2 - number(smaller) ** 2)
    search.apply("compare", larger=larger, squares=squares, smaller=smaller)


def two_cases(search: Search) -> None:
    p, q = search.terms.number(1), search.pick(">=", ">", "=")
    first = search.apply("assume", relation=search.rng.choice([">=", ">"]), term=p)
    second = search.apply("assume", relation=search.rng.choice([">=", ">="]), term=times(-1, p))
    goal = written(number(p) ** 2 + search.term(q))
    one, other = (search.apply("combine", goal=goal, relation=">=", products=[[1, [case, case]], [1, [q]]]) for case in (first, second))
    search.apply("cases", first=one, second=other, assumptions=[first, second])


def a_substitution(search: Search) -> None:
    position = search.pick(">=", ">", "=", "vector")
    fact = search.kernel.found[position]
    every = sorted(fact.term.names.union(*(one.names for one in fact.premises)))
    kind, name = search.rng.choice(every).split()
    value = search.value(kind)
    read = {"integer": number, "real": number}.get(kind)
    speaking = [one for one in fact.premises if one.assumed and f"{kind} {name}" in one.names]
    if read is None and speaking:
        raise LookupError
    images = [search.show(one.relation, substituted(one.term, {f"{kind} {name}": read(value)})) for one in speaking] if read else []
    discharged = [list(pair) for pair in zip(search.positions(speaking), images, strict=True)]
    search.apply("substitute", fact=position, kind=kind, name=name, value=value, discharged=discharged)


def an_induction(search: Search) -> None:
    """(k - lo) q + p >= 0 from p >= 0 and q >= 0, for any facts, also such as speak of k."""
    p, q, name, lo = search.pick(">=", ">", "="), search.pick(">=", ">", "="), search.rng.choice(INTEGERS), search.terms.index()
    k, relation = ["integer", name], search.rng.choice([">=", ">=", ">", "="])
    claim = number(minus(k, lo)) * search.term(q) + search.term(p)
    base = search.apply("combine", goal=written(substituted(claim, {f"integer {name}": number(lo)})), relation=relation, products=[[1, [p]]])
    hypothesis, reached = search.apply("assume", relation=relation, term=written(claim)), search.apply("assume", relation=">=", term=minus(k, lo))
    then = written(substituted(claim, {f"integer {name}": number(plus(k, 1))}))
    step = search.apply("combine", goal=then, relation=relation, products=[[1, [hypothesis]], [1, [q]]])
    said = {"name": name, "start": lo, "relation": relation, "claim": written(claim)}
    search.apply("induction", **said, base=base, step=step, hypothesis=hypothesis, reached=reached)


def an_unfolding(search: Search) -> None:
    if search.rng.random() < 0.5:
        exponent = search.terms.index()
        positive = search.show(">=", number(minus(exponent, 1)))
        search.apply("unfold", term=["pow", search.terms.number(1), exponent], positive=positive)
    else:
        name, lo, hi = search.rng.choice(INTEGERS[:3]), search.terms.index(), search.terms.index()
        search.apply("unfold", term=["sum", name, lo, hi, search.terms.number(2)])


def a_member(search: Search) -> None:
    name, lo, hi, at = search.rng.choice(INTEGERS[:3]), search.terms.index(), search.terms.index(), search.terms.index()
    term = [search.rng.choice(["least", "greatest"]), name, lo, hi, search.terms.number(2)]
    conditions = [search.show(">=", number(minus(at, lo))), search.show(">=", number(minus(hi, at)))]
    search.apply("member", term=term, at=at, conditions=conditions)


def _ends(search: Search, position: int, name: str) -> tuple[Any, Any, list[int]]:
    """Ends of a range, those that assumptions of a fact say where they say so."""
    k, key = atom("integer", name), f"integer {name}"
    ends, used = [search.terms.index(), search.terms.index()], list[Premise]()
    for one in search.kernel.found[position].premises:
        if not one.assumed or one.relation != ">=" or key not in one.names:
            continue
        for which, end in ((0, k - one.term), (1, k + one.term)):
            if key not in end.names and all(c.q == 1 for c, _ in end.terms):
                ends[which] = written(end)
                used.append(one)
    range_of = search.positions(used)
    return ends[0], ends[1], range_of if search.rng.random() < 0.9 else range_of[::-1]


def a_bound(search: Search) -> None:
    position, name, by = search.pick(">=", ">", "="), search.rng.choice(INTEGERS[:4]), search.terms.number(0)
    head = search.rng.choice(["least", "greatest"])
    body = number(by) + search.term(position) if head == "least" else number(by) - search.term(position)
    lo, hi, range_of = _ends(search, position, name)
    nonempty = search.show(">=", number(minus(hi, lo)))
    said = {"head": head, "name": name, "lo": lo, "hi": hi, "body": written(body), "by": by}
    search.apply("bound", **said, fact=position, nonempty=nonempty, range=range_of)


def a_monotone_sum(search: Search) -> None:
    position, name = search.pick(">=", ">", "="), search.rng.choice(INTEGERS[:4])
    lo, hi, range_of = _ends(search, position, name)
    length = search.show(">=", number(plus(minus(hi, lo), 1)))
    search.apply("monotone", of="sum", fact=position, name=name, lo=lo, hi=hi, length=length, range=range_of)


def a_monotone_integral(search: Search) -> None:
    position, name = search.pick(">=", ">", "="), search.rng.choice(["s", "s", "a", "b"])
    s = atom("real", name)
    if max((e for _, m in search.term(position).terms for a, e in m if a == ("real", name)), default=0) > 6:
        raise LookupError
    premises = search.kernel.found[position].premises
    range_of = [one for end in (s, ONE - s) for one in premises if one.assumed and one.relation == ">=" and one.term == end]
    search.apply("monotone", of="integral", fact=position, name=name, range=search.positions(range_of))


def a_mean(search: Search) -> None:
    search.apply("monotone", of="expectation", fact=search.pick(">=", ">", "="), step=search.terms.index())


def a_vector(search: Search) -> None:
    rule, both = search.rng.choice(["norm", "cauchy", "coordinates", "dot", "component"]), [search.terms.vector(2), search.terms.vector(1)]
    if rule == "norm":
        search.apply(rule, of=both[0])
    elif rule == "dot":
        search.apply(rule, fact=search.pick("vector"), along=both[1])
    elif rule == "component":
        search.apply(rule, fact=search.pick("vector"), index=search.terms.index())
    else:
        search.apply(rule, left=both[0], right=both[1])


def a_congruence(search: Search) -> None:
    position, left = search.pick("="), search.terms.number(1)
    right, head = written(number(left) - search.term(position)), search.rng.choice(["inv", "sqrt", "log", "pow"])
    search.apply("congruence", head=head, left=left, right=right, fact=position, exponent=search.terms.index())


def a_rewriting(search: Search) -> None:
    equation, position = search.pick("=", "vector"), search.pick(">=", ">", "=", "vector")
    term = search.term(equation)
    parts = term.parts if isinstance(term, Vector) else term.atoms
    old = [written(Vector({one: ONE}) if isinstance(term, Vector) else atom(*one)) for one in parts]
    search.apply("rewrite", fact=position, equation=equation, old=search.rng.choice(old), inside=search.rng.random() < 0.5)


def an_equality(search: Search) -> None:
    position = search.pick(">=", "=")
    search.apply("equal", above=position, below=search.show(">=", -search.term(position)))


RULES: tuple[Callable[[Search], None], ...] = (
    *(an_axiom, an_axiom, an_axiom, a_positive_number, a_positive_number, an_assumption, a_combination, a_combination, a_combination),
    *(a_denominator, a_function, a_function, a_vector, a_comparison, two_cases, a_substitution, a_substitution, a_substitution, an_induction),
    *(an_unfolding, a_member, a_bound, a_monotone_sum, a_monotone_sum, a_monotone_integral, a_mean, a_mean, a_congruence),
    *(a_rewriting, a_rewriting, an_equality),
)
"""One is taken at random, again and again."""
