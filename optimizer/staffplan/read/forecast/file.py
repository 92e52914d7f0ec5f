"""Forecast files: a row for each interval, checked as a whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from staffplan.read import intervals
from staffplan.read.faults import Faults
from staffplan.read.forecast.queues import sum_queues
from staffplan.read.intervals import Interval
from staffplan.read.tables import cells
from staffplan.read.tables.files import read_bytes
from staffplan.read.tables.moments import whole_minute
from staffplan.read.tables.opened import read_table
from staffplan.read.tables.table import Columns, Located, Record, locate
from staffplan.schema.forecast import Forecast, Source
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from staffplan.schema.scenario.keys import Scenario

COLUMNS = Columns(
    required=("start", "inquiries"),
    optional=("required", "queue", "deflection", "aht_s"),
    aliases={
        "start": ("time", "datetime", "timestamp", "interval", "start time", "时间", "开始时间", "日期时间", "时段"),
        "required": ("need", "需求人数", "所需人数", "需要人数"),
        "inquiries": ("volume", "contacts", "咨询量", "咨询数", "进线量", "会话量"),
        "queue": ("skill", "队列", "技能组"),
        "deflection": ("deflection rate", "机器人解决率", "机器人拦截率"),
        "aht_s": ("aht", "aht seconds", "平均处理时长", "平均处理时间"),
    },
)
NEED = Columns(
    required=("start", "required"),
    optional=("inquiries", *(name for name in COLUMNS.optional if name != "required")),
    aliases=COLUMNS.aliases,
)
"""A table of the agents needed is a forecast too, without any inquiries."""
T = TypeVar("T")


def read_forecast(path: str | Path, scenario: Scenario) -> tuple[Forecast, Source]:
    """Read a forecast from .csv, .xlsx or .parquet.

    Times without an offset are local times of the scenario's time zone. What a planner should know (columns left out,
    rows sorted, queues summed, clock changes) is in the forecast's ``messages``.

    Raises:
        InputError: the file has faults; all of them.
    """
    data, source = read_bytes(path)
    faults = Faults(str(path))
    table = read_table(data, path, COLUMNS, faults)
    alone = COLUMNS.missing_from(table) == ["inquiries"] and not NEED.missing_from(table)
    located = locate(table, NEED if alone else COLUMNS, faults)
    messages = [*located.table.messages, *_left_out(located)]
    rows = _rows(located, faults)
    zone = ZoneInfo(scenario.timezone)
    column = located.header_text("start")
    unreadable_starts = any(fault.column in {column, None} for fault in faults.list)
    rows = intervals.resolve(rows, zone, messages)
    rows = intervals.refuse_duplicates(rows, zone, column, faults)
    rows = sum_queues(intervals.in_order(rows, messages), scenario, messages)
    minutes = None if unreadable_starts or not rows else intervals.minutes_between(rows, column, faults)
    if minutes is not None:
        rows = intervals.fill_repeated_hours(rows, zone, messages)
        intervals.refuse_gaps(rows, minutes, zone, column, faults)
    faults.raise_any()
    if minutes is None:
        faults.stop(_("no row at a time that exists"), _("a row for each interval"))
    return _forecast(rows, minutes, zone, messages), source


def _rows(located: Located, faults: Faults) -> list[Interval]:
    """A row for each record whose start can be read; other cells at fault are left at their defaults."""
    records = list(located.records(faults))
    if not records and not faults.list:
        faults.stop(_("a header and no rows"), _("a row for each interval"))
    return [row for record in records if (row := _row(record, located, faults)) is not None]


def _row(record: Record, located: Located, faults: Faults) -> Interval | None:
    def take(name: str, parse: Callable[[object], T]) -> T | None:
        if name not in record.cells:
            return None
        return faults.read(parse, record.cells[name], record.row, located.header_text(name))

    comma = located.table.decimal_comma
    start = take("start", whole_minute)
    inquiries = take("inquiries", partial(cells.not_negative, decimal_comma=comma))
    deflection = take("deflection", partial(cells.share, decimal_comma=comma))
    aht_s = take("aht_s", partial(cells.seconds, decimal_comma=comma))
    required = take("required", partial(cells.agents, decimal_comma=comma))
    if start is None:
        return None
    queue = record.cells.get("queue")
    name = "" if cells.blank(queue) else str(queue).strip()
    return Interval(record.row, start, name, inquiries or 0.0, deflection, aht_s, required)


def _left_out(located: Located) -> list[str]:
    if not located.others:
        return []
    return [_("columns left out: {headers}").format(headers=", ".join(located.others))]


def _forecast(rows: list[Interval], minutes: int, zone: ZoneInfo, messages: list[str]) -> Forecast:
    required = tuple(row.required for row in rows)
    given = sum(agents is not None for agents in required)
    if not given and not any(row.inquiries for row in rows):
        messages.append(_("no inquiries in any interval"))
    if given:
        text = _("{given} of {all} intervals need the agents of the forecast's column required, or more for the target")
        messages.append(text.format(given=given, all=len(rows)))
    deflection = tuple(row.deflection for row in rows)
    aht_s = tuple(row.aht_s for row in rows)
    return Forecast(
        timezone=zone.key,
        start=rows[0].start.astimezone(zone),
        interval_minutes=minutes,
        inquiries=tuple(row.inquiries for row in rows),
        deflection=deflection if any(value is not None for value in deflection) else None,
        aht_s=aht_s if any(value is not None for value in aht_s) else None,
        required=required if given else None,
        messages=tuple(messages),
    )
