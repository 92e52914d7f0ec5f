"""A forecast as one page of html that opens offline: past and expected days, bands, hours, special days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from staffplan.report.page.page import joined, page_template
from staffplan.report.wording.outlook import (
    effect_name,
    outlook_headline,
    queue_sentences,
    queue_title,
    told_effects,
)
from staffplan.report.wording.text import NONE, day_label, number, percent, weekday_names
from staffplan.words.language import _, current_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.schema.forecasting.outlook import Outlook, QueueOutlook

STYLES = ("page/page.css", "page/tables.css", "page/print.css")
WIDTH, HEIGHT = 960, 240
"""A chart's units."""
PAST_DAYS = 84
"""Days of the history that are drawn before the forecast."""


@dataclass(frozen=True)
class QueuePart:
    """What the page shows of one queue."""

    title: str
    sentences: list[str]
    past: str
    """Path of the history's day totals; days without data are gaps."""
    expected: str
    """Path of the expected day totals."""
    band: str
    """Area between each day's 10% and 90% quantile."""
    begins: float
    """Where the forecast begins."""
    levels: list[tuple[float, str]]
    """Heights of lines across, and what they stand for."""
    ticks: list[tuple[float, str]]
    """Places of dates, and the dates."""
    events: list[tuple[float, float, str]]
    """Days of events: place, width, name."""
    days: list[tuple[str, ...]]
    """Day, expected, p10, p90, peak interval and its p90."""
    hours: list[tuple[str, list[str]]]
    """Hour, and the mean of each weekday."""
    effects: list[tuple[str, ...]]
    """Kind of day, times a plain day, days seen, planner's figure."""


def render_outlook(outlook: Outlook) -> str:
    """The page in the language in use, the same bytes for the same forecast and language."""
    return page_template("forecast.html").render(
        lang="zh-CN" if current_language() == "zh" else "en",
        _=_,
        style=joined(STYLES),
        title=_("Forecast {first} to {last}").format(first=outlook.days[0], last=outlook.days[-1]),
        headline=outlook_headline(outlook),
        notes=[str(note) for note in outlook.notes],
        queues=[_part(outlook, place) for place in range(len(outlook.queues))],
        measures=[_measure(outlook, each) for each in outlook.queues],
        weekdays=weekday_names(),
        size=(WIDTH, HEIGHT),
    )


def _measure(outlook: Outlook, each: QueueOutlook) -> tuple[str, ...]:
    """Queue, expected, and what the backtest says."""
    tried = each.backtest
    name = each.name or (_("(no name)") if len(outlook.queues) > 1 else _("All inquiries"))
    if tried is None:
        return (name, number(float(each.mean.sum())), NONE, NONE, NONE, NONE, NONE)
    return (
        name,
        number(float(each.mean.sum())),
        percent(tried.error),
        percent(tried.naive),
        percent(tried.mean_of_four),
        f"{tried.bias:+.1%}",
        percent(tried.covered, 0),
    )


def _part(outlook: Outlook, place: int) -> QueuePart:
    each = outlook.queues[place]
    chart = _Chart(outlook, each)
    return QueuePart(
        title=queue_title(outlook, each),
        sentences=list(queue_sentences(each)),
        past=chart.line(chart.past, 0),
        expected=chart.line(each.mean.sum(axis=1).tolist(), chart.lead),
        band=chart.area(),
        begins=chart.x(chart.lead),
        levels=chart.levels(),
        ticks=chart.ticks(),
        events=chart.events(),
        days=[_day(outlook, each, k) for k in range(len(outlook.days))],
        hours=_hours(outlook, each),
        effects=[
            (
                effect_name(effect),
                number(effect.factor, 2),
                number(effect.seen),
                NONE if effect.figure is None else number(effect.figure, 2),
            )
            for effect in told_effects(each)
        ],
    )


class _Chart:
    """Day totals before and in the forecast."""

    def __init__(self, outlook: Outlook, each: QueueOutlook) -> None:
        self.outlook, self.each = outlook, each
        history = outlook.history
        queue = next(one for one in history.queues if one.name == each.name)
        counts = queue.inquiries[-PAST_DAYS:]
        known = np.any(np.isfinite(counts), axis=1).tolist()
        totals = np.nansum(counts, axis=1).tolist()
        self.past: list[float | None] = [float(v) if k else None for v, k in zip(totals, known, strict=True)]
        self.first = history.first + timedelta(days=history.n_days - len(counts))
        self.lead = (outlook.days[0] - self.first).days
        self.count = self.lead + len(outlook.days)
        drawn = [value for value in self.past if value is not None]
        self.top = max([1.0, *drawn, float(each.day_high.max())])

    def x(self, day: float) -> float:
        return round(WIDTH * day / self.count, 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - HEIGHT * value / self.top, 1)

    def line(self, values: Sequence[float | None], begin: int) -> str:
        """A path through the middle of each day."""
        path, drawn = "", False
        for k, value in enumerate(values):
            if value is not None:
                path += f"{'L' if drawn else 'M'}{self.x(begin + k + 0.5)} {self.y(value)}"
            drawn = value is not None
        return path

    def area(self) -> str:
        low, high = self.each.day_low.tolist(), self.each.day_high.tolist()
        there = [f"{self.x(self.lead + k + 0.5)} {self.y(value)}" for k, value in enumerate(high)]
        back = [f"{self.x(self.lead + k + 0.5)} {self.y(value)}" for k, value in enumerate(low)]
        return "M" + "L".join([*there, *reversed(back)]) + "Z"

    def levels(self) -> list[tuple[float, str]]:
        return [(self.y(self.top * part), number(self.top * part)) for part in (0.25, 0.5, 0.75, 1.0)]

    def ticks(self) -> list[tuple[float, str]]:
        """Mondays, as many as there is room for."""
        days = [self.first + timedelta(days=k) for k in range(self.count)]
        mondays = [k for k, day in enumerate(days) if day.weekday() == 0]
        step = max(1, round(len(mondays) / 10))
        return [(self.x(k), f"{days[k]:%m-%d}") for k in mondays[::step]]

    def events(self) -> list[tuple[float, float, str]]:
        """Editions that lie in what is drawn."""
        found = []
        for edition in self.outlook.editions:
            begin = max((edition.first - self.first).days, 0)
            end = min((edition.first - self.first).days + edition.days, self.count)
            if begin < end:
                found.append((self.x(begin), self.x(end - begin), edition.name))
        return found


def _day(outlook: Outlook, each: QueueOutlook, k: int) -> tuple[str, ...]:
    peak = int(each.mean[k].argmax())
    minutes = peak * outlook.history.interval_minutes
    busy = each.mean[k, peak] > 0
    day: date = outlook.days[k]
    return (
        f"{day_label(day)}",
        number(float(each.mean[k].sum())),
        number(float(each.day_low[k])),
        number(float(each.day_high[k])),
        f"{minutes // 60:02d}:{minutes % 60:02d}" if busy else NONE,
        number(float(each.mean[k, peak])) if busy else NONE,
        number(float(each.high[k, peak])) if busy else NONE,
    )


def _hours(outlook: Outlook, each: QueueOutlook) -> list[tuple[str, list[str]]]:
    """Mean inquiries of each hour by weekday, hours without any left out."""
    per_hour = 60 // outlook.history.interval_minutes
    by_hour = each.mean.reshape(len(outlook.days), 24, per_hour).sum(axis=2)
    weekdays = np.array([day.weekday() for day in outlook.days])
    rows = []
    for hour in range(24):
        if by_hour[:, hour].any():
            own = [by_hour[weekdays == day, hour] for day in range(7)]
            rows.append((f"{hour:02d}:00", [number(float(v.mean()), 1) if len(v) else NONE for v in own]))
    return rows
