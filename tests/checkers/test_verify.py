"""Statements that people write, true and false, from the file to the result: verdict, counterexample, evidence, replay."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from checkers.evidence import EvidenceError
from checkers.experiment.search.draws import drawn
from checkers.replay import replay
from checkers.verdict import Result, Verdict
from checkers.verify import Options, UsageError, results, verify
from problems.discovery import families
from theorems.catalogue import entry_for_file, load

HEAD = '''"""A statement."""
from theorems.hypotheses import *
from theorems.language import *
from theorems.methods import *
L, mu, eta, sigma = constants("L mu eta sigma")
u, v = points("u v")
y = iterates("y")
'''
SGD_GIVEN = "given=[Smooth(L), BoundedVariance(sigma), eta <= 1/L], method=SGD(step=eta)"
SGD_BOUND = "E(Average(norm_sq(grad(x[t])), (t, 0, T-1))) <= 2*(f(x[0]) - f_star)/(eta*T) + L*eta*sigma**2"

TRUE = {
    "sgd": f"{SGD_GIVEN}, claim={SGD_BOUND}",
    "own-method": "given=[Convex(), Smooth(L)], method=Method(Eq(x[t+1], x[t] - grad(x[t])/L)), "
    "claim=f(x[T]) - f_star <= L*norm_sq(x[0] - x_star)/(2*T)",
    "two-sequences": "given=[Convex(), Smooth(L), mu < 1], method=Method(Eq(x[t+1], y[t] - grad(y[t])/L), "
    "Eq(y[t+1], x[t+1] + mu*(x[t+1] - x[t])), start={y[0]: x[0]}), claim=f(x[t+1]) <= f(y[t]) - norm_sq(grad(y[t]))/(2*L)",
    "conditional": f"{SGD_GIVEN}, claim=E(f(x[t+1]), given=x[t]) <= f(x[t]) - eta*(1 - L*eta/2)*norm_sq(grad(x[t])) + L*eta**2*sigma**2/2",
    "jensen": f"{SGD_GIVEN}, claim=E(norm_sq(x[t] - x_star)) >= norm_sq(E(x[t]) - x_star)",
    "a batch of 64": "given=[Smooth(L), PL(mu), BoundedVariance(sigma), mu <= L, eta <= 1/L], method=SGD(step=eta, batch=64), "
    "claim=E(f(x[t]) - f_star) <= (1 - eta*mu)**t*(f(x[0]) - f_star) + L*eta*sigma**2/(128*mu)",
    "interpolation": "given=[Interpolation(), Smooth(L)], method=SGD(step=eta), claim=Eq(E(norm_sq(stochastic_grad(x_star))), 0)",
    "vector identity": "given=[Smooth(L)], method=GradientDescent(step=eta), claim=Eq(x[t+1] - x[t], -eta*grad(x[t]))",
    "start": "given=[Convex(), Smooth(L), norm_sq(x[0] - x_star) <= sigma**2], method=GradientDescent(step=1/L), "
    "claim=f(x[T]) - f_star <= L*sigma**2/(4*T + 2)",
    "own horizon": "given=[Smooth(L), eta <= 1/L], method=GradientDescent(step=eta/sqrt(T)), claim=f(x[t+1]) <= f(x[t])",
}

FALSE = {
    "half the noise": f"{SGD_GIVEN}, claim={SGD_BOUND}/2",
    "twice the PL rate": "given=[Smooth(L), PL(mu), mu <= L, eta <= 1/L], method=GradientDescent(step=eta), "
    "claim=f(x[t]) - f_star <= (1 - 2*eta*mu)**t*(f(x[0]) - f_star)",
    "descent with 49/100": "given=[Smooth(L)], claim=f(v) <= f(u) + inner(grad(u), v - u) + Rational(49, 100)*L*norm_sq(v - u)",
    "strong convexity with mu": "given=[StronglyConvex(mu)], claim=f(v) >= f(u) + inner(grad(u), v - u) + mu*norm_sq(v - u)",
    "jensen reversed": f"{SGD_GIVEN}, claim=E(norm_sq(x[t] - x_star)) <= norm_sq(E(x[t]) - x_star)",
    "monotone Nesterov": "given=[Convex(), Smooth(L)], method=Nesterov(step=1/L), claim=f(x[t+1]) <= f(x[t])",
    "strict at the minimiser": "given=[Convex(), Smooth(L)], method=GradientDescent(step=1/L), claim=f(x[t+1]) < f(x[t])",
    "almost surely": f"{SGD_GIVEN}, claim=f(x[t+1]) <= f(x[t])",
    "conditional": f"{SGD_GIVEN}, claim=E(f(x[t+1]), given=x[t]) <= E(f(x[t+1]))",
    "a draw without a method": "given=[BoundedVariance(sigma)], claim=E(norm_sq(stochastic_grad(u, sample=0) - grad(u))) <= sigma**2/2",
    "negative infimum": "given=[Smooth(L), PL(mu)], method=GradientDescent(step=1/L), claim=norm_sq(grad(x[T])) <= 2*L*f(x[0])",
    "backward sum": "given=[Smooth(L), eta <= 1/L], method=GradientDescent(step=eta), "
    "claim=Sum(f(x[T-k]) - f_star, (k, 0, T)) <= Rational(101, 100)*(f(x[0]) - f_star)",
    "one percent off a floor that takes 22 steps": "given=[Smooth(L), StronglyConvex(mu), BoundedVariance(sigma), eta <= 1/(10*L)], "
    "method=SGD(step=eta), claim=E(f(x[T]) - f_star) <= (1 - eta*mu)**T*(f(x[0]) - f_star) + Rational(99, 100)*eta*L*sigma**2/(mu*(4 - 2*eta*L))",
    "a batch of 64": "given=[Smooth(L), PL(mu), BoundedVariance(sigma), mu <= L, eta <= 1/L], method=SGD(step=eta, batch=64), "
    "claim=E(f(x[t]) - f_star) <= (1 - eta*mu)**t*(f(x[0]) - f_star) + L*eta*sigma**2/(130*mu)",
    "late": "given=[Convex(), Smooth(L)], method=Nesterov(step=1/L), claim=f(x[T]) - f_star <= Rational(19, 10)*L*norm_sq(x[0] - x_star)/(T+1)**2",
}

VACUOUS = {
    "same sides": "method=GradientDescent(step=eta), claim=f(x[t]) <= f(x[t])",
    "no step": "given=[Smooth(L), eta <= 1/L, eta >= 2/L], method=GradientDescent(step=eta), claim=f(x[t+1]) <= f(x[t])",
    "mu above L": "given=[Smooth(L), PL(mu), mu > L], method=GradientDescent(step=1/L), claim=f(x[t+1]) <= f(x[t])",
    "numbers": "given=[Smooth(1), PL(2)], method=GradientDescent(step=1), claim=f(x[t+1]) <= f(x[t])",
    "outgrown": "given=[PL(mu), Lipschitz(L)], claim=f(u) <= f(v)",
    "False": "given=[False], claim=f(u) <= f(v)",
}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "evidence"))


def decided(folder: Path, statement: str, **options: object) -> Result:
    file = folder / "statement.py"
    file.write_text(f"{HEAD}theorem = Theorem({statement})\n")
    return next(results(load(entry_for_file(file)), Options(**{"instances": 9, "rounds": 1, **options})))  # type: ignore[arg-type]


LONG = "a batch of 64"
"""Its draws cannot be enumerated, and no sample of few steps confirms it."""

HEAVY = ("conditional", "own horizon")
"""Tried on millions of paths, or on cases of every horizon: among the slow tests only."""

RUNS = [(name, 6) for name in TRUE if name not in (LONG, *HEAVY)]
FULL = [pytest.param(name, 50, marks=() if name == LONG else pytest.mark.slow) for name in TRUE]


@pytest.mark.parametrize(("name", "steps"), [*RUNS, *FULL])
def test_a_true_statement_is_supported(name: str, steps: int, tmp_path: Path) -> None:
    found = decided(tmp_path, TRUE[name], steps=steps)
    assert found.verdict is Verdict.SUPPORTED, found.reason
    assert found.instances > 0


@pytest.mark.parametrize("name", FALSE)
def test_a_false_statement_is_refuted_and_the_refutation_repeats(name: str, tmp_path: Path) -> None:
    found = decided(tmp_path, FALSE[name])
    assert found.verdict is Verdict.REFUTED, found.reason
    assert found.counterexample is not None
    assert found.evidence is not None
    again = replay(found.evidence)
    assert again.verdict is Verdict.REFUTED
    assert again.counterexample is not None
    assert {**again.counterexample, "replay": None} == {**found.counterexample, "replay": None}


@pytest.mark.parametrize("name", VACUOUS)
def test_an_empty_statement_is_vacuous(name: str, tmp_path: Path) -> None:
    found = decided(tmp_path, VACUOUS[name])
    assert found.verdict is Verdict.VACUOUS
    assert found.reason


def test_the_plainest_counterexample_is_shown(tmp_path: Path) -> None:
    found = decided(tmp_path, FALSE["half the noise"].replace(f"{SGD_BOUND}/2", SGD_BOUND.replace("L*eta*sigma**2", "L*eta*sigma**2/2")))
    shown = found.counterexample
    assert shown is not None
    assert shown["function"] == "f(x) = x^2/2 on R"
    assert shown["constants"] == {"L": "1", "sigma": "1", "eta": "1"}
    assert (shown["start"], shown["T"], shown["t"]) == ("x[0] = 0", 3, None)
    assert (shown["left"], shown["right"], shown["relation"]) == ("2/3", "1/2", ">")
    assert Fraction(shown["left"]) - Fraction(shown["right"]) == Fraction(shown["margin"])


def test_a_changed_statement_is_not_replayed(tmp_path: Path) -> None:
    found = decided(tmp_path, FALSE["descent with 49/100"])
    assert found.evidence is not None
    (tmp_path / "statement.py").write_text(f"{HEAD}theorem = Theorem({TRUE['jensen']})\n")
    with pytest.raises(UsageError, match="has changed"):
        replay(found.evidence)


@pytest.mark.parametrize(
    "doctor",
    [
        lambda case: case.update(constants={}),
        lambda case: case.update(minimiser=[["1/10", "1/10"]], start=["5"]),
        lambda case: case["noise"].update(atoms=[["1"], ["3"]]),
        lambda case: case.update(start=["1", "2"]),
        lambda case: case.update(family="nothing"),
        lambda case: case["constants"].update(eta="__import__('os')"),
        lambda case: case["constants"].update(eta="7"),
    ],
    ids=["constants", "minimiser", "biased noise", "start", "family", "code", "outside the region"],
)
def test_doctored_evidence_refutes_nothing(doctor: object, tmp_path: Path) -> None:
    found = decided(tmp_path, FALSE["jensen reversed"])
    assert found.evidence is not None
    content = json.loads(Path(found.evidence).read_text())
    doctor(content["result"]["counterexample"]["case"])  # type: ignore[operator]
    Path(found.evidence).write_text(json.dumps(content))
    assert outcome(found.evidence) in ("refused", "INCONCLUSIVE")


@pytest.mark.parametrize(("place", "name"), [((), "result"), (("result", "counterexample", "case"), "steps"), (("result", "counterexample"), "spot")])
def test_evidence_that_lacks_something_is_told_what(place: tuple[str, ...], name: str, tmp_path: Path) -> None:
    found = decided(tmp_path, FALSE["jensen reversed"])
    assert found.evidence is not None
    content = json.loads(Path(found.evidence).read_text())
    inner = content
    for key in place:
        inner = inner[key]
    del inner[name]
    Path(found.evidence).write_text(json.dumps(content))
    with pytest.raises(EvidenceError, match=f'it has no "{name}"'):
        replay(found.evidence)


def outcome(evidence: str) -> str:
    """The verdict of a replay, or that it was refused with the file's name."""
    try:
        return replay(evidence).verdict.value
    except EvidenceError as error:
        return "refused" if evidence in str(error) else str(error)


NO_EVIDENCE = ["", "{", "[]", '{"schema": "other"}', '{"schema": "lemmata-evidence/1"}', '{"schema": "lemmata-evidence/1", "result": 3}']


@pytest.mark.parametrize("text", NO_EVIDENCE)
def test_what_is_no_evidence_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "evidence.json"
    file.write_text(text)
    with pytest.raises(EvidenceError, match=r"evidence\.json"):
        replay(str(file))


def test_a_constant_can_be_fixed(tmp_path: Path) -> None:
    statement = TRUE["sgd"].replace("eta <= 1/L", "eta <= 2/L")
    assert decided(tmp_path, statement).verdict is Verdict.REFUTED
    assert decided(tmp_path, statement, settings=("eta=0.5/L",), steps=6).verdict is Verdict.SUPPORTED
    assert decided(tmp_path, statement, settings=("eta=3/L",), steps=6).verdict is Verdict.VACUOUS


@pytest.mark.parametrize("text", ["eta", "eta=", "=3", "etta=1", "eta=0x10", "eta=__import__('os')", "eta=1/0", "eta=L+q", "eta=1e999"])
def test_nonsense_settings_are_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "statement.py"
    file.write_text(f"{HEAD}theorem = Theorem({TRUE['sgd']})\n")
    with pytest.raises(UsageError, match="--set"):
        verify([entry_for_file(file)], Options(settings=(text,)))


def test_results_depend_on_the_seed_alone(tmp_path: Path) -> None:
    first, second = (decided(tmp_path, TRUE["start"], seed=5, problems=("quadratic",)).as_json() for _ in range(2))
    assert {**first, "seconds": 0} == {**second, "seconds": 0}


def test_another_seed_draws_other_instances() -> None:
    strategy = families()["quadratic"].strategy()
    first, again, other = drawn(strategy, 6, 0), drawn(strategy, 6, 0), drawn(strategy, 6, 1)
    assert [one.parameters for one in first] == [one.parameters for one in again]
    assert [one.parameters for one in first] != [one.parameters for one in other]


def test_worker_processes_change_nothing(tmp_path: Path) -> None:
    files = []
    for name, statement in (("one", FALSE["descent with 49/100"]), ("two", TRUE["own-method"])):
        files.append(tmp_path / f"{name}.py")
        files[-1].write_text(f"{HEAD}theorem = Theorem({statement})\n")
    entries = [entry_for_file(file) for file in files]
    effort = Options(instances=9, steps=6, rounds=1)
    alone, together = ([{**found.as_json(), "seconds": 0} for found in verify(entries, replace(effort, jobs=jobs))] for jobs in (1, 2))
    assert alone == together


def test_one_bad_file_stops_everything_before_it_starts(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text(f"{HEAD}theorem = Theorem({TRUE['sgd']})\n")
    bad.write_text(f"{HEAD}theorem = Theorem(claim=f(u) + u <= 0)\n")
    with pytest.raises(Exception, match=r"bad\.py"):
        verify([entry_for_file(good), entry_for_file(bad)], Options())
    assert not (tmp_path / "evidence").exists()


def test_an_unknown_problem_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match='Did you mean "huber"'):
        verify([], Options(problems=("hubber",)))
