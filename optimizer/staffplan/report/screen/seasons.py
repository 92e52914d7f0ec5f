"""A year's plan on the screen."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.screen.picture import Paragraph
from staffplan.report.wording.text import agents, number, percent
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from staffplan.schema.year.result import Saving, TodaySummary, YearSummary


PENNIES = Decimal("0.05")
"""What a bill's total may be off its bound by, as each line is rounded to the cent."""


def year_screen(summary: YearSummary, files: Sequence[Path]) -> RenderableType:
    """Headline, seasons, months, today against the plan, warnings, and where the files are."""
    parts: list[RenderableType] = [Paragraph(headline(summary), "bold"), Text(), _seasons(summary), Text()]
    parts += [Paragraph(line, "", "• ") for line in _teams(summary)]
    if summary.today is not None:
        parts += [Text(), _today(summary.today), Text(), _hours(summary.today)]
    parts += [Text(), *(Paragraph(_("Note: {warning}").format(warning=warning)) for warning in summary.warnings)]
    if files:
        parts.append(Paragraph(_("Written: {folder}").format(folder=files[-1].parent)))
    return Group(*parts)


def headline(summary: YearSummary) -> str:
    """What the year costs, what is proved, and the bot, in a sentence."""
    if summary.objective == "cost":
        proved = _("no plan within the rules costs less than {bound:,.2f} (gap {gap:.2%})")
        proved = proved.format(bound=summary.bound, gap=summary.gap)
    else:
        proved = _("{value:.2f} agents on average, proved at least {bound:.2f} (gap {gap:.2%})")
        proved = proved.format(value=summary.value, bound=summary.bound, gap=summary.gap)
    text = _("The year costs {cost:,.2f} with up to {peak} agents and seats, bot: {bot}; {proved}.")
    return text.format(cost=summary.cost, peak=summary.peak_headcount, bot=summary.bot, proved=proved)


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
    names = {
        "bot": _("the bot"),
        "shifts": _("shifts planned with the service, not after it"),
        "contract_mix": _("the mix of contracts"),
        "season_flex": _("fewer people off season"),
    }
    for one in today.savings:
        table.add_row(_("of the plan, {measure} saves").format(measure=names[one.measure]), _amount(one))
    return table


def _amount(one: Saving) -> str:
    """What a measure saves, or why that is not known; and what is proved, where that is less."""
    least = one.cost_without_bound
    if one.answer == "no_plan":
        return _("without it there is no plan (proved)")
    if one.saving is None or one.cost_without is None:
        text = _("no plan without it was found in time")
        return text if least is None else text + _("; proved: it costs {least:,.2f} or more").format(least=least)
    amount = f"{one.saving:,.2f}"
    if least is None or least >= one.cost_without - PENNIES:
        return amount
    return amount + _("; proved: {least:,.2f} or more").format(least=one.saving - (one.cost_without - least))


def _hours(today: TodaySummary) -> Table:
    titles = (_("inquiries"), _("cost"), _("per inquiry"), _("hours over"), _("hours short"))
    table = _table(_("Today by hour of the day"), _("hour"), *titles)
    for one in today.by_hour:
        if one.inquiries or one.cost:
            each = "-" if one.cost_per_inquiry is None else f"{one.cost_per_inquiry:.2f}"
            figures = (f"{one.inquiries:,.0f}", f"{one.cost:,.2f}", each, f"{one.over_hours:,.0f}")
            table.add_row(f"{one.hour:02d}:00", *figures, f"{one.under_hours:,.0f}")
    return table
