"""Refutations by draws, from the statement to the evidence and back: what only long runs show, what is doctored, what stays open."""

import json
from pathlib import Path

import pytest

from checkers.evidence import EvidenceError
from checkers.replay import replay
from checkers.verdict import Result, Verdict
from checkers.verify import Options, UsageError, results, verify
from theorems.catalogue import entry_for_file, load

HEAD = '''"""A statement."""
import sympy as sp
from theorems.hypotheses import *
from theorems.language import *
from theorems.methods import *
L, mu, eta, sigma, eps = constants("L mu eta sigma eps")
'''
SLOW = "given=[Smooth(L), BoundedVariance(sigma), eta <= 1/(100*L)], method=SGD(step=eta)"
MEAN = "E(Average(norm_sq(grad(x[t])), (t, 0, T-1)))"
PROGRESS = "2*(f(x[0]) - f_star)/(eta*T)"
BATCH = "given=[Smooth(L), PL(mu), BoundedVariance(sigma), mu <= L, eta <= 1/L], method=SGD(step=eta, batch=16)"
FLOOR = "E(f(x[t]) - f_star) <= (1 - eta*mu)**t*(f(x[0]) - f_star) + L*eta*sigma**2"
ONE_STEP = "given=[Smooth(L), BoundedVariance(sigma), eta <= 1/L], method=SGD(step=eta, batch=16)"
DEVIATION = "norm_sq(stochastic_grad(x[0], sample=0, batch=16) - grad(x[0]))"

LATE = {  # steps of at most 1/(100 L): ten steps of enumeration show a fifth of the noise that remains after a hundred
    "a quarter of the noise": (f"{SLOW}, claim={MEAN} <= {PROGRESS} + L*eta*sigma**2/4", ("logistic",)),
    "as likely as after ten steps": (
        f"{SLOW}, claim=Probability(norm_sq(grad(x[t])) <= 2*norm_sq(grad(x[0])) + L*eta*sigma**2/2) >= Rational(9, 10)",
        ("log_cosh",),
    ),
    "a part of the floor, in batches": (f"{BATCH}, claim={FLOOR}/(96*mu)", ("logistic",)),
}


def decided(tmp_path: Path, body: str, problems: tuple[str, ...] = (), alpha: float = 1e-6, seeds: int = 32) -> Result:
    (tmp_path / "statement.py").write_text(f"{HEAD}theorem = Theorem({body})\n")
    loaded = load(entry_for_file(tmp_path / "statement.py"))
    (found,) = results(loaded, Options(instances=8, problems=problems, alpha=alpha, seeds=seeds))
    return found


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize("name", LATE)
def test_what_only_long_runs_show_is_refuted_at_a_level_and_repeats(name: str, tmp_path: Path) -> None:
    found = decided(tmp_path, *LATE[name])
    assert found.verdict is Verdict.REFUTED, found.reason
    shown = found.counterexample
    assert shown is not None
    assert found.evidence is not None
    assert (shown["exact"], shown["alpha"]) == (False, 1e-6)
    assert "level α = 1e-06" in found.guarantee
    assert "refuted at level α = 1e-6" in found.reason
    assert shown["statistics"]["tail"] is not None or shown["e_value"] >= 2e6
    again = replay(found.evidence)
    assert again.verdict is Verdict.REFUTED
    assert again.counterexample == shown
    assert again.reason == found.reason


def test_a_level_that_is_smaller_asks_for_more(tmp_path: Path) -> None:
    few = decided(tmp_path, *LATE["a quarter of the noise"], alpha=0.05)
    many = decided(tmp_path, *LATE["a quarter of the noise"], alpha=1e-6)
    assert few.counterexample is not None
    assert many.counterexample is not None
    assert few.counterexample["statistics"]["draws"] < many.counterexample["statistics"]["draws"]
    assert few.counterexample["alpha"] == 0.05


@pytest.mark.parametrize("alpha", [0.0, 0.06, 1.0, -1.0, float("nan")])
def test_a_level_that_says_nothing_is_refused(alpha: float, tmp_path: Path) -> None:
    (tmp_path / "statement.py").write_text(f"{HEAD}theorem = Theorem({LATE['a quarter of the noise'][0]})\n")
    with pytest.raises(UsageError, match=r"at most 0\.05"):
        verify([entry_for_file(tmp_path / "statement.py")], Options(alpha=alpha))


DOCTORED = {
    "other constants": lambda e: e["case"]["constants"].update(eta="1/1000000"),
    "more noise allowed": lambda e: e["case"]["constants"].update(sigma="50"),
    "outside the region": lambda e: e["case"]["constants"].update(eta="7"),
    "a smaller sigma than certified": lambda e: e["case"]["constants"].update(sigma="1/100"),
    "a level of one half": lambda e: e["statistics"].update(alpha=0.5),
    "a level of one": lambda e: e["statistics"].update(alpha=1),
    "no level": lambda e: e["statistics"].pop("alpha"),
    "a smaller level": lambda e: e["statistics"].update(alpha=1e-9),
    "fewer draws": lambda e: e["statistics"].update(draws=e["statistics"]["draws"] // 2),
    "no draws": lambda e: e["statistics"].update(draws=0),
    "many draws": lambda e: e["statistics"].update(draws=10**12),
    "candidate number 0": lambda e: e["statistics"].update(rank=0),
    "a late candidate": lambda e: e["statistics"].update(rank=10**4),
    "other streams": lambda e: e["statistics"].update(root=[1]),
    "another step": lambda e: e["spot"].update(T=1),
    "a path": lambda e: e["spot"].update(path=0),
    "no statistics": lambda e: e.pop("statistics"),
    "no noise": lambda e: e["case"].update(noise=None),
    "larger noise": lambda e: e["case"]["noise"].update(scale="5"),
}


def outcome(evidence: str) -> str:
    """The verdict of a replay, or that it was refused with the file's name."""
    try:
        return replay(evidence).verdict.value
    except EvidenceError as error:
        return "refused" if evidence in str(error) else str(error)


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("late")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEMMATA_HOME", str(place))
        found = decided(place, *LATE["a quarter of the noise"])
    assert found.evidence is not None
    return Path(found.evidence)


@pytest.mark.parametrize("name", DOCTORED)
def test_doctored_evidence_refutes_nothing(name: str, evidence: Path, tmp_path: Path) -> None:
    content = json.loads(evidence.read_text())
    DOCTORED[name](content["result"]["counterexample"])
    doctored = tmp_path / "evidence.json"
    doctored.write_text(json.dumps(content))
    assert outcome(str(doctored)) in ("refused", "INCONCLUSIVE")


def test_numbers_that_only_people_read_are_computed_anew(evidence: Path, tmp_path: Path) -> None:
    content = json.loads(evidence.read_text())
    example = content["result"]["counterexample"]
    true = {name: example[name] for name in ("left", "right", "e_value", "margin")}
    example.update(left="9", right="0", e_value=1e99, margin="9", alpha=1e-99)
    example["statistics"].update(mean=9.0, bound=0.0, e_value=1e99)
    (tmp_path / "evidence.json").write_text(json.dumps(content))
    again = replay(str(tmp_path / "evidence.json"))
    assert again.verdict is Verdict.REFUTED
    assert again.counterexample is not None
    assert {name: again.counterexample[name] for name in true} == true
    assert again.counterexample["alpha"] == 1e-6


def test_without_enumeration_the_evidence_is_asymptotic(tmp_path: Path) -> None:
    """Sixteen draws a step: 2^16 sequences after one step, and no quadratic, so no moments. True, and no more than asymptotic."""
    found = decided(tmp_path, f"{BATCH}, claim={FLOOR}/(32*mu)", ("logistic",))
    assert found.verdict is Verdict.INCONCLUSIVE
    assert "without a proved range no sample confirms it" in found.reason


def test_a_heavy_tail_is_not_confirmed(tmp_path: Path) -> None:
    """E exp(5/11 z^2) = sqrt(11) = 3.317 for normal z, a tail of index 1.1, so `<= 3` is false; most means of samples lie below 3."""
    found = decided(tmp_path, f"{ONE_STEP}, claim=E(sp.exp(Rational(80, 11)*{DEVIATION}/sigma**2)) <= 3", ("quadratic",))
    assert found.verdict is Verdict.INCONCLUSIVE
    assert "asymptotic" in found.reason


def test_within_a_proved_range_draws_may_support(tmp_path: Path) -> None:
    """A probability lies in [0, 1]: 1/2 is far from the 0.95 and more that are true, 0.95 too near for two thousand draws at 1e-6."""
    likely = f"Probability({DEVIATION} < 4*sigma**2/16)"
    far = decided(tmp_path, f"{ONE_STEP}, claim={likely} >= Rational(1, 2)", ("quadratic",))
    assert far.verdict is Verdict.SUPPORTED, far.reason
    assert "within a proved range confirm it at level" in far.reason
    near = decided(tmp_path, f"{ONE_STEP}, claim={likely} >= Rational(92, 100)", ("quadratic",))
    assert near.verdict is Verdict.INCONCLUSIVE
    assert "too few" in near.reason


def test_a_signed_mean_far_above_its_bound_refutes_nothing(tmp_path: Path) -> None:
    """E <grad f(x_t), x_t> has no known least value: the warning of long runs stays a warning."""
    drift = "E(inner(grad(x[t]), x[t] - x_star))"
    claim = f"{drift} <= 2*inner(grad(x[0]), x[0] - x_star) + eta*sigma**2/8"
    found = decided(tmp_path, f"{SLOW.replace('[Smooth(L)', '[Convex(), Smooth(L)')}, claim={claim}", ("logistic",), seeds=600)
    assert found.verdict is Verdict.INCONCLUSIVE, found.reason
    assert "no known least value" in found.reason
