"""A claim is not proved by an axiom that is the claim, under whatever names and factors; other axioms stay."""

import pytest

from checkers.proof.goal import statement
from checkers.proof.prove import prove
from theorems.catalogue import entries, load
from theorems.hypotheses import PL, Convex, Smooth, StronglyConvex
from theorems.language import Theorem, constants, f, f_star, grad, inner, norm_sq, points, t, x, x_star
from theorems.methods import GradientDescent

L, mu, nu = constants("L mu nu")
a, b = points("a b")
POINTWISE = "PL: Polyak-Lojasiewicz"


def of(claim, *given, method=None):
    return Theorem(given=list(given), method=method, claim=claim)


STEP = GradientDescent(step=1 / L)
CIRCULAR = [
    (of(f(b) <= f(a) + inner(grad(a), b - a) + L / 2 * norm_sq(b - a), Smooth(L)), "Smooth: upper model"),
    (of(2 * L * f(a) <= 2 * L * f(b) + 2 * L * inner(grad(b), a - b) + L**2 * norm_sq(b - a), Smooth(L)), "Smooth: upper model"),
    (of(norm_sq(grad(a)) >= 2 * mu * (f(a) - f_star), StronglyConvex(mu)), POINTWISE),
    (of(f(a) - f_star <= norm_sq(grad(a)) / (2 * mu), StronglyConvex(mu)), POINTWISE),
    (of(norm_sq(grad(x[t + 1])) >= 2 * mu * (f(x[t + 1]) - f_star), PL(mu), Smooth(L), method=STEP), POINTWISE),
    (of(f(x[t + 1]) >= f(x[t]) + inner(grad(x[t]), x[t + 1] - x[t]), Convex(), Smooth(L), method=STEP), "Convex: above its tangents"),
    (of(f(x_star) >= f(x[t]) + inner(grad(x[t]), x_star - x[t]), Convex(), Smooth(L), method=STEP), "Convex: above its tangents"),
]


@pytest.mark.parametrize(("theorem", "name"), CIRCULAR)
def test_an_axiom_that_is_the_claim_is_none_of_its_axioms(theorem, name):
    said = statement(theorem)
    (goal,) = said["goals"]
    assert name in {axiom["name"] for axiom in said["axioms"]}
    assert name not in goal["axioms"]


def test_the_kernel_rejects_the_circle():
    def proof(p):
        p.conclude(p.use("Smooth: upper model", u=a, v=b))

    outcome = prove(CIRCULAR[0][0], proof)
    assert outcome.proved == ()
    assert outcome.reason.endswith("Smooth: upper model is no axiom of this claim")


OTHERS = [
    (of(norm_sq(grad(a)) >= 2 * nu * (f(a) - f_star), StronglyConvex(mu), nu <= mu), POINTWISE),
    (of(f(b) <= f(a) + inner(grad(a), b - a) + L * norm_sq(b - a), Smooth(L)), "Smooth: upper model"),
    (of(f(x[t + 1]) <= f(x[t]) - norm_sq(grad(x[t])) / (2 * L), Smooth(L), method=STEP), "Smooth: upper model"),
]


@pytest.mark.parametrize(("theorem", "name"), OTHERS)
def test_an_axiom_from_which_the_claim_follows_stays(theorem, name):
    assert name in statement(theorem)["goals"][0]["axioms"]


def test_the_equations_of_a_method_are_hypotheses():
    (entry,) = (entry for entry in entries() if entry.id == "sgd-weight-decay")
    assert all("update of x" in goal["axioms"] for goal in statement(load(entry).theorem)["goals"])
