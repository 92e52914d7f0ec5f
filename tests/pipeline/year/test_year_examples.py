"""The year examples: their forecasts are what their script makes, and each gives what its README says."""

import importlib.util
import sys
from pathlib import Path

import pytest

from staffplan.pipeline.year.seasons import seasons

FOLDER = Path(__file__).parents[3] / "data" / "examples"
TOLD = {
    "beauty-shop": ("80% bot", 5, 324000),
    "foreign-trade-shop": ("80% bot", 6, 126000),
    "jd-seller": ("60% bot", 8, 255265),
    "night-bot": ("night bot", 18, 1105200),
    "pay-per-inquiry": ("60% bot", 5, 271855),
    "growing-shop": ("80% bot", 5, 266000),
}
"""Bot, agents at the peak and cost of the year, as the READMEs have them."""


def test_the_script_makes_the_same_forecasts():
    sys.path.insert(0, str(FOLDER))
    spec = importlib.util.spec_from_file_location("generate_seasons", FOLDER / "generate_seasons.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.remove(str(FOLDER))
    for name, inquiries in module.WEEKS.items():
        assert (FOLDER / name).read_bytes() == module.week(inquiries), name


@pytest.mark.slow
@pytest.mark.parametrize("name", TOLD)
def test_examples_give_what_their_readmes_say(name):
    bot, peak, cost = TOLD[name]
    summary = seasons(FOLDER / name / "year.toml").summary
    assert (summary.bot, summary.peak_headcount) == (bot, peak)
    assert float(summary.cost) == pytest.approx(cost, rel=0.01)
    assert summary.gap < 0.02
    assert all(season.target_met for season in summary.seasons)
