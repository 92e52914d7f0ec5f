"""The table of actuals, a row an interval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.read import intervals
from staffplan.read.faults import CellFaultError, Faults
from staffplan.read.forecast.file import read_forecast
from staffplan.read.intervals import Interval
from staffplan.read.opened import name_of, open_table
from staffplan.read.tables import cells
from staffplan.read.tables.moments import whole_minute
from staffplan.read.tables.table import Columns, locate

if TYPE_CHECKING:
    from staffplan.read.opened import Given
    from staffplan.read.tables.numbers import Numbers
    from staffplan.schema.forecast import Forecast
    from staffplan.schema.scenario.keys import Scenario

COUNTS = ("present", "on_duty", "in_time")
COLUMNS = Columns(
    required=("start",),
    optional=COUNTS,
    aliases={
        "start": ("time", "datetime", "timestamp", "interval", "date", "时间", "开始时间"),
        "present": ("came", "出勤人数", "到岗人数"),
        "on_duty": ("staff", "agents", "在岗人数", "人数"),
        "in_time": ("answered_in_time", "及时响应数", "及时接起数"),
    },
)


@dataclass(frozen=True)
class Actuals:
    """What came."""

    volume: Forecast
    """Inquiries, and where they are known the bot's share and handling times."""
    counts: dict[str, dict[datetime, float]]
    """``present``, ``on_duty``, ``in_time`` by the start of each interval in UTC, of those that the table has."""


def read_actuals(given: Given, scenario: Scenario) -> Actuals:
    """Read a table as of a forecast, with the columns ``present``, ``on_duty`` and ``in_time`` where they are known.

    Raises:
        InputError: the table has faults; all of them.
    """
    volume, _source = read_forecast(given, scenario)
    faults = Faults(name_of(given))
    table, _source = open_table(given, COLUMNS, faults)
    located = locate(table, COLUMNS, faults)
    numbers = located.numbers(*COUNTS)
    zone = ZoneInfo(scenario.timezone)
    read_start = partial(whole_minute, first_day=table.first_day)
    rows, values = [], {}
    for record in located.records(faults):
        start = faults.read(read_start, record.cells["start"], record.row, located.header_text("start"))
        values[record.row] = {
            name: faults.read(
                partial(_count, numbers=numbers[name]), record.cells[name], record.row, located.header_text(name)
            )
            for name in COUNTS
            if name in located.places
        }
        rows += [] if start is None else [Interval(record.row, start)]
    faults.raise_any()
    found: dict[str, dict[datetime, float]] = {}
    for row in intervals.resolve(rows, zone, []):
        for name, value in values[row.row].items():
            if value is not None:
                found.setdefault(name, {})[row.start.astimezone(UTC)] = value
    return Actuals(volume, found)


def _count(cell: object, numbers: Numbers) -> float | None:
    if cells.blank(cell):
        return None
    try:
        return cells.not_negative(cell, numbers)
    except CellFaultError as fault:
        raise CellFaultError(fault.found, cells.number_accepted()) from None
