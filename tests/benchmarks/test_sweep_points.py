"""A sweep of 40 points of the small shop on two cores against one: time, and the same plans."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from results import FOLDER, machine, version

from staffplan import pipeline
from staffplan.processes.child import cores
from staffplan.report.files import csv_text

EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "small-shop"
VARY = "share=0.5:0.89:0.01"
POINTS = 40
FASTER = 1.7
COLUMNS = ("jobs", "points", "proved", "seconds", "load_before", "load_after", "version", "measured_at", "machine")


def measured(jobs):
    """The sweep and its row."""
    load, began = os.getloadavg()[0], time.perf_counter()
    result = pipeline.sweep(EXAMPLE / "forecast.csv", [VARY], EXAMPLE / "scenario.toml", jobs=jobs)
    seconds = time.perf_counter() - began
    proved = sum(point.outcome == "optimal" for point in result.points)
    figures = (jobs, len(result.points), proved, f"{seconds:.1f}", f"{load:.2f}", f"{os.getloadavg()[0]:.2f}")
    return (
        result,
        seconds,
        [*map(str, figures), version(), f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", machine()["machine"]],
    )


def keep(rows):
    """Add the rows to the day's file."""
    path = FOLDER / f"{datetime.now(UTC):%Y-%m-%d}-sweep.csv"
    text = csv_text(COLUMNS, rows)
    with path.open("a", encoding="utf-8") as file:
        file.write(text if not file.tell() else text.partition("\n")[2])


@pytest.mark.benchmark
@pytest.mark.skipif(cores() < 2, reason="one core alone cannot be faster")
def test_two_cores_sweep_faster_than_one():
    (two, quick, row_of_two), (one, slow, row_of_one) = measured(2), measured(1)
    keep([row_of_one, row_of_two])
    assert len(one.points) == len(two.points) == POINTS
    pairs = [(a, b) for a, b in zip(one.points, two.points, strict=True) if (a.outcome, b.outcome) == ("optimal",) * 2]
    assert len(pairs) >= 0.9 * POINTS
    assert [a.headcount for a, _b in pairs] == [b.headcount for _a, b in pairs]
    headcounts = [a.headcount for a, _b in pairs]
    assert headcounts == sorted(headcounts)  # a higher share never takes fewer agents
    assert slow / quick >= FASTER, f"{slow:.0f} s on one core, {quick:.0f} s on two; {row_of_one} {row_of_two}"
