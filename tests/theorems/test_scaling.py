"""Claims about growth: what may stand in them, how they are printed, and what makes them trivial."""

import pytest
import sympy as sp

from theorems.errors import LanguageError
from theorems.hypotheses import Smooth
from theorems.language import (
    Average,
    E,
    Eq,
    OnlineGame,
    Rational,
    Scales,
    Sum,
    T,
    Tends,
    Theorem,
    constants,
    f,
    f_star,
    grad,
    k,
    naturals,
    norm,
    norm_sq,
    oo,
    points,
    project,
    regret,
    sqrt,
    t,
    x,
)
from theorems.methods import SGD, GradientDescent, Method
from theorems.normal_form import is_trivial
from theorems.notation import ascii_only
from theorems.printing import latex, shown_setting, unicode
from theorems.settings import RandomNetwork
from theorems.typed import free_indices

L, eta = constants("L eta")
m, n = naturals("m n")
u, v = points("u v")
DESCENT, DRAWN = {"method": GradientDescent(step=eta)}, {"setting": RandomNetwork(u)}
GAP = f(x[t]) - f_star

PRINTED = [
    (Scales(norm(grad(u)), m, Rational(-1, 2)), "‖∇f(u)‖ ∼ m^(−1/2)", r"\|\nabla f(u)\| \sim m^{-1/2}", "||grad f(u)|| ~ m^(-1/2)"),
    (Scales(GAP, t, -1), "f(x_t) − f⋆ ∼ t^(−1)", r"f(x_t) - f_\star \sim t^{-1}", None),
    (Scales(f(u), m, 0), "f(u) ∼ m⁰", r"f(u) \sim m^0", None),
    (Scales(f(u), m, 1), "f(u) ∼ m", r"f(u) \sim m", None),
    (Tends(GAP, t, 0), "f(x_t) − f⋆ → 0 (t → ∞)", r"f(x_t) - f_\star \to 0 \quad (t \to \infty)", "f(x_t) - f_* -> 0 (t -> inf)"),
    (Tends(Sum(f(x[k]), (k, 0, T - 1)) / T, T, L / 2), None, r"\frac{\sum_{k=0}^{T-1} f(x_k)}{T} \to \frac{L}{2} \quad (T \to \infty)", None),
]


@pytest.mark.parametrize(("claim", "plain", "tex", "ascii_"), PRINTED, ids=[str(p[0]) for p in PRINTED])
def test_growth_is_printed_as_in_a_paper(claim, plain, tex, ascii_):
    assert plain is None or unicode(claim) == plain
    assert latex(claim) == tex
    assert ascii_ is None or ascii_only(unicode(claim)) == ascii_


REFUSED = [
    ("constant as size", lambda: Scales(f(u), L, 1), 'naturals("L")'),
    ("bound index", lambda: Scales(f(u), k, 1), "an index that a sum binds"),
    ("undeclared", lambda: Scales(f(u), sp.Symbol("q"), 1), 'write q = naturals("q")'),
    ("text", lambda: Scales(f(u), "m", 1), "'m' is none"),
    ("a vector", lambda: Theorem(claim=Scales(grad(u), m, 1), **DRAWN), "a number where"),
    ("a relation", lambda: Theorem(claim=Scales(f(u) <= 1, m, 1), **DRAWN), "has no meaning"),
    ("a float", lambda: Theorem(claim=Scales(f(u), m, -0.5), **DRAWN), "write Rational(-1, 2)"),
    ("the size in the exponent", lambda: Theorem(claim=Scales(f(u), m, m), **DRAWN), "an exact number, or constants"),
    ("f_star as a limit", lambda: Theorem(claim=Tends(f(x[t]), t, f_star), **DESCENT), "goes to the left"),
    ("infinity as a limit", lambda: Theorem(claim=Tends(f(x[t]), t, oo), **DESCENT), "said by Scales"),
    ("an unknown word", lambda: Theorem(claim=Scales(sp.Function("nrom")(u), m, 1), **DRAWN), 'Did you mean "norm"'),
    ("no draw", lambda: Theorem(claim=Scales(f(u), m, 1)), "setting=RandomNetwork(u)"),
    ("another point", lambda: Theorem(claim=Scales(f(v), m, 1), **DRAWN), "how v is drawn"),
    ("a run over a width", lambda: Theorem(claim=Scales(f(x[0]), m, 1), **DESCENT), "belongs to a run"),
    ("E inside", lambda: Theorem(claim=Scales(E(f(u)) ** 2, m, 1), **DRAWN), "stands elsewhere"),
    ("no method", lambda: Theorem(claim=Scales(f(u) / t, t, 1)), "no method"),
    ("nothing to follow", lambda: Theorem(claim=Scales(f(x[0]), t, 1), **DESCENT), "does not depend on t"),
    ("t beside T", lambda: Theorem(claim=Scales(f(x[t]) / T, T, 1), **DESCENT), "t stands free"),
    ("t ends at T", lambda: Theorem(claim=Scales(f(x[t]), t, 1), method=GradientDescent(step=eta / sqrt(T))), "let Scales run over T"),
    ("bound and free", lambda: Theorem(claim=Scales(Sum(f(x[t]), (t, 0, t)), t, 1), **DESCENT), "bound by"),
    ("conditional", lambda: Theorem(claim=Scales(E(f(x[t]), given=x[t - 1]), t, 1), method=SGD(step=eta)), "given the start"),
    ("mixed", lambda: Theorem(claim=Scales(E(f(x[t])) - f(x[t]), t, 1), method=SGD(step=eta)), "mixes an expectation"),
    ("inside a claim", lambda: Theorem(claim=E(Scales(f(x[t]), t, 1)) <= 1, **DESCENT), "a claim of its own"),
    ("inside growth", lambda: Theorem(claim=Scales(Scales(f(x[t]), t, 1), t, 1), **DESCENT), "a claim of its own"),
    ("given", lambda: Theorem(given=[Scales(f(x[t]), t, 1)], claim=f(u) <= 1), "claim=["),
    ("drawn nothing", lambda: RandomNetwork(), "write RandomNetwork(u)"),
    ("drawn a constant", lambda: RandomNetwork(L), "L is none"),
    ("drawn twice", lambda: RandomNetwork(u, u), "twice"),
    ("no setting", lambda: Theorem(claim=f(u) <= 1, setting=3), "is not a setting"),
    ("drawn along a run", lambda: Theorem(claim=f(x[t]) <= L, setting=RandomNetwork(u), **DESCENT), "without a method"),
    ("drawn point beside E", lambda: Theorem(claim=E(f(u)) <= f(u), **DRAWN), "mixes an expectation with the drawn point u"),
]


@pytest.mark.parametrize(("make", "said"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_makes_no_sense_is_refused_with_a_reason(make, said):
    with pytest.raises(LanguageError) as raised:
        make()
    assert said in str(raised.value)


def test_sensible_claims_are_accepted():
    width = [Scales(norm(grad(u)), m, Rational(-1, 2)), Scales(E(f(u)), m, L), Tends(norm_sq(grad(u)), m, L / 2), f(u) <= L, E(f(u)) <= L]
    assert len(Theorem(given=[Smooth(L)], claim=width, **DRAWN).claims) == 5
    along = [Scales(Average(f(x[t]), (t, 0, T - 1)), T, -1), Tends(GAP, t, 0)]
    assert len(Theorem(claim=along, **DESCENT).claims) == 2
    game = OnlineGame(losses=x[t], domain=(-1, 1), comparator=-1)
    played = Method(Eq(x[t + 1], project(x[t] - eta * grad(x[t]))))
    assert Theorem(claim=Tends(regret(T) / T, T, 0), setting=game, method=played).plain.claims[0].size == T


def test_a_digest_knows_the_exponent_the_size_and_the_setting():
    claims = [Scales(f(u), m, -1), Scales(f(u), m, -2), Scales(f(u), n, -1), Tends(f(u), m, -1)]
    digests = [Theorem(claim=claim, **DRAWN).digest(claim) for claim in claims]
    digests.append(Theorem(claim=claims[0], setting=RandomNetwork(u, v)).digest(claims[0]))
    assert len(set(digests)) == 5
    assert digests[0] == Theorem(claim=claims[0], **DRAWN).digest(claims[0])


def test_the_size_that_grows_is_not_free():
    assert free_indices(Scales(GAP, t, -1)) == frozenset()
    assert free_indices(Scales(GAP, T, -1)) == {t}


TRIVIAL = [Scales(L * t**2, t, 2), Scales(3 / sqrt(m), m, Rational(-1, 2)), Tends(f(x[t]) + L - f(x[t]), t, L)]
TELLING = [Scales(f(x[t]), t, 2), Scales(t**2 + t, t, 2), Scales(f_star * t, t, 1), Scales(t, t, 2), Tends(1 / t, t, 0), Scales(T, m, 0)]


def test_only_what_is_plain_to_see_is_trivial():
    assert all(is_trivial(claim) for claim in TRIVIAL)
    assert not any(is_trivial(claim) for claim in TELLING)


def test_a_statement_says_what_is_drawn():
    (one, tex), (two, _) = (shown_setting(RandomNetwork(*drawn))[0] for drawn in ((u,), (u, v)))
    assert "draws of u:" in one
    assert "draws of u and v, each independently:" in two
    assert "$u$" in tex
