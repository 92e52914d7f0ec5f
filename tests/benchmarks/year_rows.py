"""The dated csv of the years: what `staffplan seasons` proves of each, and in what time.

    python tests/benchmarks/year_rows.py small-shop

plans one of them, in a folder of its own, and adds its row.
"""

import csv
import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from measure import run
from results import FOLDER, machine, version
from year_cases import YEARS

GRACE_SECONDS = 120
"""How long a year may go on behind its limit, so that its row says by how much."""
LIMIT_SECONDS = 120
FIELDS = (
    "case",
    "outcome",  # optimal: proved to the cent; feasible: to the gap; else how the command ended
    "objective",
    "bound",
    "gap",
    "seconds",  # of the whole command
    "cpu_s",
    "peak_mib",
    "load_before",  # of the machine, one minute: over about 0.3 somebody else was at work
    "load_after",
    "targets_met",  # seasons whose finished schedule meets its target
    "version",
    "measured_at",
    "cores",
    "machine",
)


def measured(case, folder):
    """The row of a year: the whole command, with its plans written to ``folder``."""
    plan, load = Path(folder) / "plan", os.getloadavg()[0]
    command = [Path(sys.executable).with_name("staffplan"), "seasons", case.write(folder), "-o", plan, "--quiet"]
    found = run(command, seconds=LIMIT_SECONDS + GRACE_SECONDS)
    row = {
        "case": case.name,
        "outcome": f"exit {found.code}",
        "seconds": f"{found.wall_s:.1f}",
        "cpu_s": f"{found.cpu_s:.1f}",
        "peak_mib": f"{found.peak_mib:.0f}",
        "load_before": f"{load:.2f}",
        "load_after": f"{os.getloadavg()[0]:.2f}",
        "version": version(),
        "measured_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        **machine(),
    }
    if (plan / "year.json").exists():
        year = json.loads((plan / "year.json").read_text(encoding="utf-8"))
        row |= {
            "outcome": year["status"],
            "objective": f"{year['value']:.2f}",
            "bound": f"{year['bound']:.2f}",
            "gap": f"{year['gap']:.5f}",
            "targets_met": f"{sum(one['target_met'] for one in year['seasons'])} of {len(year['seasons'])}",
        }
    return row


def keep(row):
    """Add the row to the day's file."""
    path = FOLDER / f"{datetime.now(UTC):%Y-%m-%d}-years.csv"
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        if not file.tell():
            writer.writeheader()
        writer.writerow(row)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as own:
        result = measured(next(case for case in YEARS if case.name == sys.argv[1]), own)
    keep(result)
    print(result)
