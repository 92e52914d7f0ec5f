"""Small shops of a week, as many as wanted, each with a forecast of its own and all with one scenario."""

import math
import random
from datetime import datetime, timedelta

SCENARIO = """timezone = "Asia/Shanghai"
grid = "60min"
[target]
share = 0.8
within = "3min"
scope = "{scope}"
[opening]
hours = ["09:00", "21:00"]
[[contract]]
name = "full-time"
shift_lengths = ["9h"]
starts = ["09:00", "12:00"]
start_step = "60min"
breaks = [{{ length = "60min", starts = ["3h", "5h"], paid = false }}]
days_per_week = [5, 5]
hourly_cost = 30.0
"""
FIRST = datetime(2026, 3, 2)


def write_shops(folder, count, *, volume=4.0, scope="week", seed=1):
    """``count`` shops in ``folder/shops``, half to twice ``volume`` inquiries an hour, and ``folder/base.toml``."""
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "base.toml").write_text(SCENARIO.format(scope=scope))
    for number in range(count):
        shop = folder / "shops" / f"shop-{number:05d}"
        shop.mkdir(parents=True)
        level = volume * draw.uniform(0.5, 2)
        (shop / "forecast.csv").write_text("start,inquiries\n" + "".join(_rows(level, draw)))


def _rows(level, draw):
    for hour in range(24 * 7):
        moment = FIRST + timedelta(hours=hour)
        shape = 0.4 + math.sin(math.pi * max(moment.hour - 8, 0) / 14) if 9 <= moment.hour < 21 else 0.0
        yield f"{moment:%Y-%m-%d %H:%M},{level * shape * draw.uniform(0.8, 1.2):.1f}\n"
