"""The rules of proofs, a second time: each makes one fact from facts before it, or rejects the step.

A fact says that a number is >= 0, > 0 or 0, or that a vector is 0, for all values of its symbols that meet its premises: axioms of the statement and
assumptions. Nothing here is shared with the kernel that the proof was found with; what each rule means is told in `checkers.proof.kernel`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from checkers.proof import replay_forms as forms
from checkers.proof.replay_reading import Terms, fraction, named
from checkers.proof.replay_terms import ONE, ZERO, Number, Table, require, single

SIGNS = (">=", ">", "=")
FREE = ("point", "integer", "real")


@dataclass(frozen=True, eq=False)
class Premise:
    """An axiom by its name, with the symbols that it does not choose itself; or an assumption, without a name."""

    name: str | None
    relation: str
    term: Any
    symbols: frozenset[str]


@dataclass(frozen=True, eq=False)
class Fact:
    """term `relation` 0 under the premises."""

    relation: str
    term: Any
    premises: frozenset[Premise]

    def says(self, relation: str) -> bool:
        """Whether it says at least this of a number, or of a vector."""
        return self.relation == relation or (relation == ">=" and self.relation in (">", "="))


@dataclass
class Checker:
    """One check: the axioms and goals of the statement, and the facts so far."""

    axioms: Mapping[str, Mapping[str, Any]]
    goals: list[Mapping[str, Any]]
    facts: list[Fact] = field(default_factory=list)
    proved: dict[int, Fact] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.t = Table()
        self.read = Terms(self.t)
        self.allowed = [frozenset(goal["axioms"]) for goal in self.goals]
        self.premises = {name: self._premise(name, axiom) for name, axiom in self.axioms.items()}

    def _premise(self, name: str, axiom: Mapping[str, Any]) -> Premise:
        relation = axiom["relation"]
        require(relation in (*SIGNS, "vector"), f"{name}: there is no relation {relation!r}")
        term = self.read.vector(axiom["term"]) if relation == "vector" else self.read.number(axiom["term"])
        symbols, own = set(self.t.names_of(term)), set()
        for parameter, kind in axiom["parameters"]:
            require(kind in FREE, f"{name}: a parameter is of no kind")
            own.add(f"{kind} {named(parameter)}")
        for sign, condition in axiom["conditions"]:
            require(sign in SIGNS, f"{name}: a condition has no relation")
            symbols |= self.t.names_of(self.read.number(condition))
        return Premise(name, relation, term, frozenset(symbols - own))

    def apply(self, step: Mapping[str, Any]) -> None:
        """The next fact."""
        rule = step.get("rule")
        require(isinstance(rule, str) and rule in RULES, "there is no such rule")
        self.facts.append(RULES[str(rule)](self, **{name: value for name, value in step.items() if name != "rule"}))

    def at(self, position: Any, relation: str | None = None, term: Any = None) -> Fact:
        """A fact by its number; what it must say, and of which term, where that is given."""
        require(type(position) is int and 0 <= position < len(self.facts), "a fact is named that is not there")
        found: Fact = self.facts[position]
        self.t.spend(10 * (1 + len(found.premises)))  # what is made of it takes them over
        require(relation is None or found.says(relation), f"fact {position} does not say {relation} 0")
        require(term is None or found.term == term, f"fact {position} is about another term")
        return found

    def assumed(self, position: Any) -> Premise:
        """The assumption that a fact is."""
        found = self.at(position)
        own = [one for one in found.premises if one.name is None and one.term is found.term and one.relation == found.relation]
        require(len(found.premises) == 1 and len(own) == 1, f"fact {position} is no assumption")
        return own[0]

    def value(self, kind: Any, term: Any) -> Any:
        """What takes the place of a symbol."""
        require(kind in FREE, "a symbol is of no kind")
        return self.read.vector(term) if kind == "point" else self.read.index(term) if kind == "integer" else self.read.number(term)

    def any_value(self, symbol: str, premises: Iterable[Premise]) -> None:
        """Reject unless the premises leave a symbol free."""
        require(symbol != "integer d", "the dimension takes no other value")
        require(all(symbol not in premise.symbols for premise in premises), f"a premise speaks of {symbol.split()[-1]}")

    def minus(self, one: Any, other: Any) -> Any:
        """The difference of two numbers, or of two vectors."""
        return self.t.minus(one, other)

    def one_atom(self, whole: Number, *heads: str) -> tuple[Any, ...]:
        """The node of a term that is a single atom."""
        require(len(whole.atoms) == 1 and whole == single(whole.atoms[0]), "a term is not a single one")
        node = self.t.nodes[whole.atoms[0]]
        require(node[0] in heads, f"a term is none of {', '.join(heads)}")
        return node


def axiom(c: Checker, name: str, values: Mapping[str, Any], conditions: Any = ()) -> Fact:
    """An axiom of the statement, for these terms."""
    require(isinstance(name, str) and name in c.axioms, "there is no such axiom")
    stated, premise = c.axioms[name], c.premises[name]
    require(set(values) == {parameter for parameter, _ in stated["parameters"]}, f"{name} has other parameters")
    given = {f"{kind} {parameter}": c.value(kind, values[parameter]) for parameter, kind in stated["parameters"]}
    require(len(conditions) == len(stated["conditions"]), f"{name} has other conditions")
    used = {premise}
    for position, (sign, condition) in zip(conditions, stated["conditions"], strict=True):
        used |= c.at(position, sign, forms.substituted(c.t, c.read.number(condition), given)).premises
    return Fact(premise.relation, forms.substituted(c.t, premise.term, given), frozenset(used))


def assume(c: Checker, relation: str, term: Any) -> Fact:
    """Any number is >= 0, > 0 or 0, as a premise."""
    require(relation in SIGNS, "an assumption has no relation")
    found = c.read.number(term)
    return Fact(relation, found, frozenset({Premise(None, relation, found, c.t.names_of(found))}))


def combine(
    c: Checker, goal: Any, relation: str, products: Any = (), squares: Any = (), equalities: Any = (), nonzero: Any = (), roots: Any = ()
) -> Fact:
    """goal = sum of c * facts + sum of c * facts * square + sum of term * equality, where c is a rational number that is not negative."""
    require(relation in SIGNS, "a combination has no relation")
    require(relation != "=" or (not products and not squares), "an equality does not follow from inequalities")
    wanted, used, strict = c.read.number(goal), set[Premise](), False
    rest = wanted
    for part, size in [*((one, 2) for one in products), *((one, 3) for one in squares)]:
        c.t.spend(50)
        require(len(part) == size, "a product has another shape")
        coefficient, factors = fraction(part[0]), [c.at(position, ">=") for position in part[1]]
        require(coefficient >= 0, "a coefficient is negative")
        term = c.t.product([Number({(): coefficient} if coefficient else {}), *(one.term for one in factors)])
        if size == 3:
            term = c.t.times(term, c.t.power(c.read.number(part[2]), 2))
        strict = strict or (size == 2 and coefficient > 0 and all(one.relation == ">" for one in factors))
        rest = c.minus(rest, term)
        used.update(*(one.premises for one in factors))
    for factor, position in equalities:
        equality = c.at(position, "=")
        rest = c.minus(rest, c.t.times(c.read.number(factor), equality.term))
        used.update(equality.premises)
    positive, rooted = [c.at(position, ">") for position in nonzero], [c.at(position, ">=") for position in roots]
    require(relation != ">" or strict, "nothing is strict")
    known = ({one.term for one in positive}, {one.term for one in rooted})
    require(forms.vanishes(c.t, rest, *known), "the combination is not the goal")
    return Fact(relation, wanted, frozenset(used.union(*(one.premises for one in [*positive, *rooted]))))


def inverse(c: Checker, fact: int) -> Fact:
    """1/p > 0 from p > 0."""
    found = c.at(fact, ">")
    return Fact(">", c.t.atom("inv", found.term), found.premises)


def root(c: Checker, fact: int) -> Fact:
    """The root of a number that is not negative."""
    found = c.at(fact, ">=")
    return Fact(">" if found.relation == ">" else ">=", c.t.atom("sqrt", found.term), found.premises)


def compare(c: Checker, larger: int, squares: int, smaller: Any) -> Fact:
    """b >= a from b >= 0 and b^2 >= a^2."""
    b, a = c.at(larger, ">="), c.read.number(smaller)
    both = c.at(squares, ">=", c.minus(c.t.power(b.term, 2), c.t.power(a, 2)))
    return Fact(">" if both.relation == ">" else ">=", c.minus(b.term, a), b.premises | both.premises)


def equal(c: Checker, above: int, below: int) -> Fact:
    """p = 0 from p >= 0 and -p >= 0."""
    one = c.at(above, ">=")
    other = c.at(below, ">=", c.minus(ZERO, one.term))
    return Fact("=", one.term, one.premises | other.premises)


def cases(c: Checker, first: int, second: int, assumptions: Any) -> Fact:
    """A fact that is found with p >= 0, or with p > 0, and with -p >= 0."""
    one, (above, below) = c.at(first), map(c.assumed, assumptions)
    other = c.at(second, None, one.term)
    require(one.relation == other.relation, "the cases end differently")
    require(above.relation in (">=", ">") and below.relation == ">=" and below.term == c.minus(ZERO, above.term), "these are not all cases")
    return Fact(one.relation, one.term, (one.premises - {above}) | (other.premises - {below}))


def substitute(c: Checker, fact: int, kind: str, name: str, value: Any, discharged: Any = ()) -> Fact:
    """A free symbol replaced by a term; an assumption that speaks of it is replaced by a fact that says the same of the term."""
    found, given, symbol = c.at(fact), c.value(kind, value), f"{kind} {named(name)}"
    kept, more = set(found.premises), set[Premise]()
    for assumption, position in discharged:
        premise = c.assumed(assumption)
        kept.discard(premise)
        more |= c.at(position, premise.relation, forms.substituted(c.t, premise.term, {symbol: given})).premises
    c.any_value(symbol, kept)
    return Fact(found.relation, forms.substituted(c.t, found.term, {symbol: given}), frozenset(kept | more))


def induction(c: Checker, name: str, start: Any, relation: str, claim: Any, base: int, step: int, hypothesis: int, reached: int) -> Fact:
    """P(k) for all integers k >= start, with k >= start as a premise."""
    k, lo, stated, symbol = c.t.atom("integer", named(name)), c.read.index(start), c.read.number(claim), f"integer {name}"
    before, ranged = c.assumed(hypothesis), c.assumed(reached)
    require(relation in SIGNS and before.relation == relation and before.term == stated, "the hypothesis is not the claim")
    require(ranged.relation == ">=" and ranged.term == c.minus(k, lo) and symbol not in c.t.names_of(lo), "the range is not k >= start")
    first = c.at(base, relation, forms.substituted(c.t, stated, {symbol: lo}))
    after = c.at(step, relation, forms.substituted(c.t, stated, {symbol: c.t.plus(k, ONE)}))
    others = first.premises | (after.premises - {before, ranged})
    c.any_value(symbol, others)
    return Fact(relation, stated, others | {ranged})


def conclude(c: Checker, claim: int, fact: int) -> Fact:
    """A fact that is a claim of the statement, and rests on axioms alone that speak of this claim."""
    require(type(claim) is int and 0 <= claim < len(c.goals), "there is no such goal")
    goal = c.goals[claim]
    term = c.read.vector(goal["term"]) if goal["relation"] == "vector" else c.read.number(goal["term"])
    found = c.at(fact, goal["relation"], term)
    for premise in found.premises:
        require(premise.name is not None, "the claim rests on an assumption")
        require(premise.name in c.allowed[claim], f"the claim rests on {premise.name}, which is no axiom of it")
    c.proved[claim] = found
    return found


LOGIC: tuple[Callable[..., Fact], ...] = (axiom, assume, combine, inverse, root, compare, equal, cases, substitute, induction, conclude)
RULES: dict[str, Callable[..., Fact]] = {rule.__name__: rule for rule in LOGIC}
"""All rules by their names; those of analysis join them where they are defined."""


def sign_of(head: str) -> Fraction:
    """+1 for the least and -1 for the greatest: of (member - extreme)."""
    return Fraction(1 if head == "least" else -1)
