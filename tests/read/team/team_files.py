"""Teams as files: what tests of the three tables share."""

import csv
import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from staffplan.errors import InputError
from staffplan.read import read_team
from staffplan.schema.base import format_clock, format_duration
from staffplan.schema.grid import Grid
from staffplan.schema.scenario.keys import Contract, NamedShift, Opening, Scenario
from staffplan.schema.scenario.people import TeamFiles
from staffplan.schema.scenario.rotation import Rotation

ZONE = "Asia/Shanghai"
GRID = Grid(timezone=ZONE, start=datetime(2026, 11, 2, tzinfo=ZoneInfo(ZONE)), slot_minutes=30, n_slots=14 * 48)
"""Two weeks from Monday, 2 November 2026."""
FULL = Contract(name="full-time", starts=(9 * 60, 14 * 60))
PART = Contract(name="part-time", shift_lengths=(timedelta(hours=4),), breaks=())
WALL = Contract(name="wall", shifts=("early", "late", "夜班"))
BANK = (
    NamedShift(name="early", start="08:00", end="17:00"),
    NamedShift(name="late", start="14:00", end="23:00"),
    NamedShift(name="夜班", start="22:00", end="07:00"),
)
TURNS = (Rotation(name="4-2", days="WWWWOO"), Rotation(name="weeks", days=("WWWWWOO", "OOWWWWW")))
PEOPLE = ["agent,contract", "0017,full-time", "18,part-time", "W1,wall"]


def make_scenario(**changes):
    keys = {
        "contract": (FULL, PART, WALL),
        "shift": BANK,
        "rotation": TURNS,
        "opening": Opening(hours=(9 * 60, 23 * 60)),
    }
    return Scenario(**(keys | changes))


def put(folder, name, rows, encoding="utf-8-sig"):
    path = folder / name
    path.write_text("\n".join([*rows, ""]), encoding=encoding)
    return path


def read(folder, people=PEOPLE, days=None, wishes=None, after=None, grid=GRID, **changes):
    """The team of these rows, each list with its header; ``changes`` are keys of the scenario."""
    put(folder, "team.csv", people)
    names = {"file": "team.csv"}
    for key, rows in (("days", days), ("wishes", wishes)):
        if rows is not None:
            put(folder, f"{key}.csv", rows)
            names[key] = f"{key}.csv"
    scenario = make_scenario(**({"team": TeamFiles(**names)} | changes))
    return read_team(scenario, None, grid, (folder,), after=after)


def faults(folder, **given):
    """Row, column, found and accepted of every fault."""
    with pytest.raises(InputError) as error:
        read(folder, **given)
    return [(fault.row, fault.column, fault.found, fault.accepted) for fault in error.value.faults]


def only(folder, **given):
    """The one fault."""
    (fault,) = faults(folder, **given)
    return fault


def written(header, rows):
    """Rows as csv, quoted where it must be."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([header, *rows])
    return text.getvalue().splitlines()


def said(value):
    return "" if value is None else str(value)


def person_row(person):
    """A person as a row of team.csv."""
    return [
        person.id,
        person.name,
        person.contract,
        person.label,
        ";".join(person.skills),
        "; ".join(available_text(each) for each in person.available),
        "" if person.max_hours is None else format_duration(person.max_hours),
        "" if person.min_hours is None else format_duration(person.min_hours),
        said(person.days_in_row),
        "" if person.last_shift_end is None else person.last_shift_end.isoformat(),
        person.hours_balance,
        person.nights_before,
        person.weekends_before,
        person.wishes_before,
        person.seniority,
        said(person.rotation),
        said(person.rotation_week),
        person.employee_id,
        person.cost_centre,
        said(person.hours_worked),
    ]


PERSON_HEADER = [
    *("agent", "name", "contract", "label", "skills", "available", "max_hours", "min_hours", "days_in_row"),
    *("last_shift_end", "hours_balance", "nights_before", "weekends_before", "wishes_before", "seniority"),
    *("rotation", "rotation_week", "employee_id", "cost_centre", "hours_worked"),
]


def available_text(each):
    days = ",".join(weekday[:3].title() for weekday in each.weekdays)
    return f"{days} off" if each.start == each.end else f"{days} {format_clock(each.start)}-{format_clock(each.end)}"


def clock_text(minutes):
    return "" if minutes is None else format_clock(minutes)


def day_row(entry):
    """An entry as a row of days.csv."""
    return [entry.agent, entry.first, entry.last, entry.kind, clock_text(entry.start), clock_text(entry.end)]


def wish_row(wish):
    """A wish as a row of wishes.csv."""
    dates = [wish.agent, wish.first, wish.last]
    return [*dates, wish.kind, wish.weight, clock_text(wish.start), clock_text(wish.end), wish.of, said(wish.most)]
