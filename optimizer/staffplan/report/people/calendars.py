"""A calendar file (iCalendar, RFC 5545) for each person: shifts with their breaks, leave and sick days."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.report.files import format_breaks
from staffplan.report.people.away import away_days, away_text
from staffplan.report.roster_cells import format_shift
from staffplan.report.wording.text import number
from staffplan.version import __version__
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from icalendar import Calendar, Event

    from staffplan.schema.people.team import Away
    from staffplan.schema.plan import Plan, Shift

UNSAFE = re.compile(r"[^\w.-]+")
"""What no file is called with."""
LONGEST_NAME = 80


def calendars(plan: Plan, names: Mapping[str, str]) -> dict[str, bytes]:
    """The calendar of everybody who has a shift or is away, by the file's name; ``names``: what people are called.

    The same plan gives the same bytes.
    """
    shifts: dict[str, list[Shift]] = defaultdict(list)
    for shift in plan.shifts:
        shifts[shift.agent_id].append(shift)
    away: dict[str, dict[date, Away]] = defaultdict(dict)
    for (agent, day), kind in _away(plan).items():
        away[agent][day] = kind
    found: dict[str, bytes] = {}
    for agent in sorted(shifts.keys() | away.keys()):
        content = _calendar(plan, agent, names.get(agent, ""), shifts[agent], away[agent])
        found[_file_name(agent, names.get(agent, ""), found)] = content
    return found


def _away(plan: Plan) -> dict[tuple[str, date], Away]:
    """Leave and sick days in the period."""
    if plan.summary.team is None:
        return {}
    first, last = plan.coverage[0].start.date(), plan.coverage[-1].start.date()
    days = away_days(plan.summary.team.team.days)
    return {key: kind for key, kind in days.items() if first <= key[1] <= last}


def _file_name(agent: str, name: str, taken: Mapping[str, bytes]) -> str:
    """``1001-Li Na.ics`` without the signs that a system refuses; numbered where two are the same then."""
    stem = UNSAFE.sub("_", f"{agent}-{name}" if name else agent).strip("._")[:LONGEST_NAME] or "_"
    same, count = {each.casefold() for each in taken}, 1
    while f"{stem}{f'-{count}' if count > 1 else ''}.ics".casefold() in same:
        count += 1
    return f"{stem}{f'-{count}' if count > 1 else ''}.ics"


def _calendar(plan: Plan, agent: str, name: str, shifts: Sequence[Shift], away: Mapping[date, Away]) -> bytes:
    from icalendar import Calendar

    calendar: Calendar = Calendar()
    calendar.add("prodid", f"-//staffplan {__version__}//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name or agent)
    stamp, zone = plan.coverage[0].start, ZoneInfo(plan.summary.scenario.timezone)
    for shift in sorted(shifts, key=lambda each: each.start):
        calendar.add_component(_shift(shift, zone, stamp))
    for first, last, kind in _stretches(away):
        calendar.add_component(_all_day(agent, first, last, kind, stamp))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(uid: str, summary: str, stamp: datetime) -> Event:
    from icalendar import Event

    event: Event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.astimezone(ZoneInfo("UTC")))
    event.add("summary", summary)
    return event


def _shift(shift: Shift, zone: ZoneInfo, stamp: datetime) -> Event:
    uid = f"{shift.start.astimezone(ZoneInfo('UTC')):%Y%m%dT%H%MZ}-{shift.agent_id}@staffplan"
    event = _event(uid, shift.shift_name or format_shift(shift, zone), stamp)
    event.add("dtstart", shift.start.astimezone(zone))
    event.add("dtend", shift.end.astimezone(zone))
    lines = [_("{hours} paid hours, {contract}").format(hours=number(shift.paid_hours, 1), contract=shift.contract)]
    if shift.breaks:
        breaks = format_breaks(shift, zone).replace(";", ", ")
        lines.insert(0, _("Breaks: {breaks}").format(breaks=breaks))
    event.add("description", "\n".join(lines))
    return event


def _all_day(agent: str, first: date, last: date, kind: Away, stamp: datetime) -> Event:
    event = _event(f"{first:%Y%m%d}-{kind}-{agent}@staffplan", away_text(kind), stamp)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _stretches(away: Mapping[date, Away]) -> Iterator[tuple[date, date, Away]]:
    """First and last day of each stretch of one kind."""
    begin: date | None = None
    for day in sorted(away):
        begin = begin or day
        if away.get(day + timedelta(days=1)) != away[day]:
            yield begin, day, away[day]
            begin = None
