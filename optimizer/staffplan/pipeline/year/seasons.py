"""``seasons``: a year of seasons as one model, a plan for each, and the bill."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.errors import NoPlanError, NoPlanOfYearError
from staffplan.pipeline.year.report import summarise
from staffplan.pipeline.year.solved import solve_year, with_time_limit
from staffplan.schema.progress import Progress, Stop, Watcher, nobody_watches
from staffplan.schema.year.bill import bill_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from staffplan.schema.plan import Plan
    from staffplan.schema.reading import Reading
    from staffplan.schema.year.bill import Line
    from staffplan.schema.year.result import YearSummary


@dataclass(frozen=True, eq=False)
class YearResult:
    """A year's plan and where it is."""

    summary: YearSummary
    plans: tuple[Plan, ...]
    bill: tuple[Line, ...]
    files: list[Path]
    """The files written; empty where none were wanted."""
    readings: Mapping[str, Reading | None]
    """What was read of each forecast, by its file."""
    kept: tuple[Path, ...] = ()
    """Files that somebody changed by hand where the plans were to go: they are in a folder beside them."""


def seasons(
    path: str | Path,
    *,
    out: Path | None = None,
    watcher: Watcher = nobody_watches,
    stop: Stop | None = None,
    time_limit: object = None,
) -> YearResult:
    """Plan the year of the file ``path``, check every season's plan, and write the folder ``out``.

    Plans in ``out`` that were edited by hand stay, and the new ones are written beside them (``year-plan-2``).

    Raises InputError, InfeasibleError, NoPlanError, OutputError.
    """
    from staffplan.pipeline.year.today import look_at_today, present
    from staffplan.read.year.file import read_year
    from staffplan.storage.edited import edited_year, place_for
    from staffplan.storage.write import check_writable

    if out is not None:
        check_writable(place_for(out, edited_year(out)), ("year.json", "bill.csv"))
    began = time.monotonic()
    stop = stop or Stop()
    watcher(Progress("reading_files"))
    problem = read_year(path)
    readings = {one.source.path: one.forecast.reading for one in problem.seasons}
    for file, reading in readings.items():
        watcher(Progress("forecast_read", values={"file": file}, reading=reading))
    if time_limit is not None:
        problem = with_time_limit(problem, time_limit)
    now = present(problem)
    try:
        solved = solve_year(problem, watcher, stop)
    except NoPlanError as error:
        raise NoPlanOfYearError(str(error)) from error
    bill = bill_of(problem.year, problem.calendar, solved.outcome.usage)
    today = None if now is None else look_at_today(problem, now, bill, watcher, stop)
    summary = summarise(problem, solved, bill, today, time.monotonic() - began)
    if out is None:
        return YearResult(summary, solved.plans, bill, [], readings)
    from staffplan.report.year_files import write_year

    kept = edited_year(out)
    files = write_year(summary, solved.plans, bill, place_for(out, kept))
    return YearResult(summary, solved.plans, bill, files, readings, kept)
