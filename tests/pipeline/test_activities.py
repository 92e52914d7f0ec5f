"""Trainings and meetings from the scenario to the checked plan, its files, its pay and its remedies."""

from datetime import date, timedelta

import pytest

import staffplan
from staffplan.errors import InfeasibleError, InputError
from staffplan.read.plan.folder import read_plan
from staffplan.report.edits.edits import import_edits
from staffplan.report.payroll.paid_time import paid_stretches
from staffplan.schema.bank.due_breaks import DueBreaks
from staffplan.schema.plan import Break
from staffplan.verify.check import check_plan

SHOP = """
grid = "60min"
[handling]
aht = "5min"
[solve]
time_limit = "20s"
[opening]
hours = ["09:00", "17:00"]
[target]
scope = "slot"
[[contract]]
name = "staff"
shift_lengths = ["8h"]
starts = ["09:00", "09:00"]
breaks = [{ length = "1h", starts = ["3h", "4h"] }]
days_per_week = [0, 5]
"""
TRAINING = """
[[activity]]
name = "培训"
length = "2h"
every_weeks = 1
"""
MEETING = """
[[activity]]
name = "stand-up"
length = "1h"
at = "12:00"
weekdays = ["tuesday"]
"""


def files(folder, scenario, needed, days=7):
    """A forecast that asks for ``needed(day, hour)`` agents, and its scenario."""
    first = date(2026, 11, 2)
    rows = [
        f"{first + timedelta(days=day)} {hour:02d}:00,0,{needed(day, hour)}"
        for day in range(days)
        for hour in range(24)
    ]
    (folder / "forecast.csv").write_text("\n".join(["start,inquiries,required", *rows, ""]))
    (folder / "scenario.toml").write_text(SHOP + scenario)
    return folder / "forecast.csv", folder / "scenario.toml"


def held(plan, name):
    """Weekday, start and length in hours of each agent's activity of a name."""
    found = {}
    for shift in plan.data.shifts:
        for one in shift.breaks:
            if one.name == name:
                length = (one.end - one.start) / timedelta(hours=1)
                found.setdefault(shift.agent_id, []).append((f"{shift.date:%a}", one.start.hour, length))
    return found


def test_a_training_a_week_costs_an_agent_where_nobody_is_to_spare(tmp_path):
    one = lambda day, hour: int(day < 5 and hour == 9)  # noqa: E731
    plan = staffplan.solve(*files(tmp_path, TRAINING, one))
    assert (plan.headcount, plan.data.summary.status) == (1, "optimal")
    [(_day, start, length)] = held(plan, "培训")["0001"]
    assert length == 2
    assert start in (10, 14, 15)  # off the hours in which somebody is needed, and off the window of the break
    busy = lambda day, hour: int(day < 5 and hour in (9, 10, 11, 14, 15, 16))  # noqa: E731
    assert staffplan.solve(*files(tmp_path, TRAINING, busy)).headcount == 2
    assert staffplan.solve(*files(tmp_path, "", busy)).headcount == 1


def test_a_meeting_is_had_by_all_who_are_there_and_moves_their_break(tmp_path):
    plan = staffplan.solve(*files(tmp_path, MEETING, lambda day, hour: 2 * (day < 3 and hour == 9)))
    assert held(plan, "stand-up") == {agent: [("Tue", 12, 1)] for agent in ("0001", "0002")}
    for shift in plan.data.shifts:
        starts = [pause.start.hour for pause in shift.breaks if not pause.name]
        assert shift.date.isoformat() != "2026-11-03" or starts == [13]


def test_a_meeting_of_everybody_leaves_nobody_on_the_phones(tmp_path):
    with pytest.raises(InfeasibleError) as told:
        staffplan.solve(*files(tmp_path, MEETING, lambda day, hour: int(day < 5 and hour in (9, 12))))
    assert "staff: " not in str(told.value)
    assert "no stand-up" in str(told.value)


def test_a_training_that_cannot_be_had_is_told(tmp_path):
    limited = TRAINING.replace("every_weeks = 1", 'every_weeks = 1\nweekdays = ["saturday"]')
    text = SHOP.replace('hours = ["09:00", "17:00"]', 'hours = ["09:00", "17:00"]\nclosed = ["saturday", "sunday"]')
    forecast, scenario = files(tmp_path, "", lambda day, hour: int(day < 5 and hour == 9))
    scenario.write_text(text.replace('starts = ["09:00", "09:00"]\n', "") + limited)
    with pytest.raises(InfeasibleError) as told:
        staffplan.solve(forecast, scenario)
    assert "activity" in str(told.value)


def test_the_folder_keeps_names_and_pay(tmp_path):
    plan = staffplan.solve(*files(tmp_path, TRAINING + MEETING, lambda day, hour: int(day < 3 and hour == 9)))
    plan.write(tmp_path / "plan")
    text = (tmp_path / "plan" / "schedule.csv").read_text(encoding="utf-8-sig")
    assert "12:00-13:00 stand-up;13:00-14:00" in text
    assert "培训" in (tmp_path / "plan" / "report.html").read_text(encoding="utf-8")
    again = read_plan(tmp_path / "plan")
    assert again.shifts == plan.data.shifts
    due = DueBreaks(again.summary.scenario)
    for shift in again.shifts:
        paid = sum(end - begin for begin, end in paid_stretches(shift, due.of(shift)))
        assert paid == 60 * shift.paid_hours == 60 * 7
    assert not import_edits(again, tmp_path / "plan" / "payroll.xlsx").changes


def test_unknown_names_of_a_schedule_are_told(tmp_path):
    plan = staffplan.solve(*files(tmp_path, TRAINING, lambda day, hour: int(day < 3 and hour == 9)))
    plan.write(tmp_path / "plan")
    schedule = tmp_path / "plan" / "schedule.csv"
    schedule.write_text(schedule.read_text(encoding="utf-8-sig").replace("培训", "yoga"), encoding="utf-8")
    with pytest.raises(InputError, match="培训"):
        read_plan(tmp_path / "plan")


def changed(plan, change):
    """The rules that a plan breaks with ``change`` of every shift's activities."""
    shifts = []
    for shift in plan.data.shifts:
        breaks = [one if not one.name else change(one) for one in shift.breaks]
        shifts.append(shift.model_copy(update={"breaks": tuple(one for one in breaks if one is not None)}))
    return {violation.rule for violation in check_plan(plan.data.model_copy(update={"shifts": tuple(shifts)}))}


def test_the_checker_sees_what_is_wrong(tmp_path):
    hour = timedelta(hours=1)
    plan = staffplan.solve(*files(tmp_path, TRAINING, lambda day, hour: int(day < 3 and hour == 9)))
    other = lambda one, **keys: Break(**({"start": one.start, "end": one.end, "name": one.name} | keys))  # noqa: E731
    assert changed(plan, lambda one: one) == set()
    assert "activity_count" in changed(plan, lambda one: None)
    assert "activity_place" in changed(plan, lambda one: other(one, end=one.end - hour))
    assert "activity_place" in changed(plan, lambda one: other(one, name="yoga"))
    at_noon = lambda one: other(one, start=one.start.replace(hour=11), end=one.end.replace(hour=13))  # noqa: E731
    assert "activity_place" in changed(plan, at_noon)
    meeting = staffplan.solve(*files(tmp_path, MEETING, lambda day, hour: int(day < 3 and hour == 9)))
    assert changed(meeting, lambda one: one) == set()
    assert "activity_time" in changed(meeting, lambda one: None)
    assert "activity_time" in changed(
        meeting, lambda one: other(one, start=one.start - 2 * hour, end=one.end - 2 * hour)
    )


def test_a_cycle_has_whole_spans_of_weeks(tmp_path):
    text = TRAINING.replace("every_weeks = 1", "every_weeks = 2")
    forecast, scenario = files(tmp_path, text, lambda day, hour: int(day % 7 < 3 and hour == 9), days=14)
    scenario.write_text("cyclic = true\n" + scenario.read_text())
    plan = staffplan.solve(forecast, scenario)
    assert [len(each) for each in held(plan, "培训").values()] == [1] * plan.headcount
    forecast, scenario = files(tmp_path, text, lambda day, hour: int(day < 3 and hour == 9))
    scenario.write_text("cyclic = true\n" + scenario.read_text())
    with pytest.raises(InputError, match=r"every_weeks"):
        staffplan.solve(forecast, scenario)
