"""One process solves one tiny plan after the other by the door for Python: its memory is flat after the first ones.

``STAFFPLAN_SOLVES`` says how many come after those (200 by default, 950 for a thousand in all). A solver's process
lives as long as its search: its memory is looked at by the watcher, this process's own after each plan.
"""

import contextlib
import gc
import os
import time
from datetime import UTC, datetime

import pandas as pd
import psutil
import pytest
from results import FOLDER, machine, version

import staffplan
from staffplan.report.files import csv_text

SOLVES = int(os.environ.get("STAFFPLAN_SOLVES", "200"))
WARM = 50
"""Plans until everything is imported and every cache has what it holds."""
WINDOW = 25
"""Plans whose mean is taken at both ends."""
GROWTH = 1.0
"""MiB by which this process, or the solver's, may be larger at the end."""
COLUMNS = ("solves", "seconds", "own_mib_warm", "own_mib_end", "children_mib_warm", "children_mib_end", "version")
MIB = 2**20
FORECAST = pd.DataFrame(
    {"start": pd.date_range("2026-11-02 09:00", periods=4, freq="h"), "inquiries": [3.0, 5.0, 4.0, 2.0]}
)
SCENARIO = {
    "grid": "60min",
    "opening": {"hours": ["09:00", "13:00"]},
    "target": {"share": 0.5},
    "contract": [{"shift_lengths": ["4h"], "breaks": [], "days_per_week": [1, 7]}],
}


class Family:
    """This process and those that it starts."""

    def __init__(self):
        self.own = psutil.Process()
        self.most = 0.0

    def look(self, _progress=None):
        total = 0
        for child in self.own.children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                total += child.memory_info().rss
        self.most = max(self.most, total / MIB)

    def row(self):
        gc.collect()
        most, self.most = self.most, 0.0
        return {
            "own": self.own.memory_info().rss / MIB,
            "children": most,
            "left": len(self.own.children(recursive=True)),
            "files": self.own.num_fds(),
            "threads": self.own.num_threads(),
        }


def solved(family, seed):
    """All that a notebook does with a plan."""
    plan = staffplan.solve(FORECAST, SCENARIO, seed=seed, watcher=family.look)
    assert plan.proved
    assert len(plan.schedule) == plan.headcount == 1
    assert "<svg" in plan._repr_html_()
    assert staffplan.check(plan).legal
    return family.row()


@pytest.mark.benchmark
def test_memory_is_flat_after_the_first_fifty():
    family, began = Family(), time.perf_counter()
    rows = pd.DataFrame([solved(family, seed) for seed in range(WARM + SOLVES)])
    seconds = time.perf_counter() - began
    warm, end = rows.iloc[WARM : WARM + WINDOW].mean(), rows.iloc[-WINDOW:].mean()
    figures = [f"{value:.1f}" for value in (seconds, warm["own"], end["own"], warm["children"], end["children"])]
    keep([str(WARM + SOLVES), *figures, version()])
    assert end["own"] - warm["own"] < GROWTH
    assert end["children"] - warm["children"] < GROWTH
    assert not rows["left"].any()
    assert rows["files"].iloc[-1] <= rows["files"].iloc[WARM]
    assert rows["threads"].iloc[-1] <= rows["threads"].iloc[WARM] + 1  # one that imports may just have begun


def keep(row):
    """Add the row to the day's file."""
    path = FOLDER / f"{datetime.now(UTC):%Y-%m-%d}-door.csv"
    text = csv_text((*COLUMNS, "machine"), [[*row, machine()["machine"]]])
    with path.open("a", encoding="utf-8") as file:
        file.write(text if not file.tell() else text.partition("\n")[2])
