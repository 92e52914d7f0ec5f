"""Service and shifts chosen together: the cases of the prototype, whose headcounts are known.

A weekly target, a floor of 50% in every half hour, Erlang C, five minutes an inquiry, one contract of 9 h shifts. With
them, what fixing each half hour's need first gives (``two_steps``).

    python tests/benchmarks/joint.py week-10-0.8-20 DIR
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from cases import DAY_FACTORS, ONE, day_curve, write_forecast

SCENARIO = """\
grid = "30min"
timezone = "Asia/Shanghai"

[handling]
aht = "5min"

[target]
share = {share}
within = "{within_s}s"
scope = "week"
slot_floor = 0.5

"""


@dataclass(frozen=True)
class Joint:
    """One case: the day curve times ``volume`` inquiries in the busiest half hour of a Monday."""

    volume: int
    days: int
    share: float
    within_s: int
    headcount: int
    """Least headcount of service and shifts chosen together."""
    two_steps: int
    """Least headcount where each half hour meets the target on its own."""
    seconds: float
    """What the whole command may take."""

    @property
    def name(self):
        return f"{'week' if self.days == 7 else 'month'}-{self.volume}-{self.share}-{self.within_s}"

    def inquiries(self):
        """Expected inquiries of every half hour, shape (slots,)."""
        day = day_curve(np.arange(48) / 2)
        return np.outer(DAY_FACTORS[np.arange(self.days) % 7], day / day.max()).ravel() * self.volume

    def write(self, folder):
        """Write forecast.csv and scenario.toml into ``folder``; returns their paths."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        write_forecast(folder / "forecast.csv", self.inquiries(), 30)
        text = SCENARIO.format(share=self.share, within_s=self.within_s) + ONE
        (folder / "scenario.toml").write_text(text, encoding="utf-8")
        return folder / "forecast.csv", folder / "scenario.toml"


JOINT = (
    Joint(10, 7, 0.8, 20, headcount=8, two_steps=11, seconds=20),
    Joint(10, 7, 0.9, 30, headcount=10, two_steps=12, seconds=20),
    Joint(60, 7, 0.8, 20, headcount=29, two_steps=34, seconds=5),
    Joint(600, 7, 0.8, 20, headcount=247, two_steps=258, seconds=5),
    Joint(60, 28, 0.8, 20, headcount=29, two_steps=34, seconds=20),
)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(*next(case for case in JOINT if case.name == sys.argv[1]).write(sys.argv[2]))
