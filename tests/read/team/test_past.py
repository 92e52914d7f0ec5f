"""What the last plan of the same people left."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from factories import make_plan, make_scenario
from team_files import GRID, ZONE, only, read

from staffplan.errors import InputError
from staffplan.report.files import coverage_csv, plan_json, schedule_csv
from staffplan.schema.people.result import GrantedWish, TeamPlan
from staffplan.schema.people.team import DayEntry, Person, Team, Wish

PEOPLE = ["agent,contract", "0001,full-time", "0002,full-time", "9,full-time"]
WEEK_BEFORE = date(2026, 10, 26)


def folder_of(path, plan):
    folder = path / "last"
    folder.mkdir()
    contents = {"plan.json": plan_json(plan), "schedule.csv": schedule_csv(plan), "coverage.csv": coverage_csv(plan)}
    for name, content in contents.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_shifts_and_accounts(tmp_path):
    plan = make_plan(agents=3, first=WEEK_BEFORE)
    found = read(tmp_path, PEOPLE, after=folder_of(tmp_path, plan))
    team = found.team
    assert team.past_from == WEEK_BEFORE
    own = [shift for shift in plan.shifts if shift.agent_id in ("0001", "0002")]
    assert [(past.agent, past.start, past.end) for past in team.past] == [(s.agent_id, s.start, s.end) for s in own]
    assert {past.paid_minutes for past in team.past} == {480}
    for person in team.people[:2]:
        days = {shift.date for shift in own if shift.agent_id == person.id}
        assert person.weekends_before == bool({date(2026, 10, 31), date(2026, 11, 1)} & days)
        assert person.last_shift_end == max(shift.end for shift in own if shift.agent_id == person.id)
        streak = next(k for k in range(8) if date(2026, 11, 1) - timedelta(days=k) not in days)
        assert person.days_in_row == streak
        assert person.hours_balance == 0.0
    absent = team.people[2]
    assert (absent.days_in_row, absent.last_shift_end, absent.nights_before) == (None, None, 0)
    assert found.warnings == ()
    assert found.sources[-1].path.endswith("schedule.csv")


def test_the_file_goes_before_the_plan(tmp_path):
    plan = make_plan(agents=3, first=WEEK_BEFORE)
    folder = folder_of(tmp_path, plan)
    rows = ["agent,contract,weekends_before,hours_balance,days_in_row", "0001,full-time,7,-3,9", "0002,full-time,,,"]
    one, other = read(tmp_path, rows, after=folder).team.people
    assert (one.weekends_before, one.hours_balance) == (7, -3.0)
    worked = {shift.date for shift in plan.shifts if shift.agent_id == "0001"}
    assert one.days_in_row <= 7
    assert (one.days_in_row > 0) == (date(2026, 11, 1) in worked)  # of which the plan has the shifts themselves
    assert other.weekends_before <= 1


def test_balances_compare_with_colleagues_of_the_contract(tmp_path):
    plan = make_plan(agents=2, first=WEEK_BEFORE)
    less = next(shift for shift in plan.shifts if shift.agent_id == "0002")
    plan = plan.model_copy(update={"shifts": tuple(shift for shift in plan.shifts if shift is not less)})
    people = read(tmp_path, PEOPLE, after=folder_of(tmp_path, plan)).team.people
    assert [person.hours_balance for person in people] == [4.0, -4.0, 0.0]


@pytest.mark.parametrize(("hours", "nights"), [((14, 23), 0), ((15, 24), 1), ((21, 30), 1), ((5, 14), 0), ((3, 12), 1)])
def test_nights_are_counted_as_payroll_counts_them(tmp_path, hours, nights):
    plan = make_plan(agents=1, first=WEEK_BEFORE)
    first = plan.shifts[0]
    midnight = datetime.combine(first.date, datetime.min.time(), ZoneInfo(ZONE))
    start, end = (midnight + timedelta(hours=hour) for hour in hours)
    shift = first.model_copy(update={"start": start, "end": end, "breaks": ()})
    folder = folder_of(tmp_path, plan.model_copy(update={"shifts": (shift,)}))
    assert read(tmp_path, PEOPLE, after=folder).team.people[0].nights_before == nights


def test_days_without_a_plan_are_told(tmp_path):
    folder = folder_of(tmp_path, make_plan(agents=3, first=WEEK_BEFORE - timedelta(days=10)))
    found = read(tmp_path, PEOPLE, after=folder)
    assert [(message.code, message.values) for message in found.warnings] == [("gap_after_plan", {"days": 10})]
    assert {person.days_in_row for person in found.team.people} == {0, None}


REFUSED = {
    "it overlaps": (WEEK_BEFORE + timedelta(days=1), {}, "overlaps the period"),
    "too long ago": (WEEK_BEFORE - timedelta(days=29), {}, "29 days before the period"),
    "a typical week": (WEEK_BEFORE, {"cyclic": True}, "typical week"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_plans_that_do_not_go_before_the_period(tmp_path, case):
    first, changes, found = REFUSED[case]
    folder = folder_of(tmp_path, make_plan(agents=3, first=first, scenario=make_scenario(**changes)))
    fault = only(tmp_path, people=PEOPLE, after=folder)
    assert found in fault[2]
    assert "2026-11-02, or 28 days before it at most" in fault[3]


def test_a_plan_of_other_people(tmp_path):
    folder = folder_of(tmp_path, make_plan(agents=3, first=WEEK_BEFORE))
    assert "the first is '0001'" in only(tmp_path, after=folder, people=["agent,contract", "X,wall"])[2]


def test_no_plan(tmp_path):
    with pytest.raises(InputError, match="the folder of a plan"):
        read(tmp_path, PEOPLE, after=tmp_path / "absent", grid=GRID)


def test_accounts_go_on_from_plan_to_plan(tmp_path):
    scenario = make_scenario()
    plan = make_plan(agents=3, first=WEEK_BEFORE, scenario=scenario)
    people = tuple(
        Person(id=f"000{k}", contract="full-time", nights_before=k, hours_balance=2.0 * k, wishes_before=1.0)
        for k in (1, 2, 3)
    )
    first, last = WEEK_BEFORE, WEEK_BEFORE + timedelta(days=1)
    away = DayEntry(agent="0002", first=first, last=last, kind="leave")
    wishes = (Wish(agent="0001", first=first, last=last, kind="day_off", weight=5),)
    named = TeamPlan(
        team=Team(people=people, days=(away,), wishes=wishes),
        hires=0,
        hires_bound=0,
        wishes=(GrantedWish(wish=0, dates=3, granted=1),),
    )
    less = next(shift for shift in plan.shifts if shift.agent_id == "0002")
    shifts = tuple(shift for shift in plan.shifts if shift is not less)
    plan = plan.model_copy(update={"shifts": shifts, "summary": plan.summary.model_copy(update={"team": named})})
    team = read(tmp_path, ["agent,contract", "1,full-time", "2,full-time"], after=folder_of(tmp_path, plan)).team
    assert [(person.id, person.nights_before, person.hours_balance) for person in team.people] == [
        ("1", 1, 2.0),
        ("2", 2, 4.0),
    ]
    assert [person.wishes_before for person in team.people] == [6.0, 1.0]
    assert team.past_days == (away.model_copy(update={"agent": "2"}),)
