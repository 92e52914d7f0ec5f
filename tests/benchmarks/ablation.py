"""What each search for the smallest team is worth: every case with all of them, then without one that ran, in turn.

    python tests/benchmarks/ablation.py                     the cases below
    python tests/benchmarks/ablation.py NAME ... --seconds 30

A name is a case of ``cases.py``, with what is changed of its scenario behind it: ``peak10-7d-30min-one+week+cyclic``.
Rows go to tests/benchmarks/results/<date>-ablation.csv as they are measured; what has a row there is not run again.
Every plan is held to the checker of the whole product. A search that did not run with all of them is not left out.
"""

import argparse
import csv
import logging
import os
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from cases import named
from results import path_of, version

from staffplan.errors import StaffplanError

FIELDS = (
    "case",
    "without",  # the search that was switched off; empty: none
    "heads",
    "bound",
    "proved",
    "paid_hours",
    "seconds",  # of the search
    "found_by",  # the search that found the plan
    "ran",  # all that ran, in the order in which they ended
    "limit_s",
    "load_1min",
    "version",
    "measured_at",
)
CASES = (
    "peak3-7d-60min-one",
    "peak10-7d-30min-one",
    "peak10-28d-60min-one",
    "peak30-28d-30min-one",
    "peak300-7d-30min-one",
    "peak300-28d-60min-one",
    "peak3-7d-30min-three",
    "peak10-7d-60min-three",
    "peak10-7d-30min-three",
    "peak30-28d-60min-three",
    "peak100-28d-30min-three",
    "peak10-7d-30min-one+week",
    "peak3-28d-60min-one+week",
    "peak30-28d-60min-one+week",
    "peak30-28d-30min-one+day",
    "peak300-28d-60min-one+week",
    "peak10-7d-60min-three+week",
    "peak10-28d-60min-three+week",
    "peak10-7d-60min-one+cyclic",
    "peak30-7d-30min-three+cyclic",
    "peak10-7d-30min-one+week+cyclic",
    "peak3-28d-60min-one+cyclic",
    "peak30-28d-60min-one+cyclic",
    "peak10-7d-60min-one+messages",
    "peak30-28d-60min-one+messages",
)
MESSAGES = '[opening]\nhours = ["08:00", "22:00"]\n\n[messages]\nreply_within = "4h"\n\n'
CHANGES = {
    "week": lambda text: text.replace('scope = "slot"', 'scope = "week"'),
    "day": lambda text: text.replace('scope = "slot"', 'scope = "day"'),
    "cyclic": lambda text: "cyclic = true\n" + text,
    "messages": lambda text: text.replace("[handling]", MESSAGES + "[handling]"),
}


def written(name, folder):
    """Write the case of a name into ``folder``; returns the paths of its forecast and scenario."""
    case, *changes = name.split("+")
    forecast, scenario = named(case).write(folder)
    text = scenario.read_text("utf-8")
    for change in changes:
        text = CHANGES[change](text)
    scenario.write_text(text, encoding="utf-8")
    return forecast, scenario


class Heard(logging.Handler):
    """The searches that ran, and which of them found a better plan, as the walk tells them."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.ran, self.found_by, self._best = [], "", float("inf")

    def emit(self, record):
        name, objective, _bound, _seconds = record.args
        self.ran.append(name)
        if objective is not None and objective < self._best:
            self.found_by, self._best = name, objective


def solve(name, seconds, without=""):
    """The row of a case without one search, or with all of them."""
    from staffplan.pipeline.plan.hard_week import hard_week
    from staffplan.pipeline.plan.plan import checked
    from staffplan.pipeline.problem import read_problem
    from staffplan.schema.progress import Stop, nobody_watches
    from staffplan.service import staffing
    from staffplan.shifts import legal_work
    from staffplan.solve.params import SearchParams
    from staffplan.solve.search import find_roster

    with tempfile.TemporaryDirectory() as folder:
        problem = read_problem(*written(name, Path(folder)), {"solve.time_limit": ("--time-limit", f"{seconds}s")})
    scenario, need = problem.scenario, staffing(problem.demand, problem.scenario)
    question = (legal_work(scenario, need.grid), need, scenario.objective, scenario.solve, nobody_watches, Stop())
    params = SearchParams(left_out=frozenset({without} - {""}))
    load, began = os.getloadavg()[0], time.monotonic()
    with hearing() as heard:
        roster = find_roster(*question, partial(hard_week, scenario, need), params)
    took = time.monotonic() - began
    return {
        "case": name,
        "without": without,
        "heads": roster.headcount,
        "bound": roster.headcount_bound,
        "proved": int(roster.proved),
        "paid_hours": round(checked(problem, need, roster).summary.paid_hours, 1),
        "seconds": round(took, 1),
        "found_by": heard.found_by,
        "ran": "; ".join(heard.ran),
        "limit_s": seconds,
        "load_1min": round(load, 1),
        "version": version(),
        "measured_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }


@contextmanager
def hearing():
    """Inside, the searches that run are heard of."""
    logger, heard = logging.getLogger("staffplan.solve.conductor.walk"), Heard()
    level = logger.level
    logger.addHandler(heard)
    logger.setLevel(logging.INFO)
    try:
        yield heard
    finally:
        logger.removeHandler(heard)
        logger.setLevel(level)


def rows_of(path):
    """The rows that are there, by case and what was left out."""
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        return {(row["case"], row["without"]): row for row in csv.DictReader(file)}


def measured(path, name, seconds, without):
    """The row of a case without one search: the one that is there, or a new one."""
    rows = rows_of(path)
    if (name, without) not in rows:
        try:
            row = solve(name, seconds, without)
        except StaffplanError as error:
            row = {"case": name, "without": without, "limit_s": seconds, "ran": f"{type(error).__name__}: {error}"}
        with path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
            if not rows:
                writer.writeheader()
            writer.writerow(row)
    return rows_of(path)[name, without]


def main():
    """Measure what has no row yet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=CASES, metavar="NAME")
    parser.add_argument("--seconds", type=int, default=25)
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}")
    options = parser.parse_args()
    path = path_of(options.date, "ablation")
    for name in options.names:
        ran = measured(path, name, options.seconds, "")["ran"]
        for without in dict.fromkeys(ran.split("; ")):
            row = measured(path, name, options.seconds, without)
            print(*(row[field] for field in FIELDS[:8]), sep="\t", flush=True)


if __name__ == "__main__":
    main()
