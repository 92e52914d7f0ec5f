"""Years as files, small enough for quick tests."""

from __future__ import annotations

import datetime as dt

BASE = """
grid = "60min"
handling = { aht = "5min", patience = "4min" }
target = { share = 0.8, within = "60s", scope = "day", scoring_window = ["09:00", "21:00"] }
opening = { hours = ["09:00", "21:00"] }
"""
PERMANENT = """
[[contract]]
name = "full-time"
monthly_pay = 5000
starts = ["09:00", "12:00"]
start_step = "60min"
"""
SHAPE = (0,) * 9 + (4, 6, 5, 4, 4, 5, 5, 5, 4, 8, 9, 9) + (0,) * 3


def week_text(scale, first="2026-01-05", days=7):
    """A forecast of ``days`` days, by the hour."""
    begin = dt.datetime.fromisoformat(first)
    rows = [
        f"{begin + dt.timedelta(hours=24 * d + h):%Y-%m-%d %H:%M},{scale * SHAPE[h] * (1.2 if d % 7 > 4 else 1):.2f}"
        for d in range(days)
        for h in range(24)
    ]
    return "start,inquiries\n" + "\n".join(rows) + "\n"


def write_year(folder, text, **scales):
    """year.toml with ``text``, and a forecast NAME.csv for each scale."""
    for name, scale in (scales or {"week": 1.0}).items():
        (folder / f"{name}.csv").write_text(week_text(scale))
    path = folder / "year.toml"
    path.write_text(text)
    return path


def season(name="s", first="2026-03-02", weeks=4, forecast="week.csv", more=""):
    return f'[[season]]\nname = "{name}"\nfrom = {first}\nweeks = {weeks}\nforecast = "{forecast}"\n{more}\n'
