"""The dated csv of the benchmark: one row for each tool on each case; nothing is ever written over."""

import csv
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parent / "results"
ROOT = Path(__file__).parents[2]
FIELDS = (
    "row",  # what docs refer to
    "case",
    "tool",
    "version",
    "peak",
    "days",
    "grid_min",
    "rules",
    "limit_s",
    "outcome",  # optimal, feasible, infeasible, shifts only, no answer, failed
    "headcount",
    "bound",  # of the headcount, as the tool proved it
    "lp_bound",
    "lp_s",  # the master's LP relaxation alone: solving
    "lp_build_s",  # and building
    "wall_s",
    "cpu_s",
    "peak_mib",
    "person_shifts",
    "paid_hours",
    "hours_short",
    "rules_broken",
    "broken",  # rule=count
    "by_contract",  # contract=agents
    "stages",  # stage=seconds
    "detail",
    "measured_at",
    "cores",
    "load_1min",  # of the machine, before the run; one run after the other leaves about 1
    "machine",
)


def path_of(date, kind="scale"):
    """The csv of a day: of all sizes, or of the ``figures`` that tests hold."""
    return FOLDER / f"{date}-{kind}.csv"


def newest(kind="scale"):
    """The newest csv of that kind, or None."""
    return max(FOLDER.glob(f"*-{kind}.csv"), default=None)


def read(path):
    """Rows as dictionaries of text."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def append(path, values):
    """Add one row, with the machine's state; returns it as it was written."""
    known = read(path)
    number = max((int(row["row"]) for row in known), default=0) + 1
    row = {"row": number, "measured_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", **machine(), **values}
    unknown = set(row) - set(FIELDS)
    assert not unknown, unknown
    path.parent.mkdir(exist_ok=True)
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        if not known:
            writer.writeheader()
        writer.writerow({name: _text(value) for name, value in row.items()})
    return row


def _text(value):
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, dict):
        return " ".join(f"{key}={_text(number)}" for key, number in value.items())
    return "" if value is None else value


def pairs(text):
    """``a=1 b=2`` as a dictionary of text."""
    return dict(part.split("=") for part in text.split())


def machine():
    """Cores and processor."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return {"cores": os.cpu_count(), "machine": model}


def version():
    """The commit measured; with a + where the code differs from it."""
    try:
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip()
        changed = subprocess.run(["git", "diff", "--quiet", "HEAD", "--", "optimizer", "cli"], cwd=ROOT, check=False)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return commit + ("+" if changed.returncode else "")
