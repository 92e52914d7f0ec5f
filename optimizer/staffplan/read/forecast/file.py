"""Forecast files: tables as people have them, as intervals that follow one another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.read import intervals
from staffplan.read.faults import Faults
from staffplan.read.forecast.closed import fill_closed, refuse_missing, told
from staffplan.read.forecast.finer import sum_finer
from staffplan.read.forecast.queues import compare_queues, sum_queues
from staffplan.read.layouts.context import Context
from staffplan.read.layouts.headings import LIST
from staffplan.read.layouts.recognise import known, recognise
from staffplan.read.opened import name_of, open_tables
from staffplan.schema.forecast import BAND, Forecast, Source
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from staffplan.read.intervals import Interval
    from staffplan.read.layouts.context import Laid
    from staffplan.read.opened import Given
    from staffplan.schema.scenario.keys import Scenario


def read_forecast(given: Given, scenario: Scenario) -> tuple[Forecast, Source]:
    """Read a forecast from a file of any kind and layout that docs/input.md names, or from a DataFrame.

    Times without an offset are local times of the scenario's time zone. What a planner should know (columns left out,
    rows sorted, queues summed, clock changes, whatever was assumed) is in the forecast's ``reading``.

    Raises:
        InputError: the file has faults, or could be read in two ways; all of them.
    """
    faults = Faults(name_of(given))
    zone = ZoneInfo(scenario.timezone)
    messages: list[Message] = []
    tables, source = open_tables(given, LIST, known, faults)
    name = Path(source.path).stem
    laid = recognise(tables, lambda table: Context(table, zone, faults, name, messages=messages))
    rows, minutes = _in_intervals(laid, scenario, faults, messages)
    return _forecast(laid, rows, minutes, zone, messages), source


def _in_intervals(
    laid: Laid, scenario: Scenario, faults: Faults, messages: list[Message]
) -> tuple[list[Interval], int]:
    """The rows in order, without gaps, and their length in minutes.

    Raises:
        InputError: they have faults; all of them.
    """
    zone, column = ZoneInfo(scenario.timezone), laid.column
    intervals.refuse_mixed_clocks(laid.rows, column, faults)
    unreadable_starts = any(fault.column in {column, None} for fault in faults.list)
    rows = intervals.resolve(laid.rows, zone, messages)
    rows = intervals.refuse_duplicates(rows, zone, column, faults)
    each = intervals.in_order(rows, messages)
    rows = sum_queues(each, scenario, messages)
    minutes = None
    if rows and not unreadable_starts:
        minutes = intervals.minutes_between(rows, column, faults, laid.minutes)
    closed = refuse_missing(each, minutes, scenario, laid, faults)
    if minutes is not None:
        compare_queues(each, minutes, column, faults, messages)
        rows = intervals.fill_repeated_hours(rows, zone, messages)
        rows, filled = fill_closed(rows, minutes, scenario.calendar, zone)
        told(closed + filled, messages)
        intervals.refuse_gaps(rows, minutes, zone, column, faults)
    faults.raise_any()
    if minutes is None:
        faults.stop(_("no row at a time that exists"), _("a row for each interval"))
    rows, whole = sum_finer(rows, minutes, scenario, column, faults, messages)
    faults.raise_any()
    return rows, whole


def _forecast(laid: Laid, rows: list[Interval], minutes: int, zone: ZoneInfo, messages: list[Message]) -> Forecast:
    required = tuple(row.required for row in rows)
    given = sum(agents is not None for agents in required)
    if not given and not any(row.inquiries for row in rows) and "inquiries" in laid.measures:
        messages.append(Message.of("no_inquiries"))
    if given:
        messages.append(Message.of("need_given", given=given, all=len(rows)))
    deflection = tuple(row.deflection for row in rows)
    aht_s = tuple(row.aht_s for row in rows)
    bands = _bands(rows)
    return Forecast(
        timezone=zone.key,
        start=rows[0].start.astimezone(zone),
        interval_minutes=minutes,
        inquiries=tuple(row.inquiries for row in rows),
        deflection=deflection if any(value is not None for value in deflection) else None,
        aht_s=aht_s if any(value is not None for value in aht_s) else None,
        required=required if given else None,
        **bands,
        reading=laid.reading(rows, minutes, zone, messages),
    )


def _bands(rows: list[Interval]) -> dict[str, tuple[float | None, ...]]:
    """The columns of uncertainty that the file has, by name."""
    columns = {name: tuple(getattr(row.band, name) if row.band else None for row in rows) for name in BAND}
    return {name: values for name, values in columns.items() if any(value is not None for value in values)}
