"""Seats, roles and targets by hours, from the scenario to the checked plan, its remedies and its explanation."""

import json
from datetime import date, timedelta

import pytest

import staffplan
from staffplan.errors import InfeasibleError

SHOP = """
grid = "60min"
[handling]
aht = "5min"
[solve]
time_limit = "20s"
[opening]
hours = ["09:00", "21:00"]
[target]
scope = "{scope}"
share = 0.5
slot_floor = 0.3
{target}
"""
STAFF = """
[[contract]]
name = "{name}"
shift_lengths = ["4h", "6h"]
breaks = []
days_per_week = [0, 6]
{more}
"""


def solved(folder, *, target="", role="", contracts=(("staff", ""),), scope="slot", asked=6, explain=False):
    first = date(2026, 11, 9)
    rows = [f"{first + timedelta(days=day)} {hour:02d}:00,{asked}" for day in range(7) for hour in range(24)]
    (folder / "forecast.csv").write_text("\n".join(["start,inquiries", *rows, ""]))
    text = SHOP.format(target=target, scope=scope) + "".join(STAFF.format(name=n, more=m) for n, m in contracts) + role
    (folder / "scenario.toml").write_text(text)
    return staffplan.solve(folder / "forecast.csv", folder / "scenario.toml", explain=explain)


def duty(plan):
    """Agents on duty by the slot's start."""
    return {str(row.start)[:16]: row.on_duty for row in plan.data.coverage}


def test_the_least_of_an_evening_and_of_a_date(tmp_path):
    hours = """
[[target.hours]]
hours = ["18:00", "21:00"]
minimum_staff = 3
[[target.hours]]
dates = [2026-11-11]
minimum_staff = 5
"""
    found = duty(solved(tmp_path, target=hours))
    assert min(agents for when, agents in found.items() if when[11:13] in ("18", "19", "20")) == 3
    assert min(agents for when, agents in found.items() if "2026-11-11 09" <= when < "2026-11-11 21") == 5
    assert min(agents for when, agents in found.items() if when[11:13] in ("09", "10")) < 3


@pytest.mark.parametrize("scope", ["slot", "day", "week"])
def test_a_floor_by_hours_asks_for_more_agents_there(tmp_path, scope):
    hours = '[[target.hours]]\nhours = ["18:00", "21:00"]\nslot_floor = 0.95\n'
    rows = solved(tmp_path, target=hours, scope=scope).data.coverage
    late = [row for row in rows if row.start.hour in (18, 19, 20)]
    assert min(row.service_level for row in late) >= 0.95
    assert min(row.service_level for row in rows if 9 <= row.start.hour < 18) < 0.95


def test_a_share_of_the_evening_where_every_slot_counts(tmp_path):
    hours = '[[target.hours]]\nhours = ["18:00", "21:00"]\nshare = 0.95\n'
    rows = solved(tmp_path, target=hours, scope="slot").data.coverage
    for row in rows:
        if 9 <= row.start.hour < 21:
            assert row.service_level >= (0.95 if row.start.hour >= 18 else 0.5)
    assert min(row.service_level for row in rows if 9 <= row.start.hour < 18) < 0.95


def test_a_share_of_a_date_where_days_count(tmp_path):
    hours = "[[target.hours]]\ndates = [2026-11-11]\nshare = 0.97\n"
    service = solved(tmp_path, target=hours, scope="day", asked=10).data.summary.service
    certified = {str(day.date): day.certified for day in service.by_day}
    assert certified.pop("2026-11-11") >= 0.97
    assert min(certified.values()) < 0.97
    assert service.target_met


def test_seats_keep_a_day_target_from_crowding_an_hour(tmp_path):
    plan = solved(tmp_path, target="maximum_staff = 2", scope="day", asked=10)
    assert max(duty(plan).values()) == 2


def test_too_few_seats_are_told_with_the_remedy(tmp_path):
    with pytest.raises(InfeasibleError) as error:
        solved(tmp_path, target="maximum_staff = 1", asked=12)
    text = str(error.value)
    assert "agents short" in text
    assert "maximum_staff" in text


LEADER = (("staff", ""), ("leaders", 'label = "leader"\nhourly_cost = 40.0'))


def test_a_leader_is_always_there(tmp_path):
    plan = solved(tmp_path, contracts=LEADER, role='[[role]]\nlabel = "leader"')
    by_slot = dict.fromkeys(duty(plan), 0)
    for shift in plan.data.shifts:
        for hour in range(int((shift.end - shift.start).total_seconds()) // 3600):
            if shift.contract == "leaders":
                by_slot[str(shift.start + timedelta(hours=hour))[:16]] += 1
    assert min(agents for when, agents in by_slot.items() if 9 <= int(when[11:13]) < 21) == 1


def test_a_leader_whom_no_shift_reaches_is_told(tmp_path):
    late = (("staff", ""), ("leaders", 'label = "leader"\nstarts = ["15:00", "17:00"]'))
    with pytest.raises(InfeasibleError) as error:
        solved(tmp_path, contracts=late, role='[[role]]\nlabel = "leader"\nweekdays = ["monday"]')
    text = str(error.value)
    assert "2026-11-09 09:00-15:00: 1 of leader missing" in text
    assert "leader: 0 on duty at least" in text


def test_what_a_role_and_seats_cost_is_explained(tmp_path):
    plan = solved(tmp_path, contracts=LEADER, role='[[role]]\nlabel = "leader"\nat_least = 3', explain=True)
    rules = json.dumps(plan.data.summary.explanation["rules"])
    assert "fewer_of_role" in rules
