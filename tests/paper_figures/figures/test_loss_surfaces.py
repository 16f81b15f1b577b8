"""What would not hold if the figure of the loss surfaces were wrong."""

import numpy as np
import pytest

from paper_figures.figures.loss_surfaces import SURFACES


@pytest.fixture
def found(quick):
    return quick("loss-surfaces")


def trail(found, panel, curve):
    return [found.where(panel=panel, curve=curve).floats(column) for column in ("x", "y", "value")]


def heights(found, panel):
    return [found.where(panel=panel, curve="f").floats(column) for column in ("x", "y", "value")]


FORMULAS = {
    "valley": lambda x, y: (x**2 / 16 + y**2) / 2,
    "saddle": lambda x, y: (np.sin(x) + np.sin(y)) / np.sqrt(2),
    "plateau": lambda x, y: sum(r**2 / (1 + r**2) for r in (x, y, x + y)) / 3,
    "cliff": lambda x, y: (
        (np.logaddexp(0, -12 * x) + np.logaddexp(0, x) + np.logaddexp(0, -y / 2) + np.logaddexp(0, y / 2)) / 4 + (x**2 + y**2) / 200
    ),
}


@pytest.mark.parametrize("panel", SURFACES)
def test_heights_are_those_of_the_function_on_the_whole_rectangle(found, panel):
    x, y, f = heights(found, panel)
    assert f == pytest.approx(FORMULAS[panel](x, y), rel=1e-6, abs=1e-7)
    assert [x.min(), x.max(), y.min(), y.max()] == [float(end) for end in SURFACES[panel].box]


@pytest.mark.parametrize(("panel", "curve"), [(panel, one.name) for panel, surface in SURFACES.items() for one in surface.trails])
def test_trails_begin_at_their_starts_and_lie_on_their_surface(found, panel, curve):
    x, y, f = trail(found, panel, curve)
    (chosen,) = [one for one in SURFACES[panel].trails if one.name == curve]
    assert (x[0], y[0]) == tuple(float(entry) for entry in chosen.start)
    assert len(x) == chosen.steps + 1
    assert f == pytest.approx(FORMULAS[panel](x, y), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize(
    ("panel", "curve"), [(panel, one.name) for panel, surface in SURFACES.items() for one in surface.trails if one.times and one.times < 2]
)
def test_f_falls_at_every_step_below_two_over_l(found, panel, curve):
    _, _, f = trail(found, panel, curve)
    assert (np.diff(f) <= 1e-7).all()
    assert f[-1] < f[0]


def test_in_the_valley_gradient_descent_crosses_at_every_step_and_nesterov_never(found):
    _, across, f = trail(found, "valley", "gradient descent")
    assert (across[1:] * across[:-1] < 0).all()
    assert across[1:] == pytest.approx(-0.9 * across[:-1], abs=1e-6)
    _, straight, least = trail(found, "valley", "Nesterov's method")
    assert straight[1:] == pytest.approx(0)
    assert least[-1] < f[-1]


def test_both_runs_slow_down_near_the_saddle_and_part(found):
    for curve, end in (("from the left", -np.pi / 2), ("from the right", 3 * np.pi / 2)):
        x, y, _ = trail(found, "saddle", curve)
        moved, away = np.hypot(np.diff(x), np.diff(y)), np.hypot(x - np.pi / 2, y + np.pi / 2)
        nearest = away.argmin()
        assert away[nearest] < 0.6
        assert moved[nearest] < 0.65 * min(moved[:nearest].max(), moved[nearest:].max())
        assert x[-1] == pytest.approx(end, abs=0.1)


def test_the_plateau_holds_the_run_from_far_away(found):
    *_, near = trail(found, "plateau", "from nearby")
    *_, far = trail(found, "plateau", "from far away")
    assert near[-1] < 1e-3
    assert far[-1] > 0.6


def test_the_cliff_throws_large_steps_back_and_f_rises(found):
    x, _, f = trail(found, "cliff", "step 30/L")
    thrown = np.diff(x) > 1
    assert thrown.sum() == 2
    assert (np.diff(f)[thrown] > 0).all()
    assert (x[:-1][thrown] < 0.2).all()
