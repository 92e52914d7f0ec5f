"""Rules of messages: what comes in is stated, enough is replied to by each deadline, and the plan states how much."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.verify.answered import MOST_INQUIRIES, TOLERANCE
from staffplan.verify.messages import replies
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.plan import Plan
    from staffplan.verify.answered import Answered
    from staffplan.verify.messages import Batches
    from staffplan.verify.roster import Roster

ROUNDING = 1e-5
"""Late messages up to this share of the day's are the solver's rounding."""


def left_messages(roster: Roster, plan: Plan) -> Iterator[Violation]:
    """With a deadline for messages, those of each slot are stated: a number for every row of coverage.csv."""
    stated = plan.summary.left_messages
    if roster.scenario.messages.reply_within is None:
        return
    stated = () if stated is None else stated
    numbers = np.array(stated, dtype=np.float64)
    right = np.isfinite(numbers) & (numbers >= 0) & (numbers <= MOST_INQUIRIES)
    if len(stated) != len(plan.coverage) or not right.all():
        yield Violation(
            rule="left_messages",
            found=_("{count} numbers of messages, {wrong} of them no number of messages").format(
                count=len(stated), wrong=len(stated) - int(right.sum())
            ),
            allowed=_("{count} numbers from 0 on, one for each row of coverage.csv").format(count=len(plan.coverage)),
        )


def message_rules(roster: Roster, plan: Plan, result: Answered) -> Iterator[Violation]:
    """The rules of the replies; without a deadline, or without messages, nothing may be stated."""
    planned = roster.scenario.messages.reply_within is not None and any(plan.summary.left_messages or ())
    if not planned:
        if plan.summary.service.messages is not None:
            yield Violation(
                rule="messages_in_time",
                found=_("replies to messages stated"),
                allowed=_("none, as none are planned for"),
            )
        return
    batches = replies(roster, plan, result)
    yield from reply_within(roster, batches)
    yield from messages_in_time(plan, batches)
    yield from messages_counted(plan, batches)


def reply_within(roster: Roster, batches: Batches) -> Iterator[Violation]:
    """On each day the share planned for, of the messages due on it, is replied to by the deadline."""
    rules = roster.scenario.messages
    assert rules.reply_within is not None
    for day in np.unique(batches.due_day):
        here = batches.due_day == day
        wanted = float(batches.volume[here].sum()) * rules.share
        late = wanted - float(batches.planned[here].sum())
        if late > ROUNDING * max(wanted, 1.0):
            yield Violation(
                rule="reply_within",
                date=date.fromordinal(int(day)),
                found=_("{done:.2f} of {due:.2f} messages due on the day replied to in time").format(
                    done=wanted - late, due=float(batches.volume[here].sum())
                ),
                allowed=_("at least {wanted:.2f}, within {length} of opening time").format(
                    wanted=wanted, length=figures.length(rules.reply_within.total_seconds())
                ),
            )


def messages_in_time(plan: Plan, batches: Batches) -> Iterator[Violation]:
    """plan.json states how many messages come, and what share is replied to in time, in all and by day."""
    stated = plan.summary.service.messages
    if stated is None:
        yield Violation(
            rule="messages_in_time", found=_("no replies to messages stated"), allowed=_("their share in time")
        )
        return
    total = float(batches.volume.sum())
    true: dict[date | None, float | None] = {None: float(batches.in_time.sum()) / total if total else None}
    said: dict[date | None, float | None] = {None: stated.in_time} | {day.date: day.in_time for day in stated.by_day}
    for day in np.unique(batches.due_day):
        here = batches.due_day == day
        true[date.fromordinal(int(day))] = float(batches.in_time[here].sum() / batches.volume[here].sum())
    for when in sorted(true.keys() | said.keys(), key=lambda day: day or date.min):
        if not _same(said.get(when), true.get(when)):
            yield Violation(
                rule="messages_in_time",
                date=when,
                found=_("{share} of messages replied to in time stated").format(share=_share(said.get(when))),
                allowed=_share(true.get(when)),
            )


def messages_counted(plan: Plan, batches: Batches) -> Iterator[Violation]:
    """plan.json states how many messages come in all, and how many are due on each day; the rest is not due yet."""
    stated = plan.summary.service.messages
    if stated is None:
        return
    true: dict[date | None, float] = {None: float(np.sum(plan.summary.left_messages or ()))}
    for day in np.unique(batches.due_day):
        true[date.fromordinal(int(day))] = float(batches.volume[batches.due_day == day].sum())
    said: dict[date | None, float] = {None: stated.messages} | {day.date: day.messages for day in stated.by_day}
    for when in sorted(true.keys() | said.keys(), key=lambda day: day or date.min):
        claim, count = said.get(when, 0.0), true.get(when, 0.0)
        if abs(claim - count) > TOLERANCE * max(count, 1.0):
            yield Violation(
                rule="messages_in_time",
                date=when,
                found=_("{count:g} messages stated").format(count=claim),
                allowed=f"{count:g}",
            )


def _same(stated: float | None, true: float | None) -> bool:
    if stated is None or true is None:
        return stated is true
    return abs(stated - true) <= TOLERANCE


def _share(value: float | None) -> str:
    return _("nothing") if value is None else figures.percent(value)
