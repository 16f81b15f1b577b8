"""`lemmata show`."""

import json

import pytest

from theorems.catalogue import entries

EVERY = [entry.id for entry in entries()]


def test_the_statement_as_in_a_paper(lemmata):
    answer = lemmata("show", "pl-gd")
    assert answer.code == 0
    for line in (
        "  given     f is L-smooth",
        "            PL: ½‖∇f(x)‖² ≥ μ(f(x)−f⋆)",
        "            f is bounded below",
        "  method    x_{t+1} = x_t − η∇f(x_t)",
        "  claim     f(x_t) − f⋆ ≤ (1−ημ)^t (f(x₀)−f⋆)",
        "  for every t = 0, 1, 2, …",
        "  theme     overparameterized  (core set)",
        "  lectures  orvieto, belkin",
    ):
        assert line in answer.out.splitlines()


@pytest.mark.parametrize("id", EVERY)
@pytest.mark.parametrize("form", [(), ("--latex",), ("--json",)])
def test_every_theorem_can_be_shown(lemmata, id, form):
    answer = lemmata("show", id, *form)
    assert (answer.code, answer.err) == (0, "")


def test_latex_is_a_theorem_environment(lemmata):
    out = lemmata("show", "gd-convex-tight", "--latex").out
    assert r"f(x_T) - f_\star \leq \frac{L \, \|x_0-x_\star\|^2}{4 T + 2}" in out
    assert out.count(r"\begin{") == out.count(r"\end{")
    assert "for every $T$" in out


def test_json(lemmata):
    document = json.loads(lemmata("show", "pl-gd", "--json").out)
    theorem = document["theorem"]
    assert document["schema"] == "lemmata/1"
    assert theorem["claims"][0]["latex"] == r"f(x_t) - f_\star \leq (1-\eta \mu)^t \, (f(x_0)-f_\star)"
    assert len(theorem["claims"][0]["digest"]) == 12
    assert theorem["method"]["name"] == "GradientDescent"
    assert {"unicode": "f is bounded below", "latex": "$f$ is bounded below"} in theorem["given"]
    assert "twice the rate" in theorem["mutants"]


def test_a_file_of_the_user(lemmata, tmp_path, monkeypatch):
    (tmp_path / "mine.py").write_text(
        '"""Mine."""\nfrom theorems.hypotheses import Smooth\nfrom theorems.language import *\n'
        "L, u = constants('L'), points('u')\n"
        "theorem = Theorem(given=[Smooth(L)], claim=norm_sq(grad(u)) <= 2 * L * (f(u) - f_star))\n"
    )
    monkeypatch.chdir(tmp_path)
    answer = lemmata("show", "mine.py")
    assert answer.code == 0
    assert "‖∇f(u)‖² ≤ 2L(f(u)−f⋆)" in answer.out
    assert "theme" not in answer.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pl-dg"], 'no theorem is called "pl-dg". Did you mean "pl-gd"?'),
        (["./nowhere.py"], "there is no such file"),
        (["."], "no theorem is called"),
        (["pl-gd", "--json", "--latex"], "exclude each other"),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_shown(lemmata, arguments, said):
    answer = lemmata("show", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
