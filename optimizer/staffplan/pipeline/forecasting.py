"""``forecast``: what will come, from what came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.schema.forecasting.outlook import Outlook
from staffplan.schema.limits import MOST_DAYS
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from staffplan.forecasting.calendar import SpecialDays
    from staffplan.pipeline.problem import Overrides, TableInput
    from staffplan.schema.forecasting.history import Edition, History
    from staffplan.schema.forecasting.outlook import QueueOutlook
    from staffplan.schema.scenario.keys import Scenario

DAYS = 28
"""Days that are forecast unless somebody says otherwise."""
LEAST_GROWTH, MOST_GROWTH = -0.9, 10.0
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """What a forecast is asked for, besides its history."""

    days: int = DAYS
    """How many days."""
    first: date | None = None
    """The first of them; None: the day after the history's last."""
    last: date | None = None
    """The last of them, in place of ``days``."""
    events: TableInput | None = None
    """Promotions, past and to come; None: none."""
    profile: TableInput | None = None
    """The share of each hour, where the history has totals of days."""
    growth: float = 0.0
    """Growth a year, as a share."""


def forecast(
    history: TableInput,
    scenario_path: str | Path | None = None,
    overrides: Overrides | None = None,
    asked: Asked | None = None,
) -> Outlook:
    """Forecast each queue of ``history``; holidays are those of ``payroll.country``. Raises InputError."""
    from staffplan.read import read_events, read_history, read_scenario

    asked = asked or Asked()
    scenario, _source = read_scenario(scenario_path, overrides or {}, shifts=False)
    past = read_history(history, scenario, asked.profile)
    days = _days(past, asked)
    editions = read_events(asked.events, past.first, days[-1]) if asked.events is not None else ()
    return _outlook(past, days, editions, scenario, asked)


def _outlook(
    past: History, days: tuple[date, ...], editions: tuple[Edition, ...], scenario: Scenario, asked: Asked
) -> Outlook:
    from staffplan.forecasting import Wanted, forecast_queue, special_days

    all_days = [past.first + k * ONE_DAY for k in range((days[-1] - past.first).days + 1)]
    years = range(past.first.year, days[-1].year + 1)
    country = scenario.payroll.country
    special = special_days(years, country, scenario.payroll.subdivision)
    closed = frozenset(day for day in all_days if scenario.calendar.of(day) is None)
    wanted = Wanted(days[0], len(days), editions, special, asked.growth, closed)
    made = [(queue.name, forecast_queue(queue, past.first, wanted)) for queue in past.queues]
    found = tuple(outlook for _name, outlook in made if outlook is not None)
    if not found:
        accepted = _("at least one day whose volume is known for the greater part")
        raise InputError([Fault(_("the history"), _("no such day"), accepted)])
    notes = [Message.of("queue_unknown", queue=name) for name, outlook in made if outlook is None]
    notes += [*_of_period(past, days, special), *_of_events(found, editions, days), *_of_hours(found, days, scenario)]
    return Outlook(past, days, found, editions, asked.growth, country, (*past.notes, *notes))


def _days(past: History, asked: Asked) -> tuple[date, ...]:
    """The days to forecast. Raises InputError where they are none, too many, or not after the history."""
    ends = past.first + (past.n_days - 1) * ONE_DAY
    first = asked.first or ends + ONE_DAY
    last = asked.last or first + (asked.days - 1) * ONE_DAY
    count = (last - first).days + 1
    faults = []
    if first <= ends:
        faults.append(Fault("from", str(first), _("a day after {last}, the history's last").format(last=ends)))
    if not 1 <= count <= MOST_DAYS:
        accepted = _("1 to {most} days").format(most=MOST_DAYS)
        faults.append(Fault("to", _("{first} to {last}").format(first=first, last=last), accepted))
    if not LEAST_GROWTH <= asked.growth <= MOST_GROWTH:
        accepted = _("growth a year from {least:.0%} to {most:.0%}").format(least=LEAST_GROWTH, most=MOST_GROWTH)
        faults.append(Fault("growth", f"{asked.growth:.0%}", accepted))
    if faults:
        raise InputError(faults)
    return tuple(first + k * ONE_DAY for k in range(count))


def _of_period(past: History, days: tuple[date, ...], special: SpecialDays) -> Iterator[Message]:
    between = (days[0] - past.first).days - past.n_days
    if between:
        yield Message.of("days_between", days=between)
    unknown = [year for year in special.unknown_years if year in {day.year for day in days}]
    if unknown:
        yield Message.of("year_unannounced", years=tuple(unknown))


def _of_events(
    found: tuple[QueueOutlook, ...], editions: tuple[Edition, ...], days: tuple[date, ...]
) -> Iterator[Message]:
    """Events to come that nothing is known of, and queues that could not be tried on the past."""
    coming = {each.name for each in editions if each.first <= days[-1] and each.first + each.days * ONE_DAY > days[0]}
    effects = [effect for outlook in found for effect in outlook.effects if effect.offset is not None]
    known = {effect.name for effect in effects if effect.seen or effect.figure is not None}
    yield from (Message.of("event_unseen", event=name) for name in sorted(coming - known))
    short = [outlook.learnt_days for outlook in found if outlook.backtest is None]
    if short:
        yield Message.of("history_short", days=min(short))


def _of_hours(found: tuple[QueueOutlook, ...], days: tuple[date, ...], scenario: Scenario) -> Iterator[Message]:
    """Opening hours in which nothing is expected on any day, where they are not the whole day."""
    minutes = 24 * 60 // found[0].mean.shape[1]
    expected = sum(outlook.mean.sum(axis=0) for outlook in found)
    spans = {hours for day in days if (hours := scenario.calendar.of(day)) is not None}
    if not spans or spans == {(0, 24 * 60)}:
        return
    slots = {minute // minutes for begin, end in spans for minute in range(begin, end, minutes)}
    silent = sorted(slot % len(expected) for slot in slots if not expected[slot % len(expected)])
    if silent:
        shown = [f"{slot * minutes // 60:02d}:{slot * minutes % 60:02d}" for slot in silent]
        yield Message.of("never_open", hours=shown[0] if len(shown) == 1 else f"{shown[0]}…{shown[-1]}")
