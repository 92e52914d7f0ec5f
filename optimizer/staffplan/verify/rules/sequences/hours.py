"""Rules of paid hours: in calendar weeks, in calendar months and in the period, by the date of a shift's start."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from staffplan.verify import figures
from staffplan.verify.rules.concerned import concerned, of_agent
from staffplan.verify.rules.sequences.days import DAYS_IN_WEEK, begin, column_of, ordinals
from staffplan.verify.rules.shape import paid_hours_of
from staffplan.verify.rules.weeks import week_of_day
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from staffplan.schema.scenario.contract import Hours
    from staffplan.schema.scenario.keys import Contract
    from staffplan.schema.violation import Rule, Violation
    from staffplan.verify.roster import Roster


@dataclass(frozen=True, eq=False)
class Spans:
    """Weeks, months or the period, as far as the period goes."""

    of_day: NDArray[np.int64]
    """The span of each day of the period, shape (days,)."""
    whole: NDArray[np.bool_]
    """Whether all days of each span lie in the period, shape (spans,)."""


def hours_per_week(roster: Roster) -> Iterator[Violation]:
    """In each calendar week an agent has from the contract's least to its most paid hours."""
    yield from _hours(roster, "hours_per_week", lambda contract: contract.hours_per_week, _weeks)


def hours_per_month(roster: Roster) -> Iterator[Violation]:
    """In each calendar month an agent has from the contract's least to its most paid hours."""
    yield from _hours(roster, "hours_per_month", lambda contract: contract.hours_per_month, _months)


def hours_per_period(roster: Roster) -> Iterator[Violation]:
    """In the period an agent has from the contract's least to its most paid hours."""
    yield from _hours(roster, "hours_per_period", lambda contract: contract.hours_per_period, _period)


def _weeks(roster: Roster) -> Spans:
    of_day = week_of_day(roster).of_day[begin(roster) :]
    return Spans(of_day, np.bincount(of_day) == DAYS_IN_WEEK)


def _months(roster: Roster) -> Spans:
    dates = [date.fromordinal(day) for day in ordinals(roster).tolist()]
    months = list(dict.fromkeys((day.year, day.month) for day in dates))
    of_day = np.array([months.index((day.year, day.month)) for day in dates], dtype=np.int64)
    length = [monthrange(*month)[1] for month in months]
    return Spans(of_day, np.bincount(of_day) == length)


def _period(roster: Roster) -> Spans:
    return Spans(np.zeros(len(ordinals(roster)), dtype=np.int64), np.ones(1, dtype=np.bool_))


def _hours(
    roster: Roster, rule: Rule, limits: Callable[[Contract], Hours | None], spans_of: Callable[[Roster], Spans]
) -> Iterator[Violation]:
    """A span that the period cuts is held to the most alone."""
    rules = list(concerned(roster, lambda contract: limits(contract) is not None))
    if not rules:
        return
    spans = spans_of(roster)
    paid_s = _paid_s(roster, spans)
    for contract, agents in rules:
        least, most = limits(contract) or (None, None)
        least_s = np.where(spans.whole, least.total_seconds() if least else 0.0, 0.0)
        most_s = most.total_seconds() if most is not None else np.inf
        for row, span in np.argwhere((paid_s[agents] > most_s) | (paid_s[agents] < least_s)):
            day = begin(roster) + int(np.flatnonzero(spans.of_day == span)[0])
            found = _("{hours} paid").format(hours=figures.length(float(paid_s[agents[row], span])))
            allowed = _allowed(float(least_s[span]), most_s)
            yield of_agent(roster, rule, int(agents[row]), found, allowed, day)


def _paid_s(roster: Roster, spans: Spans) -> NDArray[np.float64]:
    """Paid seconds of each agent's shifts that start in each span, shape (agents, spans)."""
    day = column_of(roster) - begin(roster)
    shifts = np.flatnonzero((day >= 0) & (roster.contract >= 0))
    paid_s = np.rint(3600 * paid_hours_of(roster)[shifts])
    place = roster.agent[shifts] * len(spans.whole) + spans.of_day[day[shifts]]
    shape = len(roster.agent_ids), len(spans.whole)
    total = np.zeros(shape[0] * shape[1])
    np.add.at(total, place, paid_s)
    return total.reshape(shape)


def _allowed(least_s: float, most_s: float) -> str:
    if most_s == np.inf:
        return _("at least {hours}").format(hours=figures.length(least_s))
    if not least_s:
        return _("at most {hours}").format(hours=figures.length(most_s))
    return _("from {least} to {most}").format(least=figures.length(least_s), most=figures.length(most_s))
