"""A simulated service on the screen: every measure with its interval, and the days."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.screen.picture import DaysPicture, Figures, Paragraph, Series, mean
from staffplan.report.screen.plan import target_sentence
from staffplan.report.wording.text import NONE, number, percent
from staffplan.words.language import _, marked

if TYPE_CHECKING:
    from rich.console import RenderableType

    from staffplan.schema.scenario.target import Target
    from staffplan.schema.service.simulated import Estimate, SimulatedService

SHARES = (
    ("service_level", marked("answered in time, of all")),
    ("early_leavers_met", marked("answered or gone in time, of all")),
    ("without_early_leavers", marked("answered in time, of those not gone by then")),
    ("served", marked("answered in time, of those answered")),
    ("abandonment", marked("customers who leave")),
    ("left_in_time", marked("of them within the threshold, of all")),
    ("occupancy", marked("agents busy")),
)
WAITS = (("average_wait_s", marked("average wait")), ("offered_wait_s", marked("average wait if nobody left")))


def simulation_screen(target: Target, service: SimulatedService, *, by_shift: bool) -> Group:
    """How often it was simulated, the verdict, the measures, the days."""
    text = _("Simulated {times} times, {customers} customers; intervals hold the true mean in {confidence} of cases.")
    parts: list[RenderableType] = [
        Paragraph(_("Target: {target}").format(target=target_sentence(target)), "bold"),
        _verdict(target, service),
        Paragraph(
            text.format(
                times=number(service.replications),
                customers=number(service.customers),
                confidence=percent(service.confidence, 0),
            )
        ),
        Text(),
        _measures(service),
        Text(),
        _days(target, service),
    ]
    if by_shift:
        parts.append(Paragraph(_("The plan's shifts were simulated; who is absent is so for a whole shift."), "dim"))
    return Group(*parts)


def _verdict(target: Target, service: SimulatedService) -> Paragraph:
    """Which groups surely miss the target, or may."""
    asked = [group for group in service.by_group if not math.isnan(group.service_level.mean)]
    if not asked:
        return Paragraph(_("Nobody asks in the hours that count: there is nothing to answer in time."))
    missed = [each for each in asked if each.service_level.mean < target.share_of(each.label)]
    sure = [each for each in missed if each.service_level.high < target.share_of(each.label)]
    text = _("{met} of {all} reach the target; of {missed} that do not, {sure} miss it by more than chance.")
    return Paragraph(
        text.format(met=len(asked) - len(missed), all=len(asked), missed=len(missed), sure=len(sure)),
        "bold red" if sure else "green" if not missed else "yellow",
    )


def _measures(service: SimulatedService) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for header in ("", _("Mean"), _("From"), _("To")):
        table.add_column(header, justify="right" if header else "left")
    for name, text in SHARES:
        table.add_row(_(text), *(_share(value) for value in _three(getattr(service.period, name))))
    for name, text in WAITS:
        table.add_row(_(text), *(_seconds(value) for value in _three(getattr(service.period, name))))
    return table


def _three(each: Estimate) -> tuple[float, float, float]:
    """Mean and interval, which ends at 0 where it would go below."""
    return each.mean, max(each.low, 0.0), each.high


def _days(target: Target, service: SimulatedService) -> DaysPicture:
    level = [None if math.isnan(share) else float(share) for share in service.service_level]
    low = [share is not None and share < target.share for share in level]
    figures = {
        date.fromisoformat(day.label): (
            f"{_share(day.service_level.mean)} ± {number(100 * day.service_level.half_width, 1)}",
            "red" if day.service_level.mean < target.share else "",
        )
        for day in service.by_day
    }
    series = Series(_("In time"), level, 1.0, "green", low, merge=mean)
    return DaysPicture(service.grid.starts, (series,), (Figures(_("In time"), figures),))


def _share(value: float) -> str:
    return percent(None if math.isnan(value) else value)


def _seconds(value: float) -> str:
    return NONE if math.isnan(value) else _("{seconds} s").format(seconds=number(value, 1))
