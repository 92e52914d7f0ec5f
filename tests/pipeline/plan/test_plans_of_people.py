"""Random teams on the whole road: files, search, check (which raises where a rule is broken), and what is told."""

from random import Random

import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401

from staffplan import pipeline
from staffplan.errors import InfeasibleError, InputError
from staffplan.verify import check_plan

SCENARIO = """grid = "60min"
[target]
share = 0.8
scope = "day"
slot_floor = 0.0
[handling]
aht = "5min"
patience = "3min"
[opening]
hours = ["08:00", "22:00"]
[[shift]]
name = "early"
start = "08:00"
end = "16:00"
[[shift]]
name = "late"
start = "14:00"
end = "22:00"
[[contract]]
name = "full"
shifts = ["early", "late"]
breaks = []
days_per_week = [4, 5]
max_days_in_row = 5
[[contract]]
name = "part"
shift_lengths = ["4h"]
starts = ["08:00", "18:00"]
breaks = []
days_per_week = [1, 5]
[fairness]
weekends = 1
[solve]
time_limit = "8s"
"""
KINDS = ("leave", "sick", "off", "unavailable")
WISHES = ("day_off", "work", "early", "late", "with", "not_with")


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


def write_shop(folder, seed, more="", people_there=None):
    """A forecast of ten days and a random team; returns both files."""
    random = Random(seed)
    rows = [
        f"2026-11-{day:02d} {hour:02d}:00,{random.choice((4, 8, 12, 16)) if 8 <= hour < 22 else 0}"
        for day in range(2, 12)
        for hour in range(24)
    ]
    people, days, wishes = [], [], []
    ids = [f"{k:03d}" for k in range(people_there or random.choice((2, 3, 5)))]
    for agent in ids:
        free = random.choice(("", "", "Sat off", "Mon-Fri 08:00-17:00"))
        people.append(f"{agent},{random.choice(('full', 'part'))},{free},{random.choice(('', '0', '3'))}")
        if random.random() < 0.6:
            first = random.randint(2, 9)
            days.append(
                f"{agent},2026-11-{first:02d},2026-11-{first + random.choice((0, 2)):02d},{random.choice(KINDS)}"
            )
        kind = random.choice(WISHES)
        first = random.randint(2, 9)
        other = random.choice([each for each in ids if each != agent]) if "with" in kind else ""
        wishes.append(f"{agent},2026-11-{first:02d},2026-11-{first + 2:02d},{kind},{random.randint(1, 5)},{other}")
    folder.mkdir(exist_ok=True)
    (folder / "f.csv").write_text("\n".join(["start,inquiries", *rows, ""]))
    (folder / "team.csv").write_text("\n".join(["agent,contract,available,days_in_row", *people, ""]))
    (folder / "days.csv").write_text("\n".join(["agent,from,to,kind", *days, ""]))
    (folder / "wishes.csv").write_text("\n".join(["agent,from,to,wish,weight,of", *wishes, ""]))
    files = '[team]\nfile = "team.csv"\ndays = "days.csv"\nwishes = "wishes.csv"\n'
    (folder / "s.toml").write_text(SCENARIO + files + more)
    return folder / "f.csv", folder / "s.toml"


def planned(folder, seed, more="", people_there=None):
    plan = pipeline.solve(*write_shop(folder, seed, more, people_there), out=folder / "plan").plan
    assert check_plan(plan) == ()
    again = pipeline.check(folder / "plan")
    assert not again.violations
    return plan


@pytest.mark.parametrize("seed", [1])
def test_plans_of_people_keep_their_rules(tmp_path, seed):
    summary = planned(tmp_path, seed).summary
    assert summary.headcount == len(summary.team.team.people) + summary.team.hires
    assert summary.team.hires_bound <= summary.team.hires


@pytest.mark.slow
def test_many_plans_of_people_keep_their_rules(tmp_path):
    ended = [_ended(tmp_path / str(seed), seed) for seed in range(12)]
    assert ended.count("plan") >= 8, ended


def _ended(folder, seed):
    try:
        planned(folder, seed, Random(seed).choice(("", 'shortage = "least"\n', "release = true\n")))
    except (InfeasibleError, InputError) as error:
        return str(error)[:60]
    return "plan"


def test_a_team_that_is_too_small_leaves_as_little_open_as_can_be(tmp_path):
    summary = planned(tmp_path, 3, 'shortage = "least"\n').summary
    assert summary.team.hires == 0
    assert summary.team.missing >= summary.team.missing_bound - 1e-6


@pytest.mark.slow
def test_who_is_not_needed_has_no_shift(tmp_path):
    plan = planned(tmp_path, 5, "release = true\n", people_there=16)
    working = {shift.agent_id for shift in plan.shifts}
    assert not working & set(plan.summary.team.released)
    assert plan.summary.headcount == len(working)
