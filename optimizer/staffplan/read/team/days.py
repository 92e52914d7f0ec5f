"""days.csv: what is settled of somebody's days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from staffplan.read.team.columns import DAY_KINDS, DAYS
from staffplan.read.team.legal import is_available, is_legal, shifts_shown, span_of
from staffplan.read.team.row import Rows
from staffplan.read.team.sheet import nearest_of, open_sheet, text
from staffplan.schema.base import MINUTES_PER_DAY, format_clock, name_key
from staffplan.schema.people.team import DayEntry
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.read.faults import Faults
    from staffplan.read.opened import Given
    from staffplan.read.tables.table import Record
    from staffplan.read.team.row import Known
    from staffplan.read.team.sheet import Sheet
    from staffplan.schema.people.team import DayKind

Before = dict[tuple[str, date], list[DayEntry]]
"""The entries so far of a person on a day."""
Hours = tuple[int | None, int | None]


def read_days(given: Given, known: Known, faults: Faults) -> tuple[Sheet, tuple[DayEntry, ...]]:
    """The entries of a file; ``faults`` gets what is wrong with its rows, and what contradicts.

    Raises:
        InputError: it is no such table.
    """
    sheet = open_sheet(given, DAYS, faults)
    rows = Rows(sheet, known)
    before: Before = {}
    entries = []
    for record in sheet.records():
        entry = _entry(rows, record)
        if entry is None:
            continue
        entries.append(entry)
        for day in known.days_from(entry.first, entry.last):
            if other := _against(entry, day, before):
                accepted = _("one of the two: {kind} in row {row}").format(kind=other.kind, row=other.row)
                found = _("{kind} of {agent} on {day}").format(kind=entry.kind, agent=entry.agent, day=day)
                sheet.fault(record, "kind", found, accepted)
                break
            before.setdefault((entry.agent, day), []).append(entry)
    return sheet, tuple(entries)


def _against(entry: DayEntry, day: date, before: Before) -> DayEntry | None:
    """An earlier entry that cannot hold beside this one; hours may reach into the next day."""
    for ahead in (0, -1, 1):
        for other in before.get((entry.agent, day + timedelta(days=ahead)), ()):
            if _contradict(entry, other, ahead):
                return other
    return None


def _entry(rows: Rows, record: Record) -> DayEntry | None:
    """The entry of a row; None, and faults, where it is none."""
    agent, kind = rows.agent(record), rows.kind(record, "kind", DAY_KINDS)
    dates = rows.dates(record, inside=kind == "fixed")
    start, end = _hours(rows, record, kind)
    if agent is None or dates is None or kind is None or not rows.is_sound(record):
        return None
    entry = DayEntry(agent=agent, first=dates[0], last=dates[1], kind=kind, start=start, end=end, row=record.row)
    if kind == "fixed":
        _check_fixed(rows, record, entry)
    return entry if rows.is_sound(record) else None


def _hours(rows: Rows, record: Record, kind: DayKind | None) -> Hours:
    """Start and end of a fixed shift, by its times or its name, or of hours that cannot be worked."""
    sheet = rows.sheet
    start, end = sheet.clock(record, "start"), sheet.clock(record, "end")
    named = sheet.cell(record, "shift", text)
    if named is not None and kind == "fixed" and start is end is None:
        start, end = _named(rows, record, named)
    elif kind == "fixed" and (start is None or end is None) and rows.is_sound(record):
        missing = "start" if start is None else "end"
        sheet.faults.add(_("nothing"), _("start and end of the fixed shift, or its name"), record.row, missing)
    elif kind == "unavailable" and (start is None) != (end is None) and rows.is_sound(record):
        missing = "start" if start is None else "end"
        sheet.faults.add(_("nothing"), _("both start and end, or neither: the whole day"), record.row, missing)
    elif kind in ("leave", "sick", "off") and (start is not None or end is not None):
        found = _("hours, with {kind}").format(kind=kind)
        accepted = _("nothing: whole days; hours of a day are {kind}").format(kind="unavailable")
        sheet.fault(record, "start" if start is not None else "end", found, accepted)
    if start is not None and start == end:
        sheet.fault(record, "end", format_clock(end), _("another time than the start"))
    return start, end


def _named(rows: Rows, record: Record, name: str) -> Hours:
    """The times of a named shift of the scenario."""
    bank = {name_key(each.name): each for each in rows.known.scenario.shift}
    shift = bank.get(name_key(name))
    if shift is None or not shift.parts:
        names = [each.name for each in bank.values()]
        accepted = nearest_of(name, names, _("the name of a [[shift]]: {names}"))
        rows.sheet.fault(record, "shift", repr(name), accepted)
        return None, None
    return shift.parts[0][0], shift.parts[-1][1] % MINUTES_PER_DAY


def _check_fixed(rows: Rows, record: Record, entry: DayEntry) -> None:
    """The shift is one of the contract, on each of its days, and lies in the person's own hours."""
    known = rows.known
    person = known.people.get(entry.agent)
    if person is None or entry.start is None or entry.end is None:
        return
    contract = next(each for each in known.scenario.contract if each.name == person.contract)
    span = span_of(entry.start, entry.end)
    found = f"{format_clock(entry.start)}-{format_clock(entry.end)}"
    for day in known.days_from(entry.first, entry.last):
        if not is_legal(known.scenario, contract, known.grid, day, span):
            accepted = _("a shift of {contract}: {shifts}")
            accepted = accepted.format(contract=contract.name, shifts=shifts_shown(known.scenario, contract))
            rows.sheet.fault(record, "start", _("{hours} on {day}").format(hours=found, day=day), accepted)
            return
        if not is_available(person, day, span):
            accepted = _("a shift in the hours in which {agent} is available").format(agent=entry.agent)
            rows.sheet.fault(record, "start", _("{hours} on {day}").format(hours=found, day=day), accepted)
            return


def _contradict(one: DayEntry, other: DayEntry, ahead: int) -> bool:
    """Whether the two cannot both hold, the ``other`` on a day that is so many days ``ahead``."""
    kinds = {one.kind, other.kind}
    if "unavailable" not in kinds:
        return ahead == 0
    if kinds != {"unavailable", "fixed"}:
        return False
    (first, last), (begin, end) = _hours_of(one), _hours_of(other)
    later = ahead * MINUTES_PER_DAY
    return first < end + later and begin + later < last


def _hours_of(entry: DayEntry) -> tuple[int, int]:
    """From and to in minutes after midnight of a day of the entry; without hours the whole day."""
    return (0, MINUTES_PER_DAY) if entry.start is None or entry.end is None else span_of(entry.start, entry.end)
