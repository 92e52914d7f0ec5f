"""Reading an edited Roster sheet: which shifts every agent shall have on every day, with the cell that says so."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from staffplan.errors import Fault, InputError
from staffplan.report.edits.book import formulas, in_all_languages, roster_of
from staffplan.report.payroll.inputs import nearest_first, parse_date
from staffplan.report.people.away import TYPED
from staffplan.report.roster_cells import SHIFTS_OF_A_DAY
from staffplan.schema.base import name_key
from staffplan.schema.scenario.consistency.bank import DAY_OFF, spelled
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from staffplan.schema.people.team import Away
    from staffplan.schema.scenario.keys import NamedShift

_CLOCK = r"(\d{1,2})(?::(\d{2})(?::00)?|点)?"
_SHIFT = re.compile(rf"{_CLOCK}[-–—−~至到]{_CLOCK}(\D.*)?")
HEADER_ROWS = 20
"""The row of dates lies among these first rows."""

Clock = tuple[int, int, str]
"""Start and end of a shift in minutes after midnight, and its name; an end not after the start is on the next day."""
NO_CODES: Mapping[str, Clock] = {}


@dataclass(frozen=True)
class EditedSheet:
    """What the sheet says."""

    title: str
    """Name of the sheet, as its tab shows it."""
    shifts: Mapping[tuple[str, date], tuple[Clock, ...]]
    """Shifts of every agent on every day of the sheet; empty for a day off."""
    cells: Mapping[tuple[str, date], str]
    """The cell of each agent and day: ``F12``."""
    away: Mapping[tuple[str, date], Away]
    """Days of which the sheet says that somebody is on leave, sick or off; empty cells say nothing."""


def read_roster(
    path: Path,
    book: Any,  # noqa: ANN401 (openpyxl has no types)
    contracts: Mapping[str, str],
    days: Collection[date],
    named: Collection[NamedShift] = (),
    codes: Mapping[str, Clock] | None = None,
) -> EditedSheet:
    """Read the Roster of ``book``, the workbook in ``path``; ``named`` are the shifts that it may call by name.

    ``codes``: the shifts that it may call by a code, by :func:`spelled`.

    It has a row for each agent of ``contracts`` and a column for each of ``days``. Raises InputError with every fault,
    each naming its cell.
    """
    sheet = roster_of(book, path)
    computed = formulas(path, sheet.title)
    faults = _merged(path, sheet)
    columns, header = _days(path, sheet, days, faults)
    rows = _agents(path, sheet, header, contracts, faults) if header else {}
    shifts: dict[tuple[str, date], tuple[Clock, ...]] = {}
    cells: dict[tuple[str, date], str] = {}
    away: dict[tuple[str, date], Away] = {}
    bank = {spelled(each.name): each for each in named}
    for agent_id, row in rows.items():
        for day, column in columns.items():
            cell = sheet.cell(row, column)
            kind = away_of(cell.value)
            parsed = () if kind else parse_shifts(cell.value, bank, codes or {})
            if kind:
                away[agent_id, day] = kind
            cells[agent_id, day] = cell.coordinate
            if cell.value is None and cell.coordinate in computed:
                accepted = _("its value: open the workbook in Excel or LibreOffice and save it, or type the shift")
                faults.append(_fault(path, sheet, cell.coordinate, _("a formula without a value"), accepted))
            elif parsed is None:
                accepted = _wanted(named, codes or {})
                faults.append(_fault(path, sheet, cell.coordinate, repr(str(cell.value)), accepted))
            else:
                shifts[agent_id, day] = parsed
    if faults:
        raise InputError(faults)
    return EditedSheet(sheet.title, shifts, cells, away)


def away_of(value: object) -> Away | None:
    """leave, sick or off where the cell says so."""
    return TYPED.get(_plain(value).lower()) if isinstance(value, str) else None


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _wanted(named: Collection[NamedShift], codes: Mapping[str, Clock]) -> str:
    if codes:
        accepted = _("a code of the legend ({codes}), a shift such as 9-18 or 09:00-18:00, or off, leave or sick")
        return accepted.format(codes=", ".join(codes))
    if not named:
        return _("a shift such as 09:00-18:00, or an empty cell for a day off")
    names = ", ".join(each.name for each in named)
    return _("a shift such as 09:00-18:00, the name of one ({names}), or an empty cell for a day off").format(
        names=names
    )


def parse_shifts(
    value: object, bank: Mapping[str, NamedShift], codes: Mapping[str, Clock] = NO_CODES
) -> tuple[Clock, ...] | None:
    """``09:00-18:00``, with its name or as its name or code alone (or several, with semicolons between).

    () for a day off; None for anything else. ``bank``: the named shifts by :func:`spelled`, as ``codes`` are.
    """
    if value is None:
        return ()
    if not isinstance(value, str):
        return None
    text = _plain(value)
    if not text or text.lower() in DAY_OFF:
        return ()
    parts = text.split(SHIFTS_OF_A_DAY)
    shifts = tuple(clock for part in parts if (clock := _clock(part, bank, codes)) is not None)
    return shifts if len(shifts) == len(parts) else None


def _clock(text: str, bank: Mapping[str, NamedShift], codes: Mapping[str, Clock]) -> Clock | None:
    if (alone := bank.get(text.casefold())) is not None:
        return (alone.parts[0][0], (alone.parts[-1][1] - 1) % 1440 + 1, alone.name)
    if (coded := codes.get(text.casefold())) is not None:
        return coded
    match = _SHIFT.fullmatch(text)
    if match is None or (match[5] and match[5].casefold() not in bank):
        return None
    name = bank[match[5].casefold()].name if match[5] else ""
    hours, minutes, end_hours, end_minutes = (int(part or 0) for part in match.groups()[:4])
    start, end = hours * 60 + minutes, end_hours * 60 + end_minutes
    legal = minutes < 60 and end_minutes < 60 and start < 1440 and end <= 1440
    return (start, end or 1440, name) if legal else None


def _merged(path: Path, sheet: Any) -> list[Fault]:  # noqa: ANN401
    accepted = _("single cells: in Excel, Home > Merge & Center > Unmerge Cells")
    return [
        _fault(path, sheet, str(area), _("merged cells"), accepted)
        for area in sorted(sheet.merged_cells.ranges, key=lambda area: area.bounds)
    ]


def _days(
    path: Path,
    sheet: Any,  # noqa: ANN401
    days: Collection[date],
    faults: list[Fault],
) -> tuple[dict[date, int], int | None]:
    """The column of each day, and the row that has the dates; None where there is none."""
    rows = [{cell.column: _date(cell.value) for cell in row} for row in sheet.iter_rows(max_row=HEADER_ROWS)]
    counts = [sum(day is not None for day in row.values()) for row in rows]
    if not any(counts):
        accepted = _("a row with the dates of the plan above the agents, as staffplan writes it")
        faults.append(Fault(str(path), _("no dates in the sheet {sheet}").format(sheet=sheet.title), accepted))
        return {}, None
    at = counts.index(max(counts))
    columns: dict[date, int] = {}
    for column, day in rows[at].items():
        cell = sheet.cell(at + 1, column).coordinate
        if day is not None and day not in days:
            accepted = _("the days of the plan, {first} to {last}").format(first=min(days), last=max(days))
            faults.append(_fault(path, sheet, cell, str(day), accepted))
        elif day is not None and day in columns:
            faults.append(_fault(path, sheet, cell, _("{day} again").format(day=day), _("each day once")))
        elif day is not None:
            columns[day] = column
    missing = [str(day) for day in sorted(set(days) - columns.keys())]
    if missing:
        accepted = _("a column for every day of the plan")
        found = _("no column for {days}").format(days=", ".join(missing))
        faults.append(_fault(path, sheet, str(at + 1), found, accepted))
    return columns, at + 1


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return parse_date(value) if isinstance(value, str) else None


def _agents(
    path: Path,
    sheet: Any,  # noqa: ANN401
    header: int,
    contracts: Mapping[str, str],
    faults: list[Fault],
) -> dict[str, int]:
    """The row of each agent, below the header."""
    ids, kinds = (_column(sheet, header, title) for title in ("Agent id", "Contract"))
    totals = in_all_languages("Agents at work")
    rows: dict[str, int] = {}
    below = False
    for row in range(header + 1, sheet.max_row + 1):
        cell = sheet.cell(row, ids or 1)
        below = below or any(other.value in totals for other in sheet[row])
        agent_id = _agent_id(cell.value, contracts)
        if _is_no_row(sheet[row]) or (below and agent_id is None):  # below the totals stands the legend
            continue
        if agent_id is None:
            near = ", ".join(nearest_first(str(cell.value or ""), contracts)[:3])
            accepted = _("an agent of the plan, such as {agents}").format(agents=near)
            faults.append(_fault(path, sheet, cell.coordinate, _unknown(cell.value), accepted))
        elif agent_id in rows:
            found = _("agent {agent} again").format(agent=agent_id)
            faults.append(_fault(path, sheet, cell.coordinate, found, _("one row for each agent")))
        else:
            rows[agent_id] = row
            kind = sheet.cell(row, kinds).value if kinds else contracts[agent_id]
            if name_key(str(kind)) != name_key(contracts[agent_id]):
                place = sheet.cell(row, kinds).coordinate
                faults.append(_fault(path, sheet, place, repr(kind), repr(contracts[agent_id])))
    missing = sorted(contracts.keys() - rows.keys())
    if missing:
        found = _("no row for agent {agents}").format(agents=", ".join(missing))
        accepted = _("a row for every agent; empty cells where an agent has the day off")
        faults.append(Fault(str(path), found, accepted))
    return rows


def _is_no_row(cells: Sequence[Any]) -> bool:
    """Whether a row says nothing, or the weekdays alone."""
    values = {cell.value for cell in cells} - {None, ""}
    return not values or values <= weekdays_in_all_languages()


@cache
def weekdays_in_all_languages() -> frozenset[str]:
    """The short names of the weekdays."""
    english = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return frozenset(text for name in english for text in in_all_languages(name))


def _column(sheet: Any, header: int, title: str) -> int | None:  # noqa: ANN401
    names = in_all_languages(title)
    return next((int(cell.column) for cell in sheet[header] if cell.value in names), None)


def _agent_id(value: object, contracts: Mapping[str, str]) -> str | None:
    """The agent that the cell names; a number where Excel made one of an id, if it fits one agent only."""
    if isinstance(value, str) and value.strip() in contracts:
        return value.strip()
    if isinstance(value, int):
        same = [agent_id for agent_id in contracts if agent_id.isdecimal() and int(agent_id) == value]
        return same[0] if len(same) == 1 else None
    return None


def _unknown(value: object) -> str:
    return _("nothing") if value in (None, "") else _("the agent {agent}").format(agent=repr(value))


def _fault(path: Path, sheet: Any, place: str, found: str, accepted: str) -> Fault:  # noqa: ANN401
    """A fault whose place is a cell, as Excel writes it: ``Roster!F12``."""
    return Fault(str(path), found, accepted, column=f"{sheet.title}!{place}", code="cell")
