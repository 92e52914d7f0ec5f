"""Intervals of some minutes, summed to those that a plan knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.read.forecast.queues import summed
from staffplan.read.intervals import FINER
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from staffplan.read.faults import Faults
    from staffplan.read.intervals import Interval
    from staffplan.schema.scenario.keys import Scenario


def sum_finer(
    rows: Sequence[Interval], minutes: int, scenario: Scenario, column: str, faults: Faults, messages: list[Message]
) -> tuple[list[Interval], int]:
    """``rows`` of ``minutes`` without gaps, summed to quarter or half hours of the clock; others stay as they are.

    The bot's share is weighted by volume, handling times by what reaches humans; the need of agents is the largest.
    """
    zone = ZoneInfo(scenario.timezone)
    whole = FINER.get(minutes)
    if whole is None:
        return list(rows), minutes
    groups: list[list[Interval]] = []
    for row in rows:
        begins = row.start.astimezone(zone).minute % whole == 0
        if begins or not groups:
            groups.append([])
        groups[-1].append(row)
    for group in (groups[0], groups[-1]):
        if len(group) * minutes != whole and not faults.list:
            found = _("{count} of the {minutes}-minute rows of {start}").format(
                count=len(group), minutes=minutes, start=f"{_beginning(group[0], whole, zone):%Y-%m-%d %H:%M}"
            )
            accepted = _("all {count} of them: rows are summed to {whole} minutes")
            faults.add(found, accepted.format(count=whole // minutes, whole=whole), group[0].row, column)
    messages.append(Message.of("rows_summed", minutes=minutes, whole=whole))
    return [_sum(group, scenario) for group in groups], whole


def _sum(group: list[Interval], scenario: Scenario) -> Interval:
    needs = [row.required for row in group if row.required is not None]
    return replace(summed(group, scenario), required=max(needs, default=None))


def _beginning(row: Interval, whole: int, zone: ZoneInfo) -> datetime:
    local = row.start.astimezone(zone)
    return local - timedelta(minutes=local.minute % whole)
