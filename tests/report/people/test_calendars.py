"""Calendar files: read back with icalendar, an event a shift, leave as whole days, the same bytes again."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from factories import make_plan
from team_plans import NAMES, day, team_plan

from staffplan.report.people.calendars import calendars

PLAN = team_plan()
SHANGHAI = ZoneInfo("Asia/Shanghai")


def events(content):
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def test_a_file_a_person_who_works_or_is_away():
    files = calendars(PLAN, NAMES)
    assert sorted(files) == [
        "0001-Li_Na.ics",
        "0002-Wang_Wei.ics",
        "0003.ics",
        "hire-01.ics",
        "hire-02.ics",
    ]
    assert calendars(PLAN, NAMES) == files


def test_every_shift_is_an_event_with_its_zone_and_breaks():
    files = calendars(PLAN, NAMES)
    own = [shift for shift in PLAN.shifts if shift.agent_id == "0001"]
    found = events(files["0001-Li_Na.ics"])
    assert [(each.decoded("dtstart"), each.decoded("dtend")) for each in found] == [(s.start, s.end) for s in own]
    assert {each["dtstart"].params["TZID"] for each in found} == {"Asia/Shanghai"}
    assert b"BEGIN:VTIMEZONE" in files["0001-Li_Na.ics"]
    assert str(found[0]["description"]) == "Breaks: 12:00-13:00\n8.0 paid hours, full-time"
    assert len({str(each["uid"]) for each in found}) == len(own)


def test_a_night_ends_on_the_next_day():
    (night,) = [each for each in events(calendars(PLAN, NAMES)["0003.ics"]) if each.decoded("dtstart").hour == 22]
    assert night.decoded("dtend") == datetime(2026, 11, 3, 7, tzinfo=SHANGHAI)


def test_leave_is_whole_days_of_one_stretch():
    found = [
        each for each in events(calendars(PLAN, NAMES)["0002-Wang_Wei.ics"]) if "TZID" not in each["dtstart"].params
    ]
    assert [(str(each["summary"]), each.decoded("dtstart"), each.decoded("dtend")) for each in found] == [
        ("leave", day(0), day(3)),
        ("sick", day(3), day(4)),
    ]
    assert all(type(each.decoded("dtstart")) is date for each in found)


def test_plans_without_names_have_calendars_by_id():
    plan = make_plan(agents=2)
    assert sorted(calendars(plan, {})) == ["0001.ics", "0002.ics"]


@pytest.mark.parametrize("name", ["../x", "a/b:c*?", "", "名 字"])
def test_names_make_safe_files(name):
    for file in calendars(PLAN, {"0001": name}):
        assert not set(file) & set('/\\:*?"<>| ')
        assert not file.startswith(".")


def test_names_that_become_the_same_are_numbered():
    plan = make_plan(agents=2)
    ids = {"0001": "a b", "0002": "a_b"}
    renamed = plan.model_copy(update={"shifts": tuple(each.of_agent(ids[each.agent_id]) for each in plan.shifts)})
    assert sorted(calendars(renamed, {})) == ["a_b-2.ics", "a_b.ics"]


def test_the_clock_change_is_on_the_real_clock():
    shift = PLAN.shifts[0]
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 10, 24, 22, tzinfo=berlin)
    end = (start.astimezone(ZoneInfo("UTC")) + timedelta(hours=9)).astimezone(berlin)
    scenario = PLAN.summary.scenario.model_copy(update={"timezone": "Europe/Berlin"})
    summary = PLAN.summary.model_copy(update={"scenario": scenario, "team": None})
    moved = shift.model_copy(update={"start": start, "end": end, "date": start.date(), "breaks": ()})
    (event,) = events(calendars(PLAN.model_copy(update={"summary": summary, "shifts": (moved,)}), {})["0001.ics"])
    assert event.decoded("dtend").hour == 6
    assert event.decoded("dtend").astimezone(ZoneInfo("UTC")) == end.astimezone(ZoneInfo("UTC"))
