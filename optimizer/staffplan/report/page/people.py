"""The page's people: the roster as a grid, and what the view of one person shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from staffplan.report.people.away import away_text
from staffplan.report.people.codes import Codes
from staffplan.report.people.records import records_of
from staffplan.report.people.sentences import amount, left_out_text, person_name, share_name
from staffplan.report.people.wishes import outcome_text, wish_dates, wish_text
from staffplan.report.roster_cells import SHIFTS_OF_A_DAY, plan_days, roster_days
from staffplan.report.wording.text import day_label, number, weekday_names
from staffplan.schema.scenario.holidays import statutory_days
from staffplan.schema.scenario.keys import WEEKDAYS
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from staffplan.report.people.codes import Code
    from staffplan.report.people.records import Record
    from staffplan.schema.plan import Plan
    from staffplan.schema.scenario.payroll import Payroll

SATURDAY = 5
BORDERS = (4, 8, 12, 18)
"""Hours from which shifts that start have a colour of their own."""


@dataclass(frozen=True)
class GridDay:
    """A column of the grid."""

    label: str
    """``Mon 2 Nov``."""
    short: str
    """``11-2``."""
    weekday: str
    kind: str
    """holiday: a statutory one; rest: a Saturday or Sunday; empty: any other day."""


@dataclass(frozen=True)
class GridRow:
    """A person of the grid."""

    record: Record
    name: str
    cells: tuple[tuple[str, str], ...]
    """Text and style of each day."""
    figures: tuple[str, ...]
    """Paid hours, nights, weekends, rest days."""


@dataclass(frozen=True)
class PeopleView:
    """All that the page shows of people by name."""

    days: tuple[GridDay, ...]
    rows: tuple[GridRow, ...]
    at_work: tuple[int, ...]
    """People at work on each day."""
    legend: tuple[tuple[Code, str], ...]
    """Codes with their style."""
    shares: tuple[tuple[str, str, str, str, str], ...]
    """What, group, least, most, who is left out."""


def people_view(plan: Plan) -> PeopleView | None:
    """The people of ``plan``; None for a plan that counts agents."""
    team = plan.summary.team
    if team is None:
        return None
    days, records, codes = roster_days(plan), records_of(plan), Codes(plan)
    inside, zone = frozenset(plan_days(plan)), ZoneInfo(plan.summary.scenario.timezone)

    def cell(record: Record, day: date) -> tuple[str, str]:
        shifts = record.shifts.get(day, ())
        if shifts:
            text = SHIFTS_OF_A_DAY.join(codes.of(shift) for shift in shifts)
            return text, f"h{part(shifts[0].start.astimezone(zone).hour)}"
        kind = record.away.get(day, "off")
        return (away_text(kind), kind) if day in inside else ("", "off")

    return PeopleView(
        days=tuple(_day(day, plan.summary.scenario.payroll) for day in days),
        rows=tuple(
            GridRow(each, _name(each), tuple(cell(each, day) for day in days), _figures(each)) for each in records
        ),
        at_work=tuple(sum(day in each.shifts for each in records) for day in days),
        legend=tuple((code, f"h{part(int(code.start[:2]))}") for code in codes.legend()),
        shares=tuple(
            (
                share_name(share.what),
                _("all people") if share.group == "all" else share.group,
                amount(share.least),
                amount(share.most),
                ", ".join(
                    _("{person} ({reason})").format(person=person_name(team, agent), reason=left_out_text(reason))
                    for agent, reason in share.left_out.items()
                ),
            )
            for share in team.fairness
        ),
    )


def part(hour: int) -> int:
    """Which colour a shift has that starts in ``hour``: 0 from 4 o'clock, 1 from 8, 2 from 12, 3 from 18."""
    return max((k for k, border in enumerate(BORDERS) if hour >= border), default=len(BORDERS) - 1)


def _day(day: date, payroll: Payroll) -> GridDay:
    weekday = weekday_names()[day.weekday()]
    is_holiday = day in statutory_days(payroll.country, payroll.subdivision, day.year)
    kind = "holiday" if is_holiday else "rest" if day.weekday() >= SATURDAY else ""
    return GridDay(day_label(day), f"{day.month}-{day.day}", weekday, kind)


def _name(record: Record) -> str:
    if record.role == "hire":
        return _("to be hired")
    return _("{name} (not needed)").format(name=record.shown) if record.role == "released" else record.shown


def _figures(record: Record) -> tuple[str, ...]:
    return number(record.hours, 0 if record.hours == int(record.hours) else 1), *map(
        number, (record.nights, record.weekends, record.rest_days)
    )


def people_data(plan: Plan) -> dict[str, Any]:
    """What the script shows of one person besides the row of the grid; empty for a plan that counts agents."""
    records = records_of(plan)
    if not records:
        return {}
    days = roster_days(plan)
    start = WEEKDAYS.index(plan.summary.scenario.week_start)
    names = weekday_names()
    called = {record.id: record.name for record in records if record.name}
    return {
        "before": (days[0].weekday() - start) % 7,
        "weekdays": [names[(start + k) % 7] for k in range(7)],
        "times": {code.code: f"{code.times} {code.name}".rstrip() for code in Codes(plan).legend()},
        "wishes": [_wishes(record, called) for record in records],
        "away": [[record.count_away("leave"), record.count_away("sick")] for record in records],
    }


def _wishes(record: Record, names: Mapping[str, str]) -> Sequence[tuple[str, str, bool]]:
    return [
        (f"{wish_dates(each.wish)}: {wish_text(each.wish, names)}", outcome_text(each), each.met)
        for each in record.wishes
    ]
