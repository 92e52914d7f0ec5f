"""The files of a plan (docs: plan.json, schedule.csv, coverage.csv), written all together or not at all."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import secrets
import shutil
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.errors import OutputError
from staffplan.report.headers import headers_of
from staffplan.report.shift_kinds import kinds_of
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from staffplan.schema.plan import Plan, Shift

PLAN_FILES = ("schedule.csv", "coverage.csv", "payroll.xlsx", "report.html", "plan.json")
"""All files of ours that a plan's folder may hold."""
SCHEDULE_COLUMNS = ("agent_id", "contract", "date", "start", "end", "breaks", "paid_hours")
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
    contents: dict[str, bytes | Path] = {
        "plan.json": plan_json(plan),
        "schedule.csv": schedule_csv(plan),
        "coverage.csv": coverage_csv(plan),
        **(extra or {}),
    }
    return write_files(directory, contents, remove=[name for name in PLAN_FILES if name not in contents])


def plan_json(plan: Plan) -> bytes:
    """The summary as plan.json holds it."""
    data = plan.summary.model_dump(mode="json")
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
            )
        )
        for shift in kinds.samples
    ]
    agent = cache(lambda agent_id: csv_text((agent_id, "")).removesuffix("\n"))
    rows = [agent(shift.agent_id) + rest[kind] for shift, kind in zip(plan.shifts, kinds.of_shift, strict=True)]
    return (csv_text(headers_of(SCHEDULE_COLUMNS)) + "".join(rows)).encode("utf-8-sig")


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
    """The breaks of a shift as ``12:00-13:00;15:15-15:30``, local times."""
    return ";".join([f"{clock_text(pause.start, zone)}-{clock_text(pause.end, zone)}" for pause in shift.breaks])


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
    """The header and the rows, quoted where they must be, a newline after each."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def write_files(directory: Path, contents: Mapping[str, bytes | Path], remove: Iterable[str] = ()) -> list[Path]:
    """Put all of ``contents`` (name → content, or a file to copy) into ``directory``, or none; take ``remove`` away.

    The new files are complete in a folder beside before the first old one moves. Raises OutputError; then the folder
    is as it was. Where the new files were complete they are kept beside it and the error says where.
    """
    directory = Path(directory)
    check_writable(directory, [*contents, *remove])
    new = not directory.exists()
    staging = _staging(directory, new)
    try:
        for name, content in contents.items():
            _put(staging / name, content)
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise OutputError(_unwritable(directory, error)) from error
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    try:
        if new:
            staging.rename(directory)
        else:
            _swap(staging, directory, in_order(contents), remove)
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        kept = _keep(staging, directory)
        raise OutputError(
            _("{reason}; the new files are in {folder}").format(reason=_unwritable(directory, error), folder=kept)
        ) from error
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return [directory / name for name in contents]


def check_writable(directory: Path, names: Iterable[str] = PLAN_FILES) -> None:
    """Raise OutputError where files of these names could not be written now; worth a call before long work."""
    directory = Path(directory)
    if directory.exists() and not directory.is_dir():
        raise OutputError(
            _("{path} is a file: name another folder for the plan (-o DIR), or move the file away").format(
                path=directory
            )
        )
    for name in names:
        _check_closed(directory, name)
    nearest = directory
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise OutputError(
            _("{path} cannot be written: choose another folder (-o DIR), or ask for the right to write there").format(
                path=nearest
            )
        )


def _check_closed(directory: Path, name: str) -> None:
    """Excel and LibreOffice put a lock file beside what they have open."""
    for lock in (f"~${name}", f".~lock.{name}#"):
        if (directory / lock).exists():
            raise OutputError(
                _(
                    "{path} is open in Excel or LibreOffice: close it and run again "
                    "(if it is not open, delete the leftover file {lock})"
                ).format(path=directory / name, lock=lock)
            )


def in_order(names: Iterable[str]) -> list[str]:
    """The names in the order they are put in place: plan.json last."""
    return sorted(names, key=lambda name: (name == "plan.json", name))


def _staging(directory: Path, new: bool) -> Path:
    """An empty folder on the same file system: beside a new directory, inside one that exists (it may be a mount)."""
    folder = directory.parent if new else directory
    staging = folder / f".{directory.name}-{secrets.token_hex(4)}"
    try:
        staging.mkdir(parents=True)
    except OSError as error:
        raise OutputError(_unwritable(directory, error)) from error
    return staging


def _put(path: Path, content: bytes | Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, path)
    else:
        path.write_bytes(content)


def _swap(staging: Path, directory: Path, names: Sequence[str], remove: Iterable[str]) -> None:
    """Move old files out and new ones in; where any of it fails, move everything back."""
    old = staging / ".old"
    old.mkdir()
    undo: list[tuple[Path, Path]] = []
    try:
        for name in [*names, *remove]:
            if (directory / name).exists():
                _move(directory / name, old / name, undo)
            if (staging / name).exists():
                _move(staging / name, directory / name, undo)
    except BaseException:
        for source, target in reversed(undo):
            with contextlib.suppress(OSError):
                target.replace(source)
        raise


def _move(source: Path, target: Path, undo: list[tuple[Path, Path]]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    undo.append((source, target))


def _keep(staging: Path, directory: Path) -> Path:
    """Give the complete new files a name that a planner finds: ``plan-new`` beside ``plan``."""
    shutil.rmtree(staging / ".old", ignore_errors=True)
    with contextlib.suppress(OSError):
        target = directory.with_name(f"{directory.name}-new")
        if target.exists():
            target = directory.with_name(f"{directory.name}-new-{secrets.token_hex(2)}")
        return staging.rename(target)
    return staging


def _unwritable(directory: Path, error: OSError) -> str:
    name = Path(error.filename).name if error.filename else directory.name
    return _(
        "{path} could not be written ({reason}): close it where it is open, "
        "make room on the disk or choose another folder (-o DIR), and run again"
    ).format(path=directory / name if name != directory.name else directory, reason=in_our_words(error))
