"""A team that is written comes back equal."""

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from team_files import PERSON_HEADER, ZONE, day_row, person_row, read, wish_row, written

from staffplan.schema.base import name_key
from staffplan.schema.people.team import Available, DayEntry, Person, Team, Wish
from staffplan.schema.scenario.dates import WEEKDAYS

WORDS = st.text("aZ0质 班-'=+é.", min_size=1, max_size=8).map(lambda text: f"x{text}y")
IDS = st.one_of(st.from_regex(r"[0-9]{1,6}", fullmatch=True), WORDS)
DATES = st.dates(date(2026, 11, 2), date(2026, 11, 15))
TENTHS = st.integers(-500, 500).map(lambda number: number / 10)
COUNTS = st.integers(0, 60)
HOURS = st.integers(0, 40 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))
CLOCKS = st.integers(0, 24 * 60 - 1)
WISH_HEADER = ["agent", "from", "to", "wish", "weight", "start", "end", "of", "most"]
AWAY = ("leave", "sick", "off", "unavailable")


@st.composite
def availability(draw):
    days = draw(st.lists(st.sampled_from(WEEKDAYS), unique=True, max_size=7))
    parts = []
    while days:
        count = draw(st.integers(1, len(days)))
        start, end = draw(st.tuples(CLOCKS, CLOCKS).filter(lambda pair: pair[0] != pair[1]) | st.just((0, 0)))
        parts.append(Available(weekdays=tuple(days[:count]), start=start, end=end))
        days = days[count:]
    return tuple(parts)


@st.composite
def people(draw):
    ids = draw(st.lists(IDS, min_size=1, max_size=5, unique_by=(lambda each: name_key(each).lstrip("0"))))
    return tuple(draw(person(agent, row)) for row, agent in enumerate(ids, start=2))


@st.composite
def person(draw, agent, row):
    least, most = sorted((draw(HOURS), draw(HOURS)))
    rotation, week = draw(st.sampled_from([(None, None), ("4-2", 1), ("weeks", None), ("weeks", 2)]))
    moment = datetime(2026, 11, 2, tzinfo=ZoneInfo(ZONE)) - timedelta(minutes=draw(st.integers(-600, 10_000)))
    return Person(
        id=agent,
        name=draw(st.just("") | WORDS),
        contract=draw(st.sampled_from(["full-time", "part-time", "wall"])),
        label=draw(st.just("") | WORDS),
        skills=tuple(dict.fromkeys(draw(st.lists(WORDS, max_size=3)))),
        available=draw(availability()),
        min_hours=draw(st.sampled_from([None, least])),
        max_hours=draw(st.sampled_from([None, most])),
        days_in_row=draw(st.none() | COUNTS),
        last_shift_end=draw(st.sampled_from([None, moment])),
        hours_balance=draw(TENTHS),
        nights_before=draw(COUNTS),
        weekends_before=draw(COUNTS),
        wishes_before=draw(TENTHS),
        seniority=draw(TENTHS),
        rotation=rotation,
        rotation_week=week,
        employee_id=draw(st.just("") | IDS),
        cost_centre=draw(st.just("") | IDS),
        hours_worked=draw(st.none() | TENTHS.map(abs)),
        row=row,
    )


@st.composite
def teams(draw):
    everybody = draw(people())
    days, wishes = [], []
    for one in everybody:
        first, last = sorted((draw(DATES), draw(DATES)))
        kind = draw(st.sampled_from(AWAY))
        hours = draw(st.tuples(CLOCKS, CLOCKS).filter(lambda pair: pair[0] != pair[1])) if kind == "unavailable" else ()
        start, end = hours or (None, None)
        row = len(days) + 2
        days.append(DayEntry(agent=one.id, first=first, last=last, kind=kind, start=start, end=end, row=row))
        wish = draw(st.sampled_from(["day_off", "work", "early", "late", "shift", "max_nights"]))
        wishes.append(
            Wish(
                agent=one.id,
                first=first,
                last=last,
                kind=wish,
                weight=draw(st.integers(1, 10)),
                start=draw(CLOCKS) if wish in ("early", "shift") else None,
                end=draw(CLOCKS) if wish == "shift" else None,
                most=draw(COUNTS) if wish == "max_nights" else None,
                row=row,
            )
        )
    return Team(people=everybody, days=tuple(days), wishes=tuple(wishes))


@settings(max_examples=40, deadline=None)
@given(teams())
def test_a_written_team_reads_back_equal(team):
    with TemporaryDirectory() as folder:
        found = read(
            Path(folder),
            written(PERSON_HEADER, map(person_row, team.people)),
            written(["agent", "from", "to", "kind", "start", "end"], map(day_row, team.days)),
            written(
                ["agent", "from", "to", "wish", "weight", "start", "end", "of", "most"], map(wish_row, team.wishes)
            ),
        )
    assert found.team == team
