"""Makes the forecasts of the year examples beside this file: ``python data/examples/generate_seasons.py``.

Typical weeks by the hour, without noise: a normal day's inquiries times the weekday's factor times the hour's share,
the same shares as the other examples. Everything else of these folders is written by hand.
"""

from __future__ import annotations

import argparse
from datetime import date, datetime, timedelta
from pathlib import Path

from generate import HOURLY_WEIGHT, WEEKDAY_FACTOR

MONDAY = date(2026, 1, 5)
WEEKS: dict[str, float] = {
    "beauty-shop/week.csv": 1500.0,
    "foreign-trade-shop/week.csv": 420.0,
    "jd-seller/week.csv": 260.0,
    "night-bot/week.csv": 1500.0,
    "pay-per-inquiry/week.csv": 400.0,
    "growing-shop/week.csv": 330.0,
}
"""Inquiries of a normal day."""


def week(day_inquiries: float) -> bytes:
    """One typical week, a row for each hour."""
    midnight = datetime.combine(MONDAY, datetime.min.time())
    share = HOURLY_WEIGHT / HOURLY_WEIGHT.sum()
    rows = ["start,inquiries"]
    for day in range(7):
        for hour in range(24):
            moment = midnight + timedelta(days=day, hours=hour)
            rows.append(f"{moment:%Y-%m-%d %H:%M},{day_inquiries * WEEKDAY_FACTOR[day] * share[hour]:.2f}")
    return ("\n".join(rows) + "\n").encode()


def main() -> None:
    """Write every forecast under ``--into``, by default beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path(__file__).parent)
    folder = parser.parse_args().into
    for name, inquiries in WEEKS.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(week(inquiries))


if __name__ == "__main__":
    main()
