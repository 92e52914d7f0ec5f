"""A forecast on the screen: how much, a line a day, how sure it is, and what it learnt of special days."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.screen.picture import DaysPicture, Figures, Paragraph, Series, days_of
from staffplan.report.wording.outlook import (
    effect_name,
    outlook_headline,
    queue_sentences,
    queue_title,
    told_effects,
)
from staffplan.report.wording.text import NONE, number
from staffplan.words.language import _

if TYPE_CHECKING:
    from rich.console import RenderableType

    from staffplan.schema.forecasting.outlook import Effect, Outlook, QueueOutlook

SHOWN_EFFECTS = 20


def outlook_screen(outlook: Outlook) -> Group:
    """All queues, one below the other."""
    parts: list[RenderableType] = [Paragraph(outlook_headline(outlook), "bold")]
    for each in outlook.queues:
        title = queue_title(outlook, each)
        parts += [Text(), *([Paragraph(title, "bold")] if title else []), _picture(outlook, each), Text()]
        parts += [Paragraph(sentence) for sentence in queue_sentences(each)]
        effects = told_effects(each)
        if effects:
            parts += [Text(), _effects(effects)]
    parts += [Paragraph(str(note), mark="• ") for note in outlook.notes]
    return Group(*parts)


def _picture(outlook: Outlook, each: QueueOutlook) -> DaysPicture:
    minutes = outlook.history.interval_minutes
    starts = [
        datetime.combine(day, time()) + timedelta(minutes=minutes * slot)
        for day in outlook.days
        for slot in range(each.mean.shape[1])
    ]
    values = each.mean.ravel().tolist()
    days = [day for day, _slots in days_of(starts)]
    figures = [
        Figures(_("Total"), {day: (number(float(each.mean[k].sum())), "") for k, day in enumerate(days)}),
        Figures("p10", {day: (number(float(each.day_low[k])), "dim") for k, day in enumerate(days)}),
        Figures("p90", {day: (number(float(each.day_high[k])), "dim") for k, day in enumerate(days)}),
    ]
    return DaysPicture(starts, (Series(_("Inquiries"), values, max(values), "cyan"),), figures)


def _effects(effects: list[Effect]) -> Table:
    """Special days: how many times a plain day, on how many days seen, what the planner said."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(_("Special days"))
    for header in (_("Times a plain day"), _("Days seen"), _("Planner's figure")):
        table.add_column(header, justify="right")
    for effect in effects[:SHOWN_EFFECTS]:
        figure = NONE if effect.figure is None else number(effect.figure, 2)
        table.add_row(effect_name(effect), number(effect.factor, 2), number(effect.seen), figure)
    if len(effects) > SHOWN_EFFECTS:
        table.add_row(_("… and {count} more").format(count=len(effects) - SHOWN_EFFECTS), "", "", "")
    return table
