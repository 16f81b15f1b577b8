"""A small site with little effort, made once: two theorems of the catalogue and a file of one's own with letters that HTML cares about."""

from pathlib import Path

import pytest

from paper_figures.atlas import site
from paper_figures.atlas.found import gathered, with_mutants
from theorems.catalogue import entry_for_file, load, lookup

OWN = '''"""Own <b>bound</b> & "more" with $x_1$ in it.

Why <script>alert(1)</script> it matters.
Idea of the proof: there is none.

Source: Me & You <2026> (2026), Theorem 1. Lectures: own.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), eta < 1 / L], method=GradientDescent(step=eta), claim=f(x[t + 1]) < f(x[t]) + 1)
mutants = [("<i>less</i> & less", dict(claim=f(x[t + 1]) < f(x[t])))]
'''


def statements(folder):
    own = folder / "own bound.py"
    own.write_text(OWN, encoding="utf-8")
    return [load(lookup("pl-gd")), load(lookup("adam-reddi")), load(entry_for_file(own))]


@pytest.fixture(scope="session")
def decided(tmp_path_factory):
    """The statements with what was found of them, whose evidence lies in a folder of its own."""
    from checkers.recorded import completed
    from checkers.verify import Options

    folder = tmp_path_factory.mktemp("atlas")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEMMATA_HOME", str(folder / "evidence"))
        loaded = statements(folder)
        assert len(list(completed(with_mutants(loaded), Options(instances=2, seeds=2, steps=8, rounds=0)))) == 16
        return gathered(loaded)


@pytest.fixture(scope="session")
def pages(decided):
    """Path in the site -> text."""
    return {path: content.decode() for path, content in site.files(decided) if path.endswith(".html")}


@pytest.fixture
def assets():
    return Path(site.__file__).parent / "assets"
