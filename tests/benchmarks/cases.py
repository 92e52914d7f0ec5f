"""The cases of the benchmark: a forecast and a scenario each, made anew by a formula, with no random numbers.

    python tests/benchmarks/cases.py peak300-28d-30min-one DIR

writes one of them. A case's name says everything: agents required at the peak, days, grid, rules. The volumes are such
that Erlang C asks for just that many agents at the peak (90% within 30 s in every slot, five minutes an inquiry), as
`staffplan require` shows.
"""

import csv
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

MONDAY = datetime(2026, 11, 2)
DAY_FACTORS = np.array([1.0, 0.95, 0.92, 0.94, 1.02, 1.15, 1.1])
PEAKS = (3, 10, 30, 100, 300, 1000, 3000, 10000)
AHT_S, WITHIN_S, SHARE = 300, 30, 0.9

ONE = """\
[[contract]]
name = "full-time"
shift_lengths = ["9h"]
breaks = [{ length = "60min", starts = ["3h", "5h"] }]
days_per_week = [5, 5]
max_days_in_row = 6
min_rest = "11h"
"""
NINE_FIVE = ONE.replace('["9h"]', '["9h", "5h"]')
"""9 h with a meal and 5 h without, on the same contract."""
BARRED = ONE + 'starts = ["07:00", "15:00"]\n'
"""The shop answers around the clock, but nobody may start in the evening: no shift holds the small hours."""
THREE = """\
[[contract]]
name = "full-time"
shift_lengths = ["9h"]
breaks = [{first}{{ length = "60min", starts = ["3h", "5h"] }}{last}]
days_per_week = [5, 5]
max_days_in_row = 6
min_rest = "11h"

[[contract]]
name = "part-time"
shift_lengths = ["6h"]
breaks = [{short_first}{meal}{short_last}]
days_per_week = [4, 5]
max_days_in_row = 6
min_rest = "11h"
headcount = [{least_short}]

[[contract]]
name = "long-days"
shift_lengths = ["11h"]
breaks = [{first}{{ length = "60min", starts = ["4h", "6h"] }}{long_last}]
days_per_week = [4, 4]
max_days_in_row = 4
min_rest = "12h"
headcount = [0, {most_long}]
"""


@dataclass(frozen=True)
class Case:
    """One case."""

    peak: int
    """Agents required in the busiest slot."""
    days: int
    """Days of the period, from a Monday on."""
    grid: int
    """Minutes of a slot."""
    rules: str
    """``one``, ``three``, ``ninefive``, or what cannot be met: ``barred``, ``capped``."""

    @property
    def name(self):
        return f"peak{self.peak}-{self.days}d-{self.grid}min-{self.rules}"

    @property
    def shape(self):
        """The case without its size."""
        return f"{self.days}d-{self.grid}min-{self.rules}"

    @property
    def solvable(self):
        return self.rules not in ("barred", "capped")

    def write(self, folder):
        """Write forecast.csv and scenario.toml into ``folder``; returns their paths."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        write_forecast(folder / "forecast.csv", volumes(self), self.grid)
        (folder / "scenario.toml").write_text(scenario(self), encoding="utf-8")
        return folder / "forecast.csv", folder / "scenario.toml"


def named(name):
    """The case of a name."""
    peak, days, grid, rules = name.split("-")
    case = Case(int(peak.removeprefix("peak")), int(days.removesuffix("d")), int(grid.removesuffix("min")), rules)
    if case.name != name:
        raise ValueError(f"no case has the name {name}")
    return case


def day_curve(hour):
    """The day of the trade, not yet scaled: quiet nights, peaks at 10:30, 15:00 and 21:00; ``hour`` of any shape."""
    curve = 0.06 + 0.25 * ((hour > 9) & (hour < 23))
    for height, centre, width in ((0.55, 10.5, 1.8), (0.6, 15, 2.2), (1.0, 21, 1.9)):
        curve = curve + height * np.exp(-(((hour - centre) / width) ** 2))
    return curve


def week_curve(days, grid):
    """Volumes of every slot relative to the busiest one, shape (slots,)."""
    day = day_curve(np.arange(0, 24, grid / 60))
    curve = np.outer(DAY_FACTORS[np.arange(days) % 7], day).ravel()
    return curve / curve.max()


def volumes(case):
    """Expected inquiries of every slot, shape (slots,)."""
    return week_curve(case.days, case.grid) * load_of(case.peak) * 60 * case.grid / AHT_S


def load_of(agents):
    """A load in erlangs, just under the largest for which ``agents`` are enough: by bisection."""
    from staffplan.service import least_agents

    low, high = 0.0, float(agents)
    while high - low > 1e-6:
        middle = (low + high) / 2
        enough = least_agents(middle, SHARE, WITHIN_S / AHT_S) <= agents
        low, high = (middle, high) if enough else (low, middle)
    return low * (1 - 1e-7)  # the forecast is rounded when it is written


def scenario(case):
    """The text of scenario.toml."""
    contracts = {"one": ONE, "ninefive": NINE_FIVE, "barred": BARRED}.get(case.rules)
    if case.rules == "three":
        contracts = three(case.peak, case.grid)
    elif case.rules == "capped":
        contracts = ONE + f"headcount = [0, {2 * case.peak}]\n"
    assert contracts is not None, case.rules
    head = f"""\
grid = "{case.grid}min"
timezone = "Asia/Shanghai"

[handling]
aht = "{AHT_S}s"

[target]
share = {SHARE}
within = "{WITHIN_S}s"
scope = "slot"

"""
    return head + contracts


def three(peak, grid):
    """Three contracts with a meal and two rests each; what the grid is too coarse for is left out or longer.

    Rests last 15 min; on the 30 min grid 30 min, on the 60 min grid there are none. The short shift's meal lasts 30
    min, on the 60 min grid an hour.
    """

    def rest(earliest, latest):
        return f'{{ length = "{max(grid, 15)}min", starts = ["{earliest}", "{latest}"], paid = true }}'

    meal = ("60min", "2h", "3h") if grid == 60 else ("30min", "2h30min", "3h30min")
    without = grid == 60
    return THREE.format(
        first="" if without else rest("1h", "2h") + ", ",
        last="" if without else ", " + rest("7h", "8h"),
        long_last="" if without else ", " + rest("8h", "9h"),
        short_first="" if without else rest("1h", "1h30min") + ", ",
        short_last="" if without else ", " + rest("4h30min", "5h"),
        meal='{{ length = "{}", starts = ["{}", "{}"] }}'.format(*meal),
        least_short=-(-peak // 5),
        most_long=-(-peak // 2),
    )


def write_forecast(path, inquiries, minutes):
    """A forecast.csv of these volumes, one row every ``minutes`` from Monday on."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["start", "inquiries"])
        for slot, volume in enumerate(inquiries):
            writer.writerow([f"{MONDAY + timedelta(minutes=minutes * slot):%Y-%m-%d %H:%M}", f"{volume:.9g}"])


def matrix():
    """Every case that has a plan, shape by shape, the small ones first."""
    shapes = [(days, grid, rules) for rules in ("one", "three") for days in (7, 28) for grid in (60, 30, 15)]
    return [Case(peak, *shape) for shape in shapes for peak in PEAKS]


def impossible():
    """Months without any legal plan."""
    return [
        Case(3, 28, 60, "barred"),
        Case(300, 28, 30, "barred"),
        Case(300, 28, 30, "capped"),
        Case(10000, 28, 15, "barred"),
        Case(10000, 28, 15, "capped"),
    ]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(*named(sys.argv[1]).write(sys.argv[2]))
