"""Erlang A for a week of half hours against pyworkforce 0.5.4: same service level, never more agents, times faster.

    python tests/benchmarks/peers/pyworkforce_erlang.py [--python python3.12] [--peaks 30 100 300]

pyworkforce needs Python 3.12 or newer, so it gets an environment of its own, thrown away at the end. It begins its
search at the load, so that it may ask for more agents than the target needs; its service levels are compared at its
own numbers. Results go to tests/benchmarks/results/<date>-erlang-a.csv.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

VERSION = "0.5.4"
AHT_MIN, PATIENCE_MIN, WITHIN_S, SHARE = 3.0, 5.0, 20.0, 0.8
RESULTS = Path(__file__).parents[1] / "results"
PEER = """
import json, sys, time
from pyworkforce.queuing import ErlangA

volumes, aht, patience, within, share = json.load(sys.stdin)
begin, rows = time.perf_counter(), []
for volume in volumes:
    queue = ErlangA(transactions=volume, aht=aht, asa=within / 60, interval=30, patience=patience)
    found = queue.required_positions(service_level=share)
    rows.append((found["raw_positions"], found["service_level"]))
json.dump({"seconds": time.perf_counter() - begin, "rows": rows}, sys.stdout)
"""


def week(peak):
    """Volumes of 336 half hours whose largest load is ``peak`` erlangs: quiet nights, three peaks a day."""
    hour = np.arange(48) / 2
    day = 0.06 + 0.25 * ((hour > 9) & (hour < 23))
    for height, centre, width in ((0.55, 10.5, 1.8), (0.6, 15, 2.2), (1.0, 21, 1.9)):
        day += height * np.exp(-(((hour - centre) / width) ** 2))
    volumes = np.outer([1, 0.95, 0.92, 0.94, 1.02, 1.15, 1.1], day).ravel()
    return volumes / volumes.max() * peak * 30 / AHT_MIN


def ours(volumes):
    """Seconds, and the least agents of each slot; the best of three runs, the first of which warms up."""
    from staffplan.service import staffing

    demand, scenario = demand_of(volumes)
    seconds, least = [], None
    for _ in range(3):
        begin = time.perf_counter()
        least = staffing(demand, scenario).required
        seconds.append(time.perf_counter() - begin)
    return min(seconds), least


def demand_of(volumes):
    """The week as the service stage takes it."""
    from staffplan.schema.demand import Demand
    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Scenario

    scenario = Scenario.model_validate(
        {
            "timezone": "UTC",
            "handling": {"aht": timedelta(minutes=AHT_MIN), "patience": timedelta(minutes=PATIENCE_MIN)},
            "target": {"share": SHARE, "within": timedelta(seconds=WITHIN_S), "scope": "slot"},
        }
    )
    always = np.ones(volumes.size, dtype=bool)
    start = datetime(2026, 11, 2, tzinfo=UTC)
    grid = Grid(timezone="UTC", start=start, slot_minutes=30, n_slots=volumes.size)
    aht = np.full(volumes.size, 60 * AHT_MIN)
    return Demand(grid, volumes, volumes, aht, always, always), scenario


def theirs(python, volumes):
    """What pyworkforce says: seconds, agents and service level of each slot."""
    question = json.dumps([volumes.tolist(), AHT_MIN, PATIENCE_MIN, WITHIN_S, SHARE])
    answer = subprocess.run([python, "-c", PEER], input=question, capture_output=True, text=True, check=True)
    found = json.loads(answer.stdout)
    agents, level = np.array(found["rows"]).T
    return found["seconds"], agents.astype(int), level


def compared(python, peak):
    """One row of the result."""
    from staffplan.service import steady_service

    volumes = week(peak)
    our_seconds, our_agents = ours(volumes)
    peer_seconds, peer_agents, peer_level = theirs(python, volumes)
    level = steady_service(*demand_of(volumes), peer_agents).service_level
    return {
        "peak_load": peak,
        "slots": volumes.size,
        "seconds": round(our_seconds, 5),
        "pyworkforce_seconds": round(peer_seconds, 3),
        "times_faster": round(peer_seconds / our_seconds),
        "agents": int(our_agents.sum()),
        "pyworkforce_agents": int(peer_agents.sum()),
        "slots_with_more_agents": int((our_agents > peer_agents).sum()),
        "slots_with_fewer_agents": int((our_agents < peer_agents).sum()),
        "largest_difference_in_service_level": f"{np.abs(level - peer_level).max():.1e}",
    }


def python312():
    """A Python that pyworkforce accepts."""
    known = sorted(Path.home().glob(".pyenv/versions/3.1[2-9]*/bin/python"))
    return str(known[0]) if known else shutil.which("python3.12")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--python", default=python312(), help="a Python of 3.12 or newer")
    options.add_argument("--peaks", type=float, nargs="+", default=[30, 100, 300], help="largest loads in erlangs")
    chosen = options.parse_args()
    if chosen.python is None:
        sys.exit("pyworkforce needs Python 3.12 or newer: name one with --python")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([chosen.python, "-m", "venv", folder], check=True)
        python = str(Path(folder) / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "-q", f"pyworkforce=={VERSION}"], check=True)
        rows = [compared(python, peak) for peak in chosen.peaks]
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{date.today():%Y-%m-%d}-erlang-a.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    print(path.read_text())
    for row in rows:
        assert row["slots_with_more_agents"] == 0, row
        assert float(row["largest_difference_in_service_level"]) <= 1e-9, row
        assert row["times_faster"] >= 100, row


if __name__ == "__main__":
    main()
