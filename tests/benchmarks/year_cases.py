"""Years of the benchmark: five seasons of typical weeks, half hours, six kinds of supply; a small shop, an outsourcer.

    python tests/benchmarks/year_cases.py small-shop DIR

writes one. Everything comes of formulas: no season is like another, and no supply is without a use somewhere.
"""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cases import week_curve, write_forecast

SEASONS = (
    ("new-year-goods", date(2026, 1, 1), 1.6),
    ("spring", date(2026, 2, 16), 1.0),
    ("618", date(2026, 5, 13), 3.0),
    ("summer", date(2026, 6, 21), 0.9),
    ("double-11", date(2026, 10, 10), 4.0),
)
"""Name, first day, and inquiries relative to spring's; each lasts until the next begins, the last to the year's end."""

YEAR = """\
year = 2026
grid = "30min"

[handling]
aht = "5min"
concurrency = {concurrency}
patience = "4min"

[target]
share = 0.8
within = "60s"
scope = "day"

[opening]
hours = ["09:00", "23:00"]

[objective]
minimise = "cost"

[solve]
time_limit = "120s"

{seasons}
[[contract]]
name = "full-time"
kind = "permanent"
monthly_pay = 5000
hiring_cost = 500
training_cost = 500
attrition = 0.03
overtime = {{ days = 1, seasons = ["618", "double-11"] }}
{rules}
[[contract]]
name = "seasonal"
kind = "seasonal"
monthly_pay = 5500
hiring_cost = 300
training_cost = 500
minimum_term = 1
ramp = [0.6, 0.8]
{rules}
[[vendor]]
name = "seats"
minimum_seats = {minimum_seats}
seat_price = 4600
base_fee = {base_fee}
included_seats = {included_seats}
minimum_term = 3
aht_factor = 1.1
{rules}
[[pay_per_inquiry]]
name = "cloud"
tiers = [{{ up_to = {tier}, price = 2.4 }}, {{ price = 2.0 }}]
hours = ["18:00", "23:00"]
seasons = ["618", "double-11"]
shares = [0.5, 1.0]
by_hour = [{{ from = "21:00", to = "23:00", factor = 1.3 }}]
monthly_minimum = 300

[[bot]]
name = "none"

[[bot]]
name = "canned replies"
deflection = 0.3
monthly_fee = {canned_fee}

[[bot]]
name = "60% bot"
deflection = 0.6
monthly_fee = {bot_fee}
price_per_resolved = 0.05
"""
RULES = """\
starts = ["09:00", "14:00"]
start_step = "30min"
breaks = [{ length = "60min", starts = ["3h", "5h"], paid = false }]
"""


@dataclass(frozen=True)
class YearCase:
    """One year."""

    name: str
    volume: float
    """Inquiries of the busiest half hour in spring."""
    fees: dict[str, int]
    """What differs with the size: fees, minimum seats, tiers."""

    def write(self, folder):
        """Write week.csv and year.toml into ``folder``; returns the path of year.toml."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        write_forecast(folder / "week.csv", week_curve(7, 30) * self.volume, 30)
        tables = []
        for k, (name, first, factor) in enumerate(SEASONS):
            last = SEASONS[k + 1][1].toordinal() - 1 if k + 1 < len(SEASONS) else date(2026, 12, 31).toordinal()
            tables.append(
                f'[[season]]\nname = "{name}"\nfrom = {first}\nto = {date.fromordinal(last)}\n'
                f'forecast = "week.csv"\nvolume = {factor}\n'
            )
        path = folder / "year.toml"
        path.write_text(YEAR.format(seasons="\n".join(tables), rules=RULES, **self.fees), encoding="utf-8")
        return path


YEARS = (
    YearCase(
        "small-shop",
        30.0,
        {
            "concurrency": 2,
            "minimum_seats": 1,
            "base_fee": 2000,
            "included_seats": 0,
            "tier": 2000,
            "canned_fee": 300,
            "bot_fee": 1500,
        },
    ),
    YearCase(
        "outsourcer",
        4000.0,
        {
            "concurrency": 2,
            "minimum_seats": 20,
            "base_fee": 20000,
            "included_seats": 5,
            "tier": 50000,
            "canned_fee": 5000,
            "bot_fee": 40000,
        },
    ),
)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(next(case for case in YEARS if case.name == sys.argv[1]).write(sys.argv[2]))
