"""Messages on the whole road: planned for, stated, checked again, evaluated, and explained where they cannot be met."""

import json
from collections import Counter
from itertools import combinations_with_replacement

import numpy as np
import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from told import told

from staffplan import pipeline
from staffplan.errors import InfeasibleError
from staffplan.pipeline.problem import read_problem
from staffplan.service import staffing

SCENARIO = """grid = "60min"
[handling]
aht = "10min"
[target]
share = 0.5
within = "60s"
slot_floor = 0.0
[opening]
hours = ["09:00", "21:00"]
[[contract]]
name = "day"
shift_lengths = ["4h"]
breaks = []
days_per_week = [1, 5]
[messages]
reply_within = "2h"
"""
NIGHT, DAY = 10, 3
"""Inquiries in each hour of the night and of the day."""


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


@pytest.fixture
def shop(tmp_path):
    """A day of twelve open hours; ninety messages are left before 9:00, thirty come after 21:00."""
    (tmp_path / "f.csv").write_text(
        "start,inquiries\n" + "".join(f"2026-11-02 {h:02d}:00,{DAY if 9 <= h < 21 else NIGHT}\n" for h in range(24))
    )
    (tmp_path / "s.toml").write_text(SCENARIO)
    return tmp_path / "f.csv", tmp_path / "s.toml"


def test_plan_replies_in_time_and_says_so(shop, tmp_path):
    result = pipeline.solve(*shop, out=tmp_path / "plan")
    again = pipeline.check(tmp_path / "plan")
    assert again.violations == ()
    written = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8-sig"))
    assert written["service"]["messages"] == {
        "messages": 120.0,
        "in_time": 1.0,
        "by_day": [{"date": "2026-11-02", "messages": 90.0, "in_time": 1.0}],
    }
    assert again.service.messages == result.plan.summary.service.messages
    # Ninety messages take 15 hours of work, three live inquiries half an hour in each hour: eight agents by 11:00.
    duty = [slot.on_duty for slot in result.plan.coverage]
    assert duty[9] + duty[10] >= 16
    assert told(result.plan.summary.warnings) == (
        "30 of 120 messages are due after the period: the next plan replies to them",
    )


def test_least_team_of_all(shop):
    """Brute force over every team of four-hour shifts of one day, by the service curves and the messages' sum."""
    plan = pipeline.solve(*shop).plan
    problem = read_problem(*shop, {})
    need = staffing(problem.demand, problem.scenario)
    covers = np.array([[s <= h < s + 4 for h in range(24)] for s in range(9, 18)], dtype=int)
    (requirement,) = need.requirements
    (group,) = requirement.groups

    def enough(duty):
        above = duty - need.least
        gain = sum(requirement.gain[k][min(above[k], len(requirement.gain[k]) - 1)] for k in group.slots)
        in_time = duty[9] + duty[10] - 2 * 0.5 >= 15
        return (above >= 0).all() and gain >= group.at_least - 1e-9 and in_time

    def possible(agents):
        return any(enough(covers[list(t)].sum(axis=0)) for t in combinations_with_replacement(range(9), agents))

    # Whoever works in both hours starts at 9:00, so that most teams need not be looked at.
    least = next(n for n in range(7, 13) if possible(n))
    assert plan.summary.headcount == plan.summary.headcount_bound == least
    assert plan.summary.headcount > pipeline.solve(*shop, without_deadline()).plan.summary.headcount


def without_deadline():
    return {"messages.reply_within": ("--set", "24h")}


def test_edited_schedule_that_replies_late_is_found(shop, tmp_path):
    pipeline.solve(*shop, out=tmp_path / "plan")
    schedule = tmp_path / "plan" / "schedule.csv"
    rows = schedule.read_text(encoding="utf-8-sig").splitlines()
    early = next(row for row in rows if "T09:00" in row)
    schedule.write_text("\n".join(row for row in rows if row != early), encoding="utf-8")
    again = pipeline.check(tmp_path / "plan")
    assert Counter(v.rule for v in again.violations)["reply_within"] == 1
    (late,) = (v for v in again.violations if v.rule == "reply_within")
    assert late.date.isoformat() == "2026-11-02"
    assert late.found.endswith("of 90.00 messages due on the day replied to in time")
    assert again.service.messages.in_time < 1


def test_evaluation_of_given_numbers(shop, tmp_path):
    staff = tmp_path / "staff.csv"
    # In two hours five agents have nine hours for messages: 54 of ninety.
    staff.write_text("start,on_duty\n" + "".join(f"2026-11-02 {h:02d}:00,{5 * (9 <= h < 21)}\n" for h in range(24)))
    found = pipeline.evaluate(*shop, staff=staff).messages
    assert found.in_time == pytest.approx(54 / 90)
    shop[1].write_text(SCENARIO.replace('[messages]\nreply_within = "2h"\n', ""))
    assert pipeline.evaluate(*shop, staff=staff).messages is None


def test_unplanned_messages_are_warned_of(shop):
    shop[1].write_text(SCENARIO.replace('[messages]\nreply_within = "2h"\n', ""))
    summary = pipeline.solve(*shop).plan.summary
    assert told(summary.warnings) == ("120 inquiries come outside the opening hours and are not planned for",)
    assert summary.service.messages is summary.left_messages is None


def test_deadline_that_no_team_keeps(shop):
    shop[1].write_text(SCENARIO.replace("days_per_week", "headcount = [0, 7]\ndays_per_week"))
    with pytest.raises(InfeasibleError) as caught:
        pipeline.solve(*shop)
    # Two of the seven are there from 13:00 and 17:00 on; the other five have nine hours until 11:00 for what takes 15.
    assert "2026-11-02: 6.0 agent-hours lack for the messages due by then" in told(caught.value.shortages)
    assert "every slot has its least agents" in str(caught.value.summary)
    shop[1].write_text(SCENARIO)
    team = f"{pipeline.solve(*shop).plan.summary.headcount} agents"
    assert told(caught.value.remedies) == (f"This change would do: day: no limit on agents instead of 7 ({team})",)


def test_deadline_that_no_change_of_one_rule_keeps(shop):
    shop[1].write_text(
        SCENARIO.replace("days_per_week", 'starts = ["12:00", "17:00"]\nheadcount = [0, 4]\ndays_per_week')
    )
    with pytest.raises(InfeasibleError) as caught:
        pipeline.solve(*shop)
    assert "Or give messages more time: a longer messages.reply_within, or a lower messages.share." in told(
        caught.value.remedies
    )


def test_slow_queue_has_messages_only(shop, tmp_path):
    shop[1].write_text(SCENARIO.replace('"2h"', '"2h"\nlive = false'))
    plan = pipeline.solve(*shop, out=tmp_path / "plan").plan
    assert pipeline.check(tmp_path / "plan").violations == ()
    assert plan.summary.service.messages.in_time == 1
    assert plan.summary.service.messages.messages == 120 + 12 * DAY
    assert sum(slot.human_inquiries for slot in plan.coverage) == 0


def test_explanation_says_what_lacks(shop):
    fewer = pipeline.solve(*shop, explain=True).plan.summary.explanation["one_fewer"]
    assert fewer["hours_lacking_for_messages"] > 0 or fewer["slots_short"] or fewer["groups_missed"]
