"""docs/proofs.md: its proof proves, fails as it says without its last reason, and its certificate holds against its statement."""

import re
from pathlib import Path

import pytest

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "proofs.md").read_text(encoding="utf-8")
(FILE,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.S)
(PRINTED,) = re.findall(r"```text\n(.*?)```", DOCUMENT, re.S)


@pytest.fixture
def lemmata(capfd):
    from lemmata.cli import main

    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        return ended.value.code, capfd.readouterr().out

    return call


def test_the_proof_proves_and_its_certificate_holds(lemmata, tmp_path):
    file, certificate = tmp_path / "sgd_step.py", tmp_path / "step.json"
    file.write_text(FILE)
    code, out = lemmata("prove", str(file), "--certificate", str(certificate))
    assert code == 0
    assert "PROVED" in out
    code, out = lemmata("check", str(certificate), "--against", str(file))
    assert code == 0
    assert "HOLDS" in out


def test_without_its_last_reason_it_says_what_is_missing(lemmata, tmp_path):
    file = tmp_path / "sgd_step.py"
    file.write_text(FILE.replace(", (eta - L * eta**2) * unbiased)", ")"))
    code, out = lemmata("prove", str(file))
    assert code == 1
    assert PRINTED.strip() in " ".join(out.split())


def test_what_the_document_names_is_there():
    from checkers.proof.script import Proof

    for name in re.findall(r"`p\.(\w+)", DOCUMENT):
        assert hasattr(Proof, name), name
