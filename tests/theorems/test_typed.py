"""What the typed walk accepts, and what it refuses with which message."""

import pytest
import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import (
    Average,
    Best,
    E,
    Eq,
    Max,
    Probability,
    Rational,
    Sum,
    T,
    Theorem,
    constants,
    d,
    exp,
    f,
    f_star,
    grad,
    i,
    inner,
    iterates,
    j,
    log,
    naturals,
    norm,
    norm_sq,
    oo,
    points,
    reals,
    sequence,
    sqrt,
    stochastic_grad,
    t,
    x,
    x_star,
)
from theorems.methods import SGD, GradientDescent
from theorems.typed import NUMBER, VECTOR, Kinds, bound_indices, check_relation, free_indices, random_terms, walk

L, mu, eta, sigma = constants("L mu eta sigma")
b, m = naturals("b m")
a = reals("a")
u, v = points("u v")
y = iterates("y")
c = sequence("c")
loose = sp.Symbol("zeta")
g = sp.Function("gradd")

NUMBERS = [
    L, b, a, d, f_star, t, sp.pi, sp.E, Rational(1, 3), f(u), f(x[t] - grad(x[t])), norm_sq(u - v), norm(3 * u), inner(grad(u), v - u), c[t],
    norm(grad(u), oo), norm(u - v, 1),
    Average(f(x[t]), (t, 0, T - 1)), Best(f(x[i]), (i, 0, T)), Sum(L**i, (i, 0, m)), E(f(x[t])), E(f(x[t + 1]), given=x[t]),
    Probability(f(x[t]) <= L), Max(f(u), 0), sqrt(L / mu), log(T), exp(-eta * t), (1 - eta) ** t, stochastic_grad(u).args[1], f(x[2 * t - 1]),
]  # fmt: skip
VECTORS = [
    u, x_star, x[t], grad(u), 2 * u - v / L, stochastic_grad(x[t], batch=b), E(x[t]), E(grad(x[t + 1]), given=x[t]),
    Average(x[t], (t, 0, T - 1)), Sum(i * grad(x[i]), (i, 0, T)), f(u) * v,
]  # fmt: skip


def test_the_order_of_a_norm_is_no_term_and_one_of_three():
    assert list(walk(norm(u, oo))) == [norm(u, oo), u]
    assert norm(u, 2) == norm(u) != norm(u, oo) != norm(u, 1)
    assert norm(u, oo).xreplace({u: v}) == norm(v, oo)
    with pytest.raises(LanguageError, match="norm\\(u, 3\\) is no word"):
        norm(u, 3)
    with pytest.raises(LanguageError, match="needs a vector"):
        Kinds().of(norm(L, oo))


@pytest.mark.parametrize("e", NUMBERS, ids=str)
def test_numbers(e):
    assert Kinds().of(e) == NUMBER


@pytest.mark.parametrize("e", VECTORS, ids=str)
def test_vectors(e):
    assert Kinds().of(e) == VECTOR


REFUSED = [
    (u + 1, "adds the number 1 to the vector u"),
    (f(u) + grad(u), "adds the number f(u) to the vector grad(u)"),
    (grad(u) * grad(v), "write inner(u, v)"),
    (u**2, "norm_sq(u) is the square of a vector"),
    (L / u, "cannot be divided by"),
    (2**u, "the exponent of 2**u needs a number where u stands, which is a vector"),
    (exp(u), "applies exp to a vector"),
    (Max(u, v), "applies Max to a vector"),
    (f(f(u)), "f needs a vector where f(u) stands, which is a number"),
    (f(1 + 0 * u), "f needs a vector where 1 stands"),
    (inner(u, L), "inner needs a vector where L stands"),
    (norm_sq(sqrt(u)), "a vector has no power"),
    (sp.Float(0.5) * L, "write Rational(1, 2) for 0.5"),
    (L * 0.3333333333333333, "write Rational(1, 3) for 0.333333"),
    (L ** sp.Float(0.25), "write Rational(1, 4)"),
    (loose * L, 'the symbol "zeta" is not declared: write zeta = constants("zeta")'),
    (g(u), '"gradd" is not a word of the language. Did you mean "grad"?'),
    (sp.gamma(L), '"gamma" is not a word of the language'),
    (sp.zoo, "a division by zero may have produced it"),
    (sp.oo, "not a number that a statement can hold"),
    (-sp.oo * sp.Integer(1), "not a number that a statement can hold"),
    (sp.nan, "not a number that a statement can hold"),
    (sp.I * L, "has no meaning in a statement"),
    (y[t], 'the method has no sequence "y" (it has x)'),
    (sp.IndexedBase("z")[t], 'the sequence "z" is not declared'),
    (x[t, 1], "has 2 indices; a sequence has one"),
    (x[L], "contains L"),
    (x[t / 2], "is not always one"),
    (x[Rational(1, 2)], "is not always one"),
    (x[t + sp.Float(1.0)], "floats are not exact"),
    (x[1 / t], "a step is a whole number"),
    (x[2**t], "a step is a whole number"),
    (x[Max(t, 1)], "a step is a whole number"),
    (Sum(f(u), (m, 0, 3)), "m is not an index"),
    (Sum(f(x[i]), (i, 0, L)), "contains L"),
    (Best(x[t], (t, 0, T)), "Best compares numbers"),
    (E(f(x[t]), given=u), "condition on an iterate such as x[t]"),
    (Probability(Eq(x[t], 3)), "compares a vector with a number"),
    (Probability(sp.Symbol("z") > 0), "is not declared"),
    (Probability(sp.true), "is not a relation"),
    (stochastic_grad(L), "stochastic_grad needs a vector where L stands"),
    (stochastic_grad(u, batch=L), "is not a number of draws"),
    (stochastic_grad(u, batch=0), "is not a number of draws"),
    (stochastic_grad(u, sample=L), "contains L"),
]  # fmt: skip


@pytest.mark.parametrize(("e", "message"), REFUSED, ids=[str(e) for e, _ in REFUSED])
def test_refusals(e, message):
    with pytest.raises(LanguageError) as refused:
        Kinds().of(e)
    assert message in refused.value.message


@pytest.mark.parametrize(
    ("relation", "message"),
    [
        (sp.Le(u, v, evaluate=False), "orders vectors"),
        (Eq(u, L), "compares a vector with a number"),
        (sp.Ne(L, mu), "is not a relation"),
        (L + mu, "is not a relation"),
        (Eq(f(u), loose), "is not declared"),
    ],
)
def test_relations_refused(relation, message):
    with pytest.raises(LanguageError, match=None) as refused:
        check_relation(Kinds(), relation)
    assert message in refused.value.message


@pytest.mark.parametrize("relation", [mu >= L, Eq(u, v), Eq(grad(x_star), 0), norm_sq(u) > 0, sp.Le(0, f(u))])
def test_relations_accepted(relation):
    check_relation(Kinds(), relation)


def test_in_equations_vectors_combine_coordinatewise():
    kinds = Kinds({"x": VECTOR, "v": VECTOR}, coordinatewise=True)
    speed = iterates("v")
    for e in (grad(x[t]) ** 2, x[t] / sqrt(speed[t]), x[t] / (sqrt(speed[t]) + eta), grad(x[t]) * speed[t], Max(speed[t], x[t])):
        assert kinds.of(e) == VECTOR
    with pytest.raises(LanguageError, match="f needs a vector"):
        kinds.of(f(L))


STATEMENTS = [
    ({"claim": f(u) <= f(f(u))}, "claim[0]", "f needs a vector"),
    ({"claim": [f(u) <= 1, f(u) <= loose]}, "claim[1]", "is not declared"),
    ({"claim": []}, "claim", "claims nothing"),
    ({"claim": f(u)}, "claim", "is not a claim"),
    ({"claim": f(x[t]) <= 1}, "claim[0]", "has no method"),
    ({"claim": f(u) <= 1, "given": [norm_sq(x[0]) <= L]}, "given[0]", "has no method"),
    ({"claim": f(u) <= 1, "given": [L]}, "given", "neither a hypothesis nor a relation"),
    ({"claim": f(u) <= 1, "given": [Smooth]}, "given", "write Smooth(...)"),
    ({"claim": f(u) <= 1, "given": [Smooth(u)]}, "given[0]", "Smooth needs a number where u stands"),
    ({"claim": f(u) <= 1, "given": [Smooth(L), Smooth(0.1)]}, "given[1]", "write Rational(1, 10)"),
    ({"claim": f(u) <= 1, "given": [eta <= 1 / t]}, "given[0]", "depends on t"),
    ({"claim": f(u) <= 1, "given": [E(f(u)) <= L]}, "given[0]", "speaks of E(f(u))"),
    ({"claim": f(u) <= 1, "given": [norm_sq(x[1]) <= L], "method": GradientDescent(step=eta)}, "given[0]", "speaks of x[1]"),
    ({"claim": f(u) <= 1, "method": "sgd"}, "method", "is not a method"),
    ({"claim": f(x[i]) <= 1, "method": GradientDescent(step=eta)}, "claim[0]", "i is free in the claim"),
    ({"claim": Average(f(x[t]), (t, 0, T)) <= f(x[t]), "method": GradientDescent(step=eta)}, "claim[0]", "t is bound"),
    ({"claim": E(f(x[t + 1])) <= f(x[t]), "method": SGD(step=eta)}, "claim[0]", "mixes an expectation with the random x[t]"),
    ({"claim": E(f(x[t + 1]), given=x[t]) <= f(x[t + 1]), "method": SGD(step=eta)}, "claim[0]", "mixes"),
    ({"claim": E(f(x[t + 1]), given=x[t]) + E(f(x[t])) <= f(x[t]), "method": SGD(step=eta)}, "claim[0]", "mixes"),
    ({"claim": f(u) <= constants("q") + reals("q")}, "given", "declared twice"),
    *(({"claim": f(u) <= e}, "given", "is a word of the language") for e in (w.Constant("f_star"), w.Natural("T"), w.Real("d"), w.Sequence("x")[1])),
    ({"claim": E(norm_sq(stochastic_grad(u, sample=-1))) <= L, "method": SGD(step=eta)}, "claim[0]", "draws are numbered from 0"),
]


@pytest.mark.parametrize(("parts", "place", "message"), STATEMENTS, ids=[f"{n} {one[1]}: {one[2]}" for n, one in enumerate(STATEMENTS)])
def test_statements_are_refused_with_their_place(parts, place, message):
    with pytest.raises(LanguageError) as refused:
        Theorem(**parts)
    assert message in refused.value.message
    assert refused.value.part == place


@pytest.mark.parametrize(
    ("claim", "method"),
    [
        (E(f(x[t + 1])) <= f(x[t]), GradientDescent(step=eta)),
        (E(f(x[t + 1]), given=x[t]) <= f(x[t]) + norm_sq(x[t - 1]), SGD(step=eta)),
        (E(f(x[t + 1])) <= f(x[0]), SGD(step=eta)),
        (f(x[t + 1]) <= f(x[t]), SGD(step=eta)),
        (Probability(f(x[t]) <= f(x[0])) >= 1 - eta, SGD(step=eta)),
        (Sum(f(x[i]), (i, 0, j), (j, 0, T)) >= Sum(Sum(f(x[i]), (i, 0, j)), (j, 0, T)), GradientDescent(step=eta)),
        (f(x[t]) <= f(x[0]) + Sum(f(x[i]), (i, 0, t)) + Average(f(x[j]), (j, 0, T - 1)), GradientDescent(step=eta)),
        ([f(u) <= f(v), True], None),
    ],
)
def test_statements_accepted(claim, method):
    about_start = [norm_sq(x[0] - x_star) <= L] if method else []
    assert Theorem(given=[Smooth(L), BoundedVariance(sigma), *about_start], method=method, claim=claim).claims


@pytest.mark.parametrize("names", ["f", "L x", "t", "E", "f_star"])
def test_words_of_the_language_name_no_symbols(names):
    for declare in (constants, naturals, reals, points):
        with pytest.raises(LanguageError, match="is a word of the language"):
            declare(names)


def test_symbols_need_a_name():
    with pytest.raises(LanguageError, match="a name is missing"):
        constants("  ")
    assert constants("one") == w.Constant("one")
    assert constants("one, two three") == tuple(map(w.Constant, ("one", "two", "three")))


def test_an_event_has_no_expectation():
    with pytest.raises(LanguageError, match="Probability"):
        E(f(u) <= 1)


def test_indices_are_free_or_bound():
    e = Sum(Average(f(x[j]), (j, 0, i)) * t, (i, 0, T)) + x[t].indices[0]
    assert free_indices(e) == {t, T}
    assert bound_indices(e) == {i, j}
    assert free_indices(Average(f(x[t]), (t, 0, T - 1)) + 0 * L) == {T}
    assert free_indices(Sum(f(x[t]), (t, t, T))) == {t, T}
    assert free_indices(Sum(i, (i, 0, j), (j, 0, 3))) == set()


def test_random_terms_stand_outside_expectations():
    e = E(f(x[t])) + f(x[0]) + f(x[t + 1]) + Average(norm_sq(x[i]), (i, 1, T)) + norm_sq(stochastic_grad(u)) + Probability(f(x[2]) <= 1)
    assert {str(term) for term in random_terms(e)} == {"x[t + 1]", "x[i]", "stochastic_grad(u, t, 1)"}


def test_the_walk_sees_every_term_and_no_label():
    seen = set(walk(Average(f(x[t] - u / L), (t, 0, T - 1))))
    assert {x[t], u, L, t, T} <= seen
    assert sp.Symbol("x") not in seen
