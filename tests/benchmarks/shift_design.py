"""Minimum shift design as the literature has it, as forecast and scenario, and its instances run one after another.

A week that repeats itself, agents needed in every slot, four kinds of shifts (early, day, afternoon, night) with
windows of starts and of lengths; minimised are minutes too many, minutes missing, and shifts (a start with a length)
in use, each at a weight: Musliu, Schaerf & Slany (2004), European Journal of Operational Research 153(1), 51-64; Di
Gaspero, Gärtner, Kortsarz, Musliu, Schaerf & Slany (2007), Annals of Operations Research 155(1), 79-105.

    python tests/benchmarks/shift_design.py [INSTANCE.toml | INSTANCE.dzn …]

Without files it runs those of tests/benchmarks/instances, three of the literature's random instances: needs, windows
and weights, numbers only, in a form of our own. TU Wien publishes them for others to compare results
(https://www.dbai.tuwien.ac.at/proj/Rota/benchmarks.html); read they were from a public copy
(https://github.com/Stieguu/Bounded-Minimum-Shift-Design-Constraint-Programming), without its keys about duties, which
belong to another problem. We found no licence in either place in November 2026 (of both we saw stored copies, of the
page only its beginning): the numbers are kept as facts with their source, and the project's licence gives no right to
them. More of that copy's files run from where you keep them.
"""

import csv
import json
import os
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import results
from measure import run

FOLDER = Path(__file__).parent / "instances"
KINDS = ("early", "day", "afternoon", "night")
MONDAY = datetime(2026, 11, 2)
SECONDS = 60
FIELDS = (
    *("instance", "outcome", "total", "bound", "overstaff_hours", "understaff_hours", "shift_types"),
    *("headcount", "headcount_bound", "rules_broken", "wall_s", "limit_s", "load_1min", "version", "measured_at"),
)
SCENARIO = """\
grid = "{minutes}min"
cyclic = true

[target]
scope = "slot"

[objective]
overstaff = {overstaff}
understaff = {understaff}
per_shift_type = {per_shift_type}
"""
CONTRACT = """
[[contract]]
name = "{name}"
shift_lengths = [{lengths}]
starts = ["{first}", "{last}"]
breaks = []
days_per_week = [0, 7]
days_off_in_row = 0
min_rest = "0h"
"""


@dataclass(frozen=True)
class Instance:
    """One instance; times and lengths in slots."""

    name: str
    minutes: int
    """Length of a slot."""
    need: tuple[int, ...]
    """Agents needed in every slot of the week."""
    starts: tuple[tuple[int, int], ...]
    """Earliest and latest start of each kind of shift."""
    lengths: tuple[tuple[int, int], ...]
    """Shortest and longest length of each kind."""
    weights: tuple[float, float, float] = (1, 1, 60)
    """Of a minute too many, of a minute missing, of a shift in use."""

    def write(self, folder):
        """Write forecast.csv and scenario.toml into ``folder``; returns their paths."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        moments = (MONDAY + timedelta(minutes=self.minutes * k) for k in range(len(self.need)))
        rows = [f"{moment:%Y-%m-%d %H:%M},0,{agents}" for moment, agents in zip(moments, self.need, strict=True)]
        (folder / "forecast.csv").write_text("\n".join(["start,inquiries,required", *rows, ""]), encoding="utf-8")
        over, under, each = self.weights
        text = SCENARIO.format(minutes=self.minutes, overstaff=60 * over, understaff=60 * under, per_shift_type=each)
        text += "".join(self._contract(k) for k in range(len(KINDS)))
        (folder / "scenario.toml").write_text(text, encoding="utf-8")
        return folder / "forecast.csv", folder / "scenario.toml"

    def _contract(self, kind):
        shortest, longest = self.lengths[kind]
        first, last = (self.minutes * slot for slot in self.starts[kind])
        return CONTRACT.format(
            name=KINDS[kind],
            lengths=", ".join(f'"{self.minutes * n}min"' for n in range(shortest, longest + 1)),
            first=f"{first // 60:02d}:{first % 60:02d}",
            last=f"{last // 60:02d}:{last % 60:02d}",
        )


def read(path):
    """An instance of our own form (a row of needs for each day), or of MiniZinc's as the public copy has it."""
    path = Path(path)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".dzn":
        return _of_copy(path.stem, text)
    keys = tomllib.loads(text)
    return Instance(
        name=path.stem,
        minutes=keys["minutes"],
        need=tuple(agents for day in keys["need"] for agents in day),
        starts=tuple(map(tuple, keys["starts"])),
        lengths=tuple(map(tuple, keys["lengths"])),
        weights=tuple(keys["weights"]),
    )


def _of_copy(name, text):
    parts = (part.partition("=") for part in text.split(";") if "=" in part)
    keys = {key.strip(): json.loads(value) for key, _equals, value in parts}
    return Instance(
        name=name,
        minutes=keys["interval"],
        need=tuple(keys["demand"]),
        starts=tuple(zip(keys["minStart"], keys["maxStart"], strict=True)),
        lengths=tuple(zip(keys["minLength"], keys["maxLength"], strict=True)),
        weights=(keys["weightOverCover"], keys["weightUnderCover"], keys["weightShiftInstances"]),
    )


def made(seed, types, minutes=60, most=5):
    """An instance of the same form made from ``types`` shifts, up to ``most`` agents in each on each day."""
    random = np.random.default_rng(seed)
    hour = 60 // minutes
    starts = tuple((hour * first, hour * last) for first, last in ((5, 8), (9, 11), (13, 15), (21, 23)))
    lengths = ((7 * hour, 9 * hour),) * len(KINDS)
    legal = [
        (s, n) for (a, b), (p, q) in zip(starts, lengths, strict=True) for s in range(a, b + 1) for n in range(p, q + 1)
    ]
    need = np.zeros(7 * 24 * hour, dtype=int)
    for which in random.choice(len(legal), types, replace=False):
        start, length = legal[which]
        for day in range(7):
            slots = np.arange(24 * hour * day + start, 24 * hour * day + start + length) % len(need)
            need[slots] += random.integers(0, most + 1)
    return Instance(f"made-{seed}-{types}", minutes, tuple(need.tolist()), starts, lengths)


def measured(instance, folder, seconds=SECONDS):
    """The row of the whole command on ``instance``, its plan checked."""
    forecast, scenario = instance.write(folder)
    plan, tool = Path(folder) / "plan", Path(sys.executable).with_name("staffplan")
    load = os.getloadavg()[0]
    command = [tool, "solve", forecast, "-c", scenario, "-o", plan, "--time-limit", f"{seconds}s", "--quiet"]
    taken = run(command, seconds=seconds + 60)
    row = {"instance": instance.name, "outcome": "no answer", "wall_s": f"{taken.wall_s:.2f}", "limit_s": seconds}
    row |= {
        "load_1min": f"{load:.2f}",
        "version": results.version(),
        "measured_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }
    if not (plan / "plan.json").exists():
        return row
    summary = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    checked = run([tool, "check", plan, "--json"], seconds=60)
    fit = {key: f"{value:g}" for key, value in summary["deviation"].items() if key in FIELDS}
    broken = len(json.loads(checked.stdout)["violations"])
    heads = {key: summary[key] for key in ("headcount", "headcount_bound")}
    return row | fit | heads | {"outcome": summary["status"], "rules_broken": broken}


def main(paths):
    """Run the instances and add their rows to the day's csv."""
    path = results.path_of(f"{datetime.now(UTC):%Y-%m-%d}", "shift-design")
    for source in paths or sorted(FOLDER.glob("*.toml")):
        with tempfile.TemporaryDirectory() as folder:
            row = measured(read(source), folder)
        new = not path.exists()
        with path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
            if new:
                writer.writeheader()
            writer.writerow(row)
        print(row)


if __name__ == "__main__":
    main(sys.argv[1:])
