"""`lemmata check`: what it prints, its exit codes, and what it loads."""

import json
import subprocess
import sys
from fractions import Fraction as Q
from functools import cache

import pytest

from theorems.catalogue import load, lookup


@cache
def certificate(name, claim=0, steps=2, **constants):
    from checkers.worst_case.certificates.certificate import subject, written
    from checkers.worst_case.certificates.certify import certified
    from checkers.worst_case.reading.programs import programs
    from checkers.worst_case.solving.solve import solve

    theorem = load(lookup(name)).theorem
    program = programs(theorem, theorem.claims[claim], {key: Q(value) for key, value in constants.items()}, steps)[0]
    return written(program, certified(program, solve(program), Q(1)), subject(name, theorem, theorem.claims[claim]))


@pytest.fixture
def file(tmp_path):
    def write(text, name="a.json"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def convex():
    return certificate("gd-convex-tight", L="1")


def test_a_certificate_is_shown_with_its_scope(lemmata, file):
    answer = lemmata("check", file(convex()))
    assert answer.code == 0
    for part in (
        "HOLDS",
        "gd-convex-tight",
        "N = 2",
        "L = 1",
        "convex, smooth",
        "digest",
        "f(x[2])  ≤  1 × (1/10 |x[0]|²)",
        "the claim as the file states it",
    ):
        assert part in answer.out


def test_json_carries_all_of_it(lemmata, file):
    answer = lemmata("check", "--json", file(convex()))
    result = json.loads(answer.out)["results"][0]
    assert (result["outcome"], result["bound"], result["steps"], result["constants"]["L"]) == ("HOLDS", "1", 2, "1")
    assert result["certifies"] == "the claim as the file states it"
    assert result["digest"] == load(lookup("gd-convex-tight")).theorem.digest(load(lookup("gd-convex-tight")).theorem.claims[0])


def test_a_changed_certificate_is_rejected(lemmata, file):
    data = json.loads(convex())
    data["bound"] = "999/1000"
    answer = lemmata("check", file(json.dumps(data)))
    assert answer.code == 1
    assert "REJECTED: identity" in answer.out


def test_what_is_no_certificate_is_unreadable(lemmata, file, tmp_path):
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    for path in (file("{}"), str(tmp_path / "missing.json"), str(tmp_path), str(tmp_path / "binary.json")):
        answer = lemmata("check", path)
        assert answer.code == 2
        assert "UNREADABLE" in answer.out
        assert answer.err == ""


def test_the_worst_of_several_files_counts(lemmata, file):
    good, bad = file(convex()), file("{}", "b.json")
    assert lemmata("check", good, good).code == 0
    assert lemmata("check", good, bad).code == 2


def test_the_same_statement_is_recognised(lemmata, file):
    assert lemmata("check", file(convex()), "--against", "gd-convex-tight").code == 0


def test_another_statement_is_told_apart(lemmata, file):
    answer = lemmata("check", file(convex()), "--against", "pl-gd")
    assert answer.code == 1
    assert "another statement" in answer.out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"steps": 1}, "t and T"),
        ({"constants": {"L": "1/2", "eta": "1"}}, "assumes of f"),
        ({"roles": {"L": "1", "mu": "1"}}, "assumes of f"),
        ({"steps": "2"}, "UNREADABLE"),
        ({"denominator": {"constant": "0", "values": {}, "products": [["x[0]", "x[0]", "1/2"]]}}, "compares"),
    ],
)
def test_a_certificate_of_something_else_under_the_digest_is_told_apart(lemmata, file, change, said):
    """A weaker claim is certified by the same multipliers; its digest alone would not show that it is another one."""
    data = {**json.loads(convex()), **change}
    answer = lemmata("check", file(json.dumps(data)), "--against", "gd-convex-tight")
    assert answer.code in (1, 2)
    assert said in answer.out


def test_points_that_the_method_does_not_visit_are_told_apart(lemmata, file):
    """Renamed points and gradients: consistent in itself, and about no run of the method."""
    data = json.loads(convex())
    last = data["evaluations"][-1]
    data["evaluations"].append({**last, "name": "elsewhere", "position": {"x[0]": "2"}})
    answer = lemmata("check", file(json.dumps(data)), "--against", "gd-convex-tight")
    assert answer.code == 1
    assert "elsewhere" in answer.out


def test_an_unknown_theorem_is_one_message(lemmata, file):
    answer = lemmata("check", file(convex()), "--against", "gd-convex-tigt")
    assert answer.code == 2
    assert "gd-convex-tight" in answer.err


def test_a_stranger_cannot_write_to_the_terminal(lemmata, file):
    data = json.loads(convex())
    data["statement"] = "\x1b[2J\x07 true\nHOLDS"
    answer = lemmata("check", file(json.dumps(data)))
    assert "\x1b" not in answer.out
    assert "\x07" not in answer.out
    assert "\nHOLDS" not in answer.out


def test_assumptions_and_remarks_are_shown(lemmata, file):
    assert "necessary" in lemmata("check", file(certificate("pl-gd", L="1", mu="1/10", eta="1/2"))).out
    data = json.loads(convex())
    data["conditions"][0]["assumed"] = True
    answer = lemmata("check", file(json.dumps(data)))
    assert answer.code == 0
    assert "assumed" in answer.out


def test_it_loads_nothing_heavy(file):
    program = "import sys\nfrom lemmata.cli import main\ntry:\n main(['check', sys.argv[1]])\nexcept SystemExit: pass\n"
    program += "print([m for m in HEAVY if m in sys.modules])"
    heavy = "HEAVY = ('numpy', 'scipy', 'sympy', 'torch', 'clarabel', 'flint')\n"
    ran = subprocess.run([sys.executable, "-c", heavy + program, file(convex())], capture_output=True, text=True, check=False)
    assert "HOLDS" in ran.stdout
    assert ran.stdout.endswith("[]\n")


def test_what_is_compared_is_told(lemmata, file):
    alone, held = lemmata("check", file(convex())), lemmata("check", file(convex()), "--against", "gd-convex-tight")
    assert "the file's own words" in " ".join(alone.out.split())
    assert "the statement, its method and its conditions" in held.out
    assert held.code == 0
    assert "--against" in json.loads(lemmata("check", "--json", file(convex())).out)["results"][0]["compared"]


@pytest.mark.parametrize(("part", "value"), [("statement", "f(x_T) ≤ f⋆"), ("steps", 10**9)])
def test_what_a_file_tells_of_itself_is_held_against_the_statement(lemmata, file, part, value):
    answer = lemmata("check", file(json.dumps({**json.loads(convex()), part: value})), "--against", "gd-convex-tight")
    assert answer.code == 1
    assert "REJECTED" in answer.out


def test_one_of_several_certificates_is_not_the_whole_claim(lemmata, file, tmp_path):
    source = tmp_path / "two_sided.py"
    source.write_text(TWO_PARTS, encoding="utf-8")
    from checkers.worst_case.certificates.certificate import subject, written
    from checkers.worst_case.certificates.certify import certified
    from checkers.worst_case.reading.programs import programs
    from checkers.worst_case.solving.solve import solve
    from lemmata.selection import named

    theorem = load(named(str(source))).theorem
    read = programs(theorem, theorem.claims[0], {"L": Q(1)}, 1)
    assert len(read) == 2
    text = written(read[0], certified(read[0], solve(read[0]), Q(1)), subject("two-sided", theorem, theorem.claims[0]))
    answer = lemmata("check", file(text), "--against", str(source))
    assert answer.code == 0
    assert "one of the 2 parts" in " ".join(answer.out.split())


TWO_PARTS = '''"""Two bounds at once.

Source: none.
"""
from theorems.hypotheses import Convex, Smooth
from theorems.language import Max, Theorem, constants, f, f_star, grad, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

(L,) = constants("L"),
theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=Max(f(x[t + 1]) - f_star, norm_sq(grad(x[t + 1])) / L) <= L * norm_sq(x[t] - x_star),
)
'''


def proof_sealed(**change):
    from checkers.proof import replay
    from checkers.proof.certificate import as_data
    from checkers.proof.prove import prove

    loaded = load(lookup("gd-one-step-decrease"))
    data = {**as_data(prove(loaded.theorem, loaded.proof), loaded.theorem, "gd-one-step-decrease"), **change}
    return json.dumps({**data, "seal": replay.seal(data)})


def test_half_a_letter_in_a_file_is_no_fault_of_ours(lemmata, file):
    for change in ({"theorem": "\ud800"}, {"steps": [{"rule": "\ud800"}]}):
        path = file(proof_sealed(**change))
        plain, data = lemmata("check", path), lemmata("check", path, "--json")
        assert plain.code == data.code == (0 if "theorem" in change else 1)
        assert data.err == ""
        json.loads(data.out)


def test_what_is_proved_is_shown_in_terms_beside_the_files_own_words(lemmata, file):
    text = json.loads(proof_sealed())
    goals = [{**text["goals"][0], "text": "P = NP"}]
    shown = lemmata("check", file(proof_sealed(statement=["P = NP"], goals=goals))).out
    assert "statement   P = NP" in shown
    assert "proved      -1 (1 - 1/2 L eta) eta ‖∇f(x[t])‖² + f(x[t]) - 1 (f(x[1 + t])) >= 0" in shown
    assert "the file's own words" in shown


def test_the_name_of_an_axiom_hides_nothing_of_what_it_says(lemmata, file):
    long = "t ≥ 0: t >= 0 (from: every step t)" + " " * 500
    text = proof_sealed().replace(json.dumps("t ≥ 0"), json.dumps(long))
    data = json.loads(text)
    shown = lemmata("check", file(proof_sealed(**{name: data[name] for name in ("axioms", "goals", "steps")}))).out
    assert "HOLDS" in shown
    assert "t + 0 >= 0" in shown
