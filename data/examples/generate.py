"""Makes the example folders beside this file: ``python data/examples/generate.py``; a fixed seed gives the same bytes.

All figures are synthetic. Their shape follows what the trade tells of e-commerce customer service: peaks at 10-11,
14-16 and 20-22 h, 42% or more of a day from 18 to 22 h, promotions of 3 to 5 times a normal day, a bot that closes 80%.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from textwrap import fill

import numpy as np
from scenarios import ABSENCE, CHAT, JD, OUTSOURCER, PEOPLE, SETTLED, SHOP, TEAM, WALL, WISHES

SEED = 20261111
DAYS = 28
HOURLY_WEIGHT = np.array(
    [
        *(1.5, 0.8, 0.5, 0.3, 0.3, 0.4, 0.8, 1.5, 2.5, 4.2, 5.6, 5.2),
        *(4.0, 4.2, 5.4, 5.2, 4.6, 4.2, 10.4, 10.8, 12.6, 12.1, 5.0, 2.8),
    ]
)
"""Share of a day's inquiries by hour, before scaling; shape (24,)."""
WEEKDAY_FACTOR = np.array([1.0, 0.97, 0.96, 0.98, 1.03, 1.12, 1.15])
"""Monday to Sunday, relative to a normal day; shape (7,)."""
NOISE = 0.04
"""Standard deviation of the logarithm of an interval's volume around its profile."""
PROMOTION = {
    date(2026, 10, 31): 2.5,
    date(2026, 11, 1): 3.2,
    date(2026, 11, 2): 1.8,
    date(2026, 11, 9): 1.6,
    date(2026, 11, 10): 3.4,
    date(2026, 11, 11): 4.8,
    date(2026, 11, 12): 3.0,
    date(2026, 11, 13): 1.7,
}
"""Double 11: volume of a day relative to a normal one; other days of the four weeks are normal."""


@dataclass(frozen=True)
class Example:
    """One folder."""

    name: str
    title: str
    story: str
    scenario: str
    first_day: date
    day_inquiries: float
    """Inquiries of a normal day, before the bot."""
    interval_minutes: int = 60
    promotion: bool = False
    days: int = DAYS
    tables: tuple[tuple[str, str], ...] = ()
    """Name and text of further files."""


EXAMPLES = (
    Example(
        "small-shop",
        "A small shop in a normal month",
        "One shop, chats answered from 9:00 to 23:00. The bot closes 80% of the inquiries (the trade's figure); of "
        "what is left, about 40 an hour reach humans in the busiest hour. Nights belong to the bot: the forecast has "
        "rows for all 24 hours, and only those inside the opening hours need agents.",
        SHOP,
        date(2026, 3, 2),
        1400.0,
    ),
    Example(
        "double-11",
        "The small shop around Double 11",
        "The same shop and rules over the four weeks around 11 November 2026: the days of the two sales waves "
        "(31 October to 1 November, 10 to 12 November) bring 2.5 to 4.8 times a normal day; the trade tells of 3 to 5.",
        SHOP,
        date(2026, 10, 26),
        1400.0,
        promotion=True,
    ),
    Example(
        "off-season",
        "The small shop in the off-season",
        "The same shop and rules in August, with a third of a normal month's inquiries: what is the smallest team "
        "that the opening hours and the target allow?",
        SHOP,
        date(2026, 8, 3),
        465.0,
    ),
    Example(
        "outsourcer",
        "An outsourcer, day and night",
        "Many shops served together around the clock in half hours; about 3,000 agents are on duty in the busiest "
        "half hour, after a bot that closes 80%, 8% planned time off the phones and 5% absence.",
        OUTSOURCER,
        date(2026, 3, 2),
        1_155_000.0,
        interval_minutes=30,
    ),
    Example(
        "chat-desk",
        "A service desk that chats",
        "Chats of twelve minutes, three at once and each then slower, with customers who leave after five minutes on "
        "average. The bot closes 60%.",
        CHAT,
        date(2026, 3, 2),
        1000.0,
        days=7,
    ),
    Example(
        "team-of-five",
        "Five agents and absence",
        "A small shop, answered from 10:00 to 22:00 and judged by the week, where a scheduled agent stays away with a "
        "chance of 8%.",
        ABSENCE,
        date(2026, 3, 2),
        235.0,
        days=7,
    ),
    Example(
        "jd-window",
        "A shop judged by JD's hours",
        "A shop on JD that answers from 8:00 to 1:00. The platform judges first responses within 30 seconds and leaves "
        "sessions that begin from 23:00 to 9:00 out.",
        JD,
        date(2026, 3, 2),
        2000.0,
        days=7,
    ),
    Example(
        "shifts-on-the-wall",
        "Named shifts, long and short weeks, a leader",
        "A shop whose shifts have names, whose agents work six days and five in turn, with a leader on duty every "
        "evening. On Double 11 it opens longer.",
        WALL,
        date(2026, 11, 2),
        1900.0,
        promotion=True,
    ),
    Example(
        "named-team",
        "Fourteen people by name in November",
        "Ten full-timers and four part-timers with their leave, their hours and their wishes, over the November of "
        "Double 11. Who works when, is the target met, how many temps have to be hired for it, and is it fair?",
        TEAM,
        date(2026, 11, 1),
        880.0,
        promotion=True,
        days=30,
        tables=(("team.csv", PEOPLE), ("days.csv", SETTLED), ("wishes.csv", WISHES)),
    ),
)


def volumes(example: Example, generator: np.random.Generator) -> np.ndarray:
    """Expected inquiries of each interval to one decimal, shape (days × intervals a day,)."""
    per_hour = 60 // example.interval_minutes
    hours = np.arange(24 * per_hour) / per_hour + 0.5 / per_hour
    middles = np.arange(-1, 26) - 0.5
    weights = np.concatenate([HOURLY_WEIGHT[-2:], HOURLY_WEIGHT, HOURLY_WEIGHT[:1]])
    profile = HOURLY_WEIGHT if per_hour == 1 else np.interp(hours, middles, weights)
    days = [example.first_day + timedelta(days=k) for k in range(example.days)]
    factor = np.array([WEEKDAY_FACTOR[day.weekday()] for day in days])
    if example.promotion:
        factor = np.array([PROMOTION.get(day, WEEKDAY_FACTOR[day.weekday()]) for day in days])
    expected = example.day_inquiries * np.outer(factor, profile / profile.sum())
    return np.round(expected * np.exp(generator.normal(0.0, NOISE, expected.shape)), 1).ravel()


def forecast_text(example: Example, inquiries: np.ndarray) -> str:
    """forecast.csv, a row for each interval."""
    midnight = datetime.combine(example.first_day, datetime.min.time())
    step = timedelta(minutes=example.interval_minutes)
    rows = [f"{midnight + k * step:%Y-%m-%d %H:%M},{value:.1f}" for k, value in enumerate(inquiries)]
    return "\n".join(["start,inquiries", *rows, ""])


def readme_text(example: Example, inquiries: np.ndarray) -> str:
    """README.md: what it is, what the numbers are, how to run it."""
    by_day = inquiries.reshape(example.days, -1)
    per_hour = 60 // example.interval_minutes
    evening = by_day[:, 18 * per_hour : 22 * per_hour].sum() / by_day.sum()
    last_day = example.first_day + timedelta(days=example.days - 1)
    return f"""# {example.title}

{fill(example.story, 110)}

**Synthetic**: made by `data/examples/generate.py` with a fixed seed, after figures that the trade tells; no shop's data.

| | |
|---|---|
| period | {example.first_day} to {last_day}, {example.days} days, rows of {example.interval_minutes} minutes |
| inquiries | {inquiries.sum():,.0f} |
| busiest day | {by_day.sum(axis=1).max():,.0f} inquiries, {by_day.sum(axis=1).max() / np.median(by_day.sum(axis=1)):.1f} times the median day |
| busiest hour | {inquiries.reshape(-1, per_hour).sum(axis=1).max():,.0f} inquiries |
| 18:00-22:00 | {evening:.0%} of all inquiries |

```
staffplan solve data/examples/{example.name}/forecast.csv -c data/examples/{example.name}/scenario.toml
```
"""  # noqa: E501


def contents(example: Example) -> dict[str, bytes]:
    """The files of one folder by name."""
    stream = np.random.SeedSequence([SEED, [e.name for e in EXAMPLES].index(example.name)])
    inquiries = volumes(example, np.random.Generator(np.random.PCG64(stream)))
    texts = {
        "forecast.csv": forecast_text(example, inquiries),
        "scenario.toml": example.scenario,
        "README.md": readme_text(example, inquiries),
        **dict(example.tables),
    }
    return {name: text.encode() for name, text in texts.items()}


def main() -> None:
    """Write every example's folder under ``--into``, by default beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path(__file__).parent)
    folder = parser.parse_args().into
    for example in EXAMPLES:
        for name, content in contents(example).items():
            target = folder / example.name / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


if __name__ == "__main__":
    main()
