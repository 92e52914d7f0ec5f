"""team.csv: a row for each person."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from staffplan.read.faults import CellFaultError, shown
from staffplan.read.tables import cells
from staffplan.read.tables.moments import whole_minute
from staffplan.read.team.available import available
from staffplan.read.team.columns import PEOPLE
from staffplan.read.team.sheet import hours, nearest_of, number, open_sheet, text
from staffplan.schema.base import format_duration, name_key
from staffplan.schema.grid import first_instant, knows_offset
from staffplan.schema.limits import MOST_DAYS
from staffplan.schema.people.team import Person
from staffplan.schema.scenario.rotation import EITHER, OFF, WORK
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from staffplan.read.faults import Faults
    from staffplan.read.opened import Given
    from staffplan.read.tables.table import Record
    from staffplan.read.team.sheet import Sheet
    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Contract, Scenario

NUMBERS = (
    "max_hours",
    "min_hours",
    "days_in_row",
    "hours_balance",
    "nights_before",
    "weekends_before",
    "wishes_before",
    "seniority",
    "rotation_week",
    "hours_worked",
)
"""Columns of numbers."""
MOST_HOURS = 31 * 24
"""Hours of a month."""


@dataclass(frozen=True)
class People:
    """What the file says."""

    sheet: Sheet
    people: list[Person] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    """Every id that could be read, also of rows with faults, by what people take for the same."""
    said: dict[str, set[str]] = field(default_factory=dict)
    """By id, the columns in which something stands."""


def read_people(given: Given, scenario: Scenario, grid: Grid, faults: Faults) -> People:
    """The people of a file; ``faults`` gets what is wrong with its rows.

    Raises:
        InputError: it is no such table.
    """
    found = People(open_sheet(given, PEOPLE, faults))
    reader = _Reader(found.sheet, scenario, grid)
    rows: dict[str, int] = {}
    for record in found.sheet.records():
        before = len(faults.list)
        agent = found.sheet.needed(record, "agent", text, _("an id"))
        if agent is not None and name_key(agent) in rows:
            again = _("{value} again, as in row {row}").format(value=repr(agent), row=rows[name_key(agent)])
            found.sheet.fault(record, "agent", again, _("each person once"))
        elif agent is not None:
            rows[name_key(agent)] = record.row
            found.ids[name_key(agent)] = agent
            found.said[agent] = {name for name in record.cells if found.sheet.says(record, name)}
        values = reader.values(record)
        if len(faults.list) == before:
            found.people.append(Person(id=agent or "", row=record.row, **values))
    if not rows and not faults.list:
        faults.stop(_("a header and no rows"), _("a row for each person"))
    return found


class _Reader:
    """Reads the cells of a row beside the id."""

    def __init__(self, sheet: Sheet, scenario: Scenario, grid: Grid) -> None:
        self.sheet, self.scenario, self.grid = sheet, scenario, grid
        self.zone = ZoneInfo(scenario.timezone)
        self.contracts = {name_key(each.name): each for each in scenario.contract}
        self.rotations = {name_key(each.name): each for each in scenario.rotation}
        numbers = sheet.located.numbers(*NUMBERS)
        count = {name: partial(cells.whole, numbers=numbers[name]) for name in NUMBERS}
        amount = {name: partial(number, numbers=numbers[name]) for name in NUMBERS}
        self.parsers: dict[str, Callable[[object], object]] = {
            "name": text,
            "label": text,
            "skills": _skills,
            "available": available,
            "max_hours": partial(hours, numbers=numbers["max_hours"]),
            "min_hours": partial(hours, numbers=numbers["min_hours"]),
            "days_in_row": partial(_days_in_row, parse=count["days_in_row"]),
            "last_shift_end": self._moment,
            "hours_balance": amount["hours_balance"],
            "nights_before": count["nights_before"],
            "weekends_before": count["weekends_before"],
            "wishes_before": amount["wishes_before"],
            "seniority": amount["seniority"],
            "employee_id": text,
            "cost_centre": text,
            "hours_worked": partial(_hours_worked, parse=amount["hours_worked"]),
            "rotation_week": partial(_from_one, parse=count["rotation_week"]),
        }

    def values(self, record: Record) -> dict[str, Any]:
        """The values of the cells that say something; what does not fit together is a fault."""
        read = {name: self.sheet.cell(record, name, parse) for name, parse in self.parsers.items()}
        found: dict[str, Any] = {name: value for name, value in read.items() if value is not None}
        contract = self._contract(record)
        if contract is not None:
            found["contract"] = contract.name
            self._check_hours(record, found, contract)
            self._check_rotation(record, found, contract)
        return found

    def _contract(self, record: Record) -> Contract | None:
        """The contract of a row; where the scenario has one alone, nothing need be said."""
        if not self.sheet.says(record, "contract") and len(self.contracts) == 1:
            return self.scenario.contract[0]
        names = [each.name for each in self.scenario.contract]
        accepted = _("the name of a contract: {names}")
        name = self.sheet.needed(record, "contract", text, accepted.format(names=", ".join(names)))
        if name is None:
            return None
        if name_key(name) not in self.contracts:
            self.sheet.fault(record, "contract", repr(name), nearest_of(name, names, accepted))
        return self.contracts.get(name_key(name))

    def _check_hours(self, record: Record, found: dict[str, object], contract: Contract) -> None:
        """Least and most are in order, and the least can be worked in the period."""
        least, most = found.get("min_hours"), found.get("max_hours")
        days = len(self.grid.days)
        longest = days * max(self.scenario.lengths_of(contract), default=timedelta(0))
        accepted = None
        if isinstance(least, timedelta) and isinstance(most, timedelta) and least > most:
            accepted = _("{most} at most, the max_hours").format(most=format_duration(most))
        elif isinstance(least, timedelta) and least > longest:
            accepted = _("{most} at most: the longest shift on each of {days} days")
            accepted = accepted.format(most=format_duration(longest), days=days)
        if isinstance(least, timedelta) and accepted is not None:
            self.sheet.fault(record, "min_hours", format_duration(least), accepted)

    def _check_rotation(self, record: Record, found: dict[str, object], contract: Contract) -> None:
        """The rotation is known, names shifts of the contract, and has the week in which the period begins."""
        name = self.sheet.cell(record, "rotation", text)
        if name is not None and name_key(name) not in self.rotations:
            names = [each.name for each in self.scenario.rotation]
            accepted = nearest_of(name, names, _("the name of a [[rotation]]: {names}"))
            self.sheet.fault(record, "rotation", repr(name), accepted)
            return
        rotation = self.rotations.get(name_key(name or contract.rotation or ""))
        if name is not None and rotation is not None:
            found["rotation"] = rotation.name
            steps = [step for step in dict.fromkeys(rotation.steps) if step not in (OFF, WORK, EITHER)]
            if unknown := [step for step in steps if not any(each.startswith(step) for each in contract.shifts)]:
                accepted = _("a rotation of shifts of the contract {contract}: {names}").format(
                    contract=contract.name, names=", ".join(contract.shifts) or "-"
                )
                self.sheet.fault(record, "rotation", ", ".join(map(repr, unknown)), accepted)
        week, rows = found.get("rotation_week"), 0 if rotation is None else len(rotation.days)
        if isinstance(week, int) and week > rows:
            accepted = _("a row of the rotation's table, from 1 to {rows}").format(rows=rows)
            accepted = accepted if rotation else _("nothing, or a rotation as well")
            self.sheet.fault(record, "rotation_week", str(week), accepted)

    def _moment(self, cell: object) -> datetime:
        """A date and time on the local clock, or with an offset of its own."""
        found = whole_minute(cell, self.sheet.located.table.first_day)
        offset = found.utcoffset()
        if offset is None:
            return first_instant(found, self.zone).astimezone(self.zone)
        if offset and not knows_offset(self.zone, offset, found.year):
            accepted = _("local times, times with the zone's offset, or UTC; scenario.timezone names the zone")
            raise CellFaultError(shown(cell), accepted)
        return found.astimezone(self.zone)


def _skills(cell: object) -> tuple[str, ...]:
    """Skills between semicolons or commas."""
    return tuple(dict.fromkeys(text(part) for part in re.split(r"[;,、；，]", str(cell)) if part.strip()))


def _days_in_row(cell: object, parse: Callable[[object], int]) -> int:
    days = parse(cell)
    if days > MOST_DAYS:
        raise CellFaultError(shown(cell), _("{most} days at most").format(most=MOST_DAYS))
    return days


def _hours_worked(cell: object, parse: Callable[[object], float]) -> float:
    worked = parse(cell)
    if not 0 <= worked <= MOST_HOURS:
        accepted = _("hours, from 0 to {most}, such as 88 or 88.5; or nothing").format(most=MOST_HOURS)
        raise CellFaultError(shown(cell), accepted)
    return worked


def _from_one(cell: object, parse: Callable[[object], int]) -> int:
    found = parse(cell)
    if found < 1:
        raise CellFaultError(shown(cell), _("a whole number of 1 or more"))
    return found
