"""A year's plan on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.screen.picture import Paragraph
from staffplan.report.wording.text import agents, number, percent
from staffplan.report.wording.year import measure_name, saving_text, year_headline
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from staffplan.schema.year.result import TodaySummary, YearSummary


def year_screen(summary: YearSummary, files: Sequence[Path]) -> RenderableType:
    """Headline, seasons, months, today against the plan, warnings, and where the files are."""
    parts: list[RenderableType] = [Paragraph(year_headline(summary), "bold"), Text(), _seasons(summary), Text()]
    parts += [Paragraph(line, "", "• ") for line in _teams(summary)]
    if summary.today is not None:
        parts += [Text(), _today(summary.today), Text(), _hours(summary.today)]
    parts += [Text(), *(Paragraph(_("Note: {warning}").format(warning=warning)) for warning in summary.warnings)]
    if files:
        parts.append(Paragraph(_("Written: {folder}").format(folder=files[-1].parent)))
    return Group(*parts)


def _seasons(summary: YearSummary) -> Table:
    """What each season asks, who answers it, and what it costs."""
    titles = (_("handed over"), _("agents answer"), _("in time"), _("cost"))
    table = _table("", _("season"), _("from"), _("to"), _("bot"), *titles)
    for season in summary.seasons:
        share = season.certified if season.certified is not None else season.predicted
        days = (f"{season.first:%m-%d}", f"{season.last:%m-%d}")
        asked = (season.by_bot, sum(season.handed_over.values()), season.by_agents)
        table.add_row(
            Text(season.name), *days, *(number(count) for count in asked), percent(share), number(float(season.cost))
        )
    return table


def _teams(summary: YearSummary) -> Iterator[str]:
    """Who works in each season."""
    for season in summary.seasons:
        heads = ", ".join(f"{name} {count}" for name, count in season.employed.items() if count)
        yield _("{season}: {team}").format(season=season.name, team=heads or agents(0))


def _table(title: str, *titles: str) -> Table:
    """A table whose columns but the first are figures."""
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", title=title, title_justify="left"
    )
    for place, name in enumerate(titles):
        table.add_column(name, justify="right" if place else "left")
    return table


def _today(today: TodaySummary) -> Table:
    table = _table(_("Today against the plan"), "", "")
    table.show_header = False
    table.add_row(_("today's cost of the year"), f"{today.cost:,.2f}")
    table.add_row(_("the plan saves"), f"{today.saving:,.2f}")
    table.add_row(_("agent hours above the need"), f"{today.over_hours:,.0f}")
    table.add_row(_("agent hours missing"), f"{today.under_hours:,.0f}")
    table.add_row(_("cost of 22:00-08:00"), f"{today.night_cost:,.2f}")
    for one in today.savings:
        table.add_row(_("of the plan, {measure} saves").format(measure=measure_name(one.measure)), saving_text(one))
    return table


def _hours(today: TodaySummary) -> Table:
    titles = (_("inquiries"), _("cost"), _("per inquiry"), _("hours over"), _("hours short"))
    table = _table(_("Today by hour of the day"), _("hour"), *titles)
    for one in today.by_hour:
        if one.inquiries or one.cost:
            each = "-" if one.cost_per_inquiry is None else f"{one.cost_per_inquiry:.2f}"
            figures = (f"{one.inquiries:,.0f}", f"{one.cost:,.2f}", each, f"{one.over_hours:,.0f}")
            table.add_row(f"{one.hour:02d}:00", *figures, f"{one.under_hours:,.0f}")
    return table
