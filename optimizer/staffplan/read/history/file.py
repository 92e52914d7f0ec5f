"""History files: tables of any layout that forecasts have, in which intervals may be unknown."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.read import intervals
from staffplan.read.faults import Faults
from staffplan.read.history.days import in_days
from staffplan.read.layouts.context import Context
from staffplan.read.layouts.headings import LIST, header_of, heading
from staffplan.read.layouts.recognise import known, recognise
from staffplan.read.opened import name_of, open_tables
from staffplan.read.tables.grammar import written
from staffplan.schema.forecasting.history import History
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.read.intervals import Interval
    from staffplan.read.layouts.context import Laid
    from staffplan.read.opened import Given
    from staffplan.read.tables.table import Table
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.words.messages import Message

MOST_DAYS = 366 * 12
"""A history of more years says no more, and its first years are another shop's."""
DAY_MINUTES = 24 * 60


def read_history(given: Given, scenario: Scenario, profile: Given | None = None) -> History:
    """Read a history from a file of any kind and layout that forecasts have, or from a DataFrame.

    An empty cell is unknown, 0 is none; rows may be missing anywhere. ``profile`` is a table of the share of each hour
    where the history has totals of days.

    Raises:
        InputError: the file has faults, or could be read in two ways; all of them.
    """
    faults = Faults(name_of(given))
    zone = ZoneInfo(scenario.timezone)
    messages: list[Message] = []
    tables, source = open_tables(given, LIST, known, faults)
    if profile is not None:
        tables = [*tables, *open_tables(profile, LIST, known, Faults(name_of(profile)))[0]]
    else:
        _refuse_totals(tables, faults)
    laid = recognise(tables, lambda table: Context(table, zone, faults, Path(source.path).stem, messages=messages))
    rows = _in_order(laid, zone, faults, messages)
    minutes = _minutes(rows, laid, faults)
    _refuse_off_grid(rows, minutes, zone, laid, faults)
    faults.raise_any()
    first, whole, queues = in_days(rows, minutes, zone)
    if "inquiries" not in laid.measures or not any(row.inquiries for row in rows):
        faults.stop(_("no inquiries in any interval"), _("a history of inquiries, with those that came"))
    _refuse_too_long(rows, zone, laid, faults)
    return History(zone.key, first, whole, queues, laid.reading(rows, minutes, zone, messages), tuple(messages))


def _refuse_totals(tables: Sequence[Table], faults: Faults) -> None:
    """A table of days without hours is a fault, at its first row: a profile is missing."""
    for table in tables:
        header = header_of(table)
        names = {found.name: k for k, cell in enumerate(header.cells) if (found := heading(cell))} if header else {}
        if header is None or "start" in names or not {"date", "inquiries"} <= set(names):
            continue
        rows = [row for row in table.rows if row.number > header.number and len(row.cells) > names["date"]]
        said = [(row, each) for row in rows if (each := written(row.cells[names["date"]], table.first_day))]
        if said and all(each.day is not None and not each.second for _row, each in said):
            faults.stop(
                _("totals of days"), _with_profile(), said[0][0].number, str(header.cells[names["date"]]), "step"
            )


def _with_profile() -> str:
    return _("intervals of 15, 30 or 60 minutes; or totals of days with --profile, the share of each hour")


def _in_order(laid: Laid, zone: ZoneInfo, faults: Faults, messages: list[Message]) -> list[Interval]:
    """The rows of all queues by time, each interval once.

    Raises:
        InputError: they have faults; all of them.
    """
    intervals.refuse_mixed_clocks(laid.rows, laid.column, faults)
    faults.raise_any()
    rows = intervals.resolve(laid.rows, zone, messages)
    rows = intervals.refuse_duplicates(rows, zone, laid.column, faults)
    faults.raise_any()
    if not rows:
        faults.stop(_("no row at a time that exists"), _("a row for each interval"))
    return intervals.in_order(rows, messages)


def _minutes(rows: Sequence[Interval], laid: Laid, faults: Faults) -> int:
    """The length of an interval.

    Raises:
        InputError: it is no legal one, or a day, which needs a profile.
    """
    starts = list({row.start: row for row in rows}.values())
    apart = Counter((after.start - before.start).total_seconds() / 60 for before, after in pairwise(starts))
    if apart and min(apart) >= DAY_MINUTES - 60:
        faults.stop(
            _("totals of days"),
            _with_profile(),
            starts[0].row,
            laid.column,
            "step",
        )
    minutes = intervals.minutes_between(starts, laid.column, faults, laid.minutes)
    faults.raise_any()
    assert minutes is not None
    return minutes


def _refuse_off_grid(rows: Sequence[Interval], minutes: int, zone: ZoneInfo, laid: Laid, faults: Faults) -> None:
    """A start between two intervals of the clock is a fault."""
    for row in rows:
        if row.start.astimezone(zone).minute % minutes:
            accepted = _("starts at whole intervals of {minutes} minutes, as most are").format(minutes=minutes)
            found = f"{row.start.astimezone(zone):%Y-%m-%d %H:%M}"
            faults.add(found, accepted, row.row, laid.column, "step")


def _refuse_too_long(rows: Sequence[Interval], zone: ZoneInfo, laid: Laid, faults: Faults) -> None:
    days = (rows[-1].start.astimezone(zone).date() - rows[0].start.astimezone(zone).date()).days + 1
    if days > MOST_DAYS:
        accepted = _("{most} days at most").format(most=MOST_DAYS)
        faults.stop(_("{days:,.0f} days").format(days=days), accepted, rows[0].row, laid.column)
