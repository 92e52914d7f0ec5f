"""How good forecasts are on real histories: the rows of docs/forecast.md, into ``results/DATE-forecast.csv``.

    STAFFPLAN_DATA=FOLDER python tests/benchmarks/forecast_accuracy.py

The folder holds ``histories/``: bank-2003-half-hours.csv (calls to a large bank's centre), small-bank-1999-hours.csv,
emergency-line-2015-hours.csv, each ``start,inquiries``. Without it there is nothing to measure, and that is said. Each
forecast is made by the shipped code from what came before its origin alone; origins are a few days apart, so that every
weekday is a first day; up to 28 days ahead.
"""

import csv
import os
import platform
import sys
import time
import tracemalloc
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import numpy as np

from staffplan.forecasting import Wanted, forecast_queue, special_days
from staffplan.forecasting.bands import quantiles
from staffplan.read import read_history
from staffplan.schema.forecasting.history import Edition, QueueHistory
from staffplan.schema.scenario.keys import Scenario
from staffplan.service import least_agents

RESULTS = Path(__file__).parent / "results"
AHEAD = 28
AHT_S, PATIENCE_S, WITHIN_S, SHARE = 180.0, 180.0, 20.0, 0.8
"""What the staffing error is reckoned with: Erlang A, 80% within 20 s."""
FIELDS = ("case", "origins", "figure", "value", "asked", "met", "measured_at", "machine")


@dataclass(frozen=True)
class Series:
    """A real history."""

    file: str
    country: str
    before: int
    """Days with data before the first origin."""
    step: int
    """Days with data from one origin to the next."""
    relative: float
    """The error against naive that is asked."""


SERIES = {
    "large centre": Series("bank-2003-half-hours.csv", "US", 50, 3, 0.78),
    "small centre": Series("small-bank-1999-hours.csv", "IL", 100, 6, 0.80),
    "emergency line": Series("emergency-line-2015-hours.csv", "", 16, 2, 0.85),
}


def folder():
    """Where the histories are; None where nobody says."""
    named = os.environ.get("STAFFPLAN_DATA")
    places = [Path(named)] if named else [Path(__file__).parents[2] / ".." / "shared" / "data"]
    return next((place / "histories" for place in places if (place / "histories").is_dir()), None)


@cache
def counts_of(file):
    """The first day, and counts of shape (days, slots), NaN where there is no row."""
    history = read_history(folder() / file, Scenario())
    return history.first, history.queues[0].inquiries


def forecast(counts, begins, ahead, country, editions=()):
    """The outlook after ``counts``."""
    first = date.fromordinal(begins.toordinal() + len(counts))
    special = special_days(range(begins.year, first.year + 2), country)
    return forecast_queue(QueueHistory("", counts), begins, Wanted(first, ahead, editions, special))


def origins(series):
    """Indices of the first days to forecast."""
    _first, counts = counts_of(series.file)
    known = np.flatnonzero(np.isfinite(counts).any(axis=1))
    return [int(day) for day in known[series.before :: series.step] if day + 7 <= len(counts)]


def naive_of(past, ahead):
    """The latest day of the same weekday with data, for each day ahead; the latest of all where there is none."""
    known = np.flatnonzero(np.isfinite(past).any(axis=1))
    found = []
    for k in range(ahead):
        same = known[(known - len(past) - k) % 7 == 0]
        found.append(past[same[-1] if len(same) else known[-1]])
    return np.array(found)


def needs(volumes, minutes):
    """Agents that so many inquiries in an interval take, by Erlang A; volumes to a tenth."""
    different, place = np.unique(np.round(np.maximum(volumes, 0), 1), return_inverse=True)
    load = different * AHT_S / (60.0 * minutes)
    return least_agents(load, SHARE, WITHIN_S / AHT_S, PATIENCE_S / AHT_S)[place]


def rolled(series, change=None, length=None, staffing=False):
    """Errors and coverage over all origins; ``change`` spoils the past, ``length`` cuts it to its last days."""
    first, counts = counts_of(series.file)
    work = counts if change is None else change(counts)
    totals = dict.fromkeys(
        ("wrong", "naive", "actual", "in80", "in90", "count", "over_under", "naive_agents", "need"), 0.0
    )
    minutes = 24 * 60 // counts.shape[1]
    for origin in origins(series):
        begin = max(0, origin - length) if length else 0
        past, ahead = work[begin:origin], min(AHEAD, len(counts) - origin)
        found = forecast(past, date.fromordinal(first.toordinal() + begin), ahead, series.country)
        actual = counts[origin : origin + ahead]
        known = np.isfinite(actual)
        y, mean, naive = actual[known], found.mean[known], naive_of(past, ahead)[known]
        usable = np.isfinite(naive)
        totals["wrong"] += np.abs(mean - y).sum()
        totals["naive"] += np.abs(naive - y)[usable].sum()
        totals["actual"] += y.sum()
        low, high = quantiles(found.mean, found.day_sigma, found.sigmas.slot, (0.05, 0.95))
        totals["in80"] += ((y >= found.low[known]) & (y <= found.high[known])).sum()
        totals["in90"] += ((y >= low[known]) & (y <= high[known])).sum()
        totals["count"] += len(y)
        if staffing:
            need = needs(y, minutes)
            totals["over_under"] += np.abs(needs(mean, minutes) - need).sum()
            totals["naive_agents"] += np.abs(needs(np.nan_to_num(naive), minutes) - need).sum()
            totals["need"] += need.sum()
    return totals


def missing(counts):
    """A seventh of the days without a record."""
    found = counts.copy()
    found[np.random.default_rng(1).random(len(counts)) < 1 / 7] = np.nan
    return found


def spoilt(counts):
    """A twentieth of the days times 0.3 or 2.2."""
    random = np.random.default_rng(1)
    found = counts.copy()
    for day in random.choice(len(counts), max(1, round(0.05 * len(counts))), replace=False):
        found[day] = np.round(found[day] * random.choice([0.3, 2.2]))
    return found


def accuracy(name):
    """Rows of one series."""
    series = SERIES[name]
    number = len(origins(series))
    base = rolled(series, staffing=True)
    error, naive = base["wrong"] / base["actual"], base["naive"] / base["actual"]
    yield name, number, "WAPE", error, ""
    yield name, number, "WAPE of seasonal naive", naive, ""
    yield name, number, "error to naive", error / naive, f"<= {series.relative}"
    yield name, number, "staffing error", base["over_under"] / base["need"], ""
    yield name, number, "staffing error to naive", base["over_under"] / base["naive_agents"], "<= 0.80"
    yield name, number, "80% band covers", base["in80"] / base["count"], "0.74-0.88"
    yield name, number, "90% band covers", base["in90"] / base["count"], "0.83-0.95"
    for what, change in (("a seventh of days missing", missing), ("5% of days spoilt", spoilt)):
        other = rolled(series, change)
        yield name, number, f"{what}, error to clean", other["wrong"] / other["actual"] / error, "<= 1.05"
    four = rolled(series, length=28)
    yield name, number, "4 weeks of history, error to naive", four["wrong"] / four["naive"], "<= 0.85"


SHAPES = {"big": (1.25, 3.0, 1.9, 1.4, 1.2), "small": (1.5, 1.2)}
"""Uplift by day; editions differ by a lognormal factor of 0.12."""


def promoted(seed, editions):
    """Errors of day totals on promotion days and on others, with and without promotions, from real days of the bank."""
    random = np.random.default_rng(seed)
    first, counts = counts_of(SERIES["large centre"].file)
    days = np.flatnonzero(np.isfinite(counts).any(axis=1))
    open_counts = np.full((len(days), counts.shape[1]), np.nan)
    open_counts[:] = counts[days]
    origin = 78 + int(random.integers(0, 8))
    factor, named, promo = np.ones(len(days)), [], np.zeros(len(days), dtype=bool)
    for name, shape in SHAPES.items():
        target = origin + (4 if name == "big" else 12)
        for begin in [*(None for _edition in range(editions)), target]:
            scale = float(np.exp(random.normal(0, 0.12)))
            while begin is None or (factor[begin : begin + len(shape)] != 1).any():
                begin = int(random.integers(20, 66))
            factor[begin : begin + len(shape)] = np.array(shape) * scale
            promo[begin : begin + len(shape)] = True
            named.append((name, begin, len(shape)))
    later = np.linspace(0.7, 1.3, counts.shape[1])  # promotions are busier later in the day
    made = open_counts.copy()
    for day in np.flatnonzero(promo):
        shaped = open_counts[day] * later
        made[day] = random.poisson(
            np.nan_to_num(shaped / np.nansum(shaped) * np.nansum(open_counts[day]) * factor[day])
        )
    day = [date.fromordinal(first.toordinal() + int(each)) for each in days]
    events = tuple(Edition(f"{name}-{k}", day[begin + k], 1) for name, begin, length in named for k in range(length))

    def error(of_days, editions, which):
        """Σ|forecast − actual| and Σ actual of the totals of up to 20 open days."""
        whole = np.full_like(counts, np.nan)
        whole[days] = of_days
        later = days[origin : origin + 20]
        found = forecast(whole[: later[0]], first, int(later[-1] - later[0]) + 1, "US", editions)
        expected, actual = found.mean.sum(axis=1)[later - later[0]], np.nansum(whole[later], axis=1)
        chosen = which[origin : origin + 20]
        return np.abs(expected - actual)[chosen].sum(), actual[chosen].sum()

    return error(made, events, promo), error(made, events, ~promo), error(open_counts, (), ~promo)


def promotions(editions=1, seeds=range(100, 140)):
    """Rows of promotions after so many past editions."""
    runs = np.array([promoted(seed, editions) for seed in seeds])
    wrong, actual = runs[:, :, 0].sum(axis=0), runs[:, :, 1].sum(axis=0)
    promo, others, without = wrong / actual
    case = f"promotions, {editions} past edition"
    yield case, len(runs), "error of promotion days", promo, "<= 0.18"
    yield case, len(runs), "error of other days to that without promotions", others / without, "<= 1.10"


def speed():
    """A year of hours, 28 days ahead, 8 backtests: seconds and MiB of this process's own objects."""
    random = np.random.default_rng(5)
    hours = 20 + 60 * np.exp(-(((np.arange(24) - 14) / 4.0) ** 2))
    counts = random.poisson(hours * random.gamma(200, 1 / 200, (365, 1))).astype(float)
    folder_of_it = RESULTS.parent / "year.csv"
    start = np.datetime64("2025-01-01T00:00") + np.arange(365 * 24) * np.timedelta64(1, "h")
    rows = [f"{str(moment).replace('T', ' ')},{value:.0f}" for moment, value in zip(start, counts.ravel(), strict=True)]
    folder_of_it.write_text("\n".join(["start,inquiries", *rows]))
    try:
        began = time.perf_counter()
        history = read_history(folder_of_it, Scenario())
        forecast(history.queues[0].inquiries, history.first, AHEAD, "CN")
        yield "a year of hours", 1, "seconds", time.perf_counter() - began, "<= 10"
        tracemalloc.start()
        history = read_history(folder_of_it, Scenario())
        forecast(history.queues[0].inquiries, history.first, AHEAD, "CN")
        yield "a year of hours", 1, "MiB of objects", tracemalloc.get_traced_memory()[1] / 2**20, "<= 500"
    finally:
        tracemalloc.stop()
        folder_of_it.unlink()


def is_met(value, asked):
    """Whether the figure is what was asked; "" where nothing was."""
    if not asked:
        return ""
    if asked.startswith("<="):
        return "yes" if value <= float(asked[2:]) else "no"
    low, high = map(float, asked.split("-"))
    return "yes" if low <= value <= high else "no"


def main():
    """Measure everything, print, write."""
    if folder() is None:
        sys.exit("skipped: no data (STAFFPLAN_DATA names the folder)")
    moment = datetime.now(UTC)
    rows = []
    for measured in (*(accuracy(name) for name in SERIES), promotions(), speed()):
        for case, number, figure, value, asked in measured:
            rows.append((case, number, figure, f"{value:.4g}", asked, is_met(value, asked)))
            print(*rows[-1], sep="; ", flush=True)
    with (RESULTS / f"{moment:%Y-%m-%d}-forecast.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        writer.writerows((*row, f"{moment:%Y-%m-%dT%H:%M}", platform.machine()) for row in rows)


if __name__ == "__main__":
    main()
