"""A plan's folder, also after somebody edited the schedule in Excel."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from staffplan.errors import Fault, InputError
from staffplan.read import intervals
from staffplan.read.faults import Faults
from staffplan.read.intervals import Interval
from staffplan.read.opened import open_table
from staffplan.read.plan.schedule import read_schedule
from staffplan.read.scenario.refusals import refusals
from staffplan.read.tables import cells
from staffplan.read.tables.encodings import decode
from staffplan.read.tables.files import read_bytes, shown_path
from staffplan.read.tables.moments import whole_minute
from staffplan.read.tables.table import Columns, Located, locate
from staffplan.schema.plan import CoverageSlot, Plan, PlanSummary
from staffplan.storage.read import whole
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from staffplan.read.tables.numbers import Numbers
    from staffplan.read.tables.table import Record
    from staffplan.schema.scenario.keys import Scenario

COVERAGE_COLUMNS = Columns(
    required=("start", "inquiries", "human_inquiries", "required", "on_duty"),
    optional=("service_level", "occupancy"),
    aliases={
        "start": ("开始时间", "时间"),
        "inquiries": ("咨询量",),
        "human_inquiries": ("人工咨询量",),
        "required": ("所需人数", "需求人数"),
        "on_duty": ("在岗人数",),
        "service_level": ("服务水平",),
        "occupancy": ("占用率", "利用率"),
    },
)
COVERAGE_NUMBERS = ("inquiries", "human_inquiries", "required", "on_duty", "service_level", "occupancy")
T = TypeVar("T")


def read_plan(directory: str | Path) -> Plan:
    """Read plan.json, schedule.csv and coverage.csv of ``directory``.

    Times that lost their offset are local times of the plan's time zone.

    Raises:
        InputError: a file is missing or has faults; all of them.
    """
    folder = Path(directory)
    if not folder.is_dir():
        found = _("a file") if folder.exists() else _("no folder of this name")
        raise InputError([Fault(str(folder), found, _("the folder of a plan, as `staffplan solve` writes it"))])
    with whole(folder):
        return _read_files(folder)


def _read_files(folder: Path) -> Plan:
    faults: list[Fault] = []
    summary = _collect(faults, lambda: _read_summary(folder / "plan.json"))
    if summary is None:
        for name in ("schedule.csv", "coverage.csv"):
            _collect(faults, partial(read_bytes, folder / name))
        raise InputError(faults)
    shifts = _collect(faults, lambda: read_schedule(folder / "schedule.csv", summary.scenario))
    coverage = _collect(faults, lambda: _read_coverage(folder / "coverage.csv", summary.scenario))
    if shifts is None or coverage is None:
        raise InputError(faults)
    return Plan(summary=summary, shifts=shifts, coverage=coverage)


def _collect(faults: list[Fault], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except InputError as error:
        faults.extend(error.faults)
        return None


def _read_summary(path: Path) -> PlanSummary:
    data, _source = read_bytes(path)
    faults = Faults(str(path))
    text = decode(data, faults)
    raw: Any = None
    try:
        raw = json.loads(text)
    except RecursionError:
        faults.stop(_("lists within lists without end"), _("plan.json as it was written"), code="syntax")
    except json.JSONDecodeError as error:
        place = _("character {number}").format(number=error.colno)
        faults.stop(
            _("no JSON ({what})").format(what=in_our_words(error.msg)),
            _("plan.json as it was written"),
            error.lineno,
            place,
            "syntax",
        )
    try:
        return PlanSummary.model_validate(raw)
    except ValidationError as error:
        for refusal in refusals(error, PlanSummary, raw):
            faults.add(refusal.found, refusal.accepted, column=refusal.key, code=refusal.code)
        raise InputError(faults.list) from error


def _read_coverage(path: Path, scenario: Scenario) -> tuple[CoverageSlot, ...]:
    faults = Faults(shown_path(path))
    table, _source = open_table(path, COVERAGE_COLUMNS, faults)
    located = locate(table, COVERAGE_COLUMNS, faults)
    zone = ZoneInfo(scenario.timezone)
    numbers = located.numbers(*COVERAGE_NUMBERS)
    slots: dict[int, dict[str, Any]] = {}
    starts = []
    for record in located.records(faults):
        values = _coverage_values(record, located, numbers, faults)
        if values["start"] is not None:
            starts.append(Interval(record.row, values.pop("start")))
            slots[record.row] = values
    if not slots and not faults.list:
        faults.stop(_("a header and no rows"), _("a row for each slot"))
    intervals.refuse_offsets(starts, zone, located.header_text("start"), faults)
    ordered = sorted(intervals.resolve(starts, zone, []), key=lambda row: row.start)
    intervals.refuse_gaps(ordered, scenario.slot_minutes, zone, located.header_text("start"), faults)
    faults.raise_any()
    return tuple(CoverageSlot(start=row.start.astimezone(zone), **slots[row.row]) for row in ordered)


def _coverage_values(
    record: Record, located: Located, numbers: Mapping[str, Numbers], faults: Faults
) -> dict[str, Any]:
    parsers: dict[str, Callable[[object], object]] = {
        "start": whole_minute,
        "inquiries": partial(cells.not_negative, numbers=numbers["inquiries"]),
        "human_inquiries": partial(cells.not_negative, numbers=numbers["human_inquiries"]),
        "required": partial(cells.whole, numbers=numbers["required"]),
        "on_duty": partial(cells.whole, numbers=numbers["on_duty"]),
        "service_level": partial(cells.share, numbers=numbers["service_level"]),
        "occupancy": partial(cells.share, numbers=numbers["occupancy"]),
    }
    return {
        name: faults.read(parse, record.cells.get(name), record.row, located.header_text(name))
        for name, parse in parsers.items()
    }
