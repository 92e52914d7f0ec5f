"""What a plan met and what it did not, in words: screen, page and workbook say the same."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from staffplan.report.wording.text import number, percent
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.schema.plan import MessageService, PlanSummary, ShortSlot

SHOWN = 5
"""Slots or days named, at most."""


def short_text(short: tuple[ShortSlot, ...]) -> str:
    """``fewer on duty than needed in 2 slots: 2026-11-02 12:00 (1 of 2), 2026-11-03 12:00 (1 of 2)``."""
    named = ", ".join(
        _("{slot} ({on_duty} of {needed})").format(
            slot=f"{each.start:%Y-%m-%d %H:%M}", on_duty=number(each.on_duty), needed=number(each.needed)
        )
        for each in short[:SHOWN]
    )
    if len(short) > SHOWN:
        named = _("{list} and {count} more").format(list=named, count=number(len(short) - SHOWN))
    if len(short) == 1:
        return _("fewer on duty than needed in 1 slot: {list}").format(list=named)
    return _("fewer on duty than needed in {count} slots: {list}").format(count=number(len(short)), list=named)


def need_text(summary: PlanSummary) -> str | None:
    """Whether the agents that the forecast needs are on duty; None where it needs none, or missing has a price."""
    if summary.required is None or summary.deviation is not None:
        return None
    if summary.service.short_slots:
        return short_text(summary.service.short_slots)
    return _("the agents that the forecast needs are on duty in every slot")


def messages_text(messages: MessageService) -> str:
    """``25 of 25 due replied to in time (100.0%), 700 not due yet``."""
    due = round(messages.due)
    if not due or messages.in_time is None:
        return _("none is due in the period, {later} not due yet").format(later=number(round(messages.not_due)))
    done = min(math.floor(messages.in_time * messages.due + 0.5), due)
    if done == due and percent(messages.in_time) != percent(1.0):
        done = due - 1
    text = _("{done} of {due} due replied to in time ({share})").format(
        done=number(done), due=number(due), share=percent(messages.in_time)
    )
    if round(messages.not_due):
        text = _("{text}, {later} not due yet").format(text=text, later=number(round(messages.not_due)))
    return text


def late_text(messages: MessageService) -> str:
    """The same, and the days on which some replies are late."""
    late = [f"{day.date} {percent(day.in_time)}" for day in messages.by_day if percent(day.in_time) != percent(1.0)]
    if len(late) > SHOWN:
        late = [*late[:SHOWN], _("and {more} more").format(more=len(late) - SHOWN)]
    text = messages_text(messages)
    return _("{text}; some are late on {days}").format(text=text, days=", ".join(late)) if late else text
