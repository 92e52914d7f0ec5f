"""Named shifts on the real clock: when their parts lie on a day, and which one a written shift is."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.schema.grid import first_instant, instants
from staffplan.schema.scenario.named_shift import breaks_within

if TYPE_CHECKING:
    from datetime import date

    from staffplan.schema.scenario.keys import BreakRule, Contract, NamedShift, Scenario

Span = tuple[datetime, datetime]
NOTHING = timedelta(0)


def parts_on(named: NamedShift, day: date, zone: ZoneInfo) -> tuple[Span, ...]:
    """Start and end (UTC) of each part of a named shift of ``day``; none where the clock skips its start.

    Of a time that the clock shows twice the first counts; an end that it skips is the moment of the change.
    """
    midnight = datetime.combine(day, time())
    edges = [tuple(midnight + timedelta(minutes=minutes) for minutes in part) for part in named.parts]
    if not edges or not instants(edges[0][0], zone):
        return ()
    spans = [(first_instant(first, zone), first_instant(last, zone)) for first, last in edges]
    return tuple([span for span in spans if span[0] < span[1]])


def breaks_on(rules: tuple[BreakRule, ...], parts: tuple[Span, ...]) -> tuple[BreakRule, ...]:
    """The breaks of a shift whose parts are these instants."""
    return breaks_within(rules, [(first - parts[0][0], last - parts[0][0]) for first, last in parts])


def meant_by(scenario: Scenario, contract: Contract, span: Span) -> str:
    """The name of the one named shift of ``contract`` at these times; empty where none or several are, or none is due.

    A shift without a name is due where the contract has lengths of shifts and this is one.
    """
    length = timedelta(seconds=span[1].timestamp() - span[0].timestamp())
    if length in contract.shift_lengths:
        return ""
    zone = ZoneInfo(scenario.timezone)
    day = span[0].astimezone(zone).date()
    found = [
        each.name
        for each in scenario.shifts_of(contract)
        for parts in (parts_on(each, day, zone),)
        if parts and (parts[0][0], parts[-1][1]) == tuple(moment.astimezone(UTC) for moment in span)
    ]
    return found[0] if len(found) == 1 else ""
