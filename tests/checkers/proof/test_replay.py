"""The second checker: what the kernel proves it replays, what is changed it rejects, and no file makes it fail in another way or run on."""

import copy
import json
import random
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers.proof import replay
from checkers.proof.against import difference
from checkers.proof.certificate import as_data, written
from checkers.proof.replay import UnreadableError, checked
from checkers.proof.replay_terms import RejectedError
from tests.checkers.proof.proved import PROVED, outcome_of
from theorems.catalogue import load, lookup


def certificate(entry):
    return as_data(outcome_of(entry), load(entry).theorem, entry.id)


@pytest.fixture(scope="module")
def small():
    return certificate(lookup("gd-one-step-decrease"))


@pytest.fixture(scope="module")
def larger():
    return certificate(lookup("pl-gd"))


def text_of(data):
    return json.dumps({**data, "seal": replay.seal(data)})


def outcome(text):
    """What the checker says: the claims that it takes for proved, or the kind of refusal."""
    try:
        return checked(text).data["proved"]
    except (RejectedError, UnreadableError) as error:
        return type(error).__name__


@pytest.mark.parametrize("entry", PROVED, ids=lambda entry: entry.id)
def test_every_proof_of_the_catalogue_is_replayed(entry):
    loaded = load(entry)
    made = outcome_of(entry)
    found = checked(written(made, loaded.theorem, entry.id))
    assert tuple(found.data["proved"]) == made.proved
    for place, one in enumerate(made.derived):
        assert found.rests_on[place] == tuple(sorted(one.axioms))
    assert difference(found.data, loaded.theorem) == ""


def test_a_byte_flipped_anywhere_is_rejected_or_changes_nothing(small):
    text = json.dumps(small).encode()
    for place in range(len(text)):
        for bit in (1, 32):
            changed = text[:place] + bytes([text[place] ^ bit]) + text[place + 1 :]
            try:
                said = changed.decode()
            except UnicodeDecodeError:
                continue
            if outcome(said) == small["proved"]:
                assert json.loads(said) == small


def test_a_byte_flipped_under_a_new_seal_proves_no_other_claim(small):
    """Whoever changes a file can seal it anew: then the steps decide, and --against."""
    theorem = load(lookup("gd-one-step-decrease")).theorem
    text, rng, held = json.dumps(small), random.Random(0), 0
    for place in rng.sample(range(len(text)), 300):
        changed = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
        try:
            data = json.loads(changed)
            found = checked(text_of(data))
        except (ValueError, RejectedError, UnreadableError):
            continue
        held += 1
        same = [{**one, "from": ""} for one in found.data["axioms"]] == [{**one, "from": ""} for one in small["axioms"]]
        goals = [[goal["term"], goal["relation"]] for goal in found.data["goals"]] == [[goal["term"], goal["relation"]] for goal in small["goals"]]
        assert (same and goals) or difference(found.data, theorem) != ""
    assert held < 300


def changes(data):
    """The certificate with one number, sign or reference changed, sealed anew."""
    for number, step in enumerate(data["steps"]):
        for name in ("fact", "equation", "larger", "base", "step", "hypothesis", "reached"):
            if name in step:
                yield number, name, {**step, name: (step[name] + 1) % max(number, 1)}
        if step["rule"] == "combine" and step["goal"] != ["+"]:
            yield number, "relation", {**step, "relation": "=" if step["relation"] != "=" else ">"}
            if step.get("products"):
                (c, facts), *others = step["products"]
                yield number, "coefficient", {**step, "products": [["-1", facts], *others]}
                yield number, "more", {**step, "products": [[str(2 * int(c.split("/")[0])), facts], *others]}
                yield number, "less", {**step, "products": others}
        if step["rule"] == "substitute":
            yield number, "discharged", {**step, "discharged": []}


def test_a_changed_step_is_rejected(larger):
    held = []
    for number, what, step in changes(larger):
        data = copy.deepcopy(larger)
        data["steps"][number] = step
        if outcome(text_of(data)) == larger["proved"]:
            held.append((number, what, larger["steps"][number]))
    assert not [one for one in held if one[1] not in ("fact", "hypothesis", "reached")], held
    assert len(held) <= 2


def test_a_stronger_goal_is_rejected(larger):
    for place in range(len(larger["goals"])):
        data = copy.deepcopy(larger)
        data["goals"][place]["term"] = ["+", data["goals"][place]["term"], "-1/100"]
        assert outcome(text_of(data)) == "RejectedError"


def test_an_axiom_that_is_not_the_statements_is_seen_by_comparing(small):
    data, theorem = copy.deepcopy(small), load(lookup("gd-one-step-decrease")).theorem
    assert difference(data, theorem) == ""
    data["axioms"].append({"name": "false", "from": "", "parameters": [], "conditions": [], "relation": ">=", "term": -1})
    assert "the axiom false is none of the statement" in difference(data, theorem)
    for one in data["axioms"]:
        if one["name"] == "L > 0":
            one["term"] = ["+", one["term"], 1]
    assert difference(data, theorem) != ""


def test_a_claim_under_another_text_is_seen_by_comparing(small):
    data = copy.deepcopy(small)
    data["statement"][0] = "P = NP"
    assert outcome(text_of(data)) == "RejectedError"
    data["goals"][0]["text"] = "P = NP"
    assert "reads otherwise" in difference(checked(text_of(data)).data, load(lookup("gd-one-step-decrease")).theorem)


def test_an_axiom_from_another_hypothesis_is_seen_by_comparing(small):
    data = copy.deepcopy(small)
    data["axioms"][0]["from"] = "f is convex"
    assert "is none of the statement" in difference(checked(text_of(data)).data, load(lookup("gd-one-step-decrease")).theorem)


def test_an_assumption_does_not_prove(small):
    goal = small["goals"][0]
    steps = [{"rule": "assume", "relation": goal["relation"], "term": goal["term"]}, {"rule": "conclude", "claim": 0, "fact": 0}]
    assert outcome(text_of({**small, "steps": steps})) == "RejectedError"


HOSTILE = {
    "deep brackets": "[" * 10**5,
    "deep terms": '{"schema": "lemmata/proof/1", "kind": "proof", "theorem": ' + '["inv", ' * 10**4,
    "no certificate": "{}",
    "a list": "[1, 2]",
    "not JSON": "PROVED",
    "empty": "",
    "a key twice": '{"schema": "lemmata/proof/1", "schema": "lemmata/proof/1", "kind": "proof"}',
    "not a number": '{"schema": "lemmata/proof/1", "kind": "proof", "proved": [NaN]}',
    "long": " " * (replay.LENGTH + 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_certificate_is_unreadable(name):
    assert outcome(HOSTILE[name]) == "UnreadableError"


def nested(depth):
    term = ["real", "L"]
    for _ in range(depth):
        term = ["inv", term]
    return term


HEAVY = {
    "a power of a sum": ["^", ["+", ["real", "a"], ["real", "b"], ["real", "c"], ["real", "e"], 1], 64],
    "powers of powers": ["^", ["^", ["^", ["+", ["real", "a"], 1], 64], 64], 64],
    "a long number": ["^", "9" * 600, 64],
    "deep": nested(60),
    "a symbolic power": ["pow", ["+", ["real", "a"], 1], 64],
    "sums in sums": ["sum", "i", 1, 2, ["sum", "j", 1, 2, ["sum", "k", 1, 2, ["^", ["+", ["integer", "i"], ["integer", "j"], ["real", "a"]], 64]]]],
}


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_terms_end(small, name):
    steps = [{"rule": "assume", "relation": ">=", "term": HEAVY[name]}, *({"rule": "inverse", "fact": 0} for _ in range(3))]
    assert outcome(text_of({**small, "steps": steps})) == "RejectedError"


@pytest.mark.parametrize("depth", [replay.NESTED, 400, *range(970, 981)])
def test_brackets_inside_each_other_are_counted_before_anything_calls_itself(small, depth):
    """Just below what a reader of JSON takes, a seal of them would fill the stack."""
    data = copy.deepcopy(small)
    data["goals"][0]["term"] = "here"
    assert outcome(text_of(data).replace('"here"', '["+", ' * depth + "0" + "]" * depth)) == "UnreadableError"


def test_what_facts_rest_on_is_counted_as_work(small):
    """As many assumptions as steps, all of which every step takes over from the one before."""
    steps = [{"rule": "assume", "relation": ">=", "term": 0} for _ in range(3_000)]
    steps += [{"rule": "combine", "goal": 0, "relation": ">=", "products": [["1", [2_999 + k]], ["1", [k]]]} for k in range(3_000)]
    with pytest.raises(RejectedError, match="operations"):
        checked(text_of({**small, "steps": steps}))


def test_many_squares_are_looked_at_once(small):
    squares = [[0, [], number] for number in range(40_000)]
    began = time.process_time()
    assert outcome(text_of({**small, "steps": [{"rule": "combine", "goal": 0, "relation": ">=", "squares": squares}]})) == "RejectedError"
    assert time.process_time() - began < 10


def test_a_product_is_no_square(small):
    for part in ({"products": [["1", [], 2]], "squares": [["1", [], 2]]}, {"squares": [["1", []]]}):
        steps = [{"rule": "combine", "goal": 8 if "products" in part else 1, "relation": ">=", **part}]
        with pytest.raises(RejectedError, match="another shape"):
            checked(text_of({**small, "steps": steps}))


@pytest.mark.parametrize("proved", [[False], [None], ["0"], [[0]]], ids=str)
def test_claims_have_numbers(small, proved):
    assert outcome(text_of({**small, "proved": proved})) == "UnreadableError"


TERMS = st.recursive(
    st.one_of(st.integers(-3, 3), st.sampled_from(["1/2", "x", "1/0", ""]), st.sampled_from([["real", "L"], ["integer", "k"], ["point", "u"], []])),
    lambda inside: st.lists(
        st.one_of(inside, st.sampled_from(["+", "*", "^", "inv", "inner", "E", "sum", "pow", "draw", "f", "iterate", "x"])), max_size=4
    ),
    max_leaves=12,
)


@given(st.lists(TERMS, max_size=3), st.sampled_from(["axiom", "combine", "monotone", "unfold", "rewrite"]))
@settings(max_examples=200, deadline=None)
def test_no_step_fails_in_another_way(parts, rule):
    data = certificate_for_fuzz()
    step = {"rule": rule, "fact": 0, "goal": parts[0] if parts else 1, "relation": ">=", "term": parts, "old": parts, "of": "sum", "products": parts}
    assert outcome(text_of({**data, "steps": [step]})) in ("RejectedError", "UnreadableError")


def certificate_for_fuzz():
    axioms = [{"name": "L > 0", "from": "", "parameters": [], "conditions": [], "relation": ">", "term": ["real", "L"]}]
    goals = [{"claim": 0, "text": "", "relation": ">=", "term": -1, "axioms": ["L > 0"]}]
    said = {"theorem": "t", "statement": [""], "digest": [""], "axioms": axioms, "goals": goals, "steps": [], "proved": [0]}
    return {"schema": "lemmata/proof/1", "kind": "proof", **said}


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_part_replaced_by_anything_is_refused_or_changes_nothing(larger, data):
    changed, place = copy.deepcopy(larger), None
    node = changed
    while isinstance(node, (dict, list)) and node:
        place = (node, data.draw(st.sampled_from(sorted(node)) if isinstance(node, dict) else st.integers(0, len(node) - 1)))
        node = node[place[1]]
        if data.draw(st.booleans()):
            break
    place[0][place[1]] = data.draw(st.one_of(st.none(), st.booleans(), st.integers(-2, 5), st.text(max_size=5), st.just([]), st.just({})))
    try:
        json.dumps(changed)
    except ValueError:
        return
    found = outcome(text_of(changed))
    assert found in ("RejectedError", "UnreadableError") or found == larger["proved"]


def test_written_by_one_process_and_checked_by_another(tmp_path):
    file = tmp_path / "proof.json"
    made = [sys.executable, "-m", "lemmata", "prove", "sgd-nonconvex-rate", "--certificate", str(file)]
    assert subprocess.run(made, capture_output=True, check=False, timeout=300).returncode == 0
    alone = "import sys\nfrom lemmata.cli import main\ntry:\n    main(['check', sys.argv[1]])\nfinally:\n"
    alone += "    assert not [name for name in ('sympy', 'flint', 'numpy', 'torch', 'checkers.proof.kernel') if name in sys.modules]\n"
    checked_there = subprocess.run([sys.executable, "-c", alone, str(file)], capture_output=True, text=True, check=False, timeout=300)
    assert (checked_there.returncode, checked_there.stderr) == (0, "")
    assert "HOLDS" in checked_there.stdout
