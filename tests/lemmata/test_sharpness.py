"""`lemmata sharpness`: rows as text and as data, what is refused, and exit codes."""

import json
from pathlib import Path

import pytest
import torch

from problems.problem import instance

FILE = '''"""Gradient descent on a smooth convex function."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (4 * T + BELOW),
)
'''


COCOERCIVE = '''"""Gradients of smooth convex functions are cocoercive."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, grad, inner, norm_sq, points

L = constants("L")
u, v = points("u v")

theorem = Theorem(given=[Smooth(L), Convex()], claim=norm_sq(grad(u) - grad(v)) / L <= inner(grad(u) - grad(v), u - v))
'''


@pytest.fixture
def file(tmp_path):
    def written(below):
        path = tmp_path / f"bound_{below}.py"
        path.write_text(FILE.replace("BELOW", str(below)))
        return str(path)

    return written


def test_a_sharp_claim_is_certified_with_its_scope(lemmata):
    answer = lemmata("sharpness", "gd-convex-tight", "-N", "1,2")
    assert (answer.code, answer.err) == (0, "")
    assert "CERTIFIED: certified for N = 1, 2 at L = 1" in answer.out
    assert "attained for N = 1 on f'(x) = 0 for x <= 0, x on [0, 1/3], 1/3 for x >= 1/3" in answer.out
    assert answer.out.rstrip().endswith("1 claim: 1 certified.")


def test_rows_as_data(lemmata, file, tmp_path):
    answer = lemmata("sharpness", file(2), "-N", "1", "--set", "L=2", "--json", "--certificates", str(tmp_path / "certificates"))
    document = json.loads(answer.out)
    assert (answer.code, document["exit_code"], document["schema"], document["seed"]) == (0, 0, "lemmata/1", 0)
    (result,) = document["results"]
    assert {"theorem", "claim", "statement", "latex", "digest", "verdict", "reason", "rows"} <= set(result)
    (row,) = result["rows"]
    assert (row["N"], row["constants"], row["sharpness"], row["lower"], row["upper"], row["certified"]) == (1, {"L": "2"}, 1.0, "1", "1", True)
    (path,) = result["certificates"]
    assert json.loads(Path(path).read_text(encoding="utf-8"))["bound"] == "1"


def test_a_refuted_claim_prints_the_function(lemmata, file):
    answer = lemmata("sharpness", file(3), "-N", "1")
    assert answer.code == 1
    assert "REFUTED: an explicit function violates the claim for N = 1 at L = 1" in answer.out
    assert "x on [0, 1/3], 1/3 for x >= 1/3" in answer.out
    assert "left 1/6 > right 1/7" in answer.out
    assert json.loads(lemmata("sharpness", file(3), "-N", "1", "--json").out)["results"][0]["counterexample"]["left"] == "1/6"


def test_every_horizon_has_a_function_that_can_be_run(lemmata, file):
    rows = json.loads(lemmata("sharpness", file(3), "-N", "1,2", "--json").out)["results"][0]["rows"]
    assert [(row["example"]["start"], row["example"]["left"], row["example"]["right"]) for row in rows] == [
        ("x[0] = 1", "1/6", "1/7"),
        ("x[0] = 1", "3/32", "1/11"),
    ]
    for row in rows:
        case = row["example"]["case"]
        problem = instance(case["family"], constants=case["constants"], start=case["start"], **case["parameters"])
        x = torch.tensor(problem.start, requires_grad=True)
        optimizer = torch.optim.SGD([x], lr=1 / problem.L)
        for _ in range(row["N"]):
            optimizer.zero_grad()
            problem.value(x).backward()
            optimizer.step()
        away = float(((problem.start - problem.minimiser) ** 2).sum())
        assert problem.value(x).item() - problem.infimum > problem.L * away / (4 * row["N"] + 3)


def test_each_function_that_refutes_is_told_with_its_start(lemmata, file):
    out = " ".join(lemmata("sharpness", file(3), "-N", "1,2").out.split())
    assert "violated for N = 1 on f'(x) = 0 for x <= 0, x on [0, 1/3], 1/3 for x >= 1/3, f(0) = 0, on R; x[0] = 1; left 1/6 > right" in out
    assert "violated for N = 2 on f'(x) = 0 for x <= 0, x on [0, 1/4], 1/4 for x >= 1/4, f(0) = 0, on R; x[0] = 1; left 3/32 > right" in out


def test_a_claim_about_points_speaks_of_no_horizon(lemmata, tmp_path):
    (tmp_path / "cocoercive.py").write_text(COCOERCIVE)
    out = lemmata("sharpness", str(tmp_path / "cocoercive.py")).out
    assert "attained on f'(x)" in out
    assert "; u = " in out
    assert "N =" not in out


def test_a_folder_that_takes_no_certificates_is_told_before_anything_runs(lemmata, tmp_path):
    (tmp_path / "taken").write_text("")
    answer = lemmata("sharpness", "gd-convex-tight", "-N", "1", "--certificates", str(tmp_path / "taken" / "inside"))
    assert (answer.code, answer.out) == (2, "")
    assert "the folder for certificates cannot be made" in answer.err


def test_what_is_no_program_is_undecided(lemmata):
    answer = lemmata("sharpness", "adam-update-bound")
    assert answer.code == 4
    assert "NOT APPLICABLE" in answer.out
    assert lemmata("sharpness", "adam-update-bound", "--allow-undecided").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gd-convex-tight", "-N", "0"), "a number of steps lies between 1 and 100"),
        (("gd-convex-tight", "-N", "one"), '"one" is no number of steps: write them as 1,2,5,10 or 1-5'),
        (("gd-convex-tight", "--set", "mu=1"), '"mu" is no constant of the statement'),
        (("pl-gd", "--set", "eta=3", "--set", "L=1"), "no rational value of"),
        (("gd-convex-tigth",), 'Did you mean "gd-convex-tight"?'),
    ],
)
def test_bad_input_is_one_message(lemmata, arguments, said):
    answer = lemmata("sharpness", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("lemmata:") == 1


def test_a_claim_with_a_hole_is_sent_to_tighten(lemmata, file, tmp_path):
    path = tmp_path / "hole.py"
    path.write_text(FILE.replace("/ (4 * T + BELOW)", '* unknown("c")').replace("norm_sq, x,", "norm_sq, unknown, x,"))
    answer = lemmata("sharpness", str(path))
    assert (answer.code, answer.out) == (2, "")
    assert "leaves the constant c open: lemmata tighten" in answer.err


def test_one_step_is_proved_at_all_constants_and_its_file_is_checked(lemmata, tmp_path):
    """The interpolation of smooth functions between two neighbours, and the inequality at both: what the docstring of the theorem says."""
    answer = lemmata("sharpness", "pl-gd-improved", "-N", "1", "--symbolic", "--certificates", str(tmp_path), "--json")
    (result,) = json.loads(answer.out)["results"]
    assert result["symbolic"]["proved"]
    assert (result["symbolic"]["scope"], result["symbolic"]["assumed"], len(result["symbolic"]["steps"])) == ("every step", [], 3)
    file = tmp_path / "pl-gd-improved-claim-1-all-constants.json"
    assert str(file) in result["certificates"]
    assert lemmata("check", str(file)).code == 0


def test_what_no_step_proves_at_all_constants_says_why(lemmata):
    (result,) = json.loads(lemmata("sharpness", "pl-gd-improved.mutant-1", "-N", "1", "--symbolic", "--json").out)["results"]
    assert result["symbolic"]["proved"] is False
    assert result["symbolic"]["reason"]
