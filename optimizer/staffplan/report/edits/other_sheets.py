"""What somebody changed in the other sheets of the workbook, from which nothing comes back: it is told."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from staffplan.errors import Fault
from staffplan.report.edits.book import called, in_all_languages
from staffplan.report.payroll.inputs import identify
from staffplan.words.language import _, marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from staffplan.report.edits.sheet import Clock
    from staffplan.report.payroll.inputs import PayrollInputs
    from staffplan.schema.plan import Plan

    Days = Mapping[tuple[str, date], tuple[Clock, ...]]

SHOWN_NOTES = 5
HEADER_ROWS = 12
"""The titles stand within so many rows."""


def edited_shifts(book: Any, path: Path, roster: Days, plan: Days) -> list[Fault]:  # noqa: ANN401
    """Rows of the sheet Shifts that neither the edited ``roster`` nor the ``plan`` has, and rows that are gone."""
    sheet = called(book, "Shifts")
    columns = _columns(sheet, "Agent id", "Date", "Start", "End") if sheet is not None else None
    if sheet is None or columns is None:
        return []
    faults, rows = [], Counter[tuple[str, date]]()
    header, places = columns
    for cells in sheet.iter_rows(min_row=header + 1):
        agent, day = str(cells[places["Agent id"]].value or ""), _day(cells[places["Date"]].value)
        if day is None or (agent, day) not in roster:
            continue
        rows[agent, day] += 1
        known = {times[:2] for times in (*roster[agent, day], *plan.get((agent, day), ()))}
        clock = _clock(cells[places["Start"]].value, cells[places["End"]].value)
        if clock not in known:
            faults.append(_changed(path, sheet, cells, places, clock, plan.get((agent, day), ())))
    for key, clocks in roster.items():
        if len(clocks) > rows[key] and clocks == plan.get(key, ()):
            found = _("no row for the shift of agent {agent} on {day}").format(agent=key[0], day=key[1])
            faults.append(Fault(str(path), found, _accepted(), column=sheet.title))
    return faults


def _changed(
    path: Path,
    sheet: Any,  # noqa: ANN401
    cells: tuple[Any, ...],
    places: Mapping[str, int],
    clock: tuple[int, int] | None,
    own: tuple[Clock, ...],
) -> Fault:
    """The cell at fault: the start unless that is the plan's."""
    name = "End" if clock is not None and clock[0] in {start for start, _end, _name in own} else "Start"
    cell = cells[places[name]]
    value = cell.value.strftime("%Y-%m-%d %H:%M") if isinstance(cell.value, datetime) else str(cell.value)
    return Fault(str(path), repr(value), _accepted(), column=f"{sheet.title}!{cell.coordinate}")


def _accepted() -> str:
    return _("what the plan has: shifts are changed in the sheet {name}").format(name=_("Roster"))


def edited_names(book: Any, plan: Plan, inputs: PayrollInputs) -> list[str]:  # noqa: ANN401
    """Names and ids of employees in any sheet that are not those of the agents file, each with its cell."""
    payroll = plan.summary.scenario.payroll
    contracts = {shift.agent_id: shift.contract for shift in plan.shifts}
    known = {agent: identify(agent, contract, inputs, payroll) for agent, contract in contracts.items()}
    found = [note for name in ("Roster", "Shifts", "Payroll") for note in _names_in(called(book, name), known)]
    if not found:
        return []
    listed = "; ".join(found[:SHOWN_NOTES])
    if len(found) > SHOWN_NOTES:
        listed = _("{list} and {count} more").format(list=listed, count=len(found) - SHOWN_NOTES)
    return [_("not taken over: {cells}; names and ids come from the agents file (payroll.agents)").format(cells=listed)]


def _names_in(sheet: Any, known: Mapping[str, Any]) -> Iterator[str]:  # noqa: ANN401
    ours = in_all_languages("to be hired")
    for title, attribute in ((marked("Name"), "name"), (marked("Employee id"), "employee_id")):
        columns = _columns(sheet, "Agent id", title) if sheet is not None else None
        if columns is None:
            continue
        header, places = columns
        for cells in sheet.iter_rows(min_row=header + 1):
            agent = known.get(str(cells[places["Agent id"]].value or ""))
            cell = cells[places[title]]
            text = str(cell.value or "").strip()
            if agent is not None and text != getattr(agent, attribute).strip() and text not in ours:
                yield f"{sheet.title}!{cell.coordinate} {str(cell.value or '')!r}"


def _columns(sheet: Any, *titles: str) -> tuple[int, dict[str, int]] | None:  # noqa: ANN401
    """The row of the titles, and the place of each in it from 0; None where one is missing."""
    names = {title: in_all_languages(title) for title in titles}
    for row in sheet.iter_rows(max_row=HEADER_ROWS):
        texts = [str(cell.value).strip() for cell in row]
        places = {title: next((k for k, text in enumerate(texts) if text in own), None) for title, own in names.items()}
        found = {title: place for title, place in places.items() if place is not None}
        if len(found) == len(titles):
            return row[0].row, found
    return None


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _clock(start: object, end: object) -> tuple[int, int] | None:
    """Start and end as the roster has them; None where they are no times."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return None
    first, last = (moment + timedelta(seconds=30) for moment in (start, end))
    return first.hour * 60 + first.minute, last.hour * 60 + last.minute or 1440
