"""The engine for named people on instances of Curtois and Qu, and on generated teams; a row of csv for each.

    python tests/benchmarks/people/run.py --seconds 60 --folder FOLDER 5 6 7      # FOLDER holds instance-5.txt …
    python tests/benchmarks/people/run.py --seconds 60 --teams 50 300

The folder may be given as STAFFPLAN_SHIFT_SCHEDULING, too. Each value is counted again from the file by ``value``.
"""

import argparse
import csv
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import shift_scheduling
import teams
from tiny import make_grid

from staffplan.solve.people.search import solve_people

FIELDS = (
    *("case", "best_known", "value", "bound", "certificate", "proved", "gap_percent"),
    *("read_s", "wall_s", "processor_s", "limit_s", "load_1min", "measured_at"),
)


def row(case, problem, seconds, began, constant=0, best_known=None):
    """Solve a problem and tell what came of it; the plan besides."""
    read, processor = time.monotonic() - began, time.process_time()
    plan = solve_people(problem, seconds=seconds)
    value, bound = plan.value + constant, plan.bound + constant
    assert value >= bound - 1e-6 * abs(value), (case, value, bound)
    certificate = None if plan.certificate is None else round(plan.certificate.bound + constant, 3)
    figures = (case, best_known, value, bound, certificate, plan.is_proved, round(100 * (value / bound - 1), 2))
    times = (round(read, 1), round(plan.seconds, 1), round(time.process_time() - processor, 1), seconds)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return dict(zip(FIELDS, (*figures, *times, round(os.getloadavg()[0], 1), now), strict=True)), plan


def instance(folder, number, seconds):
    """The row of one instance, its plan checked."""
    began = time.monotonic()
    read = shift_scheduling.read(Path(folder) / f"instance-{number}.txt")
    problem = shift_scheduling.problem(read, make_grid(read.days))
    constant = shift_scheduling.constant(read)
    found, plan = row(
        f"shift-scheduling-{number}", problem, seconds, began, constant, shift_scheduling.BEST_KNOWN.get(number)
    )
    days = {}
    for who, person, (one,) in zip(read.people, problem.persons, plan.persons, strict=True):
        work = person.work
        days[who.name] = {int(work.day[s]): work.patterns[int(work.pattern[s])].name for s in one.shifts}
    assert shift_scheduling.value(read, days) == found["value"]
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*", type=int)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--folder", default=os.environ.get("STAFFPLAN_SHIFT_SCHEDULING"))
    parser.add_argument("--teams", action="store_true")
    given = parser.parse_args()
    writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    writer.writeheader()
    for case in given.cases:
        if given.teams:
            writer.writerow(row(f"team-{case}", teams.team(case), given.seconds, time.monotonic())[0])
        else:
            writer.writerow(instance(given.folder, case, given.seconds))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
