"""The files of a plan: plan.json, schedule.csv, coverage.csv, and how csv files are written."""

from __future__ import annotations

import csv
import io
import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.report.headers import headers_of
from staffplan.report.shift_kinds import kinds_of
from staffplan.storage.edited import digests
from staffplan.storage.spreadsheet import guarded
from staffplan.storage.write import write_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from staffplan.schema.plan import Plan, Shift

PLAN_FILES = ("schedule.csv", "coverage.csv", "payroll.xlsx", "report.html", "plan.json")
"""All files of ours that a plan's folder may hold."""
SCHEDULE_COLUMNS = ("agent_id", "contract", "date", "start", "end", "breaks", "paid_hours", "shift")
COVERAGE_COLUMNS = (
    "start",
    "inquiries",
    "human_inquiries",
    "required",
    "on_duty",
    "service_level",
    "occupancy",
)
DECIMALS = 6
"""Digits after the point of every number in the csv files."""


def write_plan(plan: Plan, directory: Path, extra: Mapping[str, bytes | Path] | None = None) -> list[Path]:
    """Write plan.json, schedule.csv, coverage.csv and the ``extra`` files (name → content, or a file to copy).

    Files of an older plan that the new one lacks (a workbook, a page) go; files that are not ours stay. Returns the
    paths written. Raises OutputError; the older plan is then untouched.
    """
    contents = {**plan_files(plan, extra or {}), **(extra or {})}
    return write_files(directory, contents, remove=[name for name in PLAN_FILES if name not in contents])


def plan_files(plan: Plan, documents: Mapping[str, bytes | Path] | None = None) -> dict[str, bytes | Path]:
    """plan.json, schedule.csv and coverage.csv of ``plan``.

    plan.json keeps the digests of the schedule and of the workbook among ``documents``; a plan that brings its
    schedule's digest along was edited since that was computed.
    """
    files: dict[str, bytes | Path] = {"schedule.csv": schedule_csv(plan), "coverage.csv": coverage_csv(plan)}
    computed = {name: digest for name, digest in plan.summary.written.items() if name in files}
    return {"plan.json": plan_json(plan, digests({**files, **(documents or {})}) | computed), **files}


def plan_json(plan: Plan, written: Mapping[str, str] | None = None) -> bytes:
    """The summary as plan.json holds it, with the digests of the files ``written`` with it, or those it has."""
    data = plan.summary.model_dump(mode="json") | ({} if written is None else {"written": dict(written)})
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def schedule_csv(plan: Plan) -> bytes:
    """A row a shift, as schedule.csv holds it."""
    zone = ZoneInfo(plan.summary.scenario.timezone)
    kinds = kinds_of(plan.shifts)
    rest = [
        csv_text(
            (
                shift.contract,
                shift.date.isoformat(),
                local(shift.start, zone).isoformat(),
                local(shift.end, zone).isoformat(),
                format_breaks(shift, zone),
                format_number(shift.paid_hours),
                shift.shift_name,
            )
        )
        for shift in kinds.samples
    ]
    agent = cache(_agent_text)
    rows = [agent(shift.agent_id) + rest[kind] for shift, kind in zip(plan.shifts, kinds.of_shift, strict=True)]
    return (csv_text(headers_of(SCHEDULE_COLUMNS)) + "".join(rows)).encode("utf-8-sig")


def _agent_text(agent_id: str) -> str:
    """The first cell of a row, with the separator behind it."""
    return f"{agent_id}," if agent_id.isalnum() else csv_text((agent_id, "")).removesuffix("\n")


def coverage_csv(plan: Plan) -> bytes:
    """A row a slot, as coverage.csv holds it."""
    zone = ZoneInfo(plan.summary.scenario.timezone)
    rows = [
        (
            local(slot.start, zone).isoformat(),
            format_number(slot.inquiries),
            format_number(slot.human_inquiries),
            str(slot.required),
            str(slot.on_duty),
            format_number(slot.service_level),
            format_number(slot.occupancy),
        )
        for slot in plan.coverage
    ]
    return csv_bytes(COVERAGE_COLUMNS, rows)


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """``moment`` on the clock of ``zone``."""
    return moment.astimezone(zone)


@lru_cache(maxsize=65536)
def clock_text(moment: datetime, zone: ZoneInfo) -> str:
    """``moment`` as ``12:00`` on the clock of ``zone``; thousands of shifts share it."""
    return f"{local(moment, zone):%H:%M}"


def format_breaks(shift: Shift, zone: ZoneInfo) -> str:
    """The breaks of a shift as ``12:00-13:00;15:15-15:30``, local times, with the name of an activity behind them."""
    return ";".join(
        [
            f"{clock_text(pause.start, zone)}-{clock_text(pause.end, zone)} {pause.name}".rstrip()
            for pause in shift.breaks
        ]
    )


def format_number(value: float | None) -> str:
    """At most six digits after the point and none in vain (``8``, ``7.5``); None is empty."""
    if value is None:
        return ""
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A csv file that Excel opens rightly everywhere: utf-8 with a mark, the same bytes on every system.

    ``columns`` by their own names; the headers may be Chinese (:func:`~staffplan.report.headers.use_headers`).
    """
    return csv_text(headers_of(columns), rows).encode("utf-8-sig")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]] = ()) -> str:
    """The header and the rows, quoted where they must be, a newline after each; safe to open in a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(guarded, columns))
    writer.writerows(map(guarded, row) for row in rows)
    return text.getvalue()
