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
from staffplan.read.tables.moments import whole_minute
from staffplan.read.tables.opened import name_of, open_table
from staffplan.read.tables.table import Columns, Located, Record, locate
from staffplan.schema.forecast import Forecast, Source
from staffplan.schema.reading import Reading
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from staffplan.schema.scenario.keys import Scenario

COLUMNS = Columns(
    required=("start", "inquiries"),
    optional=("queue", "deflection", "aht_s"),
    aliases={
        "start": ("time", "datetime", "timestamp", "interval", "start time", "时间", "开始时间", "日期时间", "时段"),
        "inquiries": ("volume", "contacts", "咨询量", "咨询数", "进线量", "会话量"),
        "queue": ("skill", "队列", "技能组"),
        "deflection": ("deflection rate", "机器人解决率", "机器人拦截率"),
        "aht_s": ("aht", "aht seconds", "平均处理时长", "平均处理时间"),
    },
)
NEED = Columns(
    required=COLUMNS.required,
    optional=(*COLUMNS.optional, "required"),
    aliases=COLUMNS.aliases | {"required": ("need", "需求人数", "所需人数", "需要人数")},
)
"""Where the need has prices, a forecast may say itself how many agents it needs."""
T = TypeVar("T")


def read_forecast(given: str | Path | pd.DataFrame, scenario: Scenario) -> tuple[Forecast, Source]:
    """Read a forecast from .csv, .xlsx or .parquet, or from a DataFrame with the same columns.

    Times without an offset are local times of the scenario's time zone. What a planner should know (columns left out,
    rows sorted, queues summed, clock changes) is in the forecast's ``reading``.

    Raises:
        InputError: the file has faults; all of them.
    """
    faults = Faults(name_of(given))
    columns = COLUMNS if scenario.objective.prices is None else NEED
    table, source = open_table(given, columns, faults)
    located = locate(table, columns, faults)
    messages = [*located.table.messages, *_left_out(located)]
    rows = _rows(located, faults)
    zone = ZoneInfo(scenario.timezone)
    column = located.header_text("start")
    intervals.refuse_mixed_clocks(rows, column, faults)
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
    return _forecast(rows, minutes, zone, located, messages), source


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


def _left_out(located: Located) -> list[Message]:
    if not located.others:
        return []
    return [Message.of("columns_left_out", headers=located.others)]


def _forecast(
    rows: list[Interval], minutes: int, zone: ZoneInfo, located: Located, messages: list[Message]
) -> Forecast:
    if not any(row.inquiries for row in rows):
        messages.append(Message.of("no_inquiries"))
    required = tuple(row.required for row in rows)
    given = sum(agents is not None for agents in required)
    if given:
        messages.append(Message.of("need_given", given=given, all=len(rows)))
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
        reading=_reading(rows, minutes, zone, located, messages),
    )


def _reading(rows: list[Interval], minutes: int, zone: ZoneInfo, located: Located, messages: list[Message]) -> Reading:
    return Reading(
        rows=located.row_count,
        first=rows[0].start.astimezone(zone),
        last=rows[-1].start.astimezone(zone),
        step_minutes=minutes,
        total_inquiries=sum(row.inquiries for row in rows),
        columns_taken={name: located.header_text(name) for name in located.places},
        columns_left=located.others,
        aht_unit="s" if "aht_s" in located.places else None,
        encoding=located.table.encoding,
        sheet=located.table.sheet,
        warnings=tuple(messages),
    )
