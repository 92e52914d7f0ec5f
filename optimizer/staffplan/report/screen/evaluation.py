"""The service of given numbers on duty, on the screen."""

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
from staffplan.report.wording.met import late_text, short_text
from staffplan.report.wording.text import number, percent
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from staffplan.schema.demand import Demand
    from staffplan.schema.plan import MessageService, ShortSlot
    from staffplan.schema.scenario.target import Target
    from staffplan.schema.service.steady import GroupAverage, SteadyService
    from staffplan.schema.service.time_varying import TimeVaryingService

SHOWN_GROUPS = 5


def evaluation_screen(
    target: Target,
    demand: Demand,
    steady: SteadyService,
    time_varying: TimeVaryingService,
    messages: MessageService | None = None,
    short: tuple[ShortSlot, ...] = (),
) -> Group:
    """The verdict, the measures by both models, the days, the forecast's own need, and the replies to messages."""
    parts: list[RenderableType] = [
        Paragraph(_("Target: {target}").format(target=target_sentence(target)), "bold"),
        _verdict(target, time_varying.by_group),
        *_need(demand, short),
        Text(),
        _measures(steady.period, time_varying.period),
        Text(),
        _days(target, demand, steady, time_varying),
        Paragraph(
            _("Steady: each slot as a queue of its own. Carried over: one queue through the whole period."), "dim"
        ),
    ]
    if messages is not None:
        parts[2:2] = [Paragraph(_("Messages: {replies}.").format(replies=late_text(messages)), "")]
    if not time_varying.settled:
        parts.append(Paragraph(_("The queue grows from round to round: too few agents for the period."), "bold red"))
    return Group(*parts)


def _need(demand: Demand, short: tuple[ShortSlot, ...]) -> list[RenderableType]:
    """Whether the agents that the forecast needs are on duty; nothing where it needs none."""
    if demand.required is None:
        return []
    if short:
        return [Paragraph(_("Need: {short}").format(short=short_text(short)), "bold red")]
    return [Paragraph(_("Need: the agents that the forecast needs are on duty in every slot."), "green")]


def _verdict(target: Target, groups: Sequence[GroupAverage]) -> Paragraph:
    if not any(group.human_inquiries > 0 for group in groups):
        return Paragraph(_("Nobody asks in the hours that count: there is nothing to answer in time."), "")
    missed = [group for group in groups if group.service_level < target.share_of(group.label)]
    if not missed:
        return Paragraph(_("Met, with queues carried over from slot to slot."), "green")
    named = ", ".join(f"{group.label} {percent(group.service_level)}" for group in missed[:SHOWN_GROUPS])
    if len(missed) > SHOWN_GROUPS:
        named = _("{list} and {count} more").format(list=named, count=len(missed) - SHOWN_GROUPS)
    return Paragraph(_("Missed: {list}").format(list=named), "bold red")


def _measures(steady: GroupAverage, time_varying: GroupAverage) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    table.add_column("")
    table.add_column(_("Steady"), justify="right")
    table.add_column(_("Carried over"), justify="right")
    both = (steady, time_varying)
    table.add_row(_("answered in time"), *(_share(average.service_level) for average in both))
    table.add_row(_("average wait"), *(_seconds(average.average_wait_s) for average in both))
    table.add_row(_("customers who leave"), *(_share(average.abandonment) for average in both))
    table.add_row(_("agents busy"), *(_share(average.occupancy) for average in both))
    return table


def _days(target: Target, demand: Demand, steady: SteadyService, time_varying: TimeVaryingService) -> DaysPicture:
    duty = [int(agents) for agents in steady.on_duty]
    level = [None if math.isnan(share) else float(share) for share in time_varying.service_level]
    low = [share is not None and share < target.share for share in level]
    return DaysPicture(
        demand.grid.starts,
        (
            Series(_("On duty"), duty, max(duty), "green"),
            Series(_("In time"), level, 1.0, "green", low, merge=mean),
        ),
        (
            _by_day(_("Steady"), steady.by_day, target.share),
            _by_day(_("Carried over"), time_varying.by_day, target.share),
        ),
    )


def _by_day(title: str, days: Iterable[GroupAverage], share: float) -> Figures:
    figures = {
        date.fromisoformat(day.label): (
            _share(day.service_level) + ("!" if day.service_level < share else " "),
            "red" if day.service_level < share else "",
        )
        for day in days
    }
    return Figures(title, figures)


def _share(value: float) -> str:
    return percent(None if math.isnan(value) else value)


def _seconds(value: float) -> str:
    """``7.3 s``; a queue that only grows waits without end."""
    if math.isnan(value):
        return percent(None)
    return _("without end") if math.isinf(value) else _("{seconds} s").format(seconds=number(value, 1))
