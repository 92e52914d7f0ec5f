"""The worked examples of the guides: solved to proof, certified, with the headcounts that the pages state."""

from pathlib import Path

import pytest

from staffplan.pipeline.solving import solve
from staffplan.verify import check_plan

FOLDER = Path(__file__).parents[2] / "data" / "examples"
EVERYBODY = {"shrinkage.absence": ("--absence", 0.0)}
ONE_CHAT = {"handling.concurrency": ("--concurrency", 1)}
ALL_HOURS = {"target.scoring_window": ("--window", ["00:00", "24:00"])}


def solved(name, overrides=None):
    return solve(FOLDER / name / "forecast.csv", FOLDER / name / "scenario.toml", overrides).plan


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "overrides", "agents"),
    [
        ("chat-desk", None, 11),
        ("chat-desk", ONE_CHAT, 25),
        ("team-of-five", None, 5),
        ("team-of-five", EVERYBODY, 4),
        ("jd-window", None, 14),
        ("jd-window", ALL_HOURS, 15),
    ],
)
def test_solved_and_certified_as_the_guides_say(name, overrides, agents):
    plan = solved(name, overrides)
    summary = plan.summary
    assert (summary.status, summary.headcount, summary.headcount_bound) == ("optimal", agents, agents)
    assert summary.service.target_met
    assert summary.service.certified >= summary.service.target.share
    assert check_plan(plan) == ()
