"""`lemmata show`."""

import json

import pytest

from theorems.catalogue import entries, entry_for_file, load, lookup

COUNTEREXAMPLE = {
    "function": "f(x) = x^2/2 on R",
    "constants": {"L": "1", "mu": "1", "eta": "1"},
    "start": "1",
    "T": 3,
    "left": "2/3",
    "right": "1/2",
    "margin": "1/6",
    "exact": True,
}
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
@pytest.mark.parametrize("form", [(), ("--latex",), ("--markdown",), ("--json",)])
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
        (["pl-gd", "--json", "--latex"], "--latex and --json exclude each other"),
        (["pl-gd", "--markdown", "--latex"], "--latex and --markdown exclude each other"),
        (["pl-gd.mutant-9"], '"pl-gd" has no mutant 9: it has 5.'),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_shown(lemmata, arguments, said):
    answer = lemmata("show", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_hypothesis_has_its_inequalities_where_its_words_hold_none(lemmata):
    lines = lemmata("show", "pl-gd").out.splitlines()
    assert "                upper model: f(v) ≤ f(u) + ⟨∇f(u), v−u⟩ + L/2 ‖v−u‖²" in lines
    assert "                Lipschitz gradient: ‖∇f(u)−∇f(v)‖² ≤ L² ‖u−v‖²" in lines
    assert not any("Polyak-Lojasiewicz" in line for line in lines)
    assert "            positive reals L, η, μ" in lines


def test_without_evidence_the_command_that_makes_it_is_named(lemmata):
    out = lemmata("show", "pl-gd").out
    assert "  status    claim 1: not verified yet (lemmata verify pl-gd)" in out
    assert "pl-gd.mutant-1  twice the rate: not verified yet" in out


def test_the_status_is_that_of_the_last_evidence(lemmata, kept):
    loaded = load(lookup("pl-gd"))
    counts = dict.fromkeys(("cases", "comparisons", "apparent_violations", "near_ties", "exact_ties", "undecided"), 7)
    reader = {"verdict": "SUPPORTED", "reason": "", "families": ["Quadratics"], "searchers": {"climb": 2, "library": 5}, **counts}
    readers = {"experiment": reader}
    kept(loaded, 0, "SUPPORTED", sharpness="123456/123457", attained_by="Quadratics, t = 1", readers=readers)
    kept(loaded.mutant(1), 0, "REFUTED", counterexample=COUNTEREXAMPLE)
    out = lemmata("show", "pl-gd").out
    assert "  status    claim 1: SUPPORTED, sharpness 0.9999, attained by Quadratics, t = 1\n" in out
    assert "A reason in one sentence.: 2 by climb, 5 by library; seed 5, α 1e-6" in out
    assert "claim 2: not verified yet (lemmata verify pl-gd)" in out
    assert "pl-gd.mutant-1  twice the rate: REFUTED" in out


def test_a_mutant_is_shown_with_what_refutes_it(lemmata, kept):
    kept(load(lookup("pl-gd")).mutant(1), 0, "REFUTED", counterexample=COUNTEREXAMPLE)
    out = lemmata("show", "pl-gd.mutant-1").out
    assert out.startswith("pl-gd.mutant-1   twice the rate\n")
    assert "  status    REFUTED\n" in out
    assert "sides       left 2/3 > right 1/2   (margin 1/6)" in out
    assert r"\label{thm:pl-gd.mutant-1}" in lemmata("show", "pl-gd.mutant-1", "--latex").out


def test_json_has_the_status_too(lemmata, kept):
    loaded = load(lookup("pl-gd"))
    kept(loaded, 0, "SUPPORTED", sharpness="1/2")
    kept(loaded.mutant(2), 0, "REFUTED", counterexample=COUNTEREXAMPLE)
    theorem = json.loads(lemmata("show", "pl-gd", "--json").out)["theorem"]
    assert [(one["verdict"], one["sharpness"], one["seed"]) if one else None for one in theorem["status"]] == [("SUPPORTED", "1/2", 5), None]
    assert theorem["mutant_status"][1]["id"] == "pl-gd.mutant-2"
    assert theorem["mutant_status"][1]["status"][0]["verdict"] == "REFUTED"
    assert {"hypothesis": "f is L-smooth", "name": "lower model"}.items() <= theorem["inequalities"][1].items()
    assert theorem["for_every"] == ["t", "positive reals L, η, μ"]


def test_the_status_of_a_file(lemmata, kept, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(
        '"""Mine."""\nfrom theorems.hypotheses import Smooth\nfrom theorems.language import *\n'
        "L, u = constants('L'), points('u')\n"
        "theorem = Theorem(given=[Smooth(L)], claim=norm_sq(grad(u)) <= 2 * L * (f(u) - f_star))\n"
        "mutants = [('half', dict(claim=norm_sq(grad(u)) <= L * (f(u) - f_star)))]\n"
    )
    kept(load(entry_for_file(file)), 0, "SUPPORTED", sharpness="1")
    out = lemmata("show", str(file)).out
    assert "  status    SUPPORTED, sharpness 1\n" in out
    assert "  mutants   half: not verified yet\n" in out


def test_a_terminal_without_unicode_gets_ascii(process):
    for form in ((), ("--latex",), ("--markdown",), ("--json",)):
        answer = process("-m", "lemmata", "show", "adam-defossez", *form, PYTHONIOENCODING="ascii")
        assert (answer.returncode, answer.stderr) == (0, "")
        assert answer.stdout.isascii()
