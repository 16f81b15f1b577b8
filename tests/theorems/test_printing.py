"""Formulas as in a paper; and, for formulas of constants, what is printed means what was meant."""

import math
import re

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from theorems import catalogue
from theorems.hypotheses import (
    PL,
    BoundedGradient,
    BoundedVariance,
    Convex,
    ConvexSum,
    Hypothesis,
    Interpolation,
    Lipschitz,
    NonnegativeSum,
    QuadraticGrowth,
    SecondMoment,
    Smooth,
    SmoothSum,
    StrongGrowth,
    StronglyConvex,
)
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
    dist_sq,
    exp,
    f,
    f_star,
    grad,
    inner,
    iterates,
    log,
    naturals,
    norm,
    norm_sq,
    oo,
    points,
    sqrt,
    stochastic_grad,
    t,
    x,
    x_star,
)  # fmt: skip
from theorems.methods import SGD, GradientDescent, HeavyBall, Nesterov
from theorems.notation import tex_text
from theorems.printing import ascii_only, latex, phrase, shown_hypotheses, shown_method, unicode

L, mu, eta, sigma, kappa, R, C, beta1, L_max = constants("L mu eta sigma kappa R C beta1 L_max")
u, v = points("u v")
n = naturals("n")
gap = f(x[0]) - f_star

SHOWN = [
    (f(x[t]) - f_star, "f(x_t) − f⋆", r"f(x_t) - f_\star"),
    (-f_star + f(x[t]), "f(x_t) − f⋆", r"f(x_t) - f_\star"),
    (f(x[t]) - f(x[t + 1]), "f(x_t) − f(x_{t+1})", r"f(x_t) - f(x_{t+1})"),
    (1 - eta * mu, "1 − ημ", r"1 - \eta \mu"),
    (x[t + 1] - x[t], "x_{t+1} − x_t", r"x_{t+1} - x_t"),
    (x[t] - x[t + 1], "x_t − x_{t+1}", r"x_t - x_{t+1}"),
    (f(u) + inner(grad(u), v - u) + L / 2 * norm_sq(v - u), "f(u) + ⟨∇f(u), v−u⟩ + L/2 ‖v−u‖²", None),
    (2 * gap / (eta * T) + L * eta * sigma**2, "2(f(x₀)−f⋆)/(ηT) + Lησ²", r"\frac{2 (f(x_0)-f_\star)}{\eta T} + L \eta \sigma^2"),
    (2 * f(u) - 2 * f_star, "2(f(u)−f⋆)", r"2 (f(u)-f_\star)"),
    ((2 * L - 2 * mu) ** 2, "4(L−μ)²", r"4 (L-\mu)^2"),
    (f(x[t]) - eta / 2 * norm_sq(grad(x[t])) + L * eta**2 * sigma**2 / 2, "f(x_t) − η/2 ‖∇f(x_t)‖² + Lη²σ²/2", None),
    (L * norm_sq(x[0] - x_star) / (4 * T + 2), "L ‖x₀−x⋆‖² / (4T+2)", r"\frac{L \, \|x_0-x_\star\|^2}{4 T + 2}"),
    (2 * L * norm_sq(x[0] - x_star) / (t + 1) ** 2, "2L ‖x₀−x⋆‖² / (t+1)²", None),
    ((1 - eta * mu) ** t * gap, "(1−ημ)^t (f(x₀)−f⋆)", r"(1-\eta \mu)^t \, (f(x_0)-f_\star)"),
    (((kappa - 1) / (kappa + 1)) ** (2 * t), "((κ−1)/(κ+1))^(2t)", r"\left(\frac{\kappa-1}{\kappa+1}\right)^{2 t}"),
    (Rational(9, 20) * L * eta * sigma**2 / mu, "9Lησ²/(20μ)", r"\frac{9 L \eta \sigma^2}{20 \mu}"),
    (norm_sq(grad(u)) / 2, "½‖∇f(u)‖²", r"\frac{1}{2} \|\nabla f(u)\|^2"),
    (E(f(x[t + 1]), given=x[t]), "E[f(x_{t+1}) | x_t]", r"\mathbb{E}\left[f(x_{t+1}) \,\middle|\, x_t\right]"),
    (E(Average(norm_sq(grad(x[t])), (t, 0, T - 1))), "E[avg_{t<T} ‖∇f(x_t)‖²]", None),
    (Average(f(x[t]), (t, 0, T - 1)), "avg_{t<T} f(x_t)", r"\frac{1}{T} \sum_{t=0}^{T-1} f(x_t)"),
    (Average(f(x[t]), (t, 1, T)), "avg_{1≤t≤T} f(x_t)", r"\frac{1}{T} \sum_{t=1}^{T} f(x_t)"),
    (Best(f(x[t]), (t, 0, T - 1)), "min_{t<T} f(x_t)", r"\min_{0 \leq t \leq T-1} f(x_t)"),
    (Best(f(x[t]), (t, 0, T)), "min_{t≤T} f(x_t)", r"\min_{0 \leq t \leq T} f(x_t)"),
    (Sum(f(x[t]), (t, 0, T - 1)), "Σ_{t<T} f(x_t)", r"\sum_{t=0}^{T-1} f(x_t)"),
    (f(Average(x[t], (t, 0, T - 1))), "f(avg_{t<T} x_t)", r"f\left(\frac{1}{T} \sum_{t=0}^{T-1} x_t\right)"),
    (dist_sq(u), "dist(u, X⋆)²", r"\mathrm{dist}(u, X_\star)^2"),
    (norm(u), "‖u‖", r"\|u\|"),
    (norm(grad(u), oo), "‖∇f(u)‖_∞", r"\|\nabla f(u)\|_\infty"),
    (norm(u, 1) ** 2, "‖u‖₁²", r"\|u\|_1^2"),
    (sqrt(L * gap / T), "√(L(f(x₀)−f⋆)/T)", r"\sqrt{L (f(x_0)-f_\star)/T}"),
    (1 / sqrt(T), "1/√T", r"\frac{1}{\sqrt{T}}"),
    (exp(-mu * t / L), "exp(−μt/L)", r"\exp(-\mu t/L)"),
    (1 + log(T), "1 + log(T)", r"1 + \log(T)"),
    (Max(L, mu), "max(L, μ)", r"\max\{L, \mu\}"),
    (sp.Abs(1 - eta * L), "|1−Lη|", r"|1-L \eta|"),
    (beta1, "β₁", r"\beta_1"),
    (L_max * eta, "L_max η", None),
    (x[10], "x₁₀", "x_{10}"),
    (x[-1], "x₋₁", "x_{-1}"),
    (-eta, "−η", r"-\eta"),
    (n + 1, "n + 1", "n + 1"),
    (sp.Integer(2) ** t * L, "2^t L", None),
    (3 * sp.Integer(2) ** t, "3 · 2^t", r"3 \cdot 2^t"),
    (eta <= 1 / L, "η ≤ 1/L", r"\eta \leq \frac{1}{L}"),
    (eta < 2 / L, "η < 2/L", r"\eta < \frac{2}{L}"),
    (Eq(eta, 1 / L), "η = 1/L", None),
    (Probability(f(x[t]) <= 1) >= 1 - eta, "P[f(x_t) ≤ 1] ≥ 1 − η", None),
    (stochastic_grad(x[t]), "∇f(x_t; ξ_t)", r"\nabla f(x_t; \xi_t)"),
    (sp.true, "true", "true"),
]


@pytest.mark.parametrize(("e", "plain", "tex"), SHOWN, ids=[plain for _, plain, _ in SHOWN])
def test_as_in_a_paper(e, plain, tex):
    assert unicode(e) == plain
    if tex is not None:
        assert latex(e) == tex


def every_formula():
    for entry in catalogue.entries():
        loaded = catalogue.load(entry)
        for theorem in (loaded.theorem, *(mutant for _, mutant in loaded.mutants)):
            yield from (*theorem.claims, *theorem.relations)
    yield from (e for e, _, _ in SHOWN)


def test_latex_can_be_typeset_and_unicode_fits_in_a_line():
    from matplotlib.mathtext import MathTextParser

    typeset = MathTextParser("path")
    for e in every_formula():
        typeset.parse(f"${latex(e)}$")
        assert "\n" not in unicode(e)
        assert ascii_only(unicode(e)).isascii()


def test_different_formulas_look_different():
    formulas = {str(e): e for e in every_formula()}.values()  # constants and reals of one name look alike
    assert len({unicode(e) for e in formulas}) == len({latex(e) for e in formulas}) == len(formulas)


LETTERS = {"L": 1.7, "η": 0.3, "μ": 0.9, "T": 5.0}
SYMBOLS = (L, eta, mu, T)
leaves = st.sampled_from(SYMBOLS) | st.integers(1, 9).map(sp.Integer) | st.builds(sp.Rational, st.integers(1, 9), st.integers(2, 9))


def grown(inside):
    return st.one_of(
        st.builds(lambda a, b: a + b, inside, inside),
        st.builds(lambda a, b: a - b, inside, inside),
        st.builds(lambda a, b: a * b, inside, inside),
        st.builds(lambda a, b: a / b if b != 0 else a, inside, inside),
        st.builds(lambda a, k: a**k, inside, st.integers(2, 3)),
        st.builds(lambda a: sqrt(a**2 + 1), inside),
    )


@given(st.recursive(leaves, grown, max_leaves=7).filter(lambda e: not e.has(sp.zoo, sp.nan, sp.oo)))
def test_what_is_printed_means_what_was_meant(e):
    meant = float(e.subs({symbol: LETTERS[unicode(symbol)] for symbol in SYMBOLS}))
    assert math.isclose(Reader(unicode(e)).value(), meant, rel_tol=1e-9, abs_tol=1e-9)


class Reader:
    """Reads a printed formula of constants: sums, then quotients, then products side by side, then powers."""

    def __init__(self, text):
        self.tokens = re.findall(r"√|[()+−/·^]|\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[½⅓⅔¼¾⅛]|[^\W\d]", text)

    def value(self):
        found = self.sum()
        assert not self.tokens, self.tokens
        return found

    def next(self):
        return self.tokens[0] if self.tokens else None

    def take(self, *wanted):
        return self.tokens.pop(0) if self.next() in wanted else None

    def sum(self):
        total = -self.quotient() if self.take("−") else self.quotient()
        while sign := self.take("+", "−"):
            total += self.quotient() if sign == "+" else -self.quotient()
        return total

    def quotient(self):
        total = self.product()
        while self.take("/"):
            total /= self.power()
        return total * self.product() if self.next() not in (None, ")", "+", "−") else total

    def product(self):
        total = self.power()
        while self.next() not in (None, ")", "+", "−", "/"):
            self.take("·")
            total *= self.power()
        return total

    def power(self):
        base = self.atom()
        if self.next() and self.next()[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹":
            return base ** int(self.tokens.pop(0).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")))
        if self.take("^"):
            return base ** self.atom()
        return base

    def atom(self):
        if self.take("("):
            inside = self.sum()
            assert self.take(")")
            return inside
        if self.take("√"):
            return math.sqrt(self.atom())
        token = self.tokens.pop(0)
        return LETTERS[token] if token in LETTERS else float(token)


@pytest.mark.parametrize(
    ("h", "plain", "tex"),
    [
        (Smooth(L), "f is L-smooth", "$f$ is $L$-smooth"),
        (Smooth(2 * L), "f is 2L-smooth", None),
        (Convex(), "f is convex", "$f$ is convex"),
        (StronglyConvex(mu), "f is μ-strongly convex", None),
        (Lipschitz(C), "f is C-Lipschitz", None),
        (PL(mu), "PL: ½‖∇f(x)‖² ≥ μ(f(x)−f⋆)", r"PL: $\frac{1}{2} \|\nabla f(x)\|^2 \geq \mu (f(x)-f_\star)$"),
        (QuadraticGrowth(mu), "quadratic growth: f(x) − f⋆ ≥ μ/2 dist(x, X⋆)²", None),
        (BoundedVariance(sigma), "unbiased stochastic gradients of bounded variance: E[‖∇f(x; ξ)−∇f(x)‖²] ≤ σ²", None),
        (SecondMoment(C, on="iterates"), "unbiased stochastic gradients of bounded second moment along the iterates: E[‖∇f(x_t; ξ_t)‖²] ≤ C²", None),
        (Interpolation(), "stochastic gradients vanish at every minimiser", None),
        (SmoothSum(L), "f is a mean of L-smooth components, and a stochastic gradient is that of one of them, all equally likely", None),
        (ConvexSum(), "f is a mean of convex components, and a stochastic gradient is that of one of them, all equally likely", None),
        (StrongGrowth(C), "unbiased stochastic gradients under strong growth: E[‖∇f(x; ξ)‖²] ≤ C ‖∇f(x)‖²", None),
        (
            NonnegativeSum(),
            "f is a mean of components, none ever below 0, and a stochastic gradient is that of one of them, all equally likely",
            None,
        ),
        (BoundedGradient(C), "unbiased gradients, every draw bounded: ‖∇f(x; ξ)‖ ≤ C", None),
        (BoundedGradient(R - sqrt(mu), norm=oo), "unbiased gradients, every draw bounded: ‖∇f(x; ξ)‖_∞ ≤ R − √μ", None),
    ],
)
def test_hypotheses_in_words(h, plain, tex):
    claim = norm_sq(grad(u)) >= 0
    shown = shown_hypotheses(Theorem(given=[h], claim=claim))
    assert shown[0][0] == plain
    assert tex is None or shown[0][1] == tex


def test_a_hypothesis_of_tomorrow_speaks_through_its_docstring():
    class Bounded(Hypothesis):
        """f is bounded & nowhere 0."""

        certified_as = "bounded"
        constant = None

        def inequalities(self):
            return ()

    assert phrase(Bounded()) == ("f is bounded & nowhere 0",)
    assert tex_text("f is bounded & nowhere 0") == r"f is bounded \& nowhere 0"


@pytest.mark.parametrize(
    ("claim", "added"),
    [
        (f(x[t]) <= f(x[0]), []),
        (f(x[t]) - f_star <= gap, ["f is bounded below"]),
        (norm_sq(x[t] - x_star) <= R, ["a minimiser exists"]),
        (dist_sq(x[t]) <= R, ["a minimiser exists"]),
        (f(x[t]) - f_star <= norm_sq(x[0] - x_star), ["f is bounded below", "a minimiser exists"]),
    ],
)
def test_naming_an_optimum_assumes_that_there_is_one(claim, added):
    theorem = Theorem(given=[Convex()], method=GradientDescent(eta), claim=claim)
    assert [plain for plain, _ in shown_hypotheses(theorem)] == ["f is convex", *added]


@pytest.mark.parametrize(
    ("method", "equations"),
    [
        (GradientDescent(eta), ["x_{t+1} = x_t − η∇f(x_t)"]),
        (SGD(1 / (mu * (t + 1))), ["x_{t+1} = x_t − ∇f(x_t; ξ_t)/(μ(t+1))"]),
        (SGD(eta, batch=n), ["x_{t+1} = x_t − η avg_{1≤i≤n} ∇f(x_t; ξ_{t,i})"]),
        (HeavyBall(eta, beta1), ["x_{t+1} = x_t − η∇f(x_t) + β₁(x_t−x_{t−1})", "x₋₁ = x₀"]),
        (Nesterov(1 / L, momentum=beta1), ["x_{t+1} = y_t − 1/L ∇f(y_t)", "y_{t+1} = x_{t+1} + β₁(x_{t+1}−x_t)", "y₀ = x₀"]),
    ],
)
def test_methods_as_equations(method, equations):
    assert [plain for plain, _ in shown_method(method)] == equations


def test_a_second_sequence_keeps_its_name():
    y = iterates("y")
    assert unicode(y[t + 1] - x[t]) in ("y_{t+1} − x_t", "x_t − y_{t+1}")[:1]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Lησ² ≤ 1", "L eta sigma^2 <= 1"),
        ("2(f(x₀)−f⋆)/(ηT)", "2(f(x_0)-f_*)/(eta T)"),
        ("½‖∇f(x)‖² ≥ μ", "1/2 ||grad f(x)||^2 >= mu"),
        ("√κ + √(L/μ)", "sqrt(kappa) + sqrt(L/mu)"),
        ("Σ_{t<T} β₁^t", "sum_{t<T} beta_1^t"),
        ("Polyak–Łojasiewicz, Poincaré", "Polyak-Lojasiewicz, Poincare"),
        ("plain text stays", "plain text stays"),
    ],
)
def test_ascii(text, plain):
    assert ascii_only(text) == plain
