"""``seasons``: a year of seasons as one model, a plan for each, and the bill."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.pipeline.year.report import summarise
from staffplan.pipeline.year.solved import solve_year, with_time_limit
from staffplan.schema.progress import Progress, Stop, Watcher, nobody_watches
from staffplan.schema.year.bill import bill_of, total

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from staffplan.schema.plan import Plan
    from staffplan.schema.reading import Reading
    from staffplan.schema.year.bill import Line
    from staffplan.schema.year.problem import YearInput
    from staffplan.schema.year.result import YearSummary


WRITING, MOST_WRITING = 0.05, 3.0
"""Share of the time limit, and seconds at most, for the bill and the files."""


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
    The time limit is that of all of it: the search, planning again where a schedule misses its target, and planning the
    year without each measure.

    Raises InputError, InfeasibleError, NoPlanError, OutputError.
    """
    from staffplan.pipeline.year.savings import first_share, measures_of, savings
    from staffplan.pipeline.year.today import look_at_today, present
    from staffplan.read.year.file import read_year
    from staffplan.storage.edited import edited_year, place_for
    from staffplan.storage.write import check_writable

    if out is not None:
        check_writable(place_for(out, edited_year(out)), ("year.json", "bill.csv", "year.xlsx", "year.html"))
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
    measures = {} if now is None else measures_of(problem)
    until = began + problem.year.solve.time_limit.total_seconds() - to_write(problem)
    solved = solve_year(problem, watcher, stop, first_share(until, len(measures)), until)
    bill = bill_of(problem.year, problem.calendar, solved.outcome.usage)
    today = None if now is None else look_at_today(now, bill, savings(measures, total(bill), watcher, stop, until))
    summary = summarise(problem, solved, bill, today, time.monotonic() - began)
    if out is None:
        return YearResult(summary, solved.plans, bill, [], readings)
    from staffplan.pipeline.year.documents import year_documents
    from staffplan.report.year_files import bill_csv, bill_rows, write_year

    kept = edited_year(out)
    documents = year_documents(summary, bill_rows(bill_csv(bill)))
    files = write_year(summary, solved.plans, bill, place_for(out, kept), documents)
    return YearResult(summary, solved.plans, bill, files, readings, kept)


def to_write(problem: YearInput) -> float:
    """Seconds of the time limit that are left for the bill and the files."""
    return min(WRITING * problem.year.solve.time_limit.total_seconds(), MOST_WRITING)
