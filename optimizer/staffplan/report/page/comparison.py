"""A comparison as one page of html that opens offline and asks nothing of any server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.report.compare.words import change_sentence, day_text, days_sentence
from staffplan.report.page.figures import TONES
from staffplan.report.page.page import joined, page_template
from staffplan.report.wording.text import NONE, day_label, number, signed, weekday_names
from staffplan.words.language import _, current_language

if TYPE_CHECKING:
    from staffplan.report.compare.figures import Comparison
    from staffplan.report.compare.hours import SlotMeans

STYLES = ("page/page.css", "page/tables.css", "page/print.css")
SHOWN_DAYS = 500
"""Days that differ, up to which they are listed; the workbook has them all."""
WIDTH, HEIGHT = 960, 240
"""The chart's units."""


@dataclass(frozen=True)
class WeekCell:
    """The difference of one weekday and hour."""

    text: str
    """With its sign; empty where the plans do not both have the hour."""
    tone: int
    """−3 (far fewer) to 3 (far more)."""


def render_comparison(comparison: Comparison) -> str:
    """The page in the language in use, the same bytes for the same comparison and language."""
    names = comparison.names
    others = range(len(comparison.others))
    rows = [row for days in comparison.days for row in days.rows]
    return page_template("compare.html").render(
        lang="zh-CN" if current_language() == "zh" else "en",
        _=_,
        style=joined(STYLES),
        compared=list(names),
        others=comparison.others,
        title=_("Comparison of {plans}").format(plans=", ".join(names)),
        sentences=[change_sentence(comparison, place) for place in range(1, len(names))],
        measures=comparison.measures,
        hours=[_hour_row(comparison, hour) for hour in comparison.used_hours()],
        lines=_lines(comparison),
        levels=_levels(comparison),
        size=(WIDTH, HEIGHT),
        weekdays=[weekday_names()[day] for day in comparison.weekdays()],
        weeks=[_week(comparison, place) for place in others],
        days_sentences=[days_sentence(comparison, place) for place in others],
        days=[_day_rows(comparison, place) for place in others],
        hidden_days=number(max(len(rows) - SHOWN_DAYS, 0)) if len(rows) > SHOWN_DAYS else "",
    )


def _hour_row(comparison: Comparison, hour: int) -> tuple[str, list[str]]:
    """The hour, and on duty, over and under of each plan."""
    cells = [text for plan in comparison.hours for text in _means(plan[hour])]
    return f"{hour:02d}:00", cells


def _means(means: SlotMeans | None) -> tuple[str, str, str]:
    if means is None:
        return NONE, NONE, NONE
    return number(means.on_duty, 1), number(means.over, 1), number(means.under, 1)


def _top(comparison: Comparison) -> float:
    """The most agents on duty in any hour, at least one."""
    return max([1.0, *(means.on_duty for plan in comparison.hours for means in plan if means is not None)])


def _lines(comparison: Comparison) -> list[str]:
    """Each plan's agents on duty as a path of steps, an hour each; hours outside the period are gaps."""
    top = _top(comparison)
    paths = []
    for plan in comparison.hours:
        path, drawn = "", False
        for hour, means in enumerate(plan):
            if means is not None:
                height = HEIGHT - HEIGHT * means.on_duty / top
                path += f"{'L' if drawn else 'M'}{WIDTH * hour / 24:g} {height:.1f}H{WIDTH * (hour + 1) / 24:g}"
            drawn = means is not None
        paths.append(path)
    return paths


def _levels(comparison: Comparison) -> list[tuple[float, str]]:
    """Heights of the chart's lines across, and what they stand for."""
    top = _top(comparison)
    return [(HEIGHT - HEIGHT * part, number(top * part, 0 if top >= 10 else 1)) for part in (0.25, 0.5, 0.75, 1.0)]


def _week(comparison: Comparison, place: int) -> list[list[WeekCell]]:
    """Agents on duty less those of the first plan, shape (7, 24)."""
    found = comparison.differences[place]
    widest = max((abs(value) for value in found.values()), default=0.0)
    return [[_week_cell(found.get((day, hour)), widest) for hour in range(24)] for day in comparison.weekdays()]


def _week_cell(value: float | None, widest: float) -> WeekCell:
    if value is None:
        return WeekCell("", 0)
    if abs(value) < 0.05:
        return WeekCell("·", 0)
    steps = min(TONES, 1 + int(TONES * abs(value) / widest))
    return WeekCell(signed(value, 0 if widest >= 10 else 1), steps if value > 0 else -steps)


def _day_rows(comparison: Comparison, place: int) -> list[tuple[str, ...]]:
    """Agent, contract, day, the day in the other plan where it is another, before, after."""
    earlier = sum(len(days.rows) for days in comparison.days[:place])
    rows = comparison.days[place].rows[: max(SHOWN_DAYS - earlier, 0)]
    return [
        (
            row.agent_id,
            row.contract,
            day_label(row.day),
            "" if row.day == row.other_day else day_label(row.other_day),
            day_text(row.before),
            day_text(row.after),
        )
        for row in rows
    ]
